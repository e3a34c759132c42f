// The reminder: knows what units owe and whom papers wait for, and decides who is told what and when.
#include "services/reminder/reminder_service.h"

#include <algorithm>

#include "services/reminder/exemption_rows.h"
#include "services/reminder/lookup.h"
#include "workflows/core/authority.h"
#include "workflows/core/calendar_outlook.h"

namespace giaoban::reminder {

namespace {

// Of each sort of work, in one transaction.
constexpr int64_t kChunk = 300;

int64_t earlier(int64_t a, int64_t b) {
  if (a == 0 || b == 0) return std::max(a, b);
  return std::min(a, b);
}

}  // namespace

ReminderService::ReminderService()
    : duties_(heard_.directory(), periods_),
      papers_(heard_.directory(), duties_),
      exempting_(heard_.directory(), duties_),
      explaining_(heard_.directory(), duties_, papers_, catch_up_) {
  register_methods();
}

std::string_view ReminderService::schema() const {
  static const std::string all = [] {
    std::string text;
    for (const auto part : {runtime::HeardDirectory::schema(), Periods::schema(), Tally::schema(), Scribe::schema(),
                            obligation_schema(), exemption_schema(), paper_schema()}) {
      text.append(part);
    }
    return text;
  }();
  return all;
}

void ReminderService::load(store::Store& store) {
  heard_.load(store);
  periods_.load(store, heard_.directory());
  tally_.forget();
  catch_up_.forget();
  directory_catch_up_.forget();
  next_rung_known_ = false;
}

void ReminderService::hear(const std::string& source, const v1::LogRecord& record, const std::vector<v1::Content>&,
                           runtime::Work& work) {
  next_rung_known_ = false;
  if (source == "directory") {
    hear_directory(record, work);
    return directory_catch_up_.heard(record.position());
  }
  Scribe scribe(work, tally_, record.trace_id());
  papers_.hear(scribe, record);
  catch_up_.heard(record.position());
}

void ReminderService::hear_directory(const v1::LogRecord& record, runtime::Work& work) {
  const auto& event = record.directory();
  if (event.has_unit_added()) {
    const auto& unit = event.unit_added().unit();
    periods_.unit_added(unit, heard_.directory().unit(unit.unit_id()) != nullptr, work);
  }
  heard_.hear(record, work.store);
  if (event.has_calendar_published()) {
    look_again_at_obligations(work.store, work.now.business_us);
    look_again_at_papers(work.store, work.now.business_us);
  }
  if (!event.has_kind_published()) return;
  if (const auto kind = heard_.directory().kind(event.kind_published().name())) {
    periods_.kind_published(*kind, heard_.directory(), work);
  }
}

int64_t ReminderService::next_due_us(store::Store& store) {
  if (!next_rung_known_) {
    next_rung_us_ = earlier(next_obligation_us(store), next_paper_us(store));
    next_rung_known_ = true;
  }
  const int64_t opens_us = directory_catch_up_.done() ? periods_.next_due_us() : 0;
  return earlier(opens_us, caught_up() ? next_rung_us_ : 0);
}

void ReminderService::tick(runtime::Work& work) {
  next_rung_known_ = false;
  look_at_calendar(work.now.business_us);
  catch_up_.ask(work);
  directory_catch_up_.ask(work);
  if (!directory_catch_up_.done()) return;
  Scribe scribe(work, tally_);
  periods_.open_due(kChunk, heard_.directory(), work,
                    [&](const Period& period, const std::string& unit_id) { duties_.open(scribe, period, unit_id); });
  if (!caught_up()) return;
  for (auto& row : due_obligations(work.store, scribe.now_us(), kChunk)) duties_.climb(scribe, std::move(row));
  for (auto& paper : due_papers(work.store, scribe.now_us(), kChunk)) papers_.climb(scribe, std::move(paper));
}

void ReminderService::look_at_calendar(int64_t now_us) {
  const int64_t today = core::day_number(now_us);
  if (looked_on_ == today) return;
  looked_on_ = today;
  const auto& directory = heard_.directory();
  if (directory.kinds().empty()) return;  // it is still being set up
  const auto warning =
      core::calendar_warning(!directory.calendars().empty(), directory.calendar("").known_until(), now_us);
  if (warning) warning_ = warning->en;
}

int64_t ReminderService::next_retry_us() const {
  return earlier(catch_up_.next_retry_us(), directory_catch_up_.next_retry_us());
}

void ReminderService::answered(uint64_t tag, const runtime::Outcome& outcome, runtime::Work& work) {
  (tag == 0 ? catch_up_ : directory_catch_up_).answered(outcome, work);
}

void ReminderService::register_methods() {
  using runtime::Call;
  using runtime::Work;
  methods_.query<v1::ListObligationsRequest, v1::ListObligationsResponse>(
      "ObligationService/ListObligations", runtime::kPeople | runtime::kOperator,
      [this](const v1::ListObligationsRequest& request, const Call& call, Work& work) {
        return list(request, call, work);
      });
  methods_.query<v1::SummariseObligationsRequest, v1::SummariseObligationsResponse>(
      "ObligationService/SummariseObligations", runtime::kPeople | runtime::kOperator,
      [this](const v1::SummariseObligationsRequest& request, const Call& call, Work& work) {
        return summarise(request, call, work);
      });
  methods_.command<v1::ExemptRequest, v1::ExemptResponse>(
      "ObligationService/Exempt", runtime::kGateway | runtime::kOperator,
      [this](const v1::ExemptRequest& request, const Call& call, Work& work) {
        next_rung_known_ = false;
        return exempting_.exempt(request, call, work, tally_);
      });
  methods_.command<v1::LiftExemptionRequest, v1::LiftExemptionResponse>(
      "ObligationService/LiftExemption", runtime::kGateway | runtime::kOperator,
      [this](const v1::LiftExemptionRequest& request, const Call& call, Work& work) {
        next_rung_known_ = false;
        return exempting_.lift(request, call, work, tally_);
      });
  methods_.query<v1::ExplainRemindersRequest, v1::ExplainRemindersResponse>(
      "ObligationService/ExplainReminders", runtime::kPeople | runtime::kOperator,
      [this](const v1::ExplainRemindersRequest& request, const Call& call, Work& work) {
        return explaining_.explain(request, call, work);
      });
  methods_.query<v1::CheckOwedRequest, v1::CheckOwedResponse>(
      "ObligationService/CheckOwed", runtime::kService | runtime::kOperator,
      [](const v1::CheckOwedRequest& request, const Call&,
         Work& work) -> std::variant<v1::CheckOwedResponse, v1::Refusal> { return check_owed(work.store, request); });
}

std::variant<v1::ListObligationsResponse, v1::Refusal> ReminderService::list(const v1::ListObligationsRequest& request,
                                                                             const runtime::Call& call,
                                                                             runtime::Work& work) const {
  const auto& directory = heard_.directory();
  if (call.caller.kind != v1::CALLER_KIND_OPERATOR) {
    auto person = runtime::acting_person(call, directory, work.now.business_us);
    if (auto* no = std::get_if<v1::Refusal>(&person)) return std::move(*no);
    // One answer for what is not there and for what is not theirs.
    if (!core::may_read(directory, std::get<std::string>(person), request.unit_id(), work.now.business_us)) {
      return no_such_unit(request.unit_id());
    }
  }
  return list_owed(work.store, directory, periods_, request);
}

// The sums are of the whole tree, so they are for those who may read all of it.
std::variant<v1::SummariseObligationsResponse, v1::Refusal> ReminderService::summarise(
    const v1::SummariseObligationsRequest& request, const runtime::Call& call, runtime::Work& work) const {
  if (call.caller.kind != v1::CALLER_KIND_OPERATOR) {
    const auto& directory = heard_.directory();
    auto person = runtime::acting_person(call, directory, work.now.business_us);
    if (auto* no = std::get_if<v1::Refusal>(&person)) return std::move(*no);
    for (const auto& root : directory.children("")) {
      if (core::may_read(directory, std::get<std::string>(person), root, work.now.business_us)) continue;
      return core::refuse(
          v1::REFUSAL_CODE_NOT_AUTHORISED, "",
          "Số liệu này tính trên toàn bộ các tổ chức, nên chỉ người được xem tất cả mới xem được. Xin xem danh sách "
          "nghĩa vụ của đơn vị mình.",
          "These sums are of all units, so only those who may read all of them see them. Ask for the list of your own "
          "unit's obligations.");
    }
  }
  return Tally::read(work.store, request.period());
}

}  // namespace giaoban::reminder
