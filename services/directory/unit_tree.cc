// The lines of a file as a tree, together with the units that are known: parents, cycles, levels, the one root.
#include "services/directory/unit_tree.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "workflows/core/words.h"

namespace giaoban::directory {
namespace {

constexpr size_t kMostShownOfCycle = 12;

using Index = std::unordered_map<std::string_view, const UnitLine*>;

Index index_of(const std::vector<UnitLine>& lines) {
  Index index;
  for (const UnitLine& line : lines) index.emplace(line.unit.unit_id(), &line);
  return index;
}

const UnitLine* find(const Index& index, std::string_view id) {
  const auto it = index.find(id);
  return it == index.end() ? nullptr : it->second;
}

class TreeCheck {
 public:
  TreeCheck(const std::vector<UnitLine>& lines, const core::Directory& known, LineErrors& errors)
      : lines_(lines), known_(known), errors_(errors), index_(index_of(lines)) {}

  void run() {
    find_cycles();
    for (const UnitLine& line : lines_) {
      if (!line.whole) continue;
      if (line.unit.parent_id().empty()) {
        check_root(line);
      } else {
        check_parent(line);
      }
      check_known(line);
    }
  }

 private:
  // Walks up from every line; coming upon a line of the same walk is a cycle, upon one of an earlier walk is not.
  void find_cycles() {
    std::unordered_map<const UnitLine*, size_t> walk_of;
    for (size_t walk = 0; walk < lines_.size(); ++walk) {
      const UnitLine* at = &lines_[walk];
      while (at != nullptr && walk_of.try_emplace(at, walk).second) at = find(index_, at->unit.parent_id());
      if (at != nullptr && walk_of[at] == walk) report_cycle(at);
    }
  }

  void report_cycle(const UnitLine* begin) {
    const UnitLine* first = begin;
    const UnitLine* at = begin;
    do {
      in_cycle_.insert(at);
      if (at->line < first->line) first = at;
      at = find(index_, at->unit.parent_id());
    } while (at != begin);
    std::string path = clipped(first->unit.unit_id());
    size_t shown = 0;
    at = first;
    do {
      at = find(index_, at->unit.parent_id());
      if (at == first || ++shown < kMostShownOfCycle) path += " -> " + clipped(at->unit.unit_id());
      if (at != first && shown == kMostShownOfCycle) path += " -> …";
    } while (at != first);
    errors_.add(first->line, {"Cây tổ chức bị vòng: " + path + ". Hãy sửa cột parent của một trong các dòng này.",
                              "The tree has a cycle: " + path + ". Correct the parent of one of these lines."});
  }

  void check_root(const UnitLine& line) {
    const auto& roots = known_.children("");
    if (!roots.empty()) {
      const std::string id = quoted(roots.front());
      if (roots.front() != line.unit.unit_id()) say_second_root(line, id, id);
      return;
    }
    if (root_ == nullptr) {
      root_ = &line;
      return;
    }
    const std::string id = quoted(root_->unit.unit_id());
    const std::string at = std::to_string(root_->line);
    say_second_root(line, id + " (dòng " + at + ")", id + " (line " + at + ")");
  }

  void say_second_root(const UnitLine& line, const std::string& vi, const std::string& en) {
    errors_.add(line.line, {"Tổ chức gốc đã có là " + vi + "; cây chỉ có một gốc. Hãy điền cột parent của dòng này.",
                            "The root is " + en + " already; a tree has one. Fill in the parent of this line."});
  }

  void check_parent(const UnitLine& line) {
    const UnitLine* in_file = find(index_, line.unit.parent_id());
    const v1::Unit* parent = in_file != nullptr ? &in_file->unit : known_.unit(line.unit.parent_id());
    if (parent == nullptr) {
      const std::string id = quoted(line.unit.parent_id());
      errors_.add(line.line,
                  {"Không có tổ chức cấp trên " + id + ", cả trong tệp lẫn trong hệ thống. Hãy sửa cột parent.",
                   "There is no unit " + id + " in the file or known before. Correct the parent."});
      return;
    }
    const bool levels_known = line.unit.level() != v1::LEVEL_UNSPECIFIED && parent->level() != v1::LEVEL_UNSPECIFIED;
    if (!levels_known || in_cycle_.contains(&line) || line.unit.level() < parent->level()) return;
    const v1::Label own = core::label_of(line.unit.level());
    const v1::Label above = core::label_of(parent->level());
    errors_.add(line.line, {"Cấp “" + own.vi() + "” không thấp hơn cấp “" + above.vi() + "” của tổ chức cấp trên " +
                                quoted(parent->unit_id()) + ". Hãy sửa cột level hoặc parent.",
                            "The level “" + own.en() + "” is not below “" + above.en() + "” of the unit above it, " +
                                quoted(parent->unit_id()) + ". Correct its level or parent."});
  }

  void check_known(const UnitLine& line) {
    const v1::Unit* known = known_.unit(line.unit.unit_id());
    if (known == nullptr) return;
    const char* column = known->parent_id() != line.unit.parent_id() ? "parent"
                         : known->level() != line.unit.level()       ? "level"
                         : known->name() != line.unit.name()         ? "name"
                         : known->source() != line.unit.source()     ? "source"
                                                                     : nullptr;
    if (column == nullptr) return;
    const std::string id = quoted(line.unit.unit_id());
    errors_.add(line.line, {"Tổ chức " + id + " đã có, với cột " + column +
                                " khác. Nạp tệp chưa đổi được tổ chức đã có; hãy để dòng như cũ hoặc bỏ dòng.",
                            "The unit " + id + " is known with another " + column +
                                ". An import does not change units yet; leave the line as it was, or leave it out."});
  }

  const std::vector<UnitLine>& lines_;
  const core::Directory& known_;
  LineErrors& errors_;
  const Index index_;
  std::unordered_set<const UnitLine*> in_cycle_;
  const UnitLine* root_ = nullptr;
};

}  // namespace

void check_tree(const std::vector<UnitLine>& lines, const core::Directory& known, LineErrors& errors) {
  TreeCheck(lines, known, errors).run();
}

std::vector<v1::Unit> new_units(const std::vector<UnitLine>& lines, const core::Directory& known) {
  const Index index = index_of(lines);
  std::unordered_set<const UnitLine*> done;
  std::vector<v1::Unit> units;
  for (const UnitLine& line : lines) {
    // Levels fall from parent to child, so a way up is never longer than there are levels.
    std::vector<const UnitLine*> way;
    for (const auto* at = &line; at != nullptr && done.insert(at).second; at = find(index, at->unit.parent_id())) {
      way.push_back(at);
    }
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
      if (known.unit((*at)->unit.unit_id()) == nullptr) units.push_back((*at)->unit);
    }
  }
  return units;
}

}  // namespace giaoban::directory
