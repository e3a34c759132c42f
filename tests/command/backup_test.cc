// backup create, verify and restore as an operator meets them: what they print, what they refuse, how they end.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>

#include "tests/command/program.h"

namespace giaoban::command {
namespace {

namespace fs = std::filesystem;

class Backup : public testing::Test {
 protected:
  void SetUp() override {
    program.callbacks.make_service = [](const std::string& name) -> std::unique_ptr<runtime::Service> {
      throw std::logic_error("nothing ran in this folder, so nobody needs " + name);
    };
    ASSERT_EQ(program.run_here({"init", "--node", "luc-nam"}).code, kOk);
  }
  Ended create() { return program.run_here({"backup", "create", place()}); }
  Ended restore(const std::string& to, std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"backup", "restore", place(), "--data", program.folder.path(to)};
    words.insert(words.end(), more.begin(), more.end());
    return program.run(words);
  }
  std::string place() const { return program.folder.path("backup"); }
  static v1::BackupReport report(const Ended& ended) {
    v1::BackupReport read;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &read).ok()) << ended.out << ended.err;
    return read;
  }
  Program program;
};

TEST_F(Backup, IsMadeVerifiedAndRestored) {
  const auto made = create();
  EXPECT_EQ(made.code, kOk) << made.err;
  EXPECT_EQ(made.out.find("Đã sao lưu"), 0U) << made.out;
  const auto verified = program.run({"backup", "verify", place()});
  EXPECT_EQ(verified.code, kOk) << verified.err;
  const auto restored = restore("again");
  EXPECT_EQ(restored.code, kOk) << restored.err;
  EXPECT_NE(restored.out.find("đời 2"), std::string::npos) << restored.out;
  EXPECT_EQ(program.run({"run", "all", "--data", program.folder.path("again")}).code, kOk);
}

TEST_F(Backup, PrintsItsReportAsJson) {
  const auto made = report(program.run_here({"backup", "create", place(), "--json"}));
  EXPECT_EQ(made.backup(), place());
  EXPECT_EQ(made.manifest().node(), "luc-nam");
  EXPECT_EQ(made.faults_size(), 0);
  EXPECT_EQ(report(program.run({"backup", "verify", place(), "--json"})).manifest().layout(), 2U);
  const auto restored = report(restore("again", {"--json"}));
  EXPECT_EQ(restored.generation(), 2U);
  EXPECT_EQ(restored.data(), program.folder.path("again"));
}

TEST_F(Backup, GivesAFolderOfBeforeDeploymentsItsIdFirst) {
  auto folder = program.open_data();
  folder.about.clear_deployment_id();
  folder.save();
  ASSERT_EQ(create().code, kOk);
  EXPECT_EQ(report(program.run({"backup", "verify", place(), "--json"})).manifest().deployment_id(),
            program.open_data().about.deployment_id());
  EXPECT_FALSE(program.open_data().about.deployment_id().empty());
}

TEST_F(Backup, IsRefusedWhereSomethingIs) {
  ASSERT_EQ(create().code, kOk);
  const auto again = create();
  EXPECT_EQ(again.code, kRefused);
  EXPECT_NE(again.err.find("đã có sẵn và không trống"), std::string::npos) << again.err;
}

TEST_F(Backup, IsRefusedWithoutAFolderOrAPlace) {
  EXPECT_EQ(program.run({"backup", "create", place(), "--data", program.folder.path("none")}).code, kRefused);
  EXPECT_EQ(program.run_here({"backup", "create"}).code, kUsage);
  EXPECT_EQ(program.run({"backup", "verify"}).code, kUsage);
  EXPECT_EQ(program.run({"backup"}).code, kUsage);
}

TEST_F(Backup, ThatIsBrokenIsNamedAndNotRestored) {
  ASSERT_EQ(create().code, kOk);
  fs::remove(place() + "/keys/router.txtpb");
  const auto verified = program.run({"backup", "verify", place()});
  EXPECT_EQ(verified.code, kRefused);
  EXPECT_NE(verified.out.find("keys/router.txtpb: thiếu tệp này"), std::string::npos) << verified.out;
  EXPECT_NE(verified.err.find("HỎNG"), std::string::npos) << verified.err;
  EXPECT_EQ(report(program.run({"backup", "verify", place(), "--json"})).faults_size(), 1);
  EXPECT_NE(restore("again").code, kOk);
  EXPECT_FALSE(fs::exists(program.folder.path("again")));
}

TEST_F(Backup, ThatWasCutShortIsNone) {
  ASSERT_EQ(create().code, kOk);
  fs::remove(place() + "/manifest.txtpb");
  const auto verified = program.run({"backup", "verify", place()});
  EXPECT_EQ(verified.code, kRefused);
  EXPECT_NE(verified.err.find("không phải là bản sao lưu"), std::string::npos) << verified.err;
  EXPECT_EQ(restore("again").code, kRefused);
}

TEST_F(Backup, IsNotRestoredOverAnything) {
  ASSERT_EQ(create().code, kOk);
  const auto refused = restore("data");
  EXPECT_EQ(refused.code, kRefused);
  EXPECT_NE(refused.err.find("đã có sẵn"), std::string::npos) << refused.err;
  EXPECT_EQ(program.open_data().about.generation(), 1U);
}

TEST_F(Backup, IsLookedForCheckpointsWhereTheSettingsLead) {
  ASSERT_EQ(create().code, kOk);
  EXPECT_EQ(restore("again", {"--audit.every_seconds=never"}).code, kRefused) << "settings that are none";
  EXPECT_EQ(restore("again", {"--audit.copy_to=" + program.folder.path("elsewhere")}).code, kOk);
}

}  // namespace
}  // namespace giaoban::command
