// How long a nation's month takes the reminder: every cell's obligation opened, the first rung climbed by all, and what
// a look at what is due costs beside years of past rows.
//
//   build/release/obligations_bench [cells] [past rows] [folder]     300000 5000000 /tmp; asserts nothing
//
// The service's own steps over a file of its own, each one a transaction that is committed to the disk; without a host.
// The file is removed at the end.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "giaoban/v1/runtime.pb.h"
#include "services/reminder/reminder_service.h"
#include "services/store/digest.h"
#include "services/store/sqlite.h"
#include "workflows/core/time.h"

namespace giaoban::bench {
namespace {

using Machine = std::chrono::steady_clock;

constexpr int kCellsPerCommune = 90;
constexpr int kCommunesPerProvince = 100;
constexpr const char* kKind = R"(name: "report"
  title { vi: "Báo cáo" en: "Report" } may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
  cadence { level: LEVEL_CELL every: EVERY_MONTH opens_day: 1 due_day: 25
    reminders { days: -3 whom: WHOM_HOLDER } reminders { days: 0 whom: WHOM_HOLDER }
    reminders { days: 3 whom: WHOM_SUPERIOR } }
  way { first: "draft" states { name: "draft" author: true }
    states { name: "done" end: true outcome: OUTCOME_APPROVED } } )";

double since_s(Machine::time_point begin) {
  return std::chrono::duration<double>(Machine::now() - begin).count();
}

// Removed with everything in it.
struct Folder {
  explicit Folder(const std::string& under) : path(under + "/giaoban-obligations-bench-" + std::to_string(::getpid())) {
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

class Reminder {
 public:
  explicit Reminder(const std::string& folder) : store_(store::open_sqlite(folder + "/reminder.db")) {
    store_->define(store::Log::schema());
    store_->define(service_.schema());
    log_.open("bench");
    service_.load(*store_);
    cursors_["router"] = {};
    transact([&](runtime::Work& work) { service_.tick(work); });
    transact([&](runtime::Work& work) { service_.answered(0, v1::GetStatusResponse().SerializeAsString(), work); });
  }

  template <class Body>
  void transact(Body body) {
    store_->begin();
    runtime::Work work{{now_us, now_us}, *store_, log_, ids_, cursors_, asks_};
    body(work);
    service_.before_commit(work);
    log_.flush();
    store_->commit();
  }
  void tree(int cells) {
    transact([&](runtime::Work& work) {
      unit(work, "v", "", v1::LEVEL_PROVINCE);
      std::string commune;
      for (int i = 0; i < cells; ++i) {
        if (i % kCellsPerCommune == 0) {
          const int number = i / kCellsPerCommune;
          const std::string district = "v." + std::to_string(100 + number / kCommunesPerProvince);
          if (number % kCommunesPerProvince == 0) unit(work, district, "v", v1::LEVEL_DISTRICT);
          commune = district + "." + std::to_string(10'000 + number);
          unit(work, commune, district, v1::LEVEL_COMMUNE);
        }
        unit(work, commune + "." + std::to_string(100 + i % kCellsPerCommune), commune, v1::LEVEL_CELL);
      }
      v1::DirectoryEvent event;
      auto& published = *event.mutable_kind_published();
      published.set_name("report");
      published.set_file(kKind);
      published.set_digest(store::sha256({published.file()}));
      say(work, std::move(event));
    });
  }
  // Steps until nothing is due at now_us; how many there were.
  int settle() {
    int steps = 0;
    for (; service_.next_due_us(*store_) != 0 && service_.next_due_us(*store_) <= now_us; ++steps) {
      transact([&](runtime::Work& work) { service_.tick(work); });
    }
    return steps;
  }
  // Obligations of past months, all kept.
  void fill(int64_t rows) {
    for (int64_t done = 0; done < rows;) {
      transact([&](runtime::Work& work) {
        for (int64_t end = std::min(rows, done + 100'000); done < end; ++done) {
          reminder::ObligationRow row;
          auto& owed = row.obligation;
          owed.set_period(std::to_string(2000 + done / 300'000 / 12) + "-" + std::to_string(10 + done / 300'000 % 12));
          owed.set_kind("report");
          owed.set_unit_id("v.100.10000." + std::to_string(1'000'000 + done % 300'000));
          owed.set_due_us(1);
          owed.set_opened_us(1);
          owed.set_submitted_us(1);
          owed.set_dossier_id("01934f8e-5a00-7c3d-9f00-0123456789ab");
          owed.set_state(v1::OBLIGATION_STATE_ON_TIME);
          reminder::insert_obligation(work.store, row);
        }
      });
    }
  }
  store::Store& store() { return *store_; }
  uint64_t records() const { return log_.head(); }

  int64_t now_us = *core::parse_date("2026-10-30");

 private:
  void unit(runtime::Work& work, const std::string& id, const std::string& parent, v1::Level level) {
    v1::DirectoryEvent event;
    auto& unit = *event.mutable_unit_added()->mutable_unit();
    unit.set_unit_id(id);
    unit.set_parent_id(parent);
    unit.set_level(level);
    unit.set_name("Chi bộ " + id);
    say(work, std::move(event));
    v1::DirectoryEvent begun;
    auto& office = *begun.mutable_office_begun()->mutable_office();
    office.set_office_id("of-" + id);
    office.set_person_id("at-" + id);
    office.set_unit_id(id);
    office.set_role(level == v1::LEVEL_CELL ? v1::ROLE_SECRETARY : v1::ROLE_CLERK);
    say(work, std::move(begun));
  }
  void say(runtime::Work& work, v1::DirectoryEvent event) {
    v1::LogRecord record;
    record.set_position(++position_);
    *record.mutable_directory() = std::move(event);
    service_.hear("directory", record, {}, work);
  }

  std::unique_ptr<store::Store> store_;
  store::Log log_{*store_, "bench"};
  runtime::SeededIds ids_{1};
  std::map<std::string, runtime::Cursor> cursors_;
  std::vector<runtime::Ask> asks_;
  reminder::ReminderService service_;
  uint64_t position_ = 0;
};

// Microseconds of one look at the clock and one at the due rows, as every step takes them.
double scan_us(Reminder& reminder, int64_t now_us) {
  constexpr int kTimes = 2'000;
  const auto begin = Machine::now();
  int64_t seen = 0;
  for (int i = 0; i < kTimes; ++i) {
    seen += reminder::next_obligation_us(reminder.store());
    seen += static_cast<int64_t>(reminder::due_obligations(reminder.store(), now_us, 1).size());
  }
  return seen == 0 ? 0 : since_s(begin) * 1e6 / kTimes;
}

void show_plan(Reminder& reminder) {
  for (const char* query : {"SELECT next_us FROM obligation WHERE next_us IS NOT NULL ORDER BY next_us LIMIT 1",
                            "SELECT due_us FROM obligation WHERE next_us <= 1 ORDER BY next_us LIMIT 1"}) {
    reminder.store().prepare(std::string("EXPLAIN QUERY PLAN ") + query).each({}, [](const store::Row& row) {
      std::printf("    %s\n", std::string(row.text(3)).c_str());
    });
  }
}

void run(int cells, int64_t past, const std::string& under) {
  const Folder folder(under);
  for (const int64_t rows : std::set<int64_t>{0, past}) {
    const auto file = folder.path + "/" + std::to_string(rows);
    std::filesystem::create_directories(file);
    Reminder reminder(file);
    reminder.tree(cells);
    reminder.fill(rows);
    std::printf("%d cells, %lld past rows\n", cells, static_cast<long long>(rows));
    reminder.now_us = *core::parse_date("2026-11-01");
    auto begin = Machine::now();
    const uint64_t before = reminder.records();
    int steps = reminder.settle();
    std::printf("  opened                  %6.2f s   %llu records in %d steps\n", since_s(begin),
                static_cast<unsigned long long>(reminder.records() - before), steps);
    std::printf("  nothing due             %6.1f us a look\n", scan_us(reminder, reminder.now_us));
    reminder.now_us = *core::parse_date("2026-11-20") + 8 * core::kHour;
    std::printf("  all due                 %6.1f us a look\n", scan_us(reminder, reminder.now_us));
    if (rows != 0) show_plan(reminder);
    begin = Machine::now();
    const uint64_t opened = reminder.records();
    steps = reminder.settle();
    std::printf("  first rung for all      %6.2f s   %llu notices in %d steps\n", since_s(begin),
                static_cast<unsigned long long>(reminder.records() - opened), steps);
  }
}

}  // namespace
}  // namespace giaoban::bench

int main(int argc, char** argv) {
  const int cells = argc > 1 ? std::atoi(argv[1]) : 300'000;
  const int64_t past = argc > 2 ? std::atoll(argv[2]) : 5'000'000;
  giaoban::bench::run(cells, past, argc > 3 ? argv[3] : "/tmp");
  return 0;
}
