// ListUnits, ListOffices, ListKinds: what signed-in people and the operator may look up.
#include <google/protobuf/descriptor.h>

#include <set>

#include "services/directory/directory_service.h"
#include "services/directory/line_errors.h"
#include "services/runtime/heard.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

using core::refuse;

// Who asks: a person, or nobody in particular for an operator.
std::variant<std::string, v1::Refusal> asker(const runtime::Call& call, const core::Directory& directory,
                                             int64_t now_us) {
  if (call.caller.kind == v1::CALLER_KIND_OPERATOR) return std::string();
  return runtime::acting_person(call, directory, now_us);
}

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

// All terms in a unit, by role and then as they were added.
std::vector<const v1::Office*> terms_in(const core::Directory& directory, const std::string& unit_id) {
  std::vector<const v1::Office*> terms;
  for (int i = 0; i < v1::Role_descriptor()->value_count(); ++i) {
    const auto role = static_cast<v1::Role>(v1::Role_descriptor()->value(i)->number());
    const auto held = directory.offices_in(unit_id, role);
    terms.insert(terms.end(), held.begin(), held.end());
  }
  return terms;
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
  auto who = asker(call, directory_, work.now.business_us);
  if (auto* no = std::get_if<v1::Refusal>(&who)) return std::move(*no);
  if (!request.parent_id().empty() && directory_.unit(request.parent_id()) == nullptr) {
    auto no = no_unit(request.parent_id());
    no.set_field("parent_id");
    return no;
  }
  v1::ListUnitsResponse response;
  for (const std::string& id : directory_.children(request.parent_id())) *response.add_units() = *directory_.unit(id);
  return bounded(std::move(response));
}

std::variant<v1::ListOfficesResponse, v1::Refusal> DirectoryService::list_offices(const v1::ListOfficesRequest& request,
                                                                                  const Call& call, Work& work) {
  auto who = asker(call, directory_, work.now.business_us);
  if (auto* no = std::get_if<v1::Refusal>(&who)) return std::move(*no);
  const auto& own = std::get<std::string>(who);
  const bool is_operator = call.caller.kind == v1::CALLER_KIND_OPERATOR;
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
  auto who = asker(call, directory_, work.now.business_us);
  if (auto* no = std::get_if<v1::Refusal>(&who)) return std::move(*no);
  v1::ListKindsResponse response;
  for (const auto& published : directory_.kinds()) *response.add_kinds() = published->kind;
  return bounded(std::move(response));
}

}  // namespace giaoban::directory
