// A log that is signed for while it grows: in memory, its copied file on a disk, the clock turned by hand.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/runtime/checkpoints.h"
#include "services/store/checkpoint_file.h"
#include "tests/store/signed_log.h"

namespace giaoban::runtime {
using store::bytes_of;
using store::test_key;
using store::write_bytes;

inline constexpr int64_t kMs = 1'000;
inline constexpr int64_t kSecond = 1'000'000;

// Copies at once, or hangs.
class DirectCopier final : public CheckpointCopier {
 public:
  void give(CopyJob job) override {
    jobs.push_back(job);
    if (!hangs) result_ = copy_checkpoints(job);
  }
  std::optional<CopyResult> take() override { return std::exchange(result_, std::nullopt); }
  void wait(std::chrono::milliseconds) override {}
  // The disk that hung does what it was given last.
  void answer() {
    hangs = false;
    result_ = copy_checkpoints(jobs.back());
  }

  bool hangs = false;
  std::vector<CopyJob> jobs;

 private:
  std::optional<CopyResult> result_;
};

class ARunningLog : public testing::Test {
 protected:
  store::Folder folder;
  ManualClock clock{1'793'000'000 * kSecond};
  RecordingJournal journal;
  std::unique_ptr<store::Store> database = store::open_sqlite(":memory:");
  store::Log log{*database, "luc-nam"};
  CheckpointOptions options{{"router", "luc-nam", "deployment-1", 1}, test_key(), folder.path("copies"), true, 10, 60};
  std::string file = folder.path("copies/router.checkpoints.jsonl");
  std::unique_ptr<Checkpoints> checkpoints;
  DirectCopier* copier = nullptr;

  void SetUp() override {
    database->define(store::Log::schema());
    log.open("log-1");
  }
  void start() {
    auto made = std::make_unique<DirectCopier>();
    copier = made.get();
    checkpoints = std::make_unique<Checkpoints>(options, std::move(made), journal);
    checkpoints->start(*database, log, clock.now());
  }
  void write(int count, const std::string& note = {}) {
    database->begin();
    for (int i = 0; i < count; ++i) {
      auto record = store::approval(log.head() + 1, note);
      log.append(record);
    }
    log.flush();
    if (checkpoints) checkpoints->before_commit(*database);
    database->commit();
    if (checkpoints) checkpoints->committed();
  }
  bool turn() { return checkpoints->turn(*database, log, clock.now()); }
  // Turns until nothing moves, with time enough for what waits a moment.
  void settle() {
    for (int i = 0; i < 100 && (turn() || i < 3); ++i) clock.pass_machine(600 * kMs);
  }
  void pass(int64_t us) {
    clock.pass_machine(us);
    settle();
  }
  std::vector<uint64_t> stored() const {
    std::vector<uint64_t> positions;
    for (const auto& one : store::stored_checkpoints(*database, 0, 1000)) positions.push_back(one.position);
    return positions;
  }
  std::vector<uint64_t> copied() const {
    std::vector<uint64_t> positions;
    for (const auto& one : store::read_checkpoints(file)) {
      const auto opened = store::open_checkpoint(one, options.key.public_key);
      positions.push_back(opened.index() == 0 ? std::get<v1::Checkpoint>(opened).position() : 0);
    }
    return positions;
  }
  size_t said(const std::string& what) const {
    return static_cast<size_t>(std::count_if(journal.lines.begin(), journal.lines.end(),
                                             [&](const auto& line) { return line.find(what) != std::string::npos; }));
  }
  // Somebody else's line at the end of the copied file.
  void others_copy(void (*change)(v1::Checkpoint&), char key = 'a') const {
    v1::Checkpoint checkpoint;
    checkpoint.set_service("router");
    checkpoint.set_node("luc-nam");
    checkpoint.set_log_id("log-1");
    checkpoint.set_position(3);
    checkpoint.set_hash(std::string(32, 'x'));
    checkpoint.set_signed_us(1);
    checkpoint.set_deployment_id("deployment-1");
    checkpoint.set_generation(1);
    change(checkpoint);
    std::filesystem::create_directories(options.copy_to);
    ASSERT_TRUE(store::append_checkpoints(file, store::end_of_checkpoints(file, {}).last_line,
                                          {store::sign_checkpoint(checkpoint, test_key(key))}));
  }
  // What start() or turn() says when the service must not run; empty when it may.
  template <class Call>
  std::string stopped_by(Call call) {
    try {
      call();
    } catch (const MustNotRun& e) {
      return e.what();
    }
    return {};
  }
};

using Positions = std::vector<uint64_t>;

}  // namespace giaoban::runtime
