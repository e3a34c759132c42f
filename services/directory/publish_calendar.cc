// PublishCalendar: puts a rule pack in force, if it can be read and nobody would rest or work on the wrong day by it.
#include <algorithm>

#include "services/directory/directory_service.h"
#include "services/store/digest.h"
#include "workflows/core/check_calendar.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

constexpr size_t kMostFaultBytes = size_t{512} * 1024;  // an answer must fit into one frame of the bus

std::string fault_text(const v1::KindFault& fault) {
  return std::to_string(fault.line()) + ":" + std::to_string(fault.column()) + " " + fault.text_vi() + " / " +
         fault.text_en();
}

bool is_in_force(const core::Directory& directory, const std::string& name, const std::string& digest) {
  const auto& packs = directory.calendars();
  return std::any_of(packs.begin(), packs.end(),
                     [&](const core::PublishedCalendar& pack) { return pack.name == name && pack.digest == digest; });
}

}  // namespace

std::variant<v1::PublishCalendarResponse, v1::Refusal> DirectoryService::publish_calendar(
    const v1::PublishCalendarRequest& request, const Call& call, Work& work) {
  if (request.file().size() > core::kMostCalendarBytes) {
    return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "file", "Tệp lịch lớn hơn 256 KiB. Hãy chia theo năm.",
                        "The calendar file is larger than 256 KiB. Split it by years.");
  }
  const core::CalendarFile file = core::read_calendar_file(request.file());
  const auto faults = core::check_calendar(file, [&](std::string_view id) { return directory_.unit(id) != nullptr; });
  v1::PublishCalendarResponse response;
  response.set_name(file.calendar.name());
  response.set_digest(store::sha256({request.file()}));
  for (size_t i = 0; i < faults.size() && response.ByteSizeLong() < kMostFaultBytes; ++i) {
    response.add_faults(fault_text(faults[i]));
  }
  if (faults.empty() && !is_in_force(directory_, response.name(), response.digest())) {
    v1::DirectoryEvent event;
    v1::CalendarPublished& published = *event.mutable_calendar_published();
    published.set_name(response.name());
    published.set_digest(response.digest());
    published.set_file(request.file());
    append(std::move(event), call, work);
  }
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
