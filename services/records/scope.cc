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

// What the caller is asked through: the offices, and for who may open a kind all roles of the unit that may; a paper
// with its author waits for whichever of them was held when it went back.
Offices asked_through(const Offices& held, const core::Directory& directory) {
  Offices offices = held;
  const auto kinds = directory.kinds();
  for (const auto& [unit_id, role] : held) {
    const auto* unit = directory.unit(unit_id);
    if (unit == nullptr) continue;
    for (const auto& kind : kinds) {
      const auto opens = [&](const v1::Asked& opener) { return opener.level() == unit->level(); };
      const auto& openers = kind->kind.may_open();
      const bool may = std::any_of(openers.begin(), openers.end(),
                                   [&](const auto& opener) { return opens(opener) && opener.role() == role; });
      for (const auto& opener : openers) {
        if (may && opens(opener)) offices.emplace(unit_id, opener.role());
      }
    }
  }
  return offices;
}

}  // namespace

std::variant<Offices, v1::Refusal> held_by(const runtime::Call& call, const core::Directory& directory,
                                           int64_t now_us) {
  Offices held;
  if (call.caller.kind == v1::CALLER_KIND_OPERATOR) return held;
  auto acting = runtime::acting_person(call, directory, now_us);
  if (auto* no = std::get_if<v1::Refusal>(&acting)) return std::move(*no);
  if (call.caller.kind == v1::CALLER_KIND_INTEGRATOR) {
    const auto* bound = directory.office(call.caller.office_id);
    if (bound != nullptr) held.emplace(bound->unit_id(), bound->role());
    return held;
  }
  for (const auto& holder : core::holders_of(directory, std::get<std::string>(acting), now_us)) {
    held.emplace(holder.unit_id(), holder.role());
  }
  return held;
}

std::variant<Scope, v1::Refusal> scope_of(const std::string& unit_id, const runtime::Call& call,
                                          const core::Directory& directory, const UnitOrder& order, int64_t now_us) {
  const bool sees_all = call.caller.kind == v1::CALLER_KIND_OPERATOR;
  auto found = held_by(call, directory, now_us);
  if (auto* no = std::get_if<v1::Refusal>(&found)) return std::move(*no);
  const auto& held = std::get<Offices>(found);
  std::set<std::string> units;
  if (!unit_id.empty()) {
    if (directory.unit(unit_id) == nullptr) {
      return core::refuse(
          v1::REFUSAL_CODE_NOT_FOUND, "unit_id",
          "Không có đơn vị này trong danh bạ. Hãy chọn lại đơn vị, hoặc để trống để xem mọi đơn vị thuộc quyền.",
          "There is no such unit in the directory. Choose another, or leave it empty to see all that you may.");
    }
    const bool below = std::any_of(held.begin(), held.end(),
                                   [&](const auto& office) { return directory.is_within(unit_id, office.first); });
    if (!sees_all && !below) {
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
    for (const auto& [unit, role] : held) {
      if (directory.unit(unit) != nullptr) units.insert(unit);
    }
  }
  Scope scope = scope_over(units, directory, order);
  scope.opens_all = sees_all;
  scope.offices = asked_through(held, directory);
  for (const auto& [unit, role] : held) scope.own.insert(unit);
  return scope;
}

}  // namespace giaoban::records
