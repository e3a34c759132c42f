// The terms that a file of officers begins, beside those that are known: none twice, none overlapping, each with an id.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "services/directory/line_errors.h"
#include "workflows/core/directory.h"

namespace giaoban::directory {

// Lives for one import; `known` must outlive it and not change meanwhile.
class Terms {
 public:
  // An empty beginning means `now_us`.
  Terms(const core::Directory& known, int64_t now_us) : known_(known), now_us_(now_us) {}

  // One wanted term, without id; from_us 0 means now, until_us 0 open. A term that is there already changes nothing:
  // with a date, one of the same person, unit and role from that date; without, any of theirs, so that a file that is
  // imported again never gives back an office that was ended. A fault: unknown unit, another end, an overlap.
  std::optional<Fault> add(const v1::Office& wanted);
  // The same for somebody who asks for this one term and sees what there is: a term that is over counts only where it
  // overlaps, so that one that was ended by mistake before it began can be begun again from the same date.
  std::optional<Fault> add_anew(const v1::Office& wanted);
  const std::vector<v1::Office>& begun() const { return begun_; }

 private:
  std::optional<Fault> begin(v1::Office office, const std::vector<const v1::Office*>& others);
  std::vector<const v1::Office*> terms_like(const v1::Office& wanted) const;
  std::string fresh_id(const v1::Office& office) const;

  const core::Directory& known_;
  const int64_t now_us_;
  std::vector<v1::Office> begun_;
  std::unordered_map<std::string, std::vector<size_t>> begun_by_person_;
  std::unordered_set<std::string> begun_ids_;
};

}  // namespace giaoban::directory
