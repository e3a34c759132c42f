// Where each unit stands in the tree's reading order, as a number, so that a unit and all below it are one range.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/records/fold.h"
#include "services/store/store.h"
#include "workflows/core/directory.h"

namespace giaoban::records {

// Places from `from` on, up to but without `until`.
struct PlaceRange {
  int64_t from = std::numeric_limits<int64_t>::min();
  int64_t until = std::numeric_limits<int64_t>::max();
  bool has(int64_t place) const { return from <= place && place < until; }
};

// The reading order: a unit, then what lies below it; neighbours in Vietnamese order of their names, then by id.
// Numbers depend on the directory's log alone, so a rebuild gives the same. A unit whose parent is unknown stands at
// the top. One thread; writes go through the store of the open transaction, and load() mends memory after a rollback.
class UnitOrder {
 public:
  static constexpr int64_t kNowhere = -1;  // place of a unit that was never heard of

  // Table definition.
  static std::string_view schema();
  void load(store::Store& store, const core::Directory& directory);

  // What a change of the tree means for whoever stored places of units, or counts of units above others.
  struct Moved {
    bool one = false;    // the unit itself has another place, nobody else
    bool all = false;    // any unit may have another place
    bool above = false;  // units that were there before have other units above them
  };
  // Takes in a unit that the directory has just heard of, or whose name or parent it has just heard to be another. A
  // second call with nothing new does nothing.
  Moved add(const std::string& unit_id, const core::Directory& directory, store::Store& store);

  int64_t place(const std::string& unit_id) const;
  // A small number for the unit, 1, 2 ... in the order heard of, that never changes; 0 when unknown. And its place.
  int64_t number(const std::string& unit_id) const;
  int64_t place_of(int64_t number) const;
  // The unit of a number; empty when there is none.
  const std::string& unit_of(int64_t number) const;
  // The unit and everything below it; everything for the empty id, nothing for an unknown one.
  PlaceRange range(const std::string& unit_id) const;
  // The unit, those above it, and last the empty id, which stands above all.
  std::vector<std::string> chain(const std::string& unit_id) const;
  // Whether no unit stands outside the range.
  bool covers_all(const PlaceRange& range) const;
  // The units right below, in order; those at the top for the empty id.
  const std::vector<std::string>& children(const std::string& unit_id) const;

 private:
  struct Node {
    int64_t place = 0;
    int64_t number = 0;
    std::string parent;  // empty at the top
    std::string name;
    std::string key;                    // of the name, to compare by
    std::vector<std::string> children;  // by place
  };
  void take(const std::string& unit_id, const core::Directory& directory);
  Moved rename(const std::string& unit_id, const core::Directory& directory, store::Store& store);
  bool squeeze_in(const std::string& unit_id);
  int64_t end_of(const std::string& unit_id) const;
  bool before(const std::string& left, const std::string& right) const;
  void renumber(const core::Directory& directory, store::Store& store);
  void save(const std::string& unit_id, store::Store& store) const;

  Collation collation_;
  std::unordered_map<std::string, Node> nodes_ = {{"", Node{}}};
  std::map<int64_t, std::string> by_place_ = {{0, ""}};
  std::vector<int64_t> places_ = {kNowhere};  // by number
};

}  // namespace giaoban::records
