// How long papers stay and wait, in working time of whoever they wait for.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "services/records/unit_order.h"
#include "workflows/core/directory.h"

namespace giaoban::records {

// Working time from one moment to a later one, microseconds; 0 when it is not later.
int64_t worked_between(int64_t from_us, int64_t until_us, const core::Calendar& calendar);

// Turns whole working days of waiting into moments, once for every calendar, so that a paper is only compared. A
// working day is as long as the ordinary ones of the week that holds now. References must outlive it.
class Waits {
 public:
  // `days` are counts of whole working days, below a million.
  Waits(const core::Directory& directory, const UnitOrder& order, int64_t now_us, std::vector<uint32_t> days)
      : directory_(directory), order_(order), now_us_(now_us), days_(std::move(days)) {}

  // For each of `days` the last moment: a paper that came then or before has waited so long for the unit with that
  // number. Nobody has waited less than no day, whatever their clock says.
  const std::vector<int64_t>& since(uint32_t holder);

 private:
  std::vector<int64_t> reckon(const core::Calendar& calendar) const;

  const core::Directory& directory_;
  const UnitOrder& order_;
  int64_t now_us_;
  std::vector<uint32_t> days_;
  std::map<const core::Calendar*, std::vector<int64_t>> by_calendar_;
  std::vector<const std::vector<int64_t>*> by_holder_;
};

}  // namespace giaoban::records
