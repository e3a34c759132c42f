// The units of the tree in its order: a unit, then what lies below it, neighbours as they were added.
#include "services/directory/tree_walk.h"

#include <google/protobuf/descriptor.h>

namespace giaoban::directory {

std::vector<const v1::Unit*> walk(const core::Directory& directory, std::string_view unit_id) {
  std::vector<const v1::Unit*> units;
  std::vector<std::string_view> open;
  const auto open_children = [&](std::string_view id) {
    const auto& children = directory.children(id);
    open.insert(open.end(), children.rbegin(), children.rend());
  };
  if (unit_id.empty()) {
    open_children(unit_id);
  } else {
    open.push_back(unit_id);
  }
  while (!open.empty()) {
    const v1::Unit* unit = directory.unit(open.back());
    open.pop_back();
    if (unit == nullptr) continue;
    units.push_back(unit);
    open_children(unit->unit_id());
  }
  return units;
}

std::vector<const v1::Office*> terms_in(const core::Directory& directory, std::string_view unit_id) {
  std::vector<const v1::Office*> terms;
  for (int i = 0; i < v1::Role_descriptor()->value_count(); ++i) {
    const auto role = static_cast<v1::Role>(v1::Role_descriptor()->value(i)->number());
    const auto held = directory.offices_in(unit_id, role);
    terms.insert(terms.end(), held.begin(), held.end());
  }
  return terms;
}

}  // namespace giaoban::directory
