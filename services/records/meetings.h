// When people meet: the date, time and guests of papers that were handed in, of kinds that say which fields they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/kind.pb.h"
#include "services/store/store.h"

namespace giaoban::records {

// One meeting. A value.
struct Meeting {
  int64_t no = 0;       // of its paper
  int64_t from_us = 0;  // midnight when the whole day is meant
  int64_t minutes = 0;  // 0 means the whole day
  bool operator==(const Meeting&) const = default;
};

// Rows of it, inside the transaction of the caller. Holds nothing but the store, so it is made where needed.
class Meetings {
 public:
  // Table definitions.
  static std::string_view schema();

  explicit Meetings(store::Store& store) : store_(store) {}

  // The paper as it was handed in last says when; a paper that says nothing that can be understood has no meeting.
  void hand_in(int64_t no, const std::string& unit_id, const v1::Kind* kind, const v1::Content& paper);

  // Of this unit, or to which this person comes from elsewhere; beginning in [from_us, until_us), each once, in order
  // of time. Whether the paper still counts is for the caller to see.
  std::vector<Meeting> of_unit(const std::string& unit_id, int64_t from_us, int64_t until_us) const;
  std::vector<Meeting> of_guest(const std::string& person_id, int64_t from_us, int64_t until_us) const;

 private:
  store::Store& store_;
};

}  // namespace giaoban::records
