// ListUnits, ListOffices, ListKinds, ListDelegations: what signed-in people and the operator may look up.
#include <algorithm>
#include <set>

#include "services/directory/asker.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "services/directory/folding.h"
#include "services/directory/tree_walk.h"
#include "workflows/core/authority.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

using core::refuse;

constexpr size_t kMostUnits = 1000;
constexpr size_t kMostPageBytes = size_t{900} * 1024;
constexpr size_t kFieldBytes = 4;  // of a repeated field, around each

// A larger frame would end the asker's connection, so it is never sent.
template <class Res>
std::variant<Res, v1::Refusal> bounded(Res response) {
  constexpr size_t kMostAnswerBytes = size_t{1024} * 1024 - 4096;
  if (response.ByteSizeLong() <= kMostAnswerBytes) return response;
  return refuse(v1::REFUSAL_CODE_TOO_LARGE, "", "Danh sách dài quá 1 MiB. Hãy hỏi một phần nhỏ hơn.",
                "The list is longer than 1 MiB. Ask for a smaller part.");
}

v1::Refusal no_unit(const std::string& unit_id) {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "unit_id", "Không có tổ chức " + quoted(unit_id) + ".",
                "There is no unit " + quoted(unit_id) + ".");
}

v1::Refusal bad_page(const char* field) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field,
                "Trang có 1-1.000 tổ chức (0 là 1.000) và nối tiếp bằng next_page_token của câu trả lời trước.",
                "A page has 1-1,000 units (0 means 1,000) and goes on with the next_page_token of the last answer.");
}

// The children, or what has the words in the unit and below it; in the tree's order.
std::vector<const v1::Unit*> wanted_units(const core::Directory& directory, const v1::ListUnitsRequest& request) {
  std::vector<const v1::Unit*> units;
  const auto words = folded_words(request.words());
  if (words.empty()) {
    for (const std::string& id : directory.children(request.parent_id())) units.push_back(directory.unit(id));
    return units;
  }
  for (const v1::Unit* unit : walk(directory, request.parent_id())) {
    if (has_words(folded(unit->name()), words)) units.push_back(unit);
  }
  return units;
}

// The terms with the persons and units in them, each once; the address only of the one who may see it, or of all.
v1::ListOfficesResponse describe(const core::Directory& directory, const std::vector<const v1::Office*>& terms,
                                 const std::string& own, bool all_addresses) {
  v1::ListOfficesResponse response;
  std::set<std::string> persons;
  std::set<std::string> units;
  for (const v1::Office* term : terms) {
    *response.add_offices() = *term;
    const v1::Person* person = directory.person(term->person_id());
    if (person != nullptr && persons.insert(person->person_id()).second) {
      *response.add_persons() = *person;
      if (!all_addresses && person->person_id() != own) response.mutable_persons()->rbegin()->clear_email();
    }
    const v1::Unit* unit = directory.unit(term->unit_id());
    if (unit != nullptr && units.insert(unit->unit_id()).second) *response.add_units() = *unit;
  }
  return response;
}

}  // namespace

std::variant<v1::ListUnitsResponse, v1::Refusal> DirectoryService::list_units(const v1::ListUnitsRequest& request,
                                                                              const Call& call, Work& work) {
  const auto who = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  if (!request.parent_id().empty() && directory_.unit(request.parent_id()) == nullptr) {
    auto no = no_unit(request.parent_id());
    no.set_field("parent_id");
    return no;
  }
  if (request.limit() > kMostUnits) return bad_page("limit");
  if (const auto fault = check_words(request.words())) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "words", fault->vi, fault->en);
  }
  const auto units = wanted_units(directory_, request);
  auto at = units.begin();
  if (!request.page_token().empty()) {
    // The last unit that was shown; units are never taken away, so it is still among them.
    at = std::find_if(at, units.end(), [&](const auto* unit) { return unit->unit_id() == request.page_token(); });
    if (at == units.end()) return bad_page("page_token");
    ++at;
  }
  const size_t limit = request.limit() == 0 ? kMostUnits : request.limit();
  v1::ListUnitsResponse response;
  for (size_t bytes = 0; at != units.end(); ++at) {
    if (response.units_size() == static_cast<int>(limit) || bytes > kMostPageBytes) {
      response.set_next_page_token(response.units().rbegin()->unit_id());
      break;
    }
    *response.add_units() = **at;
    bytes += (*at)->ByteSizeLong() + kFieldBytes;
  }
  return response;
}

std::variant<v1::ListOfficesResponse, v1::Refusal> DirectoryService::list_offices(const v1::ListOfficesRequest& request,
                                                                                  const Call& call, Work& work) {
  const auto who = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  const std::string& own = std::get<Asker>(who).person_id();
  const bool is_operator = std::get<Asker>(who).is_operator();
  const std::string& person_id = request.person_id().empty() ? own : request.person_id();
  const bool both = !request.unit_id().empty() && !request.person_id().empty();
  if (both || (request.unit_id().empty() && person_id.empty())) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "unit_id", "Hãy điền đúng một trong hai: unit_id hoặc person_id.",
                  "Fill in exactly one of unit_id and person_id.");
  }
  if (!request.unit_id().empty()) {
    if (directory_.unit(request.unit_id()) == nullptr) return no_unit(request.unit_id());
    return bounded(describe(directory_, terms_in(directory_, request.unit_id()), own, is_operator));
  }
  const v1::Person* person = directory_.person(person_id);
  if (person == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id", "Không có người mang mã " + quoted(person_id) + ".",
                  "There is no person " + quoted(person_id) + ".");
  }
  v1::ListOfficesResponse response = describe(directory_, directory_.offices_of(person_id), own, is_operator);
  if (response.persons().empty()) {
    // Somebody without any term is still somebody.
    *response.add_persons() = *person;
    if (!is_operator && person_id != own) response.mutable_persons(0)->clear_email();
  }
  return bounded(std::move(response));
}

std::variant<v1::ListKindsResponse, v1::Refusal> DirectoryService::list_kinds(const v1::ListKindsRequest&,
                                                                              const Call& call, Work& work) {
  const auto who = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  v1::ListKindsResponse response;
  for (const auto& published : directory_.kinds()) *response.add_kinds() = published->kind;
  return bounded(std::move(response));
}

std::variant<v1::ListDelegationsResponse, v1::Refusal> DirectoryService::list_delegations(
    const v1::ListDelegationsRequest& request, const Call& call, Work& work) {
  const int64_t now_us = work.now.business_us;
  const auto who = Asker::of(call, directory_, now_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  const Asker& asker = std::get<Asker>(who);
  if (!asker.is_operator() && !core::may_read(directory_, asker.person_id(), request.unit_id(), now_us)) {
    return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "unit_id",
                  "Chỉ người giữ chức vụ ở tổ chức này hoặc ở cấp trên mới xem được uỷ quyền của nó.",
                  "Only who holds an office in this unit or in one above it may see its delegations.");
  }
  if (directory_.unit(request.unit_id()) == nullptr) return no_unit(request.unit_id());
  std::vector<const v1::Delegation*> lent;
  std::vector<const v1::Office*> offices;
  for (const v1::Office* office : terms_in(directory_, request.unit_id())) {
    const auto of_office = directory_.delegations_of(office->office_id());
    if (!of_office.empty()) offices.push_back(office);
    lent.insert(lent.end(), of_office.begin(), of_office.end());
  }
  std::stable_sort(lent.begin(), lent.end(),
                   [](const auto* one, const auto* other) { return one->from_us() > other->from_us(); });
  v1::ListDelegationsResponse response;
  std::set<std::string> persons;
  for (const v1::Delegation* one : lent) {
    *response.add_delegations() = *one;
    persons.insert(one->to_person_id());
  }
  for (const v1::Office* office : offices) {
    *response.add_offices() = *office;
    persons.insert(office->person_id());
  }
  for (const std::string& id : persons) {
    const v1::Person* person = directory_.person(id);
    if (person == nullptr) continue;
    *response.add_persons() = *person;
    response.mutable_persons()->rbegin()->clear_email();
  }
  return bounded(std::move(response));
}

}  // namespace giaoban::directory
