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

std::string channel_word(v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_IN_APP:
      return "in_app";
    case v1::CHANNEL_EMAIL:
      return "email";
    case v1::CHANNEL_WEBHOOK:
      return "webhook";
    case v1::CHANNEL_SMS:
      return "sms";
    default:
      return "other";
  }
}

void add_reminders(v1::DemoReport& report, const v1::SummariseObligationsResponse& obligations,
                   const v1::SummariseDeliveriesResponse& deliveries) {
  for (const auto& count : obligations.rungs()) {
    auto& rung = *report.add_reminders();
    rung.set_kind(count.kind());
    rung.set_rung(rung_name(count.days(), count.whom(), count.reason()));
    rung.set_told(static_cast<uint32_t>(count.count()));
    for (const auto& sent : deliveries.rungs()) {
      const bool same = sent.kind() == count.kind() && sent.days() == count.days() && sent.whom() == count.whom() &&
                        sent.reason() == count.reason();
      const bool out = sent.state() == v1::DELIVERY_STATE_SENT || sent.state() == v1::DELIVERY_STATE_SUPPRESSED;
      if (!same || !out) continue;
      (*rung.mutable_sent())[channel_word(sent.channel())] += static_cast<uint32_t>(sent.count());
    }
  }
}

v1::DemoCommune& commune_in(v1::DemoReport& report, const std::string& name) {
  for (auto& commune : *report.mutable_communes_owed()) {
    if (commune.name() == name) return commune;
  }
  auto& commune = *report.add_communes_owed();
  commune.set_name(name);
  return commune;
}

}  // namespace

void add_compliance(v1::DemoReport& report, const v1::GetComplianceResponse& grid) {
  for (const auto& row : grid.rows()) {
    auto& commune = commune_in(report, row.name());
    for (const auto& cell : row.cells()) {
      commune.set_expected(commune.expected() + cell.expected());
      commune.set_on_time(commune.on_time() + cell.on_time());
      commune.set_late(commune.late() + cell.late());
      commune.set_missing(commune.missing() + cell.missing() + cell.not_due());
      commune.set_exempt(commune.exempt() + cell.exempt());
    }
  }
}

std::string rung_name(int days, v1::Whom whom, v1::NoticeReason reason) {
  const std::string who = " " + whom_word(whom);
  if (reason == v1::NOTICE_REASON_RETURNED) return "returned" + who;
  if (reason == v1::NOTICE_REASON_DECIDED) return "decided" + who;
  return (days > 0 ? "+" : "") + std::to_string(days) + who;
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
               const v1::SummariseObligationsResponse& obligations, const v1::SummariseDossiersResponse& dossiers,
               const v1::SummariseDeliveriesResponse& deliveries) {
  for (const auto& name : owed) kind_in(report, name);
  auto& all = *report.mutable_obligations();
  for (const auto& count : obligations.counts()) {
    auto& kind = kind_in(report, count.kind());
    const auto number = static_cast<uint32_t>(count.count());
    if (count.state() == v1::OBLIGATION_STATE_EXEMPT) {
      all.set_exempt(all.exempt() + number);
      continue;
    }
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
  add_reminders(report, obligations, deliveries);
}

}  // namespace giaoban::month
