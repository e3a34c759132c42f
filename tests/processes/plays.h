// Plays: what becomes of one paper, act by act, until its end.
#pragma once

#include <cstdint>
#include <string>

#include "giaoban/v1/command.pb.h"
#include "services/runtime/ids.h"

namespace giaoban::processes {

// One paper on its way through one of the plays. A value; made from a number alone, so that a unit and a period are
// those of one paper only.
class Paper {
 public:
  // Ids are drawn from `ids` for the machine time given.
  Paper(uint64_t number, runtime::Ids& ids, int64_t machine_us);

  bool over() const;
  // The next command, with a fresh request id, and on whose behalf. Not when it is over.
  v1::DecideRequest next(runtime::Ids& ids, int64_t machine_us) const;
  std::string person() const;
  // The command was acknowledged.
  void went_on(const v1::DecideResponse& response);

 private:
  std::string id_;
  std::string play_;  // one letter per act
  size_t act_ = 0;
  uint64_t version_ = 0;
  int commune_ = 0;
  int cell_ = 0;
  std::string period_;
};

}  // namespace giaoban::processes
