// Counts by kind and by rung.
#include "services/month/summary.h"

#include <algorithm>
#include <cmath>

namespace giaoban::month {

namespace {

v1::DemoKind& kind_in(v1::DemoReport& report, const std::string& name) {
  for (auto& kind : *report.mutable_kinds()) {
    if (kind.kind() == name) return kind;
  }
  auto& kind = *report.add_kinds();
  kind.set_kind(name);
  return kind;
}

std::string whom_word(v1::Whom whom) {
  switch (whom) {
    case v1::WHOM_HOLDER:
      return "holder";
    case v1::WHOM_SUPERIOR:
      return "superior";
    case v1::WHOM_AUTHOR:
      return "author";
    default:
      return "person";
  }
}

}  // namespace

std::string rung_name(const v1::RungCount& rung) {
  const std::string whom = " " + whom_word(rung.whom());
  if (rung.reason() == v1::NOTICE_REASON_RETURNED) return "returned" + whom;
  if (rung.reason() == v1::NOTICE_REASON_DECIDED) return "decided" + whom;
  return (rung.days() > 0 ? "+" : "") + std::to_string(rung.days()) + whom;
}

double percentile(std::vector<double> times, double share) {
  if (times.empty()) return 0;
  const double place = std::ceil(share * static_cast<double>(times.size())) - 1;
  const auto at =
      times.begin() + std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(place), 0, std::ssize(times) - 1);
  std::nth_element(times.begin(), at, times.end());
  return *at;
}

void summarise(v1::DemoReport& report, const std::vector<std::string>& owed,
               const v1::SummariseObligationsResponse& obligations, const v1::SummariseDossiersResponse& dossiers) {
  for (const auto& name : owed) kind_in(report, name);
  auto& all = *report.mutable_obligations();
  for (const auto& count : obligations.counts()) {
    auto& kind = kind_in(report, count.kind());
    const auto number = static_cast<uint32_t>(count.count());
    all.set_total(all.total() + number);
    if (count.state() == v1::OBLIGATION_STATE_ON_TIME) {
      all.set_on_time(all.on_time() + number);
    } else if (count.state() == v1::OBLIGATION_STATE_LATE) {
      all.set_late(all.late() + number);
      kind.set_late(kind.late() + number);
    } else {
      all.set_silent(all.silent() + number);
      kind.set_silent(kind.silent() + number);
    }
  }
  for (const auto& count : dossiers.kinds()) {
    auto& kind = kind_in(report, count.kind());
    kind.set_opened(static_cast<uint32_t>(count.opened()));
    kind.set_approved(static_cast<uint32_t>(count.approved()));
    kind.set_sent_back(static_cast<uint32_t>(count.sent_back()));
    kind.set_rejected(static_cast<uint32_t>(count.rejected()));
    kind.set_still_open(static_cast<uint32_t>(count.still_open()));
  }
  for (const auto& kind : report.kinds()) (*report.mutable_opened())[kind.kind()] = kind.opened();
  for (const auto& count : obligations.rungs()) {
    auto& rung = *report.add_reminders();
    rung.set_kind(count.kind());
    rung.set_rung(rung_name(count));
    rung.set_told(static_cast<uint32_t>(count.count()));
  }
}

}  // namespace giaoban::month
