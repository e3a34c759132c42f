// EndOffice: a person's term ends at once; rights that were lent from it end with it.
#include "services/directory/asker.h"
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
  const auto who = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  const Asker& asker = std::get<Asker>(who);
  if (!asker.keeps(office->unit_id())) return asker.not_keeper(office->unit_id());
  if (office->role() == v1::ROLE_ADMINISTRATOR && office->person_id() == asker.person_id()) {
    return core::refuse(
        v1::REFUSAL_CODE_NOT_AUTHORISED, "office_id",
        "Không ai tự kết thúc chức vụ quản trị của mình, để không tự khoá mình ở ngoài. Hãy nhờ quản trị khác.",
        "Nobody ends their own administrator's office, so that nobody locks themselves out. Ask another "
        "administrator.");
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
