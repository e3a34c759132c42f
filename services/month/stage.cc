// Reads what the options name and casts the play.
#include "services/month/stage.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "services/runtime/file.h"
#include "workflows/core/calendar_file.h"
#include "workflows/core/kind_file.h"

namespace giaoban::month {

namespace {

constexpr size_t kLargestFile = 900 * 1024;

// Rule files of a folder, by name.
std::vector<std::filesystem::path> rule_files(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txtpb") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<KindBytes> read_kinds(const std::string& folder) {
  std::vector<KindBytes> kinds;
  for (const auto& path : rule_files(folder)) {
    KindBytes one{path.string(), whole_file(path.string()), {}};
    const auto read = core::read_kind_file(one.bytes);
    if (!read.faults.empty()) throw std::invalid_argument(one.file + ": " + read.faults.front().text_en());
    one.kind = read.kind;
    kinds.push_back(std::move(one));
  }
  return kinds;
}

std::vector<PackBytes> read_packs(const std::string& folder) {
  std::vector<PackBytes> packs;
  for (const auto& path : rule_files(folder)) {
    PackBytes one{path.string(), whole_file(path.string()), {}};
    auto read = core::read_calendar_file(one.bytes);
    if (!read.faults.empty()) throw std::invalid_argument(one.file + ": " + read.faults.front().text_en());
    one.pack = std::make_shared<const v1::Calendar>(std::move(read.calendar));
    packs.push_back(std::move(one));
  }
  return packs;
}

}  // namespace

std::string whole_file(const std::string& path) {
  auto bytes = runtime::read_file(path, kLargestFile);
  if (!bytes || bytes->size() > kLargestFile)
    throw std::invalid_argument(path + " is not there, or larger than 900 KiB");
  return std::move(*bytes);
}

Stage set_stage(const MonthOptions& options) {
  Stage stage;
  stage.tree_csv = whole_file(options.tree_file);
  stage.tree = read_tree(stage.tree_csv);
  stage.roster = make_roster(options.seed, stage.tree, shape_of(options.district));
  stage.kinds = read_kinds(options.kinds_folder);
  stage.packs = read_packs(options.calendar_folder);
  core::Calendar::Packs packs;
  for (const auto& one : stage.packs) packs.push_back(one.pack);
  std::vector<v1::Kind> kinds;
  for (const auto& kind : stage.kinds) kinds.push_back(kind.kind);
  stage.owed = owed_kinds(kinds);
  std::vector<std::string> cells;
  for (const auto* cell : units_at(stage.tree, v1::LEVEL_CELL)) cells.push_back(cell->unit_id);
  stage.plan = plan_month(options.seed, options.period, cells, stage.owed, core::Calendar(packs));
  stage.cast = cast_month(stage.tree, stage.roster, kinds);
  return stage;
}

}  // namespace giaoban::month
