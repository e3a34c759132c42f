// One fault at every single call to the disk that a deed makes: a power cut, an I/O error, a full disk, a death.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "tests/simulation/power_writer.h"

namespace giaoban::simulation {
namespace {

bool nightly() {
  return std::getenv("GIAOBAN_NIGHTLY") != nullptr;
}
uint64_t seeds() {
  return nightly() ? 10 : 2;
}

enum class Outcome { kDone, kFull, kBroken };
// What comes between the deed and the power cut that follows every one.
enum class Then { kNothing, kOrderlyEnd, kNextProcess };

// What the deed finds: an empty disk, the file of a dead process, the writer at work, the writer at work whose next
// append the store follows up with a checkpoint.
enum class Begin { kEmpty, kDead, kRunning, kBeforeCheckpoint };

struct Deed {
  const char* name;
  const char* settings;
  Begin begin;
  bool ends;        // the writer is gone afterwards
  bool one_commit;  // of the store's own, which reports every error
  std::function<void(Writer&)> act;
};

void append(Writer& writer, int times) {
  for (int i = 0; i < times; ++i) writer.append();
}

const std::vector<Deed>& deeds() {
  static const std::vector<Deed> all = {
      {"a command", "PRAGMA wal_autocheckpoint=1000", Begin::kRunning, false, true, [](Writer& w) { w.append(); }},
      {"a command that spills", "PRAGMA cache_size=2", Begin::kRunning, false, false,
       [](Writer& w) {
         w.store().define("CREATE TABLE IF NOT EXISTS bulk (b BLOB)");
         w.store().begin();
         for (int i = 0; i < 10; ++i) w.store().define("INSERT INTO bulk VALUES (zeroblob(9000))");
         w.store().commit();
       }},
      {"a command and SQLite's checkpoint", "PRAGMA wal_autocheckpoint=1", Begin::kRunning, false, false,
       [](Writer& w) { append(w, 2); }},
      {"a command and the store's own checkpoint", "", Begin::kBeforeCheckpoint, false, true,
       [](Writer& w) { w.append(); }},
      {"a checkpoint", "PRAGMA wal_autocheckpoint=1000", Begin::kRunning, false, false,
       [](Writer& w) { w.checkpoint(); }},
      {"an orderly end", "PRAGMA wal_autocheckpoint=1000", Begin::kRunning, true, false, [](Writer& w) { w.close(); }},
      {"a start", "PRAGMA wal_autocheckpoint=1000", Begin::kDead, false, false, [](Writer& w) { w.start(); }},
      {"the first start", "", Begin::kEmpty, false, false, [](Writer& w) { w.start(); }},
  };
  return all;
}

Outcome attempt(Writer& writer, const Deed& deed) {
  try {
    deed.act(writer);
    return Outcome::kDone;
  } catch (const store::StoreFull&) {
    if (deed.begin == Begin::kEmpty || deed.begin == Begin::kDead)
      return Outcome::kBroken;  // a service that cannot start ends
    writer.take_back();
    return Outcome::kFull;
  } catch (const store::StoreBroken&) {
    return Outcome::kBroken;
  }
}

void expect_whole(Writer& writer, const std::string& where) {
  const Damage damage = writer.start();
  EXPECT_EQ(damage.lost, 0u) << where;
  EXPECT_EQ(damage.broken, "") << where;
}

struct Trial {
  const Deed& deed;
  uint64_t seed;
  int appends;      // until just before a checkpoint
  uint64_t number;  // of the call that is hit, from 1
  DiskFault fault;
  Then then;
};

// How often the writer can append before the store carries the WAL over; the same for the same seed.
int appends_before_checkpoint(uint64_t seed) {
  Disk disk(seed);
  Writer writer(disk, seed, "");
  writer.start();
  bool carried = false;
  disk.set_plan([&](const DiskCall& call) {
    carried = carried || call.file.ends_with(".db");
    return DiskFault::kNone;
  });
  int appends = 0;
  for (; !carried; ++appends) writer.append();
  return appends - 1;
}

// False when the deed has no such call.
bool try_it(const Trial& trial) {
  const std::string where = std::string(trial.deed.name) + ", seed " + std::to_string(trial.seed) + ", call " +
                            std::to_string(trial.number) + ", fault " + std::to_string(static_cast<int>(trial.fault)) +
                            ", then " + std::to_string(static_cast<int>(trial.then));
  Disk disk(trial.seed);
  Writer writer(disk, trial.seed, trial.deed.settings);
  if (trial.deed.begin != Begin::kEmpty) {
    writer.start();
    append(writer, trial.deed.begin == Begin::kBeforeCheckpoint ? trial.appends : 6);
  }
  if (trial.deed.begin == Begin::kDead) writer.die(false);
  uint64_t left = trial.number;
  DiskCallKind hit = DiskCallKind::kWrite;
  disk.set_plan([&](const DiskCall& call) {
    if (left == 0 || --left > 0) return DiskFault::kNone;
    hit = call.kind;
    return trial.fault;
  });
  const Outcome outcome = attempt(writer, trial.deed);
  disk.set_plan(nullptr);
  if (left > 0) return false;

  const bool error =
      trial.fault == DiskFault::kIoError || (trial.fault == DiskFault::kFull && hit != DiskCallKind::kWrite);
  if (trial.deed.one_commit && error) {
    EXPECT_EQ(outcome, Outcome::kBroken) << where;
  }
  if (trial.deed.one_commit && trial.fault == DiskFault::kFull && !error) {
    EXPECT_NE(outcome, Outcome::kBroken) << where;
  }
  const bool lives =
      outcome != Outcome::kBroken && !disk.dark("writer") && trial.fault != DiskFault::kDeath && !trial.deed.ends;
  if (lives) append(writer, 3);
  if (trial.then == Then::kOrderlyEnd) writer.close();
  if (trial.then == Then::kNextProcess) {
    writer.die(false);
    expect_whole(writer, where + ", next process");
    append(writer, 3);
  }
  writer.die(true);
  expect_whole(writer, where);
  append(writer, 3);
  writer.checkpoint();
  writer.die(true);
  expect_whole(writer, where + ", and again");
  return true;
}

// The deed with the long run-up meets every fault at every call once by day; what comes then takes turns.
bool at_night(const Trial& trial) {
  if (trial.deed.begin != Begin::kBeforeCheckpoint) return false;
  return trial.seed > 1 || trial.number % 3 != static_cast<uint64_t>(trial.then);
}

TEST(AFaultAtEveryCall, LosesNothingAcknowledged) {
  int trials = 0;
  std::vector<int> appends(seeds() + 1);
  for (uint64_t seed = 1; seed <= seeds(); ++seed) appends[seed] = appends_before_checkpoint(seed);
  for (const auto& deed : deeds()) {
    uint64_t calls = 0;
    for (const auto fault : {DiskFault::kPowerCut, DiskFault::kIoError, DiskFault::kFull, DiskFault::kDeath}) {
      for (const auto then : {Then::kNothing, Then::kOrderlyEnd, Then::kNextProcess}) {
        for (uint64_t seed = 1; seed <= seeds(); ++seed) {
          Trial trial{deed, seed, appends[seed], 1, fault, then};
          for (bool more = true; more; ++trial.number) {
            if (!nightly() && at_night(trial)) {
              more = trial.seed == 1;
              continue;
            }
            more = try_it(trial);
            trials += more;
            if (more) calls = std::max(calls, trial.number);
          }
          ASSERT_FALSE(HasFatalFailure());
        }
      }
    }
    EXPECT_GE(calls, 2u) << deed.name;
    std::printf("%s: at most %llu calls, each of them hit\n", deed.name, static_cast<unsigned long long>(calls));
  }
  std::printf("%d trials\n", trials);
}

}  // namespace
}  // namespace giaoban::simulation
