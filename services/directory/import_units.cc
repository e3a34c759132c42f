// ImportUnits: loads a tree from CSV, all of it or nothing, and says everything that is wrong with it.
#include "services/directory/directory_service.h"
#include "services/directory/sheet.h"
#include "services/directory/unit_tree.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {

std::variant<v1::ImportUnitsResponse, v1::Refusal> DirectoryService::import_units(const v1::ImportUnitsRequest& request,
                                                                                  const Call& call, Work& work) {
  if (request.csv().size() > kMostCsvBytes) {
    return core::refuse(
        v1::REFUSAL_CODE_TOO_LARGE, "csv", "Tệp lớn hơn 900 KiB. Hãy chia tệp, cấp trên nạp trước, rồi nạp lần lượt.",
        "The file is larger than 900 KiB. Split it, the upper levels first, and import the parts in turn.");
  }
  LineErrors errors;
  const std::vector<UnitLine> lines = read_units(request.csv(), errors);
  check_tree(lines, directory_, errors);
  v1::ImportUnitsResponse response;
  if (errors.empty()) {
    const std::vector<v1::Unit> added = new_units(lines, directory_);
    for (const v1::Unit& unit : added) {
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
