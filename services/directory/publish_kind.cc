// PublishKind: puts a kind file in force, if it can be read and no paper could be stranded under it.
#include "services/directory/directory_service.h"
#include "services/store/digest.h"
#include "workflows/core/check.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

constexpr size_t kMostKindBytes = size_t{950} * 1024;
constexpr size_t kMostFaultBytes = size_t{512} * 1024;  // an answer must fit into one frame of the bus

std::string fault_text(const v1::KindFault& fault) {
  std::string text = std::to_string(fault.line()) + ":" + std::to_string(fault.column()) + " " + fault.text_vi() +
                     " / " + fault.text_en();
  if (!fault.path().empty()) text += " (" + fault.path() + ")";
  return text;
}

}  // namespace

std::variant<v1::PublishKindResponse, v1::Refusal> DirectoryService::publish_kind(const v1::PublishKindRequest& request,
                                                                                  const Call& call, Work& work) {
  if (request.file().size() > kMostKindBytes) {
    return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "file", "Tệp loại văn bản lớn hơn 950 KiB. Hãy rút gọn tệp.",
                        "The kind file is larger than 950 KiB. Make it shorter.");
  }
  const core::KindFile file = core::read_kind_file(request.file());
  const std::vector<v1::KindFault> faults = file.faults.empty() ? core::check(file) : file.faults;
  v1::PublishKindResponse response;
  response.set_name(file.kind.name());
  response.set_digest(store::sha256({request.file()}));
  for (size_t i = 0; i < faults.size() && response.ByteSizeLong() < kMostFaultBytes; ++i) {
    response.add_faults(fault_text(faults[i]));
  }
  const auto in_force = directory_.kind(file.kind.name());
  if (faults.empty() && (!in_force || in_force->digest != response.digest())) {
    v1::DirectoryEvent event;
    v1::KindPublished& published = *event.mutable_kind_published();
    published.set_name(response.name());
    published.set_digest(response.digest());
    published.set_file(request.file());
    append(std::move(event), call, work);
  }
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
