// Who asks the directory, and what they keep: an operator's key everything, an administrator their unit and those
// below.
#include "services/directory/asker.h"

#include <algorithm>

#include "services/directory/line_errors.h"
#include "services/runtime/heard.h"
#include "workflows/core/authority.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

constexpr size_t kMostNamed = 3;

bool is_over(const v1::Office& office, int64_t now_us) {
  return office.until_us() != 0 && office.until_us() <= now_us;
}

// Units of all offices through which the person has rights, or will have; of past ones when there are none.
std::vector<std::string> reach_of(const core::Directory& directory, std::string_view person_id, int64_t now_us) {
  std::vector<std::string> units;
  std::vector<std::string> past;
  for (const v1::Office* office : directory.offices_of(person_id)) {
    (is_over(*office, now_us) ? past : units).push_back(office->unit_id());
  }
  for (const v1::Delegation* lent : directory.delegations_to(person_id)) {
    const v1::Office* office = directory.office(lent->office_id());
    if (office == nullptr || lent->until_us() <= now_us || is_over(*office, now_us)) continue;
    units.push_back(office->unit_id());
  }
  return units.empty() ? past : units;
}

}  // namespace

std::variant<Asker, v1::Refusal> Asker::of(const runtime::Call& call, const core::Directory& directory,
                                           int64_t now_us) {
  if (call.caller.kind == v1::CALLER_KIND_OPERATOR) return Asker({}, directory, now_us);
  auto person = runtime::acting_person(call, directory, now_us);
  if (auto* no = std::get_if<v1::Refusal>(&person)) return std::move(*no);
  return Asker(std::get<std::string>(std::move(person)), directory, now_us);
}

bool Asker::keeps(std::string_view unit_id) const {
  return is_operator() || core::administers(*directory_, person_id_, unit_id, now_us_);
}

bool Asker::keeps_by_own_office(std::string_view unit_id) const {
  if (is_operator()) return true;
  const auto offices = directory_->offices_of(person_id_);
  return std::any_of(offices.begin(), offices.end(), [&](const v1::Office* office) {
    return office->role() == v1::ROLE_ADMINISTRATOR && core::runs(*office, now_us_) &&
           directory_->is_within(unit_id, office->unit_id());
  });
}

bool Asker::keeps_person(std::string_view person_id) const {
  if (is_operator()) return true;
  const auto units = reach_of(*directory_, person_id, now_us_);
  return !units.empty() && std::all_of(units.begin(), units.end(), [&](const auto& unit) { return keeps(unit); });
}

std::pair<std::string, std::string> Asker::who_keeps(std::string_view unit_id) const {
  const v1::Unit* unit = directory_->unit(unit_id);
  for (; unit != nullptr; unit = directory_->unit(unit->parent_id())) {
    v1::Holder holder;
    holder.set_unit_id(unit->unit_id());
    holder.set_role(v1::ROLE_ADMINISTRATOR);
    std::string names;
    size_t named = 0;
    for (const std::string& id : directory_->holders(holder, now_us_)) {
      const v1::Person* person = directory_->person(id);
      if (person == nullptr || named++ >= kMostNamed) continue;
      names += (names.empty() ? "" : ", ") + person->name();
    }
    if (!names.empty()) {
      names += " (" + unit->name() + ")";
      return {names, names};
    }
  }
  return {"người vận hành hệ thống", "the operator"};
}

v1::Refusal Asker::not_keeper(std::string_view unit_id) const {
  const auto [vi, en] = who_keeps(unit_id);
  return core::refuse(
      v1::REFUSAL_CODE_NOT_AUTHORISED, "",
      "Chỉ quản trị hệ thống của tổ chức " + quoted(unit_id) +
          " hoặc của cấp trên mới làm được việc này. Hãy nhờ: " + vi + ".",
      "Only an administrator of the unit " + quoted(unit_id) + " or of one above it may do this. Ask: " + en + ".");
}

v1::Refusal Asker::not_keeper_of_person(std::string_view person_id) const {
  const auto units = reach_of(*directory_, person_id, now_us_);
  const auto beyond = std::find_if(units.begin(), units.end(), [&](const auto& unit) { return !keeps(unit); });
  const auto [vi, en] = who_keeps(beyond == units.end() ? std::string() : *beyond);
  return core::refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "person_id",
                      "Chỉ quản trị hệ thống phụ trách mọi tổ chức mà người " + quoted(person_id) +
                          " giữ chức vụ hoặc được uỷ quyền mới làm được việc này. Hãy nhờ: " + vi + ".",
                      "Only an administrator of every unit in which " + quoted(person_id) +
                          " holds or is lent an office may do this. Ask: " + en + ".");
}

std::optional<v1::Refusal> Asker::check_appointing(std::string_view person_id) const {
  if (is_operator() || person_id != person_id_) return std::nullopt;
  return core::refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "person_id",
                      "Không ai tự trao chức vụ cho mình. Hãy nhờ quản trị khác hoặc người vận hành hệ thống.",
                      "Nobody gives themselves an office. Ask another administrator or the operator.");
}

}  // namespace giaoban::directory
