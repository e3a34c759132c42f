// ExplainReminders: the ladder of an obligation or of a paper, rung by rung, with the rules and days behind it.
#include "services/reminder/explain.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "services/reminder/exempting.h"
#include "services/reminder/exemption_rows.h"
#include "services/reminder/ladder.h"
#include "services/reminder/reasons.h"
#include "services/runtime/heard.h"
#include "workflows/core/authority.h"
#include "workflows/core/refusal.h"
#include "workflows/core/way.h"

namespace giaoban::reminder {

// One ladder, and what can be known of it without the notices.
struct Explaining::Chase {
  std::string subject;
  uint32_t generation = 0;
  int64_t due_us = 0;
  int64_t begun_us = 0;    // rungs before it were passed over
  int64_t climbed_us = 0;  // rungs up to it were told or passed over
  const Ladder& rungs;
  const core::Calendar& calendar;
  std::function<Recipients(const v1::Rung&)> recipients;
  std::optional<v1::Label> done = std::nullopt;   // why nobody is told any more
  std::optional<v1::Label> waits = std::nullopt;  // what the ladder waits for
};

namespace {

v1::Refusal one_of_two() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "dossier_id",
                      "Hãy nêu đúng một trong hai: mã hồ sơ hoặc mã nghĩa vụ (đơn_vị/loại/kỳ).",
                      "Name exactly one of the two: a dossier, or an obligation (unit/kind/period).");
}

v1::Refusal no_such_paper(const std::string& dossier_id) {
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "dossier_id",
                      "Không có hồ sơ '" + dossier_id + "', hoặc đồng chí không có quyền xem. Xin kiểm tra lại mã.",
                      "There is no dossier '" + dossier_id + "', or you may not see it. Please check its id.");
}

std::optional<v1::Label> done_with(const v1::Obligation& owed) {
  if (owed.state() == v1::OBLIGATION_STATE_EXEMPT) {
    return reason("Được miễn theo “" + owed.exempt_basis() + "” nên không nhắc ai.",
                  "Exempt on the basis of \"" + owed.exempt_basis() + "\", so nobody is told.");
  }
  const bool met = owed.state() == v1::OBLIGATION_STATE_ON_TIME || owed.state() == v1::OBLIGATION_STATE_LATE;
  if (!met) return std::nullopt;
  const std::string at = core::for_people(owed.submitted_us());
  return reason("Đã nộp lúc " + at + " (hồ sơ " + owed.dossier_id() + ") nên không nhắc nữa.",
                "Handed in at " + at + " (dossier " + owed.dossier_id() + "), so nobody is told any more.");
}

std::optional<v1::Label> held(const v1::Dossier& dossier) {
  if (!dossier.has_pending()) return std::nullopt;
  const std::string until = core::for_people(dossier.pending().seals_us());
  return reason("Một quyết định đang được giữ đến " + until + "; chưa có hiệu lực thì chưa nhắc ai.",
                "A decision is held until " + until + "; until it takes effect nobody is told.");
}

v1::Label passed_reason(bool before_it_began, bool same_persons) {
  if (before_it_began) {
    return reason("Giờ nhắc này đã qua khi việc được giao, nên bỏ qua.",
                  "Its time was over when this began, so it was passed over.");
  }
  if (same_persons) {
    return reason("Cùng người ấy đã được nhắc ở bậc này theo chức vụ khác; mỗi người chỉ nhận một lần.",
                  "The same persons were told at this rung in another office; each is told once.");
  }
  return reason(
      "Đến giờ thì việc đã xong hoặc đang được miễn, hay bậc sau đã thay vì đồng hồ nhảy qua cả hai; không nhắc bù.",
      "When its time came this was done or exempt, or a later rung took its place because the clock jumped over both; "
      "it is not made up for.");
}

}  // namespace

std::variant<v1::ExplainRemindersResponse, v1::Refusal> Explaining::explain(const v1::ExplainRemindersRequest& request,
                                                                            const runtime::Call& call,
                                                                            runtime::Work& work) const {
  std::optional<std::string> person;  // nobody for an operator, who sees all
  if (call.caller.kind != v1::CALLER_KIND_OPERATOR) {
    auto acting = runtime::acting_person(call, directory_, work.now.business_us);
    if (auto* no = std::get_if<v1::Refusal>(&acting)) return std::move(*no);
    person = std::get<std::string>(std::move(acting));
  }
  const auto reads = [&](const std::string& unit_id) {
    return !person || core::may_read(directory_, *person, unit_id, work.now.business_us);
  };
  if (request.dossier_id().empty() == request.obligation_id().empty()) return one_of_two();
  if (!request.obligation_id().empty()) {
    const auto key = parse_obligation_id(request.obligation_id());
    auto row = key ? find_obligation(work.store, *key) : std::nullopt;
    if (!row || !reads(key->unit_id)) return no_such_obligation(request.obligation_id());
    return of_obligation(*std::move(row), work);
  }
  const auto paper = find_paper(work.store, request.dossier_id());
  if (!paper || !reads(paper->dossier.unit_id())) return no_such_paper(request.dossier_id());
  // What was never handed in is its own unit's business.
  const bool handed_in = paper->dossier.rounds() > 0;
  const bool own = !person || serves_in(directory_, *person, paper->dossier.unit_id(), work.now.business_us);
  if (!handed_in && !own) return no_such_paper(request.dossier_id());
  return of_paper(*paper, work);
}

v1::ExplainRemindersResponse Explaining::of_obligation(ObligationRow row, runtime::Work& work) const {
  auto& owed = row.obligation;
  name_exemption(work.store, owed);
  v1::ExplainRemindersResponse response;
  response.set_due_us(owed.due_us());
  const v1::Kind* kind = duties_.kind_of(owed);
  if (kind == nullptr) return response;
  const auto& calendar = directory_.calendar(owed.unit_id());
  *response.add_due_reasons() = cadence_rule(kind->cadence(), owed.period());
  if (const int64_t named = cadence_day_us(kind->cadence(), owed.period()); named != 0) {
    add_days_met(named, owed.due_us(), calendar, *response.mutable_due_reasons());
  }
  Chase chase{
      .subject = owed.obligation_id(),
      .due_us = owed.due_us(),
      .begun_us = owed.opened_us(),
      .climbed_us = row.climbed_us,
      .rungs = kind->cadence().reminders(),
      .calendar = calendar,
      .recipients = [&](const v1::Rung& rung) { return duties_.recipients(owed, *kind, rung, work.now.business_us); }};
  chase.done = done_with(owed);
  explain_ladder(chase, work, response);
  return response;
}

v1::ExplainRemindersResponse Explaining::of_paper(const PaperRow& paper, runtime::Work& work) const {
  v1::ExplainRemindersResponse response;
  const auto& at = paper.dossier.at();
  const v1::Kind* kind = papers_.kind_of(paper.dossier);
  const auto* state = kind == nullptr ? nullptr : core::find_state(*kind, at.state());
  if (state == nullptr || at.end() || at.due_us() == 0) {
    *response.add_due_reasons() =
        at.end() ? reason("Hồ sơ đã kết thúc nên không còn hạn.", "The paper has come to its end; nothing is due.")
                 : reason("Bước này không có hạn.", "Nothing is due here.");
    return response;
  }
  const auto& calendar = papers_.calendar_of(paper);
  response.set_due_us(at.due_us());
  *response.add_due_reasons() = due_rule(*kind, state->due(), paper.dossier.period(), paper.dossier.entered_us());
  const bool by_day = state->due().has_cadence();
  const int64_t from = by_day ? cadence_day_us(kind->cadence(), paper.dossier.period()) : paper.dossier.entered_us();
  if (from != 0 && !state->due().has_after_field()) {
    add_days_met(from, at.due_us(), calendar, *response.mutable_due_reasons());
  }
  Chase chase{
      .subject = paper.dossier.dossier_id(),
      .generation = at.generation(),
      .due_us = at.due_us(),
      .begun_us = paper.dossier.entered_us(),
      .climbed_us = paper.climbed_us,
      .rungs = state->reminders(),
      .calendar = calendar,
      .recipients = [&](const v1::Rung& rung) { return papers_.recipients(paper, *kind, rung, work.now.business_us); }};
  chase.waits = held(paper.dossier);
  explain_ladder(chase, work, response);
  return response;
}

void Explaining::explain_ladder(const Chase& chase, runtime::Work& work, v1::ExplainRemindersResponse& response) const {
  for (const auto& rung : chase.rungs) *response.add_rungs() = explain_rung(chase, rung, work);
  auto& rungs = *response.mutable_rungs();
  std::stable_sort(rungs.begin(), rungs.end(),
                   [](const v1::RungExplained& a, const v1::RungExplained& b) { return a.at_us() < b.at_us(); });
}

v1::RungExplained Explaining::explain_rung(const Chase& chase, const v1::Rung& rung, runtime::Work& work) const {
  v1::RungExplained explained;
  explained.set_days(rung.days());
  explained.set_whom(rung.whom());
  explained.set_at_us(rung_at(chase.due_us, rung.days(), chase.calendar));
  auto& reasons = *explained.mutable_reasons();
  add_days_met(chase.due_us, explained.at_us(), chase.calendar, reasons);
  const auto made = Scribe::made(work.store, chase.subject, chase.generation, rung_name(rung.days()), rung.whom());
  explained.mutable_notice_ids()->Assign(made.notice_ids.begin(), made.notice_ids.end());
  const auto settle = [&](v1::RungState state, const v1::Label& why) {
    explained.set_state(state);
    *reasons.Add() = why;
    return explained;
  };
  if (!made.notice_ids.empty()) {
    explained.set_state(v1::RUNG_STATE_TOLD);
    return explained;
  }
  if (made.vacant) {
    return settle(v1::RUNG_STATE_VACANT, reason("Đến giờ nhắc thì chức vụ này không có ai giữ.",
                                                "When its time came nobody held that office."));
  }
  if (explained.at_us() <= chase.climbed_us) {
    return settle(v1::RUNG_STATE_PASSED_OVER,
                  passed_reason(explained.at_us() < chase.begun_us, !made.person_ids.empty()));
  }
  if (chase.done) return settle(v1::RUNG_STATE_PASSED_OVER, *chase.done);
  for (const auto& recipient : chase.recipients(rung)) explained.add_person_ids(recipient.person_id);
  if (chase.waits) return settle(v1::RUNG_STATE_PAUSED, *chase.waits);
  if (explained.at_us() <= work.now.business_us && !catch_up_.done()) {
    return settle(v1::RUNG_STATE_PAUSED,
                  reason("Đang chờ nghe hết sổ của router để không nhắc việc đã xong.",
                         "Waits until the router's log has been heard, so that nobody is told of what is done."));
  }
  explained.set_state(v1::RUNG_STATE_COMING);
  if (explained.person_ids().empty()) {
    *reasons.Add() = reason("Hiện chưa có ai giữ chức vụ này.", "Nobody holds that office now.");
  }
  return explained;
}

}  // namespace giaoban::reminder
