// AddUnit and RenameUnit: single acts on the tree, for whoever keeps the unit above or the unit itself.
#include "services/directory/asker.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "workflows/core/refusal.h"
#include "workflows/core/words.h"

namespace giaoban::directory {
namespace {

using core::refuse;

constexpr size_t kMostIdBytes = 64;

v1::Refusal bad(const char* field, const Fault& fault) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, fault.vi, fault.en);
}

v1::Refusal no_unit(const char* field, const std::string& unit_id) {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, field, "Không có tổ chức " + quoted(unit_id) + ".",
                "There is no unit " + quoted(unit_id) + ".");
}

bool same(const v1::Unit& one, const v1::Unit& other) {
  return one.parent_id() == other.parent_id() && one.level() == other.level() && one.name() == other.name() &&
         one.source() == other.source();
}

// The unit that this same request made before.
const v1::Unit* added_before(const core::Directory& directory, const v1::Unit& wanted) {
  if (!wanted.unit_id().empty()) {
    const v1::Unit* known = directory.unit(wanted.unit_id());
    return known != nullptr && same(*known, wanted) ? known : nullptr;
  }
  for (const std::string& id : directory.children(wanted.parent_id())) {
    if (same(*directory.unit(id), wanted)) return directory.unit(id);
  }
  return nullptr;
}

std::optional<v1::Refusal> check_cells(const v1::Unit& wanted) {
  if (!wanted.unit_id().empty()) {
    if (const auto fault = check_id(wanted.unit_id(), "Mã tổ chức", "The unit id")) return bad("unit.unit_id", *fault);
  }
  if (const auto fault = check_name(wanted.name())) return bad("unit.name", *fault);
  if (!wanted.source().empty()) {
    if (const auto fault = check_name(wanted.source())) return bad("unit.source", *fault);
  }
  if (wanted.level() != v1::LEVEL_UNSPECIFIED && v1::Level_IsValid(wanted.level())) return std::nullopt;
  return bad("unit.level", {"Hãy chọn cấp của tổ chức.", "Choose the level of the unit."});
}

std::optional<v1::Refusal> check_place(const core::Directory& directory, const v1::Unit& wanted) {
  if (directory.unit(wanted.unit_id()) != nullptr) {
    return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "unit.unit_id",
                  "Mã " + quoted(wanted.unit_id()) + " đã thuộc tổ chức khác. Hãy chọn mã khác, hoặc để trống.",
                  "The id " + quoted(wanted.unit_id()) + " is another unit's. Choose another, or leave it empty.");
  }
  if (wanted.parent_id().empty()) {
    if (directory.children("").empty()) return std::nullopt;
    return bad("unit.parent_id", {"Cây tổ chức đã có gốc. Hãy chọn tổ chức cấp trên.",
                                  "The tree has its root already. Choose the unit above."});
  }
  const v1::Unit& parent = *directory.unit(wanted.parent_id());
  if (wanted.level() < parent.level()) return std::nullopt;
  const v1::Label own = core::label_of(wanted.level());
  const v1::Label above = core::label_of(parent.level());
  return bad("unit.level", {"Cấp “" + own.vi() + "” không thấp hơn cấp “" + above.vi() + "” của tổ chức cấp trên " +
                                quoted(parent.name()) + ". Hãy chọn cấp khác.",
                            "The level “" + own.en() + "” is not below “" + above.en() + "” of the unit above it, " +
                                quoted(parent.name()) + ". Choose another."});
}

// "24.218.07444.05": the next free number below the parent's id; a random id where that would be too long.
std::string fresh_id(const core::Directory& directory, const std::string& parent_id, runtime::Work& work) {
  for (size_t n = directory.children(parent_id).size() + 1;; ++n) {
    const std::string number = std::to_string(n);
    const std::string id =
        (parent_id.empty() ? "" : parent_id + ".") + std::string(number.size() < 2 ? 1 : 0, '0') + number;
    if (id.size() > kMostIdBytes) return work.ids.uuid7(work.now.machine_us);
    if (directory.unit(id) == nullptr) return id;
  }
}

}  // namespace

std::variant<v1::AddUnitResponse, v1::Refusal> DirectoryService::add_unit(const v1::AddUnitRequest& request,
                                                                          const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  v1::Unit wanted = request.unit();
  wanted.set_name(trimmed(wanted.name()));
  if (!std::get<Asker>(asker).keeps(wanted.parent_id())) return std::get<Asker>(asker).not_keeper(wanted.parent_id());
  if (!wanted.parent_id().empty() && directory_.unit(wanted.parent_id()) == nullptr) {
    return no_unit("unit.parent_id", wanted.parent_id());
  }
  if (auto no = check_cells(wanted)) return std::move(*no);
  v1::AddUnitResponse response;
  if (const v1::Unit* known = added_before(directory_, wanted)) {
    response.set_unit_id(known->unit_id());
  } else {
    if (auto no = check_place(directory_, wanted)) return std::move(*no);
    if (wanted.unit_id().empty()) wanted.set_unit_id(fresh_id(directory_, wanted.parent_id(), work));
    response.set_unit_id(wanted.unit_id());
    v1::DirectoryEvent event;
    *event.mutable_unit_added()->mutable_unit() = std::move(wanted);
    append(std::move(event), call, work);
  }
  response.set_position(work.log.head());
  return response;
}

std::variant<v1::RenameUnitResponse, v1::Refusal> DirectoryService::rename_unit(const v1::RenameUnitRequest& request,
                                                                                const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  if (!std::get<Asker>(asker).keeps(request.unit_id())) return std::get<Asker>(asker).not_keeper(request.unit_id());
  const v1::Unit* unit = directory_.unit(request.unit_id());
  if (unit == nullptr) return no_unit("unit_id", request.unit_id());
  const std::string name = trimmed(request.name());
  if (const auto fault = check_name(name)) return bad("name", *fault);
  if (unit->name() != name) {
    v1::DirectoryEvent event;
    event.mutable_unit_renamed()->set_unit_id(request.unit_id());
    event.mutable_unit_renamed()->set_name(name);
    append(std::move(event), call, work);
  }
  v1::RenameUnitResponse response;
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
