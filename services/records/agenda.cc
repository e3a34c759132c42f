// Three sources, one list.
#include "services/records/agenda.h"

#include <algorithm>
#include <set>

#include "services/records/meetings.h"
#include "services/records/tables.h"
#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

using std::string_view;

class Agenda {
 public:
  Agenda(const Scope& scope, const Known& known, Language language)
      : scope_(scope),
        known_(known),
        language_(language),
        from_us_(known.now_us - kAgendaBackUs),
        until_us_(known.now_us + kAgendaAheadUs) {}

  void add_papers() {
    std::set<std::pair<uint32_t, uint8_t>> mine;
    for (const auto& [unit_id, role] : scope_.offices) {
      const auto number = static_cast<uint32_t>(known_.order.number(unit_id));
      if (number != 0) mine.emplace(number, static_cast<uint8_t>(role));
    }
    for (const auto& paper : known_.open.papers()) {
      if (!inside(paper.due_us) || !mine.contains({paper.holder, paper.role})) continue;
      if (const auto row = Tables(known_.store).find(paper.no)) add_paper(*row);
    }
  }

  // What its own unit owes, for whoever may write it.
  void add_owed(const std::string& unit_id) {
    const auto* unit = known_.directory.unit(unit_id);
    if (unit == nullptr) return;
    const std::string from = unit_id + "/";
    const std::string until = unit_id + "0";  // what follows a slash
    known_.store
        .prepare(
            "SELECT obligation_id, kind, period, due_us FROM owed WHERE obligation_id >= $1 AND obligation_id < $2 "
            "AND state IN ($3, $4)")
        .each({string_view(from), string_view(until), int64_t{v1::OBLIGATION_STATE_OPEN},
               int64_t{v1::OBLIGATION_STATE_MISSING}},
              [&](const store::Row& row) {
                if (!inside(row.integer(3)) || !writes(*unit, std::string(row.text(1)))) return;
                AgendaEntry entry;
                entry.uid = "owed/" + std::string(row.text(0));
                entry.at_us = row.integer(3);
                entry.changed_us = core::period_start(row.text(2)).value_or(entry.at_us);
                entry.path = "/";
                entry.summary = pick(language_, "Hạn: 1 việc cần nộp (", "Due: 1 paper to hand in (") +
                                title_of(std::string(row.text(1))) + ", " + period_for_people(row.text(2), language_) +
                                ", " + name_of(unit_id) + ")";
                entries_.push_back(std::move(entry));
              });
  }

  void add_meetings(const std::vector<Meeting>& meetings) {
    for (const auto& meeting : meetings) {
      const auto row = Tables(known_.store).find(meeting.no);
      if (!row || !row->counted || !seen_.insert(meeting.no).second) continue;
      AgendaEntry entry;
      entry.uid = "meeting/" + row->dossier_id;
      entry.at_us = meeting.from_us;
      entry.minutes = meeting.minutes;
      entry.whole_day = meeting.minutes == 0;
      entry.meeting = true;
      entry.certain = row->outcome == v1::OUTCOME_APPROVED;
      entry.changed_us = row->changed_us;
      entry.version = row->version;
      entry.path = "/paper/" + row->dossier_id;
      entry.summary = pick(language_, "Họp: ", "Meeting: ") + name_of(row->unit_id);
      entries_.push_back(std::move(entry));
    }
  }

  int64_t from_us() const { return from_us_; }
  int64_t until_us() const { return until_us_; }

  // Of too many, those that lie ahead come before those that are past.
  std::vector<AgendaEntry> take() {
    const auto by_time = [](const AgendaEntry& a, const AgendaEntry& b) {
      return a.at_us != b.at_us ? a.at_us < b.at_us : a.uid < b.uid;
    };
    std::sort(entries_.begin(), entries_.end(), by_time);
    if (entries_.size() <= kMostAgendaEntries) return std::move(entries_);
    const auto today_us = core::start_of(core::day_of(known_.now_us));
    const auto ahead =
        std::find_if(entries_.begin(), entries_.end(), [&](const auto& e) { return e.at_us >= today_us; });
    const auto past = static_cast<size_t>(ahead - entries_.begin());
    const size_t first = std::min(past, entries_.size() - kMostAgendaEntries);
    return {entries_.begin() + static_cast<ptrdiff_t>(first),
            entries_.begin() + static_cast<ptrdiff_t>(first + kMostAgendaEntries)};
  }

 private:
  bool inside(int64_t us) const { return us != 0 && us >= from_us_ && us < until_us_; }

  bool writes(const v1::Unit& unit, const std::string& kind_name) const {
    const auto kind = known_.directory.kind(kind_name);
    if (!kind) return false;
    return std::any_of(kind->kind.may_open().begin(), kind->kind.may_open().end(), [&](const v1::Asked& opener) {
      return opener.level() == unit.level() && scope_.offices.contains({unit.unit_id(), opener.role()});
    });
  }

  std::string title_of(const std::string& kind_name) const {
    const auto kind = known_.directory.kind(kind_name);
    return kind ? pick(language_, kind->kind.title(), kind_name) : kind_name;
  }

  std::string name_of(const std::string& unit_id) const {
    const auto* unit = known_.directory.unit(unit_id);
    return printable(unit == nullptr ? unit_id : unit->name());
  }

  void add_paper(const DossierRow& row) {
    AgendaEntry entry;
    entry.uid = "paper/" + row.dossier_id;
    entry.at_us = row.due_us;
    entry.changed_us = row.changed_us;
    entry.version = row.version;
    entry.path = "/paper/" + row.dossier_id;
    entry.summary = pick(language_, "Hạn: 1 việc chờ xử lý (", "Due: 1 paper waits (") + title_of(row.kind) + ", " +
                    name_of(row.unit_id) + ")";
    entries_.push_back(std::move(entry));
  }

  const Scope& scope_;
  const Known& known_;
  Language language_;
  int64_t from_us_;
  int64_t until_us_;
  std::set<int64_t> seen_;  // meetings by number of their paper
  std::vector<AgendaEntry> entries_;
};

}  // namespace

std::vector<AgendaEntry> agenda_of(const std::string& person_id, const Scope& scope, const Known& known,
                                   Language language) {
  // Who holds no office any more is invited to nothing either.
  if (scope.own.empty()) return {};
  Agenda agenda(scope, known, language);
  agenda.add_papers();
  const Meetings meetings(known.store);
  for (const auto& unit_id : scope.own) {
    agenda.add_owed(unit_id);
    agenda.add_meetings(meetings.of_unit(unit_id, agenda.from_us(), agenda.until_us()));
  }
  agenda.add_meetings(meetings.of_guest(person_id, agenda.from_us(), agenda.until_us()));
  return agenda.take();
}

}  // namespace giaoban::records
