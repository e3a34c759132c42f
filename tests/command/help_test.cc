// Every command explains itself, examples first, and ends with the right code.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/envelope.pb.h"
#include "tests/command/program.h"

namespace giaoban::command {
namespace {

const std::vector<std::vector<std::string>> kCommands = {
    {},
    {"init"},
    {"run"},
    {"demo"},
    {"rehearse"},
    {"status"},
    {"kinds"},
    {"calendar"},
    {"units"},
    {"officers"},
    {"dossier"},
    {"obligations"},
    {"explain"},
    {"offices"},
    {"accounts"},
    {"sessions"},
    {"clock"},
    {"delegations"},
    {"keys"},
    {"log"},
    {"backup"},
    {"notices"},
    {"parked"},
    {"config"},
    {"kinds", "check"},
    {"kinds", "draw"},
    {"kinds", "publish"},
    {"calendar", "check"},
    {"calendar", "publish"},
    {"calendar", "show"},
    {"units", "import"},
    {"officers", "import"},
    {"obligations", "list"},
    {"obligations", "exempt"},
    {"obligations", "lift"},
    {"dossier", "open"},
    {"dossier", "show"},
    {"dossier", "history"},
    {"dossier", "decide"},
    {"dossier", "undo"},
    {"dossier", "seal"},
    {"units", "add"},
    {"units", "rename"},
    {"offices", "list"},
    {"accounts", "list"},
    {"accounts", "code"},
    {"accounts", "disable"},
    {"accounts", "enable"},
    {"sessions", "list"},
    {"sessions", "revoke"},
    {"clock", "set"},
    {"delegations", "add"},
    {"delegations", "end"},
    {"keys", "add"},
    {"log", "verify"},
    {"log", "export"},
    {"log", "prove"},
    {"backup", "create"},
    {"backup", "verify"},
    {"backup", "restore"},
    {"notices", "list"},
    {"notices", "explain"},
    {"notices", "retry"},
    {"notices", "drop"},
    {"parked", "list"},
    {"parked", "retry"},
    {"parked", "drop"},
    {"config", "show"},
    {"config", "check"},
};

v1::Refusal refusal_in(const std::string& json) {
  v1::Refusal refusal;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &refusal).ok()) << json;
  return refusal;
}

TEST(Help, BeginsWithExamplesOfThatCommandEverywhere) {
  Program program;
  for (auto command : kCommands) {
    std::string name = "giaoban";
    for (const auto& word : command) name += " " + word;
    command.push_back("--help");
    const auto ended = program.run(command);
    EXPECT_EQ(ended.code, kOk) << name;
    EXPECT_EQ(ended.err, "") << name;
    EXPECT_EQ(ended.out.rfind("Ví dụ / Examples:\n  " + name, 0), 0U) << name << "\n" << ended.out;
    EXPECT_NE(ended.out.find("Cách dùng / Usage: " + name), std::string::npos) << name << "\n" << ended.out;
  }
}

TEST(Help, KnowsEveryCommandThatTheProgramHas) {
  // Lines of the command list are "  name   text"; each must be in the table above.
  Program program;
  for (const auto& command : kCommands) {
    auto asked = command;
    asked.push_back("--help");
    const std::string out = program.run(asked).out;
    const size_t list = out.find("Lệnh / Commands:");
    if (list == std::string::npos) continue;
    std::istringstream lines(out.substr(out.find('\n', list) + 1));
    for (std::string line; std::getline(lines, line) && line.rfind("  ", 0) == 0;) {
      if (line[2] == ' ') continue;
      auto sub = command;
      sub.push_back(line.substr(2, line.find(' ', 2) - 2));
      EXPECT_NE(std::find(kCommands.begin(), kCommands.end(), sub), kCommands.end()) << line;
    }
  }
}

TEST(Usage, EndsWithTwoAndSaysWhereHelpIs) {
  Program program;
  const std::vector<std::vector<std::string>> wrong = {{},
                                                       {"fly"},
                                                       {"kinds"},
                                                       {"calendar"},
                                                       {"kinds", "check"},
                                                       {"run"},
                                                       {"init", "--nod", "x"},
                                                       {"demo", "--seed", "many"},
                                                       {"demo", "--district", "paris"},
                                                       {"demo", "--kill", "2"},
                                                       {"init", "--begins", "2026-11-01"},
                                                       {"log", "export"},
                                                       {"log", "prove"},
                                                       {"dossier", "decide", "id", "approve"}};
  for (const auto& arguments : wrong) {
    const auto ended = program.run(arguments);
    EXPECT_EQ(ended.code, kUsage) << testing::PrintToString(arguments);
    EXPECT_EQ(ended.out, "");
    EXPECT_NE(ended.err.find("--help"), std::string::npos) << ended.err;
  }
}

TEST(Usage, SuggestsTheNearestNames) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  EXPECT_NE(program.run({"kinds", "chek", "x"}).err.find("Did you mean check?"), std::string::npos);
  EXPECT_NE(program.run({"dosier"}).err.find("Did you mean dossier?"), std::string::npos);
  const auto service = program.run_here({"run", "ruoter"});
  EXPECT_EQ(service.code, kUsage);
  EXPECT_NE(service.err.find("Did you mean router?"), std::string::npos) << service.err;
  const auto setting = program.run_here({"run", "all", "--gateway.prot=1"});
  EXPECT_EQ(setting.code, kUsage);
  EXPECT_NE(setting.err.find("Did you mean gateway.port?"), std::string::npos) << setting.err;
  EXPECT_EQ(program.run_here({"run", "all", "--gateway.port"}).code, kUsage);
  const auto verb = program.run_here({"dossier", "decide", "id", "aprove", "--key", "k"});
  EXPECT_EQ(verb.code, kUsage);
  EXPECT_NE(verb.err.find("Did you mean approve?"), std::string::npos) << verb.err;
  EXPECT_TRUE(program.ran.empty());
}

TEST(Errors, AreARefusalOnStdoutWithJson) {
  Program program;
  const auto usage = program.run({"kinds", "--json"});
  EXPECT_EQ(usage.code, kUsage);
  EXPECT_EQ(refusal_in(usage.out).code(), v1::REFUSAL_CODE_MALFORMED);
  const auto refused = program.run_here({"status", "--json"});
  EXPECT_EQ(refused.code, kRefused);
  EXPECT_EQ(refusal_in(refused.out).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_NE(refused.err.find("giaoban init"), std::string::npos);
}

TEST(Errors, OfTheMachineEndWithOneAndSayWhat) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  program.callbacks.connect = [](const auto&, const auto&, const auto&) -> std::unique_ptr<bus::Bus> {
    throw std::runtime_error("no more sockets");
  };
  const auto ended = program.run_here({"status", "--json"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_EQ(refusal_in(ended.out).code(), v1::REFUSAL_CODE_INTERNAL);
  EXPECT_NE(ended.err.find("no more sockets"), std::string::npos);
}

}  // namespace
}  // namespace giaoban::command
