// EndOffice: a person's term ends at once; rights that were lent from it end with it.
#include "services/directory/directory_service.h"
#include "services/directory/line_errors.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {

std::variant<v1::EndOfficeResponse, v1::Refusal> DirectoryService::end_office(const v1::EndOfficeRequest& request,
                                                                              const Call& call, Work& work) {
  const v1::Office* office = directory_.office(request.office_id());
  if (office == nullptr) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "office_id",
                        "Không có chức vụ " + quoted(request.office_id()) + ".",
                        "There is no office " + quoted(request.office_id()) + ".");
  }
  if (office->until_us() == 0 || office->until_us() > work.now.business_us) {
    v1::DirectoryEvent event;
    event.mutable_office_ended()->set_office_id(request.office_id());
    event.mutable_office_ended()->set_until_us(work.now.business_us);
    append(std::move(event), call, work);
  }
  v1::EndOfficeResponse response;
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
