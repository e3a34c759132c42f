// Restoring: a verified prefix, in a new folder, of the next generation, whose logs go on under new ids.
#include <gtest/gtest.h>

#include <algorithm>

#include "services/runtime/audit_key.h"
#include "services/store/checkpoint_file.h"
#include "services/store/log_audit.h"
#include "tests/backup/scene.h"

namespace giaoban::test {
namespace {

std::string log_id(const runtime::DataFolder& folder, const std::string& service) {
  return value(folder.database(service), "SELECT log_id FROM log_head");
}

int64_t epoch(const runtime::DataFolder& folder, const std::string& service) {
  return std::stoll(value(folder.database(service), "SELECT epoch FROM log_head"));
}

class Restoring : public ::testing::Test {
 protected:
  void SetUp() override {
    scene.live_a_little();
    key = good(runtime::audit_key(scene.data)).key;
    ASSERT_EQ(scene.create().faults_size(), 0);
  }
  v1::Refusal refused(const std::string& to) {
    return no(
        backup::restore(scene.place.path("backup"), scene.place.path(to), scene.settings, never_started, scene.clock));
  }
  // What a service would have copied: the router's log up to `position`, in some generation.
  void copy_checkpoint(const std::string& folder, uint64_t position, uint32_t generation,
                       const store::SigningKey& by_key) {
    v1::Checkpoint checkpoint;
    checkpoint.set_service("router");
    checkpoint.set_node("test");
    checkpoint.set_log_id("a log");
    checkpoint.set_position(position);
    checkpoint.set_hash(std::string(32, 'h'));
    checkpoint.set_signed_us(1);
    checkpoint.set_deployment_id(scene.data.about.deployment_id());
    checkpoint.set_generation(generation);
    const std::string file = folder + "/router.checkpoints.jsonl";
    fs::create_directories(folder);
    ASSERT_TRUE(store::append_checkpoints(file, store::end_of_checkpoints(file, {}).last_line,
                                          {store::sign_checkpoint(checkpoint, by_key)}));
  }
  Scene scene;
  store::SigningKey key;
};

TEST_F(Restoring, MakesTheNextGenerationOfTheSameDeployment) {
  const auto report = scene.restore();
  EXPECT_EQ(report.faults_size(), 0);
  EXPECT_EQ(report.generation(), 2U);
  EXPECT_EQ(report.data(), scene.place.path("restored"));
  const auto folder = scene.open("restored");
  EXPECT_EQ(folder.about.deployment_id(), scene.data.about.deployment_id());
  EXPECT_EQ(folder.about.generation(), 2U);
  EXPECT_EQ(folder.about.restored_us(), scene.clock.now().machine_us);
  EXPECT_EQ(good(folder.key("router")).secret_key(), good(scene.data.key("router")).secret_key());
}

TEST_F(Restoring, GivesEveryLogANewIdAndPointsEveryCursorToIt) {
  scene.restore();
  const auto folder = scene.open("restored");
  for (const char* service : {"directory", "router", "reminder"}) {
    EXPECT_NE(log_id(folder, service), log_id(scene.data, service)) << service;
    EXPECT_GT(epoch(folder, service), epoch(scene.data, service)) << service;
  }
  EXPECT_EQ(value(folder.database("notifier"), "SELECT log_id FROM cursor WHERE source = 'reminder'"),
            log_id(folder, "reminder"));
  EXPECT_EQ(value(folder.database("records"), "SELECT log_id FROM cursor WHERE source = 'router'"),
            log_id(folder, "router"));
}

TEST_F(Restoring, LeavesNothingOfTheBackupBehindButTheData) {
  scene.restore();
  const auto files = backup::all_files(scene.place.path("restored"));
  EXPECT_EQ(std::count(files.begin(), files.end(), "manifest.txtpb"), 0);
  EXPECT_EQ(std::count_if(files.begin(), files.end(), [](const auto& name) { return name.ends_with("-wal"); }), 0);
  EXPECT_TRUE(scene.verify().faults().empty()) << "the backup is as it was";
}

TEST_F(Restoring, BringsADistrictBackThatGoesOn) {
  scene.restore();
  const auto folder = scene.open("restored");
  const auto district = scene.run(folder, false, scene.clock.now().business_us);
  for (const char* service : {"router", "reminder", "notifier", "records"}) {
    const auto status = district->house.status(service);
    for (const auto& cursor : status.cursors()) {
      EXPECT_EQ(cursor.stopped(), "") << service << " of " << cursor.source();
      EXPECT_EQ(cursor.position(), cursor.head()) << service << " of " << cursor.source();
    }
  }
  ASSERT_EQ(district->turn_of("clerk").turns_size(), 1);
  Paper open(*district);
  open.id = district->turn_of("clerk").turns(0).dossier().dossier_id();
  open.version = 2;
  EXPECT_EQ(open.approves("clerk"), "ok");
  EXPECT_EQ(district->house.status("router").head(), 6U) << "positions go on, under the new id";
  EXPECT_EQ(never_started("router")->faults(district->house.store("router")), std::vector<std::string>{});
}

TEST_F(Restoring, SignsWhereTheNewLogLeavesTheOldOne) {
  scene.restore();
  const auto folder = scene.open("restored");
  const auto store = store::open_sqlite_reader(folder.database("router"));
  const store::LogOwner owner{"router", "test", folder.about.deployment_id(), 2};
  const auto audit = store::audit_log(*store, owner, key.public_key, {});
  EXPECT_EQ(audit.report.first_bad(), 0U) << audit.fault.en;
  EXPECT_EQ(audit.report.signed_(), 5U);
  ASSERT_EQ(audit.report.continues_size(), 1);
  EXPECT_EQ(audit.report.continues(0), log_id(scene.data, "router") + " up to 5");
}

TEST_F(Restoring, IsRefusedWhereSomethingIs) {
  fs::create_directories(scene.place.path("restored"));
  EXPECT_EQ(refused("restored").code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(refused("data").code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
}

TEST_F(Restoring, IsRefusedWhereNoSocketWouldFit) {
  EXPECT_EQ(refused(std::string(120, 'x')).code(), v1::REFUSAL_CODE_TOO_LARGE);
}

TEST_F(Restoring, MakesNothingFromABackupThatDoesNotHold) {
  scene.forge("router.db", [](auto& store) { store.define("UPDATE log SET record = x'00' WHERE position = 3"); });
  const auto report = scene.restore();
  EXPECT_GT(report.faults_size(), 0);
  EXPECT_EQ(report.generation(), 0U);
  EXPECT_FALSE(fs::exists(scene.place.path("restored")));
  EXPECT_FALSE(fs::exists(scene.place.path("restored.partial")));
}

TEST_F(Restoring, EndsEverySession) {
  scene.forge("directory.db", [](auto& store) {
    store.define("INSERT INTO session (token_hash, person_id, until_us) VALUES (x'01', 'clerk', 9223372036854775807)");
  });
  ASSERT_EQ(scene.restore().faults_size(), 0);
  EXPECT_EQ(value(scene.open("restored").database("directory"), "SELECT count(*) FROM session"), "0");
}

TEST_F(Restoring, RisesAboveEveryGenerationThatWasEverCopied) {
  copy_checkpoint(scene.data.path + "/checkpoints", 5, 4, key);
  EXPECT_EQ(scene.restore().generation(), 5U);
}

TEST_F(Restoring, LooksWhereTheSettingLeadsToo) {
  scene.settings.mutable_audit()->set_copy_to(scene.place.path("elsewhere"));
  copy_checkpoint(scene.place.path("elsewhere"), 5, 6, key);
  EXPECT_EQ(scene.restore().generation(), 7U);
}

TEST_F(Restoring, BelievesNoCheckpointOfAnotherKey) {
  copy_checkpoint(scene.data.path + "/checkpoints", 900, 900, store::fresh_signing_key());
  const auto report = scene.restore();
  EXPECT_EQ(report.generation(), 2U);
  EXPECT_EQ(report.gaps_size(), 0);
}

TEST_F(Restoring, SaysWhatWasSignedAfterTheBackup) {
  copy_checkpoint(scene.data.path + "/checkpoints", 8, 1, key);
  const auto report = scene.restore();
  ASSERT_EQ(report.gaps_size(), 1);
  EXPECT_EQ(report.gaps(0).service(), "router");
  EXPECT_EQ(report.gaps(0).backed_up(), 5U);
  EXPECT_EQ(report.gaps(0).signed_(), 8U);
}

TEST_F(Restoring, CanBeDoneWithABackupOfARestoredDeployment) {
  scene.restore();
  const auto second = scene.open("restored");
  ASSERT_EQ(
      good(backup::create(second, scene.settings, scene.place.path("again"), never_started, scene.clock)).faults_size(),
      0);
  EXPECT_EQ(scene.restore("third", "again").generation(), 3U);
  const auto third = scene.open("third");
  const auto store = store::open_sqlite_reader(third.database("router"));
  const store::LogOwner owner{"router", "test", third.about.deployment_id(), 3};
  const auto audit = store::audit_log(*store, owner, key.public_key, {});
  EXPECT_EQ(audit.report.first_bad(), 0U) << audit.fault.en;
}

class Announcing : public Restoring {
 protected:
  void SetUp() override {
    Restoring::SetUp();
    fs::create_directories(original);
    scene.restore();
  }
  std::optional<v1::Refusal> announce(const std::string& name) {
    const auto folder = scene.open(name);
    const auto store = store::open_sqlite(folder.database("router"));
    return backup::announce(folder, "router", *store);
  }
  std::vector<v1::SignedCheckpoint> announced() const {
    return store::read_checkpoints(original + "/router.checkpoints.jsonl");
  }
  std::string original = scene.data.path + "/checkpoints";
};

TEST_F(Announcing, WaitsForTheFirstStartSoThatADrillStopsNobody) {
  EXPECT_EQ(announced().size(), 0U);
  EXPECT_EQ(announce("restored"), std::nullopt);
  ASSERT_EQ(announced().size(), 1U);
  const auto opened = store::open_checkpoint(announced()[0], key.public_key);
  EXPECT_EQ(std::get<v1::Checkpoint>(opened).generation(), 2U);
  EXPECT_EQ(std::get<v1::Checkpoint>(opened).continues_log_id(), log_id(scene.data, "router"));
}

TEST_F(Announcing, HappensOnce) {
  announce("restored");
  EXPECT_EQ(announce("restored"), std::nullopt);
  EXPECT_EQ(announced().size(), 1U);
}

TEST_F(Announcing, GoesBehindWhatTheOriginalCopied) {
  copy_checkpoint(original, 8, 1, key);
  EXPECT_EQ(announce("restored"), std::nullopt);
  EXPECT_EQ(announced().size(), 2U);
}

TEST_F(Announcing, RefusesASecondRestoredCopyOfTheSameGeneration) {
  scene.restore("twin");
  EXPECT_EQ(announce("restored"), std::nullopt);
  const auto refused = announce("twin");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(announced().size(), 1U);
}

TEST_F(Announcing, IsPassedOverWhereTheOriginalCannotBeReached) {
  fs::remove_all(scene.data.path);
  EXPECT_EQ(announce("restored"), std::nullopt);
  EXPECT_FALSE(fs::exists(original));
}

TEST_F(Announcing, IsNothingForAFolderThatWasNeverRestored) {
  EXPECT_EQ(announce("data"), std::nullopt);
  EXPECT_EQ(announced().size(), 0U);
}

}  // namespace
}  // namespace giaoban::test
