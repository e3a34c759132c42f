// Periods of the kinds that are owed: which is open, which comes next, and how far the units have been given their
// duty.
#include "services/reminder/periods.h"

#include <algorithm>
#include <tuple>

#include "workflows/core/time.h"

namespace giaoban::reminder {

std::string_view Periods::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS period (period TEXT NOT NULL, kind TEXT NOT NULL, digest BLOB NOT NULL,
      level BIGINT NOT NULL, opens_us BIGINT NOT NULL, due_us BIGINT NOT NULL, opened_units BIGINT NOT NULL,
      PRIMARY KEY (period, kind));
  )";
}

void Periods::load(store::Store& store, const core::Directory& directory) {
  lines_.clear();
  units_.clear();
  store.prepare("SELECT period, kind, digest, level, opens_us, due_us, opened_units FROM period ORDER BY opens_us")
      .each({}, [&](const store::Row& row) {
        Period read{std::string(row.text(1)),
                    std::string(row.text(0)),
                    std::string(row.blob(2)),
                    static_cast<v1::Level>(row.integer(3)),
                    row.integer(4),
                    row.integer(5),
                    row.integer(6)};
        auto& line = lines_[read.kind];
        if (read.opened_units == Period::kPlanned) {
          line.planned = std::move(read);
        } else {
          line.opened.push_back(std::move(read));
        }
      });
  for (const auto level :
       {v1::LEVEL_CELL, v1::LEVEL_SUB_COMMITTEE, v1::LEVEL_COMMUNE, v1::LEVEL_DISTRICT, v1::LEVEL_PROVINCE}) {
    for (const auto* unit : directory.units_at(level)) units_[level].push_back(unit->unit_id());
  }
}

void Periods::unit_added(const v1::Unit& unit, bool known, runtime::Work& work) {
  if (known) return;
  for (auto& [kind, line] : lines_) {
    if (line.opened.empty() || waits(line)) continue;
    Period& open = line.opened.back();
    if (open.level != unit.level() || work.now.business_us <= open.due_us) continue;
    ++open.opened_units;
    save(open, work.store);
  }
  units_[unit.level()].push_back(unit.unit_id());
}

void Periods::kind_published(const core::PublishedKind& kind, const core::Directory& directory, runtime::Work& work) {
  auto& line = lines_[kind.name];
  if (line.planned) {
    work.store.prepare("DELETE FROM period WHERE period = $1 AND kind = $2")
        .run({std::string_view(line.planned->period), std::string_view(kind.name)});
    line.planned.reset();
  }
  if (!kind.kind.has_cadence()) return;
  const auto& cadence = kind.kind.cadence();
  std::string period = core::period_of(work.now.business_us, cadence.every());
  if (!line.opened.empty() && core::cadence_opens(cadence, line.opened.back().period)) {
    period = core::next_period(line.opened.back().period);
  } else if (core::cadence_due(cadence, period, directory.calendar("")).value_or(0) < work.now.business_us) {
    period = core::next_period(period);
  }
  plan(kind, std::move(period), directory, work);
}

int64_t Periods::next_due_us() const {
  int64_t next = 0;
  const auto consider = [&](int64_t us) { next = next == 0 ? us : std::min(next, us); };
  for (const auto& [kind, line] : lines_) {
    if (line.planned) consider(line.planned->opens_us);
    if (waits(line)) consider(line.opened.back().opens_us);
  }
  return next;
}

void Periods::open_due(int64_t max, const core::Directory& directory, runtime::Work& work,
                       const std::function<void(const Period&, const std::string& unit_id)>& open) {
  for (auto& [kind, line] : lines_) {
    fill(line, max, work, open);
    while (max > 0 && line.planned && line.planned->opens_us <= work.now.business_us) {
      line.planned->opened_units = 0;
      // A calendar may have come into force since it was planned.
      const auto pinned = directory.kind_by_digest(line.planned->digest);
      const auto due = pinned == nullptr
                           ? std::nullopt
                           : core::cadence_due(pinned->kind.cadence(), line.planned->period, directory.calendar(""));
      line.planned->due_us = due.value_or(line.planned->due_us);
      line.opened.push_back(*line.planned);
      line.planned.reset();
      save(line.opened.back(), work.store);
      const auto in_force = directory.kind(kind);
      if (in_force && in_force->kind.has_cadence()) {
        plan(*in_force, core::next_period(line.opened.back().period), directory, work);
      }
      fill(line, max, work, open);
    }
  }
}

void Periods::fill(Line& line, int64_t& max, runtime::Work& work,
                   const std::function<void(const Period&, const std::string& unit_id)>& open) {
  if (!waits(line)) return;
  Period& period = line.opened.back();
  const auto& units = this->units(period.level);
  const auto total = static_cast<int64_t>(units.size());
  for (; max > 0 && period.opened_units < total; --max) open(period, units[static_cast<size_t>(period.opened_units++)]);
  save(period, work.store);
}

const Period* Periods::find(const std::string& period, const std::string& kind) const {
  const auto line = lines_.find(kind);
  if (line == lines_.end()) return nullptr;
  const auto& opened = line->second.opened;
  const auto it = std::find_if(opened.rbegin(), opened.rend(), [&](const Period& p) { return p.period == period; });
  return it == opened.rend() ? nullptr : &*it;
}

std::vector<const Period*> Periods::opened() const {
  std::vector<const Period*> list;
  for (const auto& [kind, line] : lines_) {
    for (const auto& period : line.opened) list.push_back(&period);
  }
  std::sort(list.begin(), list.end(), [](const Period* a, const Period* b) {
    return std::tie(a->period, a->kind) < std::tie(b->period, b->kind);
  });
  return list;
}

bool Periods::waits(const Line& line) const {
  if (line.opened.empty()) return false;
  const Period& open = line.opened.back();
  return open.opened_units < static_cast<int64_t>(units(open.level).size());
}

const std::vector<std::string>& Periods::units(v1::Level level) const {
  static const std::vector<std::string> none;
  const auto it = units_.find(level);
  return it == units_.end() ? none : it->second;
}

void Periods::plan(const core::PublishedKind& kind, std::string period, const core::Directory& directory,
                   runtime::Work& work) {
  const auto& cadence = kind.kind.cadence();
  while (!period.empty() && find(period, kind.name) != nullptr) period = core::next_period(period);
  const auto opens = core::cadence_opens(cadence, period);
  const auto due = core::cadence_due(cadence, period, directory.calendar(""));
  if (!opens || !due) return;
  auto& planned = lines_[kind.name].planned;
  planned = Period{kind.name, period, kind.digest, cadence.level(), *opens, *due, Period::kPlanned};
  save(*planned, work.store);
}

void Periods::save(const Period& period, store::Store& store) {
  store
      .prepare(
          "INSERT INTO period (period, kind, digest, level, opens_us, due_us, opened_units) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (period, kind) DO UPDATE SET digest = excluded.digest, "
          "level = excluded.level, opens_us = excluded.opens_us, due_us = excluded.due_us, "
          "opened_units = excluded.opened_units")
      .run({std::string_view(period.period), std::string_view(period.kind), store::Blob{period.digest},
            int64_t{period.level}, period.opens_us, period.due_us, period.opened_units});
}

}  // namespace giaoban::reminder
