// Following the open rows.
#include "services/records/open_papers.h"

#include <limits>

#include "services/records/tables.h"

namespace giaoban::records {

uint32_t Names::number(const std::string& name) {
  const auto [at, fresh] = numbers_.try_emplace(name, static_cast<uint32_t>(names_.size()));
  if (fresh) names_.push_back(&at->first);
  return at->second;
}

uint32_t Names::find(const std::string& name) const {
  const auto at = numbers_.find(name);
  return at == numbers_.end() ? std::numeric_limits<uint32_t>::max() : at->second;
}

void OpenPapers::load(store::Store& store, const UnitOrder& order) {
  papers_.clear();
  by_no_.clear();
  store.prepare("SELECT * FROM dossiers WHERE ended = 0").each({}, [&](const store::Row& row) {
    put(Tables::read(row), order);
  });
}

void OpenPapers::put(const DossierRow& row, const UnitOrder& order) {
  const auto found = by_no_.find(row.no);
  if (row.ended) {
    if (found == by_no_.end()) return;
    papers_[found->second] = papers_.back();
    by_no_[papers_.back().no] = found->second;
    papers_.pop_back();
    by_no_.erase(row.no);
    return;
  }
  if (found == by_no_.end()) {
    by_no_[row.no] = papers_.size();
    papers_.emplace_back();
  }
  Paper& paper = found == by_no_.end() ? papers_.back() : papers_[found->second];
  paper.no = row.no;
  paper.entered_us = row.entered_us;
  paper.due_us = row.due_us;
  paper.unit = static_cast<uint32_t>(order.number(row.unit_id));
  paper.holder = static_cast<uint32_t>(order.number(row.holder_unit));
  paper.kind = kinds_.number(row.kind);
  paper.period = periods_.number(row.period);
  paper.state = states_.number(row.state);
  paper.role = static_cast<uint8_t>(row.holder_role);
  paper.stage = static_cast<uint8_t>(row.stage);
  paper.waits = row.waits();
  paper.with_author = row.with_author;
}

}  // namespace giaoban::records
