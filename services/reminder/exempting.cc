// Exempt and LiftExemption: a committee above frees a unit from what it owes, on a basis, and takes that back.
#include "services/reminder/exempting.h"

#include <algorithm>

#include "services/reminder/exemption_rows.h"
#include "services/reminder/recipients.h"
#include "services/runtime/heard.h"
#include "workflows/core/authority.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::reminder {

namespace {

using core::refuse;

constexpr std::ptrdiff_t kMostBasis = 500;
constexpr int64_t kNewsAtMostUs = 5 * core::kSecond;  // as the router has it

std::ptrdiff_t count_characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

v1::Refusal own_unit() {
  return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "",
                "Không ai tự miễn nghĩa vụ cho tổ chức mình, kể cả khi giữ chức vụ ở cấp trên hoặc được uỷ quyền. Hãy "
                "nhờ người khác của cấp uỷ cấp trên.",
                "Nobody frees their own unit, not even through an office above or one that is lent to them. Ask "
                "somebody else of the committee above.");
}

v1::Refusal not_above() {
  return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "",
                "Chỉ văn thư, bí thư, phó bí thư hoặc quản trị của cấp uỷ cấp trên mới miễn được nghĩa vụ kỳ. Hãy nhờ "
                "cấp uỷ cấp trên của tổ chức này.",
                "Only the clerk, secretary, deputy secretary or administrator of a committee above may do this. Ask "
                "the committee above this unit.");
}

std::optional<v1::Refusal> check_basis(const std::string& basis) {
  const auto characters = count_characters(basis);
  if (characters >= 1 && characters <= kMostBasis && basis.find_first_not_of(" \t\r\n") != std::string::npos) {
    return std::nullopt;
  }
  return refuse(
      v1::REFUSAL_CODE_INVALID_FIELD, "basis",
      "Căn cứ miễn phải dài 1-500 ký tự. Hãy ghi số và ngày của văn bản, ví dụ “TB 12-TB/HU ngày 03/11/2026”.",
      "The basis has 1-500 characters. Give the number and the date of the paper that it rests on.");
}

v1::Refusal already_met(const v1::Obligation& owed) {
  return refuse(v1::REFUSAL_CODE_CLOSED, "obligation_id",
                "Đơn vị đã nộp lúc " + core::for_people(owed.submitted_us()) +
                    " nên không còn gì để miễn. Nếu văn bản nộp nhầm, hãy để đơn vị thu hồi rồi miễn.",
                "This was handed in at " + core::for_people(owed.submitted_us()) +
                    ", so there is nothing to be freed from. If it was handed in by mistake, let the unit withdraw it "
                    "first.");
}

v1::Refusal other_basis(const v1::Obligation& owed) {
  return refuse(
      v1::REFUSAL_CODE_ALREADY_EXISTS, "basis",
      "Nghĩa vụ này đã được miễn theo “" + owed.exempt_basis() + "”. Muốn ghi căn cứ khác, hãy bỏ miễn trước.",
      "This is exempt already, on the basis of \"" + owed.exempt_basis() + "\". Lift that first to give another one.");
}

v1::Refusal old_news() {
  auto no = refuse(v1::REFUSAL_CODE_AUTHORITY_STALE, "",
                   "Chưa xác nhận được chức vụ hiện thời từ danh bạ nên chưa quyết định. Xin gửi lại sau giây lát.",
                   "The directory has not been heard lately, so nothing is decided on old offices. Send again in a "
                   "moment.");
  no.set_retry_after_ms(500);
  return no;
}

}  // namespace

v1::Refusal no_such_obligation(const std::string& obligation_id) {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "obligation_id",
                "Không có nghĩa vụ '" + obligation_id +
                    "', hoặc đồng chí không có quyền xem. Mã có dạng đơn_vị/loại/kỳ, xem trong danh sách nghĩa vụ.",
                "There is no obligation '" + obligation_id +
                    "', or you may not see it. Its id is unit/kind/period, as the list of obligations shows it.");
}

std::variant<Exempting::Asked, v1::Refusal> Exempting::asked(const std::string& obligation_id,
                                                             const runtime::Call& call, runtime::Work& work) const {
  const int64_t now_us = work.now.business_us;
  Asked asked;
  const bool by_operator = call.caller.kind == v1::CALLER_KIND_OPERATOR;
  if (!by_operator) {
    auto person = runtime::acting_person(call, directory_, now_us);
    if (auto* no = std::get_if<v1::Refusal>(&person)) return std::move(*no);
    asked.person_id = std::get<std::string>(std::move(person));
    const auto& heard = work.cursors.at("directory");
    if (!heard.stopped.empty() || heard.heard_us == 0 || work.now.machine_us - heard.heard_us > kNewsAtMostUs) {
      return old_news();
    }
  }
  const auto key = parse_obligation_id(obligation_id);
  auto row = key ? find_obligation(work.store, *key) : std::nullopt;
  const bool seen = row && (by_operator || core::may_read(directory_, asked.person_id, key->unit_id, now_us));
  if (!seen) return no_such_obligation(obligation_id);
  if (!by_operator) {
    if (auto no = check_right(asked.person_id, key->unit_id, now_us)) return *std::move(no);
  }
  name_exemption(work.store, row->obligation);
  asked.row = *std::move(row);
  return asked;
}

std::optional<v1::Refusal> Exempting::check_right(const std::string& person_id, const std::string& unit_id,
                                                  int64_t now_us) const {
  static const std::vector<v1::Role> roles = {v1::ROLE_CLERK, v1::ROLE_SECRETARY, v1::ROLE_DEPUTY_SECRETARY,
                                              v1::ROLE_ADMINISTRATOR};
  const auto serves = [&](const std::string& hand) { return serves_in(directory_, hand, unit_id, now_us); };
  v1::Refusal no = serves(person_id) ? own_unit() : not_above();
  const v1::Unit* above = directory_.unit(unit_id);
  while (above != nullptr && (above = directory_.unit(above->parent_id())) != nullptr) {
    const auto right = core::right_of_any(directory_, person_id, above->unit_id(), roles, now_us);
    if (!right) continue;
    const auto hands = core::hands(*right);
    if (std::none_of(hands.begin(), hands.end(), serves)) return std::nullopt;
    no = own_unit();
  }
  return no;
}

std::variant<v1::ExemptResponse, v1::Refusal> Exempting::exempt(const v1::ExemptRequest& request,
                                                                const runtime::Call& call, runtime::Work& work,
                                                                Tally& tally) const {
  auto found = asked(request.obligation_id(), call, work);
  if (auto* no = std::get_if<v1::Refusal>(&found)) return std::move(*no);
  auto& [row, person_id] = std::get<Asked>(found);
  if (auto no = check_basis(request.basis())) return *std::move(no);
  auto& owed = row.obligation;
  const bool met = owed.state() == v1::OBLIGATION_STATE_ON_TIME || owed.state() == v1::OBLIGATION_STATE_LATE;
  if (met) return already_met(owed);
  v1::ExemptResponse response;
  if (owed.state() != v1::OBLIGATION_STATE_EXEMPT) {
    Scribe scribe(work, tally, call.request.trace_id());
    duties_.exempt(scribe, row, request.basis(), person_id);
  } else if (owed.exempt_basis() != request.basis()) {
    return other_basis(owed);
  }
  *response.mutable_obligation() = owed;
  response.set_position(work.log.head());
  return response;
}

std::variant<v1::LiftExemptionResponse, v1::Refusal> Exempting::lift(const v1::LiftExemptionRequest& request,
                                                                     const runtime::Call& call, runtime::Work& work,
                                                                     Tally& tally) const {
  auto found = asked(request.obligation_id(), call, work);
  if (auto* no = std::get_if<v1::Refusal>(&found)) return std::move(*no);
  auto& [row, person_id] = std::get<Asked>(found);
  v1::LiftExemptionResponse response;
  if (row.obligation.state() == v1::OBLIGATION_STATE_EXEMPT) {
    Scribe scribe(work, tally, call.request.trace_id());
    duties_.lift(scribe, row, person_id);
  }
  *response.mutable_obligation() = row.obligation;
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::reminder
