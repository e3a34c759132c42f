// AddOfficer and ChangePerson: single acts on offices and persons, for whoever keeps them.
#include <sodium.h>

#include <array>

#include "services/directory/asker.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "services/directory/terms.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

using core::refuse;

constexpr size_t kPersonIdBytes = 8;

v1::Refusal bad(const char* field, const Fault& fault) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, fault.vi, fault.en);
}

v1::Refusal no_person(const std::string& person_id) {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "person_id", "Không có người mang mã " + quoted(person_id) + ".",
                "There is no person " + quoted(person_id) + ".");
}

std::optional<v1::Refusal> check_person(const std::string& name, const std::string& email) {
  if (const auto fault = check_name(name)) return bad("name", *fault);
  if (email.empty()) return std::nullopt;
  if (const auto fault = check_email(email)) return bad("email", *fault);
  return std::nullopt;
}

// Who is meant by name alone, besides a person of that id.
std::optional<v1::Refusal> check_who(const core::Directory& directory, const v1::AddOfficerRequest& request) {
  if (request.person_id().empty()) return check_person(request.name(), request.email());
  const v1::Person* person = directory.person(request.person_id());
  if (person == nullptr) return no_person(request.person_id());
  const bool other_name = !request.name().empty() && request.name() != person->name();
  const bool other_email = !request.email().empty() && request.email() != person->email();
  if (!other_name && !other_email) return std::nullopt;
  return bad(other_name ? "name" : "email",
             {"Người này đã có trong hệ thống với tên hoặc địa chỉ thư khác. Hãy để trống hai ô đó, hoặc sửa thông tin "
              "của người này trước.",
              "This person is known by another name or address. Leave both empty, or change the person first."});
}

std::optional<v1::Refusal> check_term(const v1::AddOfficerRequest& request, int64_t now_us) {
  if (request.role() == v1::ROLE_UNSPECIFIED || !v1::Role_IsValid(request.role())) {
    return bad("role", {"Hãy chọn chức vụ.", "Choose the role."});
  }
  if (request.from_us() < 0) {
    return bad("from_us", {"Ngày bắt đầu không hợp lệ. Hãy chọn ngày khác.", "The beginning is not valid."});
  }
  const int64_t from_us = request.from_us() == 0 ? now_us : request.from_us();
  if (request.until_us() == 0 || (request.until_us() > from_us && request.until_us() > now_us)) return std::nullopt;
  return bad("until_us", {"Ngày kết thúc phải sau ngày bắt đầu và chưa qua. Hãy chọn ngày khác.",
                          "The end must come after the beginning and must not be past. Choose another day."});
}

// The term that this same request began before: of that person or, when a new one was wanted, of somebody of that name
// and address; with that beginning or, without one, a term that runs.
const v1::Office* begun_before(const core::Directory& directory, const v1::AddOfficerRequest& request, int64_t now_us) {
  for (const v1::Office* office : directory.offices_in(request.unit_id(), request.role())) {
    const v1::Person* person = directory.person(office->person_id());
    if (person == nullptr || office->until_us() != request.until_us()) continue;
    const bool same_person = request.person_id().empty()
                                 ? person->name() == request.name() && person->email() == request.email()
                                 : person->person_id() == request.person_id();
    const bool same_begin =
        request.from_us() == 0 ? core::runs(*office, now_us) : office->from_us() == request.from_us();
    if (same_person && same_begin) return office;
  }
  return nullptr;
}

std::string fresh_person_id(const core::Directory& directory, runtime::Ids& ids) {
  for (;;) {
    const std::string bytes = ids.bytes(kPersonIdBytes);
    std::array<char, 2 * kPersonIdBytes + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    const std::string id = std::string("p-") + hex.data();
    if (directory.person(id) == nullptr) return id;
  }
}

}  // namespace

std::variant<v1::AddOfficerResponse, v1::Refusal> DirectoryService::add_officer(const v1::AddOfficerRequest& asked,
                                                                                const Call& call, Work& work) {
  const int64_t now_us = work.now.business_us;
  const auto who = Asker::of(call, directory_, now_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  const Asker& asker = std::get<Asker>(who);
  v1::AddOfficerRequest request = asked;
  request.set_name(trimmed(request.name()));
  request.set_email(trimmed(request.email()));
  if (!asker.keeps(request.unit_id())) return asker.not_keeper(request.unit_id());
  if (directory_.unit(request.unit_id()) == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "unit_id", "Không có tổ chức " + quoted(request.unit_id()) + ".",
                  "There is no unit " + quoted(request.unit_id()) + ".");
  }
  if (auto no = check_who(directory_, request)) return std::move(*no);
  if (auto no = check_term(request, now_us)) return std::move(*no);
  v1::AddOfficerResponse response;
  if (const v1::Office* known = begun_before(directory_, request, now_us)) {
    response.set_person_id(known->person_id());
    response.set_office_id(known->office_id());
    response.set_position(work.log.head());
    return response;
  }
  if (auto no = asker.check_appointing(request.person_id())) return std::move(*no);
  const bool is_new = request.person_id().empty();
  v1::Office wanted;
  wanted.set_person_id(is_new ? fresh_person_id(directory_, work.ids) : request.person_id());
  wanted.set_unit_id(request.unit_id());
  wanted.set_role(request.role());
  wanted.set_from_us(request.from_us() == 0 ? now_us : request.from_us());
  wanted.set_until_us(request.until_us());
  Terms terms(directory_, now_us);
  if (const auto fault = terms.add_anew(wanted)) {
    return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "from_us", fault->vi, fault->en);
  }
  // A term that is there already, otherwise written: nothing begins, and nobody must believe that it did.
  if (terms.begun().empty()) {
    return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "until_us",
                  "Nhiệm kỳ bắt đầu vào lúc này đã có, với ngày kết thúc khác. Hãy kết thúc nhiệm kỳ đó trước.",
                  "A term with this beginning is there, with another end. End that term first.");
  }
  if (is_new) {
    v1::DirectoryEvent event;
    v1::Person& person = *event.mutable_person_added()->mutable_person();
    person.set_person_id(wanted.person_id());
    person.set_name(request.name());
    person.set_email(request.email());
    append(std::move(event), call, work);
  }
  v1::DirectoryEvent event;
  *event.mutable_office_begun()->mutable_office() = terms.begun().front();
  response.set_person_id(wanted.person_id());
  response.set_office_id(terms.begun().front().office_id());
  response.set_position(append(std::move(event), call, work));
  return response;
}

std::variant<v1::ChangePersonResponse, v1::Refusal> DirectoryService::change_person(
    const v1::ChangePersonRequest& request, const Call& call, Work& work) {
  const auto who = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  const Asker& asker = std::get<Asker>(who);
  if (!asker.keeps_person(request.person_id())) return asker.not_keeper_of_person(request.person_id());
  const v1::Person* person = directory_.person(request.person_id());
  if (person == nullptr) return no_person(request.person_id());
  const std::string name = trimmed(request.name());
  const std::string email = trimmed(request.email());
  if (auto no = check_person(name, email)) return std::move(*no);
  if (person->name() != name || person->email() != email) {
    v1::DirectoryEvent event;
    v1::Person& changed = *event.mutable_person_added()->mutable_person();
    changed.set_person_id(request.person_id());
    changed.set_name(name);
    changed.set_email(email);
    append(std::move(event), call, work);
  }
  v1::ChangePersonResponse response;
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
