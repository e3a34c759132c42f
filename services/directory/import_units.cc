// ImportUnits: loads a tree from CSV, all of it or nothing, and says everything that is wrong with it.
#include <unordered_map>

#include "services/directory/asker.h"
#include "services/directory/directory_service.h"
#include "services/directory/sheet.h"
#include "services/directory/unit_tree.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

// An administrator names their own units only, and adds below those only; the operator is free. For a tree without
// faults, so that every way up ends at a known unit or at the root.
void check_kept(const std::vector<UnitLine>& lines, const core::Directory& known, const Asker& asker,
                LineErrors& errors) {
  if (asker.is_operator()) return;
  std::unordered_map<std::string_view, const UnitLine*> in_file;
  for (const UnitLine& line : lines) in_file.emplace(line.unit.unit_id(), &line);
  for (const UnitLine& line : lines) {
    std::string_view at = line.unit.unit_id();
    for (auto above = in_file.find(at); known.unit(at) == nullptr && above != in_file.end(); above = in_file.find(at)) {
      at = above->second->unit.parent_id();
    }
    if (asker.keeps(at)) continue;
    const auto [vi, en] = asker.who_keeps(at);
    const std::string id = quoted(line.unit.unit_id());
    errors.add(line.line, {"Đồng chí không phải quản trị của tổ chức " + id +
                               " hoặc cấp trên của nó. Hãy bỏ dòng này, hoặc nhờ: " + vi + ".",
                           "You are no administrator of the unit " + id +
                               " or of one above it. Leave the line out, or ask: " + en + "."});
  }
}

}  // namespace

std::variant<v1::ImportUnitsResponse, v1::Refusal> DirectoryService::import_units(const v1::ImportUnitsRequest& request,
                                                                                  const Call& call, Work& work) {
  if (request.csv().size() > kMostCsvBytes) {
    return core::refuse(
        v1::REFUSAL_CODE_TOO_LARGE, "csv", "Tệp lớn hơn 900 KiB. Hãy chia tệp, cấp trên nạp trước, rồi nạp lần lượt.",
        "The file is larger than 900 KiB. Split it, the upper levels first, and import the parts in turn.");
  }
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  LineErrors errors;
  const std::vector<UnitLine> lines = read_units(request.csv(), errors);
  check_tree(lines, directory_, errors);
  if (errors.empty()) check_kept(lines, directory_, std::get<Asker>(asker), errors);
  v1::ImportUnitsResponse response;
  if (errors.empty()) {
    const std::vector<v1::Unit> added = new_units(lines, directory_);
    for (const v1::Unit& unit : added) {
      if (request.preview()) break;
      v1::DirectoryEvent event;
      *event.mutable_unit_added()->mutable_unit() = unit;
      append(std::move(event), call, work);
    }
    response.set_added(static_cast<uint32_t>(added.size()));
    response.set_unchanged(static_cast<uint32_t>(lines.size() - added.size()));
  } else {
    errors.write(*response.mutable_errors());
  }
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
