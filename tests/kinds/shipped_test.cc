// Walks every file in workflows/kinds: a new kind is checked here without a line of code.
#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/kinds/broken_kind.h"
#include "workflows/core/walk.h"

namespace giaoban::core {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> kind_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR) / "workflows" / "kinds")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

KindFile read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return read_kind_file(text.str());
}

// Every Label in the message and below it, with its path.
void labels(const google::protobuf::Message& message, const std::string& path,
            std::vector<std::pair<std::string, v1::Label>>& out) {
  if (const auto* label = dynamic_cast<const v1::Label*>(&message)) out.emplace_back(path, *label);
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->message_type() == nullptr) continue;
    if (!field->is_repeated()) {
      labels(reflection->GetMessage(message, field), path + "." + field->name(), out);
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      labels(reflection->GetRepeatedMessage(message, field, i),
             path + "." + field->name() + "[" + std::to_string(i) + "]", out);
    }
  }
}

class Shipped : public testing::TestWithParam<fs::path> {};

TEST_P(Shipped, IsReadWithoutAFault) {
  const KindFile file = read(GetParam());
  EXPECT_EQ(told(file.faults), "");
}

TEST_P(Shipped, StrandsNoPaper) {
  EXPECT_EQ(told(check(read(GetParam()))), "");
}

TEST_P(Shipped, IsNamedAsItsFile) {
  EXPECT_EQ(GetParam().extension(), ".txtpb");
  EXPECT_EQ(read(GetParam()).kind.name(), GetParam().stem().string());
}

TEST_P(Shipped, SpeaksBothLanguagesEverywhere) {
  std::vector<std::pair<std::string, v1::Label>> all;
  labels(read(GetParam()).kind, "kind", all);
  EXPECT_GT(all.size(), 10U);
  for (const auto& [path, label] : all) {
    EXPECT_FALSE(label.vi().empty()) << path;
    EXPECT_FALSE(label.en().empty()) << path;
  }
}

TEST_P(Shipped, SaysWhereItsRulesComeFrom) {
  EXPECT_GT(read(GetParam()).kind.sources_size(), 0);
}

TEST_P(Shipped, IsDrawnWithEveryState) {
  const v1::Kind kind = read(GetParam()).kind;
  const std::string dot = draw(kind);
  for (const v1::State& state : kind.way().states()) {
    EXPECT_NE(dot.find("\n  \"" + state.name() + "\" ["), std::string::npos) << state.name();
    EXPECT_NE(dot.find(state.label().vi()), std::string::npos) << state.name();
    EXPECT_NE(dot.find(state.label().en()), std::string::npos) << state.name();
  }
}

// Under every tree somebody can say yes, also where a level is missing.
TEST_P(Shipped, ServesTheTreeOfTodayAsTheOneOfYesterday) {
  const v1::Kind kind = read(GetParam()).kind;
  const auto all = origins(kind);
  EXPECT_GE(all.size(), profiles().size());
  for (const Origin& origin : all) {
    const Walk walk(kind, origin);
    const bool yes = std::any_of(walk.nodes().begin(), walk.nodes().end(), [&](const Node& node) {
      return kind.way().states(node.state).outcome() == v1::OUTCOME_APPROVED;
    });
    EXPECT_TRUE(yes) << origin.profile->name;
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Shipped, testing::ValuesIn(kind_files()),
                         [](const testing::TestParamInfo<fs::path>& file) { return file.param.stem().string(); });

TEST(ShippedKinds, AreThoseThatACellOwesEachMonth) {
  std::vector<std::pair<std::string, uint32_t>> owed;
  for (const fs::path& path : kind_files()) {
    const v1::Kind kind = read(path).kind;
    if (kind.cadence().level() == v1::LEVEL_CELL && kind.cadence().every() == v1::EVERY_MONTH) {
      owed.emplace_back(kind.name(), kind.cadence().due_day());
    }
  }
  for (const auto& expected : std::vector<std::pair<std::string, uint32_t>>{
           {"meeting_plan", 10}, {"resolution", 20}, {"monthly_report", 28}}) {
    EXPECT_NE(std::find(owed.begin(), owed.end(), expected), owed.end()) << expected.first;
  }
}

}  // namespace
}  // namespace giaoban::core
