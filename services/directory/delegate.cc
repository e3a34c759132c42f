// Delegate and EndDelegation: an office's right, lent to another person for a time, on a paper.
#include <algorithm>
#include <set>

#include "services/directory/asker.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "workflows/core/authority.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::directory {
namespace {

constexpr int64_t kLongest = 366 * core::kDay;
constexpr size_t kMostBasisCharacters = 500;

using core::refuse;

// Whether, at some time within [from, until), the lender already acts for the borrower, directly or through persons
// in between, in whatever office. A right is never lent on, so such a circle gives nobody more; but two who stand in
// for each other are one pair of eyes less, and nobody could say who answers for the office.
bool acts_for(const core::Directory& directory, const std::string& lender, const std::string& borrower, int64_t from,
              int64_t until) {
  std::set<std::string> seen{lender};
  for (std::vector<std::string> open{lender}; !open.empty();) {
    const std::string person = open.back();
    open.pop_back();
    if (person == borrower) return true;
    for (const v1::Delegation* delegation : directory.delegations_to(person)) {
      const v1::Office* office = directory.office(delegation->office_id());
      const bool meets = delegation->from_us() < until && from < delegation->until_us();
      if (office != nullptr && meets && seen.insert(office->person_id()).second) open.push_back(office->person_id());
    }
  }
  return false;
}

std::optional<v1::Refusal> check_time(const v1::Delegation& wanted, int64_t now_us) {
  if (wanted.until_us() <= wanted.from_us() || wanted.until_us() <= now_us) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "until_us",
                  "Thời điểm kết thúc phải sau thời điểm bắt đầu và chưa qua. Hãy chọn thời điểm khác.",
                  "The end must come after the beginning and must not be past. Choose another time.");
  }
  if (wanted.until_us() - kLongest > wanted.from_us()) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "until_us",
                  "Uỷ quyền dài nhất 366 ngày. Hãy rút ngắn; hết hạn có thể uỷ quyền lại.",
                  "A delegation lasts 366 days at most. Shorten it; it can be given again afterwards.");
  }
  return std::nullopt;
}

std::optional<v1::Refusal> check(const core::Directory& directory, const v1::Delegation& wanted, int64_t now_us) {
  const v1::Office* office = directory.office(wanted.office_id());
  if (office == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "office_id", "Không có chức vụ " + quoted(wanted.office_id()) + ".",
                  "There is no office " + quoted(wanted.office_id()) + ".");
  }
  if (directory.person(wanted.to_person_id()) == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "to_person_id",
                  "Không có người mang mã " + quoted(wanted.to_person_id()) + ".",
                  "There is no person " + quoted(wanted.to_person_id()) + ".");
  }
  if (office->person_id() == wanted.to_person_id()) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "to_person_id",
                  "Người này đang giữ chính chức vụ đó, không thể uỷ quyền cho chính mình. Hãy chọn người khác.",
                  "This person holds that very office and cannot stand in for themselves. Choose somebody else.");
  }
  if (auto no = check_time(wanted, now_us)) return no;
  if (office->until_us() != 0 && office->until_us() <= wanted.from_us()) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "office_id",
                  "Nhiệm kỳ này kết thúc trước khi uỷ quyền bắt đầu. Hãy chọn chức vụ đang có người giữ.",
                  "This term ends before the delegation begins. Choose an office that is held then.");
  }
  const size_t characters = count_characters(wanted.basis());
  if (characters < 1 || characters > kMostBasisCharacters) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "basis", "Căn cứ uỷ quyền phải dài 1-500 ký tự.",
                  "The basis of a delegation has 1-500 characters.");
  }
  if (acts_for(directory, office->person_id(), wanted.to_person_id(), wanted.from_us(), wanted.until_us())) {
    return refuse(
        v1::REFUSAL_CODE_INVALID_FIELD, "to_person_id",
        "Trong thời gian này người được uỷ quyền lại đang uỷ quyền (trực tiếp hoặc qua người khác) cho người giữ "
        "chức vụ, thành vòng. Hãy kết thúc uỷ quyền kia trước hoặc chọn người khác.",
        "In that time this person lends an office, directly or through others, to the holder: a circle. End that "
        "delegation first, or choose somebody else.");
  }
  return std::nullopt;
}

// The offices whose lending the clerk of the unit enters for a superior.
bool is_superior_of_clerk(v1::Role role) {
  return role == v1::ROLE_SECRETARY || role == v1::ROLE_DEPUTY_SECRETARY || role == v1::ROLE_COMMITTEE_MEMBER;
}

// Whether the person acts for this very office only because it is lent to them: a right is never lent on.
bool has_it_lent(const core::Directory& directory, const std::string& person_id, const v1::Office& office,
                 int64_t now_us) {
  const auto lent = directory.delegations_of(office.office_id());
  return std::any_of(lent.begin(), lent.end(), [&](const v1::Delegation* one) {
    return one->to_person_id() == person_id && core::runs(*one, now_us);
  });
}

enum class Wish { kLend, kEnd };

// Who holds the office, the clerk of its unit for a superior, and whoever keeps the unit. To lend it, the clerk's or
// the administrator's office must be their own: who only stands in for them would lend on what is lent. To end it, not.
std::optional<v1::Refusal> check_asker(const Asker& asker, const core::Directory& directory, const v1::Office& office,
                                       Wish wish, int64_t now_us) {
  if (asker.is_operator()) return std::nullopt;
  const bool lends = wish == Wish::kLend;
  const bool holds = office.person_id() == asker.person_id() && core::runs(office, now_us);
  const auto clerk = core::right_of(directory, asker.person_id(), office.unit_id(), v1::ROLE_CLERK, now_us);
  const bool writes_for =
      is_superior_of_clerk(office.role()) && clerk.has_value() && (!lends || clerk->delegation_id().empty());
  const bool keeps = lends ? asker.keeps_by_own_office(office.unit_id()) : asker.keeps(office.unit_id());
  const bool may = holds || writes_for || keeps;
  if (may && !has_it_lent(directory, asker.person_id(), office, now_us)) return std::nullopt;
  const v1::Person* holder = directory.person(office.person_id());
  const std::string name = holder == nullptr ? office.person_id() : holder->name();
  const auto [vi, en] = asker.who_keeps(office.unit_id());
  return refuse(
      v1::REFUSAL_CODE_NOT_AUTHORISED, "",
      "Chỉ người giữ chức vụ (" + name +
          "), văn thư cùng tổ chức nhập thay cấp uỷ, hoặc quản trị hệ thống mới làm được; quyền được uỷ không "
          "uỷ tiếp. Hãy nhờ: " +
          vi + ".",
      "Only who holds the office (" + name +
          "), the clerk of its unit for a superior, or an administrator may do this; a lent right is not "
          "lent on. Ask: " +
          en + ".");
}

v1::Refusal to_oneself() {
  return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "to_person_id",
                "Không ai tự uỷ quyền một chức vụ cho chính mình. Hãy nhờ người giữ chức vụ hoặc quản trị khác.",
                "Nobody lends an office to themselves. Ask its holder or another administrator.");
}

// The same delegation, given before and not ended: the answer to a question asked again. Without a beginning in the
// request, one that has begun already is meant.
const v1::Delegation* given_before(const core::Directory& directory, const v1::DelegateRequest& request,
                                   int64_t now_us) {
  for (const v1::Delegation* given : directory.delegations_to(request.to_person_id())) {
    const bool begins = request.from_us() == 0 ? given->from_us() <= now_us : given->from_us() == request.from_us();
    if (begins && given->office_id() == request.office_id() && given->until_us() == request.until_us() &&
        given->until_us() > now_us && given->basis() == request.basis()) {
      return given;
    }
  }
  return nullptr;
}

}  // namespace

std::variant<v1::DelegateResponse, v1::Refusal> DirectoryService::delegate(const v1::DelegateRequest& request,
                                                                           const Call& call, Work& work) {
  const int64_t now_us = work.now.business_us;
  const auto who = Asker::of(call, directory_, now_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  const Asker& asker = std::get<Asker>(who);
  if (const v1::Office* office = directory_.office(request.office_id())) {
    if (auto no = check_asker(asker, directory_, *office, Wish::kLend, now_us)) return std::move(*no);
    const bool own = office->person_id() == asker.person_id();
    if (!own && !asker.is_operator() && request.to_person_id() == asker.person_id()) return to_oneself();
  }
  v1::DelegateResponse response;
  if (const v1::Delegation* given = given_before(directory_, request, now_us)) {
    response.set_delegation_id(given->delegation_id());
  } else {
    v1::DirectoryEvent event;
    v1::Delegation& delegation = *event.mutable_delegated()->mutable_delegation();
    delegation.set_office_id(request.office_id());
    delegation.set_to_person_id(request.to_person_id());
    delegation.set_from_us(request.from_us() == 0 ? now_us : request.from_us());
    delegation.set_until_us(request.until_us());
    delegation.set_basis(request.basis());
    if (auto no = check(directory_, delegation, now_us)) return std::move(*no);
    delegation.set_delegation_id(work.ids.uuid7(work.now.machine_us));
    response.set_delegation_id(delegation.delegation_id());
    append(std::move(event), call, work);
  }
  response.set_position(work.log.head());
  return response;
}

std::variant<v1::EndDelegationResponse, v1::Refusal> DirectoryService::end_delegation(
    const v1::EndDelegationRequest& request, const Call& call, Work& work) {
  const v1::Delegation* delegation = directory_.delegation(request.delegation_id());
  if (delegation == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "delegation_id",
                  "Không có uỷ quyền mang mã " + quoted(request.delegation_id()) + ".",
                  "There is no delegation " + quoted(request.delegation_id()) + ".");
  }
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  if (const v1::Office* office = directory_.office(delegation->office_id())) {
    if (auto no = check_asker(std::get<Asker>(asker), directory_, *office, Wish::kEnd, work.now.business_us)) {
      return std::move(*no);
    }
  }
  if (delegation->until_us() > work.now.business_us) {
    v1::DirectoryEvent event;
    event.mutable_delegation_ended()->set_delegation_id(request.delegation_id());
    event.mutable_delegation_ended()->set_until_us(work.now.business_us);
    append(std::move(event), call, work);
  }
  v1::EndDelegationResponse response;
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
