// The power goes at any call to the disk, thousands of times, and nothing acknowledged is lost.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "tests/simulation/power_writer.h"

namespace giaoban::simulation {
namespace {

constexpr int kLivesOfADisk = 10;

uint64_t cycles(uint64_t at_night) {
  return std::getenv("GIAOBAN_NIGHTLY") ? at_night : 500;
}

// How the writer keeps its file, and whether calls fail too (and not only the power).
struct Way {
  const char* name;
  std::string settings;
  bool errors;
};

std::string name_of(const DiskCall& call) {
  static constexpr const char* kKinds[] = {"write", "sync", "truncate", "delete"};
  const auto end = call.file.find('.');
  return std::string(kKinds[static_cast<int>(call.kind)]) + " " + std::string(call.file.substr(end));
}

// Every kind of call there is to be cut at; "" is any of them.
const std::vector<std::string>& targets() {
  static const std::vector<std::string> all = {"write .db-journal", "sync .db-journal", "delete .db-journal",
                                               "write .db-wal",     "sync .db-wal",     "truncate .db-wal",
                                               "delete .db-wal",    "write .db",        "sync .db"};
  return all;
}

struct Figures {
  uint64_t lives = 0;
  uint64_t acknowledged = 0;
  uint64_t lost = 0;
  uint64_t broken = 0;  // files that do not hold together
  std::string first_fault;
  std::map<std::string, uint64_t> cut_at;
  Disk::Counts disk;
};

// Lets the power go, the process die or the call fail, at the n-th call of a kind from now on. True there once it did.
std::shared_ptr<bool> arm(Disk& disk, Chance& chance, Figures& figures, bool errors, bool fresh) {
  const auto& all = targets();
  std::string target;
  if (chance.one_in(2)) target = all[fresh ? chance.below(3) : 3 + chance.below(all.size() - 3)];
  const auto left = std::make_shared<uint64_t>(1 + chance.below(target.empty() ? 400 : fresh ? 2 : 4));
  const auto happened = std::make_shared<bool>(false);
  const DiskFault fault = chance.one_in(5)             ? DiskFault::kDeath
                          : errors && chance.one_in(5) ? DiskFault::kIoError
                                                       : DiskFault::kPowerCut;
  disk.set_plan([=, &figures](const DiskCall& call) {
    if (*left == 0 || (!target.empty() && name_of(call) != target)) return DiskFault::kNone;
    if (--*left > 0) return DiskFault::kNone;
    *happened = true;
    if (fault == DiskFault::kPowerCut) ++figures.cut_at[name_of(call)];
    return fault;
  });
  return happened;
}

// One process, from its start to its death. False when the file is beyond repair.
bool live(Disk& disk, Writer& writer, Chance& chance, Figures& figures, bool errors, bool fresh, bool much) {
  const uint64_t before = writer.acknowledged();
  std::string fault;
  auto excused = std::make_shared<bool>(false);
  disk.set_plan(nullptr);
  try {
    const bool early = fresh || chance.one_in(4);
    if (early) excused = arm(disk, chance, figures, errors, fresh);
    const Damage damage = writer.start();
    figures.lost += damage.lost;
    fault = damage.broken;
    if (much && chance.one_in(2)) writer.write_much();
    if (!early) excused = arm(disk, chance, figures, errors, fresh);
    const uint64_t steps = fault.empty() ? chance.below(60) : 0;
    for (uint64_t i = 0; i < steps; ++i) chance.one_in(40) ? writer.checkpoint() : writer.append();
    if (chance.one_in(3)) writer.close();
  } catch (const std::exception& end) {
    if (!*excused) fault = end.what();
    if (chance.one_in(3)) writer.close();  // as a process does that still can
  }
  figures.acknowledged += std::max(before, writer.acknowledged()) - before;
  writer.die(chance.one_in(2));
  if (fault.empty()) return true;
  ++figures.broken;
  if (figures.first_fault.empty()) figures.first_fault = fault;
  return false;
}

Figures cut_the_power(uint64_t cuts, const Way& way) {
  Figures figures;
  for (uint64_t seed = 1; figures.disk.cuts < cuts; ++seed) {
    Disk disk(seed);
    Chance chance(seed);
    // Mostly SQLite's own checkpoints, because they can be frequent; sometimes the store's, after a thousand pages.
    const bool stores = chance.one_in(4);
    const std::string often = "; PRAGMA wal_autocheckpoint=" + std::to_string(8 + chance.below(60));
    Writer writer(disk, seed, way.settings + (stores ? "" : often));
    int life = 0;
    while (life < kLivesOfADisk && live(disk, writer, chance, figures, way.errors, life == 0, stores)) ++life;
    figures.lives += static_cast<uint64_t>(life);
    const auto counts = disk.counts();
    figures.disk.cuts += counts.cuts;
    figures.disk.sectors_kept += counts.sectors_kept;
    figures.disk.sectors_lost += counts.sectors_lost;
    figures.disk.sectors_torn += counts.sectors_torn;
  }
  return figures;
}

Figures measure(uint64_t cuts, const Way& way) {
  const auto begin = std::chrono::steady_clock::now();
  const Figures f = cut_the_power(cuts, way);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  using Count = unsigned long long;
  std::printf("%s: %llu power cuts in %llu lives, %llu acknowledged, %llu lost, %llu files broken, %.0f cuts/s\n",
              way.name, Count{f.disk.cuts}, Count{f.lives}, Count{f.acknowledged}, Count{f.lost}, Count{f.broken},
              static_cast<double>(f.disk.cuts) / took.count());
  std::printf("  unsynced sectors: %llu lost, %llu kept, %llu torn\n", Count{f.disk.sectors_lost},
              Count{f.disk.sectors_kept}, Count{f.disk.sectors_torn});
  for (const auto& [call, times] : f.cut_at) {
    std::printf("  cut at %s: %llu\n", call.c_str(), Count{times});
  }
  return f;
}

TEST(ThePower, TakesNothingAcknowledgedWithItAtWhateverCallItGoes) {
  const Figures figures = measure(cycles(10'000), {"synchronous=FULL", "PRAGMA cache_size=20", true});
  EXPECT_EQ(figures.lost, 0u);
  EXPECT_EQ(figures.broken, 0u) << figures.first_fault;
  EXPECT_GT(figures.acknowledged, figures.lives);
  for (const auto& call : targets()) EXPECT_TRUE(figures.cut_at.contains(call)) << "never cut at " << call;
}

// A commit whose sync failed is unknown; the next process builds on what it reads of it. If the system believes that it
// is on the disk although it is not, that process must write it again, or lose with the power what it acknowledges.
TEST(TheNextProcess, WritesTheWalAgainAfterAFailedSync) {
  uint64_t lost = 0;
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    Disk disk(seed);
    Writer writer(disk, seed, "");
    writer.start();
    writer.append();
    disk.set_plan(
        [](const DiskCall& call) { return call.kind == DiskCallKind::kSync ? DiskFault::kIoError : DiskFault::kNone; });
    EXPECT_THROW(writer.append(), store::StoreBroken);
    disk.set_plan(nullptr);
    writer.die(false);
    writer.start();
    writer.append();
    writer.die(true);
    const Damage damage = writer.start();
    lost += damage.lost;
    EXPECT_EQ(damage.broken, "");
  }
  EXPECT_EQ(lost, 0u);
}

// The two controls: if these lose nothing, the disk forgets nothing, and the test above shows nothing.
TEST(ThePower, TakesAcknowledgedRecordsWhenNothingIsSynced) {
  const Figures figures = measure(cycles(2'000), {"synchronous=OFF (control)", "PRAGMA synchronous=OFF", false});
  EXPECT_GT(figures.lost, 0u);
}

TEST(ThePower, TakesAcknowledgedRecordsWhenOnlyCheckpointsAreSyncedButBreaksNoFile) {
  const Figures figures = measure(cycles(2'000), {"synchronous=NORMAL (control)", "PRAGMA synchronous=NORMAL", false});
  EXPECT_GT(figures.lost, 0u);
  EXPECT_EQ(figures.broken, 0u) << figures.first_fault;
}

}  // namespace
}  // namespace giaoban::simulation
