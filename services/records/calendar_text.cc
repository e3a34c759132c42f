// Components and their properties.
#include "services/records/calendar_text.h"

#include <libical/ical.h>

#include <memory>
#include <stdexcept>
#include <string_view>

#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

struct Free {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Free>;

icaltimetype moment(int64_t us) {
  return icaltime_from_timet_with_zone(us / core::kSecond, 0, icaltimezone_get_utc_timezone());
}

// The day in the zone, of a moment that begins it.
icaltimetype day(int64_t us) {
  const auto date = core::day_of(us);
  icaltimetype out = icaltime_null_date();
  out.year = date.year;
  out.month = static_cast<int>(date.month);
  out.day = static_cast<int>(date.day);
  return out;
}

// The component takes the property over.
void add(icalcomponent* component, icalproperty* property) {
  if (property == nullptr) throw std::runtime_error("no calendar: out of memory");
  icalcomponent_add_property(component, property);
}

void add_times(icalcomponent* event, const AgendaEntry& entry) {
  if (entry.whole_day) {
    add(event, icalproperty_new_dtstart(day(entry.at_us)));
    return;
  }
  add(event, icalproperty_new_dtstart(moment(entry.at_us)));
  if (entry.minutes > 0) add(event, icalproperty_new_dtend(moment(entry.at_us + entry.minutes * core::kMinute)));
}

Component event_of(const AgendaEntry& entry, const std::string& portal_url) {
  Component event(icalcomponent_new_vevent());
  add(event.get(), icalproperty_new_uid((entry.uid + "@giaoban").c_str()));
  add(event.get(), icalproperty_new_dtstamp(moment(entry.changed_us)));
  add(event.get(), icalproperty_new_lastmodified(moment(entry.changed_us)));
  add(event.get(), icalproperty_new_sequence(static_cast<int>(entry.version)));
  add_times(event.get(), entry);
  add(event.get(), icalproperty_new_summary(entry.summary.c_str()));
  if (!portal_url.empty()) add(event.get(), icalproperty_new_url((portal_url + entry.path).c_str()));
  add(event.get(), icalproperty_new_class(ICAL_CLASS_PRIVATE));
  add(event.get(), icalproperty_new_transp(entry.meeting ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT));
  add(event.get(), icalproperty_new_status(entry.certain ? ICAL_STATUS_CONFIRMED : ICAL_STATUS_TENTATIVE));
  return event;
}

// For properties that came after the standard, "X-WR-CALNAME".
void add_x(icalcomponent* calendar, const char* name, const std::string& value) {
  icalproperty* property = icalproperty_new_x(value.c_str());
  add(calendar, property);
  icalproperty_set_x_name(property, name);
}

// libical 3.0.16 ends a line whose last piece is 73 octets long with an empty piece and a bare line feed. A line feed
// of a text is written as "\\n", so no other stands alone.
std::string mended(std::string text) {
  constexpr std::string_view kBroken = "\r\n \n";
  for (size_t at = text.find(kBroken); at != std::string::npos; at = text.find(kBroken, at)) {
    text.replace(at, kBroken.size(), "\r\n");
  }
  return text;
}

}  // namespace

void start_calendars() {
  icalerror_set_errors_are_fatal(false);
  icaltimezone_get_utc_timezone();
}

std::string write_calendar(const std::vector<AgendaEntry>& entries, const std::string& name,
                           const std::string& portal_url) {
  const Component calendar(icalcomponent_new_vcalendar());
  add(calendar.get(), icalproperty_new_version("2.0"));
  add(calendar.get(), icalproperty_new_prodid("-//Giaoban//Giaoban//VI"));
  add(calendar.get(), icalproperty_new_calscale("GREGORIAN"));
  add_x(calendar.get(), "X-WR-CALNAME", name);
  add_x(calendar.get(), "X-PUBLISHED-TTL", "PT1H");
  for (const auto& entry : entries) icalcomponent_add_component(calendar.get(), event_of(entry, portal_url).release());
  const std::unique_ptr<char, void (*)(void*)> text(icalcomponent_as_ical_string_r(calendar.get()),
                                                    icalmemory_free_buffer);
  if (!text) throw std::runtime_error("no calendar: out of memory");
  return mended(text.get());
}

}  // namespace giaoban::records
