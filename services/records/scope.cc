// Finding out what a caller may see.
#include "services/records/scope.h"

#include <algorithm>
#include <set>

#include "services/runtime/heard.h"
#include "workflows/core/authority.h"

namespace giaoban::records {

namespace {

Scope scope_over(const std::set<std::string>& units, const core::Directory& directory, const UnitOrder& order) {
  Scope scope;
  for (const auto& unit : units) {
    const bool inside = std::any_of(units.begin(), units.end(), [&](const auto& other) {
      return other != unit && directory.is_within(unit, other);
    });
    if (!inside) scope.tops.push_back(unit);
  }
  std::sort(scope.tops.begin(), scope.tops.end(),
            [&](const auto& a, const auto& b) { return order.place(a) < order.place(b); });
  for (const auto& top : scope.tops) scope.ranges.push_back(order.range(top));
  return scope;
}

std::set<std::pair<std::string, v1::Role>> offices_of(const std::string& person, const core::Directory& directory,
                                                      int64_t now_us) {
  std::set<std::pair<std::string, v1::Role>> offices;
  const auto kinds = directory.kinds();
  for (const auto& holder : core::holders_of(directory, person, now_us)) {
    offices.emplace(holder.unit_id(), holder.role());
    for (const auto& kind : kinds) {
      const auto& openers = kind->kind.may_open();
      const bool may = std::any_of(openers.begin(), openers.end(),
                                   [&](const auto& opener) { return opener.role() == holder.role(); });
      if (may) offices.emplace(holder.unit_id(), openers[0].role());
    }
  }
  return offices;
}

}  // namespace

std::variant<Scope, v1::Refusal> scope_of(const std::string& unit_id, const runtime::Call& call,
                                          const core::Directory& directory, const UnitOrder& order, int64_t now_us) {
  const bool sees_all = call.caller.kind == v1::CALLER_KIND_OPERATOR;
  std::string person;
  if (!sees_all) {
    auto acting = runtime::acting_person(call, directory, now_us);
    if (auto* no = std::get_if<v1::Refusal>(&acting)) return std::move(*no);
    person = std::get<std::string>(std::move(acting));
  }
  std::set<std::string> units;
  if (!unit_id.empty()) {
    if (directory.unit(unit_id) == nullptr) {
      return core::refuse(
          v1::REFUSAL_CODE_NOT_FOUND, "unit_id",
          "Không có đơn vị này trong danh bạ. Hãy chọn lại đơn vị, hoặc để trống để xem mọi đơn vị thuộc quyền.",
          "There is no such unit in the directory. Choose another, or leave it empty to see all that you may.");
    }
    if (!sees_all && !core::may_read(directory, person, unit_id, now_us)) {
      return core::refuse(
          v1::REFUSAL_CODE_NOT_AUTHORISED, "unit_id",
          "Đồng chí không giữ chức vụ ở đơn vị này hay ở cấp trên của nó nên không xem được hồ sơ của đơn vị. "
          "Hãy chọn đơn vị thuộc quyền, hoặc để trống.",
          "You hold no office in this unit or above it, so its dossiers are closed to you. Choose a unit of "
          "yours, or leave it empty.");
    }
    units.insert(unit_id);
  } else if (sees_all) {
    units.insert("");
  } else {
    for (const auto& holder : core::holders_of(directory, person, now_us)) {
      if (directory.unit(holder.unit_id()) != nullptr) units.insert(holder.unit_id());
    }
  }
  Scope scope = scope_over(units, directory, order);
  if (!sees_all) scope.offices = offices_of(person, directory, now_us);
  return scope;
}

}  // namespace giaoban::records
