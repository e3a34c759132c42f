// init, run, demo, keys and config: the folder and the settings reach whoever needs them.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/report.pb.h"
#include "tests/command/program.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

template <class Message>
Message from_json(const std::string& json) {
  Message message;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &message).ok()) << json;
  return message;
}

TEST(Init, MakesTheFolderAndSaysSo) {
  Program program;
  const auto ended =
      program.run_here({"init", "--node", "luc-nam", "--stepped-clock", "--begins", "2026-11-01", "--json"});
  EXPECT_EQ(ended.code, kOk);
  const auto about = from_json<v1::Folder>(ended.out);
  EXPECT_EQ(about.node(), "luc-nam");
  EXPECT_EQ(about.begins_us(), *core::parse_date("2026-11-01"));
  const auto again = program.run_here({"init"});
  EXPECT_EQ(again.code, kRefused);
  EXPECT_EQ(program.open_data().about.node(), "luc-nam");
}

TEST(Init, RefusesADateThatIsNone) {
  Program program;
  const auto ended = program.run_here({"init", "--stepped-clock", "--begins", "1/11/2026"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.err.find("2026-11-01"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(program.data()));
}

TEST(Init, TakesTheFolderFromTheEnvironmentUnlessAFlagSaysOtherwise) {
  Program program;
  program.environment["GIAOBAN_DATA"] = program.folder.path("env");
  EXPECT_EQ(program.run({"init"}).code, kOk);
  EXPECT_TRUE(std::filesystem::exists(program.folder.path("env/folder.txtpb")));
  EXPECT_EQ(program.run_here({"init"}).code, kOk);
  EXPECT_TRUE(std::filesystem::exists(program.data() + "/folder.txtpb"));
}

TEST(Run, HandsOverTheServiceAndTheSettings) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  EXPECT_EQ(program.run_here({"run", "router", "--limits.batch=7"}).code, kOk);
  EXPECT_EQ(program.ran, std::vector<std::string>{"router"});
  EXPECT_EQ(program.ran_with.limits().batch(), 7U);
  program.environment["GIAOBAN_LIMITS_BATCH"] = "none";
  EXPECT_EQ(program.run_here({"run", "all"}).code, kRefused);
  EXPECT_EQ(program.ran.size(), 1U);
}

TEST(Run, GivesAFolderOfBeforeDeploymentsItsId) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  auto folder = program.open_data();
  folder.about.clear_deployment_id();
  folder.save();
  EXPECT_EQ(program.run_here({"run", "all"}).code, kOk);
  EXPECT_EQ(program.open_data().about.deployment_id().size(), 36U);
}

TEST(Demo, HandsOverItsFlags) {
  Program program;
  EXPECT_EQ(program
                .run({"demo", "--exit", "--json", "--seed", "7", "--district", "dong-trieu", "--processes", "--kill",
                      "2", "--period", "2026-12", "--gateway.port=0"})
                .code,
            kOk);
  ASSERT_EQ(program.demos.size(), 1U);
  const auto& flags = program.demos[0];
  EXPECT_TRUE(flags.exit && flags.json && flags.processes);
  EXPECT_EQ(flags.seed, 7U);
  EXPECT_EQ(flags.district, "dong-trieu");
  EXPECT_EQ(flags.kills, 2U);
  EXPECT_EQ(flags.period, "2026-12");
  EXPECT_EQ(flags.data, "");
  EXPECT_EQ(flags.settings.flags.at(0).first, "gateway.port");
  EXPECT_EQ(program.run_here({"demo"}).code, kOk);
  EXPECT_EQ(program.demos.at(1).data, program.data());
  EXPECT_EQ(program.run({"demo", "--period", "2026-Q4"}).code, kUsage);
}

TEST(Keys, MakesAnIntegratorsPairAndPrintsItsPath) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  const auto ended = program.run_here({"keys", "add", "lng", "--office", "o1"});
  EXPECT_EQ(ended.code, kOk);
  EXPECT_NE(ended.out.find(program.data() + "/keys/lng.txtpb\n"), std::string::npos) << ended.out;
  EXPECT_EQ(program.run_here({"keys", "add", "lng", "--office", "o1"}).code, kRefused);
  const auto json = from_json<v1::AllowedKey>(program.run_here({"keys", "add", "b", "--office", "o2", "--json"}).out);
  EXPECT_EQ(json.office_id(), "o2");
  EXPECT_EQ(json.public_key(), std::get<v1::KeyPair>(program.open_data().key("b")).public_key());
}

TEST(Config, ShowsWhereEachValueComesFrom) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  const std::string file = program.data() + "/giaoban.txtpb";
  runtime::write_file(file, "# tệp\ngateway { port: 8081 }\n", 0600);
  program.environment["GIAOBAN_JOURNAL_LEVEL"] = "warn";
  const auto shown = program.run_here({"config", "show", "--origin", "--limits.batch=9"});
  EXPECT_EQ(shown.code, kOk);
  EXPECT_NE(shown.out.find("gateway.port: 8081    (file " + file + ":2)\n"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("journal.level: warn    (environment GIAOBAN_JOURNAL_LEVEL)\n"), std::string::npos);
  EXPECT_NE(shown.out.find("limits.batch: 9    (flag --limits.batch)\n"), std::string::npos);
  EXPECT_NE(shown.out.find("bus.transport: ipc    (default)\n"), std::string::npos);
  const auto plain = program.run_here({"config", "show"});
  EXPECT_NE(plain.out.find("gateway.port: 8081\n"), std::string::npos) << plain.out;
  const auto report = from_json<v1::ConfigReport>(program.run_here({"config", "show", "--json"}).out);
  EXPECT_EQ(report.lines_size(), static_cast<int>(runtime::setting_names().size()));
}

TEST(Config, CheckFindsAWrongNameWithItsPlace) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  EXPECT_EQ(program.run_here({"config", "check"}).code, kOk);
  runtime::write_file(program.data() + "/giaoban.txtpb", "gateway {\n  prot: 8081\n}\n", 0600);
  const auto ended = program.run_here({"config", "check"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.err.find("giaoban.txtpb:2:3: "), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find("\"port\""), std::string::npos) << ended.err;
}

TEST(Config, CheckFindsAMissingKeyAndAnUnknownVariable) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  program.environment["GIAOBAN_GATEWAY_PROT"] = "1";
  EXPECT_NE(program.run_here({"config", "check"}).err.find("GIAOBAN_GATEWAY_PORT"), std::string::npos);
  program.environment.clear();
  std::filesystem::remove(program.data() + "/keys/records.txtpb");
  EXPECT_NE(program.run_here({"config", "check"}).err.find("records"), std::string::npos);
}

}  // namespace
}  // namespace giaoban::command
