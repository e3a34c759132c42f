// The authorisation matrix at the bus: every rpc of the contract by every kind of actor, each cell as it is written in
// expected.txt.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "giaoban/v1/command.pb.h"
#include "tests/authorisation/rows.h"
#include "tests/authorisation/scene.h"

namespace giaoban::test {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// Name of a row to its cells; the first entry, under "", is the names of the actors.
std::map<std::string, std::vector<std::string>> expected() {
  std::map<std::string, std::vector<std::string>> table;
  std::istringstream in(file_text("tests/authorisation/expected.txt"));
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t bar = line.find('|');
    if (bar == std::string::npos) throw std::runtime_error("no bar in: " + line);
    const size_t end = line.find_last_not_of(' ', bar - 1);
    const std::string name = end == std::string::npos ? "" : line.substr(0, end + 1);
    if (!table.emplace(name, words_of(line.substr(bar + 1))).second) throw std::runtime_error("twice: " + name);
  }
  return table;
}

std::unique_ptr<Message> new_message(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(type)->New());
}

const google::protobuf::MethodDescriptor* method(const Row& row) {
  std::string full = "giaoban.v1." + row.call;
  full[full.find('/')] = '.';
  return DescriptorPool::generated_pool()->FindMethodByName(full);
}

// One word for what came of it.
std::string word_for(const Row& row, const runtime::Outcome& outcome) {
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) {
    EXPECT_FALSE(no->text_vi().empty() || no->text_en().empty()) << row.name();
    static const std::map<int, std::string> shorter = {{v1::REFUSAL_CODE_NOT_AUTHORISED, "no"},
                                                       {v1::REFUSAL_CODE_NOT_FOUND, "none"},
                                                       {v1::REFUSAL_CODE_CALLER_NOT_ALLOWED, "key"},
                                                       {v1::REFUSAL_CODE_UNKNOWN_METHOD, "unknown"},
                                                       {v1::REFUSAL_CODE_UNAUTHENTICATED, "who"}};
    if (const auto found = shorter.find(no->code()); found != shorter.end()) return found->second;
    std::string code = v1::RefusalCode_Name(no->code()).substr(13);
    std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return std::tolower(c); });
    return code;
  }
  if (row.counted.empty()) return "ok";
  const auto answer = new_message(method(row)->output_type());
  EXPECT_TRUE(answer->ParseFromString(std::get<std::string>(outcome))) << row.name();
  const auto* list = answer->GetDescriptor()->FindFieldByName(row.counted);
  if (list == nullptr) throw std::runtime_error(row.name() + " has no " + row.counted);
  const int count = answer->GetReflection()->FieldSize(*answer, list);
  // An import is all or nothing, and says why line by line.
  if (row.counted == "errors") return count == 0 ? "ok" : "no";
  return "ok:" + std::to_string(count);
}

std::string outcome(Scene& scene, const Row& row, const Actor& actor) {
  std::set<std::string> words;
  for (const auto& owner : owners_of(row.call)) {
    const auto request = new_message(method(row)->input_type());
    const std::string text = scene.fill(row.request);
    if (!google::protobuf::TextFormat::ParseFromString(text, request.get())) {
      throw std::runtime_error(row.name() + ": " + text);
    }
    words.insert(word_for(row, scene.district.house.call(owner, row.call, *request, actor.as)));
  }
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : "/") + word;
  return all;
}

std::string line(const std::string& name, const std::vector<std::string>& cells) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%-62s|", name.c_str());
  std::string text = buffer;
  for (const auto& cell : cells) {
    std::snprintf(buffer, sizeof buffer, " %-9s", cell.c_str());
    text += buffer;
  }
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

class Matrix : public testing::TestWithParam<std::string> {};

// A scene of its own for every row, so that no row depends on another; in it a draft, a waiting and a held paper of
// each commune.
TEST_P(Matrix, IsAsWritten) {
  const auto table = expected();
  size_t cells = 0;
  for (const Row& row : all_rows()) {
    if (!row.call.starts_with(GetParam() + "/")) continue;
    Scene scene;
    scene.fill("$draft $waiting $held $their_draft $their_waiting $their_held");
    std::vector<std::string> found;
    for (const Actor& actor : scene.actors()) found.push_back(outcome(scene, row, actor));
    const auto written = table.find(row.name());
    ASSERT_NE(written, table.end()) << "expected.txt has no row for\n" << line(row.name(), found);
    EXPECT_EQ(line(row.name(), found), line(row.name(), written->second));
    cells += found.size();
  }
  std::printf("[ figure   ] %s: %zu cells\n", GetParam().c_str(), cells);
}

// Of every row that there is: a list written here would leave out the next service.
std::vector<std::string> asked_services() {
  std::set<std::string> names;
  for (const Row& row : all_rows()) names.insert(row.call.substr(0, row.call.find('/')));
  return {names.begin(), names.end()};
}

INSTANTIATE_TEST_SUITE_P(OfThe, Matrix, testing::ValuesIn(asked_services()), [](const auto& of) { return of.param; });

// Every rpc, straight from the contract's files.
std::set<std::string> contract() {
  std::set<std::string> calls;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SOURCE_DIR) + "/proto/giaoban/v1")) {
    const auto* file =
        DescriptorPool::generated_pool()->FindFileByName("giaoban/v1/" + entry.path().filename().string());
    if (file == nullptr) throw std::runtime_error("not in this program: " + entry.path().string());
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        calls.insert(file->service(s)->name() + "/" + file->service(s)->method(m)->name());
      }
    }
  }
  return calls;
}

TEST(TheMatrix, HasARowForEveryCallOfTheContractAndForNothingElse) {
  std::set<std::string> calls, names, written;
  for (const Row& row : all_rows()) {
    calls.insert(row.call);
    EXPECT_TRUE(names.insert(row.name()).second) << row.name() << " twice";
  }
  EXPECT_EQ(calls, contract());
  const auto table = expected();
  for (const auto& [name, cells] : table) {
    EXPECT_EQ(cells.size(), table.at("").size()) << name;
    if (!name.empty()) written.insert(name);
  }
  EXPECT_EQ(names, written);
}

TEST(TheMatrix, HasARowForEveryVerb) {
  const auto rows = all_rows();
  const auto* verbs = v1::DecideRequest::descriptor()->FindOneofByName("verb");
  for (int i = 0; i < verbs->field_count(); ++i) {
    for (const char* whose : {", ours", ", theirs"}) {
      const std::string name = "DossierService/Decide " + verbs->field(i)->name() + whose;
      EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.name() == name; })) << name;
    }
  }
}

TEST(TheMatrix, NamesTheActorsOfTheScene) {
  Scene scene;
  std::vector<std::string> names;
  for (const Actor& actor : scene.actors()) names.push_back(actor.name);
  EXPECT_EQ(names, expected().at(""));
}

// What a house answers, one service beside the other, is what the contract says, and nothing that the contract hides.
TEST(TheMatrix, LeavesNoMethodOutThatAServiceRegisters) {
  Scene scene;
  const auto calls = contract();
  for (const auto& methods : {scene.district.house.service<directory::DirectoryService>("directory").methods().names(),
                              scene.district.house.service<router::RouterService>("router").methods().names(),
                              scene.district.house.service<reminder::ReminderService>("reminder").methods().names(),
                              scene.district.house.service<notifier::NotifierService>("notifier").methods().names(),
                              scene.district.house.service<records::RecordsService>("records").methods().names()}) {
    for (const auto& name : methods) EXPECT_TRUE(calls.contains(name.substr(11))) << name;
  }
}

}  // namespace
}  // namespace giaoban::test
