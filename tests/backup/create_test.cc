// Making a backup: what is in it and in which order, what is refused, and what is left of a try that was cut short.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "tests/backup/scene.h"

namespace giaoban::test {
namespace {

std::vector<std::string> names(const v1::BackupManifest& manifest) {
  std::vector<std::string> all;
  for (const auto& file : manifest.files()) all.push_back(file.name());
  return all;
}

const v1::BackupFile& file(const v1::BackupManifest& manifest, const std::string& name) {
  for (const auto& one : manifest.files()) {
    if (one.name() == name) return one;
  }
  throw std::runtime_error("no " + name);
}

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) throw std::runtime_error(path);
  return status.st_mode & 0777U;
}

TEST(Backups, HoldKeysSettingsAndEveryDatabaseConsumersFirst) {
  Scene scene;
  scene.live_a_little();
  const auto report = scene.create();
  EXPECT_EQ(report.faults_size(), 0) << report.ShortDebugString();
  const auto& manifest = report.manifest();
  auto all = names(manifest);
  const std::vector<std::string> databases(all.end() - 5, all.end());
  EXPECT_EQ(databases,
            (std::vector<std::string>{"notifier.db", "records.db", "reminder.db", "router.db", "directory.db"}));
  EXPECT_EQ(all.front(), "keys/allowed.txtpb");
  for (const char* name : {"keys/router.txtpb", "keys/operator.txtpb", "folder.txtpb", "giaoban.txtpb"}) {
    EXPECT_NE(std::find(all.begin(), all.end(), name), all.end()) << name;
  }
  EXPECT_EQ(manifest.deployment_id(), scene.data.about.deployment_id());
  EXPECT_EQ(manifest.generation(), 1U);
  EXPECT_EQ(manifest.checkpoints(), scene.data.path + "/checkpoints");
}

TEST(Backups, SayWhereEachLogEnds) {
  Scene scene;
  scene.live_a_little();
  const auto manifest = scene.create().manifest();
  const auto& router = file(manifest, "router.db");
  EXPECT_EQ(router.head(), 5U);
  EXPECT_EQ(router.log_id(), value(scene.data.database("router"), "SELECT log_id FROM log_head"));
  EXPECT_EQ(router.hash().size(), 32U);
  EXPECT_TRUE(file(manifest, "records.db").log_id().empty()) << "it keeps none";
}

TEST(Backups, AreTheOwnersOnlyWhateverTheUmask) {
  Scene scene;
  scene.live_a_little();
  const mode_t before = ::umask(0);
  scene.create();
  ::umask(before);
  EXPECT_EQ(mode_of(scene.place.path("backup")), 0700U);
  for (const auto& entry : fs::recursive_directory_iterator(scene.place.path("backup"))) {
    EXPECT_EQ(mode_of(entry.path()), entry.is_directory() ? 0700U : 0600U) << entry.path();
  }
}

TEST(Backups, AreMadeWhileTheServicesRunAndDoNotDisturbThem) {
  Scene scene;
  const auto district = scene.run(scene.data, true);
  Paper before(*district);
  ASSERT_EQ(before.opens("secretary1"), "ok");
  EXPECT_EQ(scene.create().faults_size(), 0);
  ASSERT_EQ(before.submits("secretary1"), "ok");
  EXPECT_EQ(district->house.status("router").head(), 2U);
  EXPECT_EQ(file(scene.verify().manifest(), "router.db").head(), 1U) << "a backup does not grow";
}

TEST(Backups, OfAFolderThatNeverRanHoldItsKeysAndSettings) {
  Scene scene;
  const auto report = scene.create();
  EXPECT_EQ(report.faults_size(), 0) << report.ShortDebugString();
  EXPECT_EQ(names(report.manifest()).back(), "giaoban.txtpb");
}

TEST(Backups, AreRefusedWhereSomethingIsAndChangeNothing) {
  Scene scene;
  fs::create_directories(scene.place.path("backup"));
  std::ofstream(scene.place.path("backup/letter.txt")) << "dear";
  const auto refused =
      no(backup::create(scene.data, scene.settings, scene.place.path("backup"), never_started, scene.clock));
  EXPECT_EQ(refused.code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(std::distance(fs::directory_iterator(scene.place.path("backup")), {}), 1);
  EXPECT_FALSE(fs::exists(scene.place.path("backup.partial")));
}

TEST(Backups, MayGoIntoAnEmptyFolder) {
  Scene scene;
  fs::create_directories(scene.place.path("backup"));
  EXPECT_EQ(scene.create().faults_size(), 0);
}

TEST(Backups, ThatWereCutShortAreNoneAndAreClearedAwayByTheNextTry) {
  Scene scene;
  scene.live_a_little();
  scene.create("first");
  // Everything but the manifest is there: the last moment at which a crash can come.
  fs::rename(scene.place.path("first"), scene.place.path("backup.partial"));
  fs::remove(scene.place.path("backup.partial/manifest.txtpb"));
  EXPECT_EQ(no(backup::verify(scene.place.path("backup.partial"), never_started)).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(no(backup::restore(scene.place.path("backup.partial"), scene.place.path("restored"), scene.settings,
                               never_started, scene.clock))
                .code(),
            v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(scene.create().faults_size(), 0);
  EXPECT_FALSE(fs::exists(scene.place.path("backup.partial")));
}

TEST(Backups, DoNotClearAwayWhatNoBackupLeaves) {
  Scene scene;
  fs::create_directories(scene.place.path("backup.partial"));
  std::ofstream(scene.place.path("backup.partial/thesis.odt")) << "dear";
  const auto refused =
      no(backup::create(scene.data, scene.settings, scene.place.path("backup"), never_started, scene.clock));
  EXPECT_EQ(refused.code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_NE(refused.text_en().find("thesis.odt"), std::string::npos);
  EXPECT_TRUE(fs::exists(scene.place.path("backup.partial/thesis.odt")));
}

TEST(Backups, ToOnePlaceAreMadeByOneProcessAtATime) {
  Scene scene;
  fs::create_directories(scene.place.path("backup.partial"));
  const runtime::File other(::open(scene.place.path("backup.partial").c_str(), O_RDONLY | O_DIRECTORY));
  ASSERT_EQ(::flock(other.descriptor(), LOCK_EX | LOCK_NB), 0);
  EXPECT_EQ(
      no(backup::create(scene.data, scene.settings, scene.place.path("backup"), never_started, scene.clock)).code(),
      v1::REFUSAL_CODE_ALREADY_EXISTS);
}

TEST(Backups, ThatFailLeaveNothing) {
  Scene scene;
  scene.live_a_little();
  std::ofstream(scene.data.database("router"), std::ios::binary | std::ios::trunc) << "this is no database at all";
  fs::remove(scene.data.database("router") + "-wal");
  EXPECT_THROW(scene.create(), std::exception);
  EXPECT_FALSE(fs::exists(scene.place.path("backup.partial")));
  EXPECT_FALSE(fs::exists(scene.place.path("backup")));
}

}  // namespace
}  // namespace giaoban::test
