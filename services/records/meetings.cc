// Reading the fields and keeping the rows.
#include "services/records/meetings.h"

#include <algorithm>
#include <optional>
#include <set>

#include "workflows/core/time.h"

namespace giaoban::records {

using std::string_view;

namespace {

constexpr int64_t kUsualMinutes = 60;
constexpr int64_t kMostMinutes = 7 * 24 * 60;  // a form may set no bound

const v1::Field* find(const v1::Content& paper, const std::string& name) {
  if (name.empty()) return nullptr;
  for (const auto& field : paper.fields()) {
    if (field.name() == name) return &field;
  }
  return nullptr;
}

// "19:30" in minutes; the form has checked it already.
std::optional<int64_t> minute_of(string_view time) {
  const auto digit = [&](size_t at) { return time[at] >= '0' && time[at] <= '9' ? time[at] - '0' : 100; };
  if (time.size() < 5 || time[2] != ':') return std::nullopt;
  const int hour = digit(0) * 10 + digit(1);
  const int minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::optional<Meeting> read(const v1::Meeting& fields, const v1::Content& paper) {
  const auto* date = find(paper, fields.date());
  const auto day_us = date == nullptr ? std::nullopt : core::parse_date(date->moment());
  if (!day_us) return std::nullopt;
  Meeting meeting;
  meeting.from_us = *day_us;
  const auto* time = find(paper, fields.time());
  const auto minute = time == nullptr ? std::nullopt : minute_of(time->moment());
  if (!minute) return meeting;
  meeting.from_us += *minute * core::kMinute;
  const auto* minutes = find(paper, fields.minutes());
  const int64_t said = minutes == nullptr ? 0 : minutes->number();
  meeting.minutes = said <= 0 ? kUsualMinutes : std::min(said, kMostMinutes);
  return meeting;
}

std::set<std::string> guests_of(const v1::Meeting& fields, const v1::Content& paper) {
  std::set<std::string> guests;
  for (const auto& name : fields.guests()) {
    const auto* guest = find(paper, name);
    if (guest != nullptr && !guest->text().empty()) guests.insert(guest->text());
  }
  return guests;
}

Meeting row_of(const store::Row& row) {
  return {row.integer(0), row.integer(1), row.integer(2)};
}

}  // namespace

string_view Meetings::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS meetings (no INTEGER PRIMARY KEY, unit_id TEXT NOT NULL, from_us BIGINT NOT NULL,
      minutes BIGINT NOT NULL);
    CREATE INDEX IF NOT EXISTS meetings_by_unit ON meetings (unit_id, from_us);
    CREATE TABLE IF NOT EXISTS meeting_guests (no BIGINT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (no, person_id))
      WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS meetings_by_guest ON meeting_guests (person_id, no);
  )";
}

void Meetings::hand_in(int64_t no, const std::string& unit_id, const v1::Kind* kind, const v1::Content& paper) {
  if (kind == nullptr || !kind->has_meeting()) return;
  store_.prepare("DELETE FROM meetings WHERE no = $1").run({no});
  store_.prepare("DELETE FROM meeting_guests WHERE no = $1").run({no});
  const auto meeting = read(kind->meeting(), paper);
  if (!meeting) return;
  store_.prepare("INSERT INTO meetings (no, unit_id, from_us, minutes) VALUES ($1, $2, $3, $4)")
      .run({no, string_view(unit_id), meeting->from_us, meeting->minutes});
  for (const auto& guest : guests_of(kind->meeting(), paper)) {
    store_.prepare("INSERT INTO meeting_guests (no, person_id) VALUES ($1, $2)").run({no, string_view(guest)});
  }
}

std::vector<Meeting> Meetings::of_unit(const std::string& unit_id, int64_t from_us, int64_t until_us) const {
  std::vector<Meeting> meetings;
  store_
      .prepare(
          "SELECT no, from_us, minutes FROM meetings WHERE unit_id = $1 AND from_us >= $2 AND from_us < $3 "
          "ORDER BY from_us, no")
      .each({string_view(unit_id), from_us, until_us}, [&](const store::Row& row) { meetings.push_back(row_of(row)); });
  return meetings;
}

std::vector<Meeting> Meetings::of_guest(const std::string& person_id, int64_t from_us, int64_t until_us) const {
  std::vector<Meeting> meetings;
  store_
      .prepare(
          "SELECT meetings.no, from_us, minutes FROM meeting_guests JOIN meetings ON meetings.no = meeting_guests.no "
          "WHERE person_id = $1 AND from_us >= $2 AND from_us < $3 ORDER BY from_us, meetings.no")
      .each({string_view(person_id), from_us, until_us},
            [&](const store::Row& row) { meetings.push_back(row_of(row)); });
  return meetings;
}

}  // namespace giaoban::records
