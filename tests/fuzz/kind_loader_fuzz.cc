// Fuzz: a kind file or a calendar: reading and checking end, with every fault in words; a kind that is accepted can be
// walked to an end, and a paper of it is never stranded.
#include "tests/fuzz/demand.h"
#include "tests/fuzz/kind_walk.h"
#include "workflows/core/check.h"
#include "workflows/core/check_calendar.h"
#include "workflows/core/directory.h"
#include "workflows/core/walk.h"

namespace giaoban::fuzz {
namespace {

void demand_spoken(const std::vector<v1::KindFault>& faults) {
  for (const v1::KindFault& fault : faults) {
    demand(!fault.text_vi().empty() && !fault.text_en().empty(), "a fault says nothing");
  }
}

void demand_walks(const v1::Kind& kind) {
  for (const core::Origin& origin : core::origins(kind)) {
    const core::Walk walk(kind, origin);
    demand(walk.complete() && walk.circles().empty() && !walk.nodes().empty(), "an accepted kind cannot be walked");
    for (const bool reaches : walk.reaches_end()) demand(reaches, "an accepted kind has a dead end");
  }
}

void demand_publishable(std::string_view text, const v1::Kind& kind) {
  v1::DirectoryEvent event;
  event.mutable_kind_published()->set_name(kind.name());
  event.mutable_kind_published()->set_file(std::string(text));
  core::Directory directory;
  directory.evolve(event, 1);
  demand(directory.kind(kind.name()) != nullptr, "an accepted kind cannot be published");
}

// The same bytes as a calendar: one that is accepted, or only read, counts days to an end.
void load_calendar(std::string_view text) {
  const core::CalendarFile file = core::read_calendar_file(text);
  const auto faults = core::check_calendar(file);
  demand_spoken(faults);
  if (!file.faults.empty()) return;
  v1::DirectoryEvent event;
  event.mutable_calendar_published()->set_name(file.calendar.name());
  event.mutable_calendar_published()->set_file(std::string(text));
  core::Directory directory;
  directory.evolve(event, 1);
  const std::string unit = file.calendar.unit_ids().empty() ? "" : file.calendar.unit_ids(0);
  const core::Calendar& calendar = directory.calendar(unit);
  const int64_t now = core::start_of({2026, 2, 17});
  const int64_t later = calendar.add_working_days(now, 10);
  demand(later >= now, "ten working days lie in the past");
  demand(calendar.add_working_days(later, 1) >= later, "the next working day comes before its day");
  demand(calendar.worked_until(calendar.next_working_moment(now)) == calendar.worked_until(now),
         "work before it begins");
  demand(calendar.next_meeting_moment(now) >= now, "the next meeting lies in the past");
}

}  // namespace
}  // namespace giaoban::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace giaoban;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  fuzz::load_calendar(text);
  const core::KindFile file = core::read_kind_file(text);
  fuzz::demand_spoken(file.faults);
  if (!file.faults.empty()) return 0;
  fuzz::demand(!core::draw(file.kind).empty(), "a kind that was read cannot be drawn");
  const auto faults = core::check(file);
  fuzz::demand_spoken(faults);
  if (!faults.empty()) return 0;
  fuzz::demand_walks(file.kind);
  fuzz::demand_publishable(text, file.kind);
  for (uint64_t turn = 0; turn < 3; ++turn) fuzz::walk_papers(file.kind, turn);
  return 0;
}
