// Verifying a backup: whatever is not as it was made is named, also when the sums were made to agree.
#include <gtest/gtest.h>

#include "services/runtime/audit_key.h"
#include "services/store/checkpoint.h"
#include "services/store/checkpoint_file.h"
#include "tests/backup/scene.h"

namespace giaoban::test {
namespace {

class Verifying : public ::testing::Test {
 protected:
  void SetUp() override {
    scene.live_a_little();
    ASSERT_EQ(scene.create().faults_size(), 0);
  }
  // The faults, in one text.
  std::string faults() {
    std::string all;
    const auto report = scene.verify();
    for (const auto& fault : report.faults()) all += fault + "\n";
    return all;
  }
  bool blames(const std::string& words) {
    const std::string found = faults();
    return found.find(words) != std::string::npos ? true : (ADD_FAILURE() << "found only: " << found, false);
  }
  void change(const std::string& file, size_t at, char by) {
    std::fstream bytes(scene.place.path("backup/" + file), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekg(static_cast<std::streamoff>(at));
    const char was = static_cast<char>(bytes.get());
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.put(static_cast<char>(was ^ by));
  }
  Scene scene;
};

TEST_F(Verifying, FindsNothingInABackupAsItWasMade) {
  EXPECT_EQ(faults(), "");
}

TEST_F(Verifying, ChangesNothing) {
  const auto files = backup::all_files(scene.place.path("backup"));
  scene.verify();
  EXPECT_EQ(backup::all_files(scene.place.path("backup")), files);
}

TEST_F(Verifying, NamesAFileWithOneBitChanged) {
  change("router.db", 5000, 1);
  EXPECT_TRUE(blames("router.db: its content is not what was backed up"));
}

TEST_F(Verifying, NamesAFileThatIsMissing) {
  fs::remove(scene.place.path("backup/keys/router.txtpb"));
  EXPECT_TRUE(blames("keys/router.txtpb: the file is missing"));
}

TEST_F(Verifying, NamesAFileThatWasCutOff) {
  fs::resize_file(scene.place.path("backup/reminder.db"), 4096);
  EXPECT_TRUE(blames("reminder.db: has 4096 bytes"));
}

TEST_F(Verifying, NamesAFileThatDoesNotBelong) {
  std::ofstream(scene.place.path("backup/router.db-wal")) << "changes";
  EXPECT_TRUE(blames("router.db-wal: the file does not belong to the backup"));
}

TEST_F(Verifying, RefusesAFolderThatIsNoBackup) {
  EXPECT_EQ(no(backup::verify(scene.data.path, never_started)).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(no(backup::verify(scene.place.path("nowhere"), never_started)).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Verifying, RefusesALayoutOfAnotherVersion) {
  auto manifest = good(backup::read_manifest(scene.place.path("backup")));
  manifest.set_layout(9);
  backup::write_manifest(scene.place.path("backup"), manifest);
  EXPECT_EQ(no(backup::verify(scene.place.path("backup"), never_started)).field(), "layout");
}

TEST_F(Verifying, RefusesAManifestThatLeadsOutOfTheFolder) {
  const auto honest = good(backup::read_manifest(scene.place.path("backup")));
  for (const char* name : {"../secret.db", "/etc/passwd", "keys/../../x", ""}) {
    auto manifest = honest;
    manifest.add_files()->set_name(name);
    backup::write_manifest(scene.place.path("backup"), manifest);
    EXPECT_EQ(no(backup::verify(scene.place.path("backup"), never_started)).field(), "files") << name;
  }
}

TEST_F(Verifying, NamesTheFirstRecordThatDoesNotFollow) {
  scene.forge("router.db", [](auto& store) { store.define("UPDATE log SET record = x'00' WHERE position = 3"); });
  EXPECT_TRUE(blames("router.db: the log is broken from position 3"));
}

TEST_F(Verifying, NamesALogThatEndsElsewhereThanTheManifestSays) {
  scene.forge("reminder.db", [](auto& store) {
    store.define("DELETE FROM log WHERE position = (SELECT max(position) FROM log)");
    store.define("UPDATE log_head SET last = last - 1, hash = (SELECT hash FROM log ORDER BY position DESC LIMIT 1)");
  });
  EXPECT_TRUE(blames("reminder.db: the log is not the one of manifest.txtpb"));
}

TEST_F(Verifying, NamesADossierThatIsNotTheFoldOfItsEvents) {
  scene.forge("router.db", [](auto& store) {
    store.define("UPDATE dossier SET body = (SELECT body FROM dossier ORDER BY id DESC LIMIT 1)");
  });
  EXPECT_TRUE(blames("what is stored is not the fold of its events"));
}

TEST_F(Verifying, NamesADossierThatLacksAnEvent) {
  scene.forge("router.db", [](auto& store) { store.define("DELETE FROM dossier WHERE version = 2"); });
  EXPECT_TRUE(blames("the log has 5 events, the dossiers 3"));
}

TEST_F(Verifying, NamesADossierInTheWrongQueue) {
  scene.forge("router.db", [](auto& store) { store.define("UPDATE dossier SET holder = 'p.d/1'"); });
  EXPECT_TRUE(blames("it stands in the queue of somebody else"));
}

TEST_F(Verifying, NamesACursorBehindTheEndOfALog) {
  scene.forge("notifier.db",
              [](auto& store) { store.define("UPDATE cursor SET position = 9999 WHERE source = 'reminder'"); });
  EXPECT_TRUE(blames("notifier.db: its cursor at position 9999 does not lie in the log of reminder"));
}

TEST_F(Verifying, NamesACursorInAnotherLog) {
  scene.forge("reminder.db",
              [](auto& store) { store.define("UPDATE cursor SET log_id = 'x' WHERE source = 'router'"); });
  EXPECT_TRUE(blames("reminder.db: its cursor"));
}

TEST_F(Verifying, NamesADatabaseThatIsNone) {
  scene.forge("notifier.db", [](auto& store) { store.define("DROP TABLE log_head"); });
  EXPECT_TRUE(blames("notifier.db: cannot be read"));
}

// A signed checkpoint of a position and hash, as a service would sign it.
v1::SignedCheckpoint signed_for(const Scene& scene, const v1::BackupFile& file, uint64_t position,
                                const store::SigningKey& key) {
  v1::Checkpoint checkpoint;
  checkpoint.set_service("router");
  checkpoint.set_node("test");
  checkpoint.set_log_id(file.log_id());
  checkpoint.set_position(position);
  checkpoint.set_hash(file.hash());
  checkpoint.set_signed_us(1);
  checkpoint.set_deployment_id(scene.data.about.deployment_id());
  checkpoint.set_generation(1);
  return store::sign_checkpoint(checkpoint, key);
}

class Checkpoints : public ::testing::Test {
 protected:
  // Copies a checkpoint before the backup is made.
  std::string faults_with(uint64_t position, const store::SigningKey& by_key) {
    const auto router = router_of(scene.create("before").manifest());
    fs::create_directories(scene.data.path + "/checkpoints");
    EXPECT_TRUE(store::append_checkpoints(scene.data.path + "/checkpoints/router.checkpoints.jsonl", "",
                                          {signed_for(scene, router, position, by_key)}));
    std::string all;
    const auto report = scene.create();
    for (const auto& fault : report.faults()) all += fault + "\n";
    return all;
  }
  static v1::BackupFile router_of(const v1::BackupManifest& manifest) {
    for (const auto& file : manifest.files()) {
      if (file.name() == "router.db") return file;
    }
    return {};
  }
  void SetUp() override {
    scene.live_a_little();
    key = good(runtime::audit_key(scene.data)).key;
  }
  Scene scene;
  store::SigningKey key;
};

TEST_F(Checkpoints, ThatHoldAreNoFault) {
  EXPECT_EQ(faults_with(5, key), "");
}

TEST_F(Checkpoints, ShowALogThatWasRolledBackBeforeItWasBackedUp) {
  EXPECT_NE(faults_with(9, key).find("a checkpoint was signed at position 9"), std::string::npos);
}

TEST_F(Checkpoints, ShowRecordsThatWereMadeAnew) {
  EXPECT_NE(faults_with(4, key).find("not those that were signed for"), std::string::npos);
}

TEST_F(Checkpoints, OfAnotherKeyAreAFault) {
  EXPECT_NE(faults_with(5, store::fresh_signing_key()).find("signature"), std::string::npos);
}

}  // namespace
}  // namespace giaoban::test
