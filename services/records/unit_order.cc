// Numbers with gaps: a new unit is squeezed in between its neighbours, and only when a gap is used up are all
// renumbered.
#include "services/records/unit_order.h"

#include <algorithm>
#include <iterator>

namespace giaoban::records {

namespace {
// Eight million units fit; a million can be added behind one another before a gap is used up.
constexpr int64_t kGap = int64_t{1} << 40;
constexpr int64_t kStep = int64_t{1} << 20;
}  // namespace

std::string_view UnitOrder::schema() {
  return "CREATE TABLE IF NOT EXISTS unit_place (unit_id TEXT PRIMARY KEY, place BIGINT NOT NULL, number BIGINT NOT "
         "NULL);";
}

void UnitOrder::load(store::Store& store, const core::Directory& directory) {
  nodes_ = {{"", Node{}}};
  by_place_ = {{0, ""}};
  store.prepare("SELECT unit_id, place, number FROM unit_place").each({}, [&](const store::Row& row) {
    by_place_[row.integer(1)] = row.text(0);
    Node& node = nodes_[std::string(row.text(0))];
    node.place = row.integer(1);
    node.number = row.integer(2);
  });
  places_.assign(nodes_.size(), kNowhere);
  for (const auto& [unit_id, node] : nodes_) {
    if (!unit_id.empty()) places_[static_cast<size_t>(node.number)] = node.place;
  }
  // In the order of places, so that children come to stand as they are numbered, whatever this ICU thinks of it.
  for (const auto& [place, unit_id] : by_place_) {
    if (unit_id.empty()) continue;
    take(unit_id, directory);
    nodes_[nodes_[unit_id].parent].children.push_back(unit_id);
  }
}

UnitOrder::Moved UnitOrder::add(const std::string& unit_id, const core::Directory& directory, store::Store& store) {
  const v1::Unit* unit = directory.unit(unit_id);
  if (unit == nullptr) return {};
  const auto known = nodes_.find(unit_id);
  if (known != nodes_.end()) {
    const std::string parent = directory.unit(unit->parent_id()) == nullptr ? "" : unit->parent_id();
    if (known->second.parent == parent) return rename(unit_id, directory, store);
    renumber(directory, store);
    return {false, true, true};
  }
  take(unit_id, directory);
  nodes_[unit_id].number = static_cast<int64_t>(places_.size());
  places_.push_back(kNowhere);
  // Children heard of before their parent stood at the top until now.
  const bool has_children = !directory.children(unit_id).empty();
  if (has_children || !squeeze_in(unit_id)) {
    renumber(directory, store);
    return {false, true, has_children};
  }
  save(unit_id, store);
  return {};
}

// A name that keeps its place among the neighbours moves nothing; a unit with nothing below it moves alone.
UnitOrder::Moved UnitOrder::rename(const std::string& unit_id, const core::Directory& directory, store::Store& store) {
  Node& node = nodes_.at(unit_id);
  if (node.name == directory.unit(unit_id)->name()) return {};
  take(unit_id, directory);
  auto& siblings = nodes_.at(node.parent).children;
  const auto at = std::find(siblings.begin(), siblings.end(), unit_id);
  const bool after_previous = at == siblings.begin() || before(*std::prev(at), unit_id);
  const bool before_next = std::next(at) == siblings.end() || before(unit_id, *std::next(at));
  if (after_previous && before_next) return {};
  if (node.children.empty()) {
    by_place_.erase(node.place);
    siblings.erase(at);
    if (squeeze_in(unit_id)) {
      save(unit_id, store);
      return {true, false, false};
    }
  }
  renumber(directory, store);
  return {false, true, false};
}

void UnitOrder::save(const std::string& unit_id, store::Store& store) const {
  const Node& node = nodes_.at(unit_id);
  store
      .prepare(
          "INSERT INTO unit_place (unit_id, place, number) VALUES ($1, $2, $3) "
          "ON CONFLICT (unit_id) DO UPDATE SET place = excluded.place")
      .run({std::string_view(unit_id), node.place, node.number});
}

void UnitOrder::take(const std::string& unit_id, const core::Directory& directory) {
  Node& node = nodes_[unit_id];
  const v1::Unit* unit = directory.unit(unit_id);
  if (unit == nullptr) return;
  node.parent = directory.unit(unit->parent_id()) == nullptr ? "" : unit->parent_id();
  if (node.name != unit->name() || node.key.empty()) node.key = collation_.key(unit->name());
  node.name = unit->name();
}

bool UnitOrder::before(const std::string& left, const std::string& right) const {
  const Node& a = nodes_.at(left);
  const Node& b = nodes_.at(right);
  return a.key != b.key ? a.key < b.key : left < right;
}

// Between the end of the neighbour before (or the parent) and whatever stands next. False when there is no room.
bool UnitOrder::squeeze_in(const std::string& unit_id) {
  Node& node = nodes_.at(unit_id);
  auto& siblings = nodes_.at(node.parent).children;
  const auto next = std::find_if(siblings.begin(), siblings.end(), [&](const auto& id) { return before(unit_id, id); });
  auto previous = by_place_.find(nodes_.at(node.parent).place);
  if (next != siblings.begin()) previous = std::prev(by_place_.lower_bound(end_of(*std::prev(next))));
  const auto following = std::next(previous);
  const int64_t low = previous->first;
  if (following == by_place_.end()) {
    if (low > std::numeric_limits<int64_t>::max() - 2 * kGap) return false;
    node.place = low + kGap;
  } else {
    node.place = low + std::min(kStep, (following->first - low) / 2);
  }
  if (node.place == low) return false;
  siblings.insert(next, unit_id);
  places_[static_cast<size_t>(node.number)] = node.place;
  by_place_[node.place] = unit_id;
  return true;
}

// Place of the first unit that stands behind the unit and everything below it.
int64_t UnitOrder::end_of(const std::string& unit_id) const {
  std::string at = unit_id;
  while (!at.empty()) {
    const Node& node = nodes_.at(at);
    const auto& siblings = nodes_.at(node.parent).children;
    const auto next = std::upper_bound(siblings.begin(), siblings.end(), node.place,
                                       [&](int64_t place, const auto& id) { return place < nodes_.at(id).place; });
    if (next != siblings.end()) return nodes_.at(*next).place;
    at = node.parent;
  }
  return std::numeric_limits<int64_t>::max();
}

void UnitOrder::renumber(const core::Directory& directory, store::Store& store) {
  std::vector<std::string> all;
  for (auto& [unit_id, node] : nodes_) {
    node.children.clear();
    if (!unit_id.empty()) all.push_back(unit_id);
  }
  for (const auto& unit_id : all) take(unit_id, directory);
  std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return before(a, b); });
  for (const auto& unit_id : all) nodes_.at(nodes_.at(unit_id).parent).children.push_back(unit_id);

  by_place_.clear();
  std::vector<std::string> next = {""};
  for (int64_t place = 0; !next.empty(); place += kGap) {
    const std::string unit_id = std::move(next.back());
    next.pop_back();
    Node& node = nodes_.at(unit_id);
    node.place = place;
    if (!unit_id.empty()) places_[static_cast<size_t>(node.number)] = place;
    by_place_[place] = unit_id;
    next.insert(next.end(), node.children.rbegin(), node.children.rend());
  }
  for (const auto& unit_id : all) save(unit_id, store);
}

int64_t UnitOrder::place(const std::string& unit_id) const {
  const auto node = nodes_.find(unit_id);
  return node == nodes_.end() || unit_id.empty() ? kNowhere : node->second.place;
}

int64_t UnitOrder::number(const std::string& unit_id) const {
  const auto node = nodes_.find(unit_id);
  return node == nodes_.end() ? 0 : node->second.number;
}

int64_t UnitOrder::place_of(int64_t number) const {
  const auto at = static_cast<size_t>(number);
  return at < places_.size() ? places_[at] : kNowhere;
}

const std::string& UnitOrder::unit_of(int64_t number) const {
  const auto unit = by_place_.find(number == 0 ? 0 : place_of(number));
  return unit == by_place_.end() ? by_place_.begin()->second : unit->second;
}

PlaceRange UnitOrder::range(const std::string& unit_id) const {
  if (unit_id.empty()) return {};
  const auto node = nodes_.find(unit_id);
  if (node == nodes_.end()) return {0, 0};
  return {node->second.place, end_of(unit_id)};
}

std::vector<std::string> UnitOrder::chain(const std::string& unit_id) const {
  std::vector<std::string> chain;
  for (auto at = nodes_.find(unit_id); at != nodes_.end() && !at->first.empty(); at = nodes_.find(at->second.parent)) {
    chain.push_back(at->first);
  }
  chain.emplace_back();
  return chain;
}

bool UnitOrder::covers_all(const PlaceRange& range) const {
  const auto first = std::next(by_place_.begin());  // the empty id stands before all units
  return first == by_place_.end() || (range.has(first->first) && range.has(by_place_.rbegin()->first));
}

const std::vector<std::string>& UnitOrder::children(const std::string& unit_id) const {
  static const std::vector<std::string> none;
  const auto node = nodes_.find(unit_id);
  return node == nodes_.end() ? none : node->second.children;
}

}  // namespace giaoban::records
