// Splits the tree's CSV into units.
#include "services/month/tree.h"

#include <stdexcept>

namespace giaoban::month {

namespace {

// Cells of one line; quotes as in RFC 4180, without line breaks inside.
std::vector<std::string> split(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

}  // namespace

std::vector<TreeUnit> read_tree(std::string_view csv) {
  std::vector<TreeUnit> tree;
  for (size_t number = 1; !csv.empty(); ++number) {
    const size_t end = csv.find('\n');
    std::string_view line = csv.substr(0, end);
    csv = end == std::string_view::npos ? std::string_view() : csv.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 || line.empty()) continue;
    auto cells = split(line);
    TreeUnit unit;
    if (cells.size() < 4 || !v1::Level_Parse("LEVEL_" + cells[2], &unit.level)) {
      throw std::invalid_argument(
          "line " + std::to_string(number) +
          " of the tree cannot be read; expected id,parent,level,name,source: " + std::string(line));
    }
    unit.unit_id = std::move(cells[0]);
    unit.parent_id = std::move(cells[1]);
    unit.name = std::move(cells[3]);
    tree.push_back(std::move(unit));
  }
  return tree;
}

std::vector<const TreeUnit*> units_at(const std::vector<TreeUnit>& tree, v1::Level level) {
  std::vector<const TreeUnit*> found;
  for (const auto& unit : tree) {
    if (unit.level == level) found.push_back(&unit);
  }
  return found;
}

}  // namespace giaoban::month
