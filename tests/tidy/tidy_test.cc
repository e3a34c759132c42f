// The house rules: sizes, names, first lines, include directions, and what the core may not call.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <map>
#include <memory>
#include <regex>
#include <set>

#include "tests/tidy/tree.h"

namespace giaoban::tidy {
namespace {

constexpr size_t kMostLines = 400;
constexpr size_t kMostFunctionLines = 70;

bool is_code(const SourceFile& file) {
  return file.is_cpp() || file.is(".proto") || file.is(".js") || file.is(".ts") || file.is(".svelte") || file.is(".py");
}

TEST(House, HasOnlyTheseThingsAtTheTop) {
  const std::set<std::string> allowed = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md"};
  const std::set<std::string> folders = {"proto", "services", "workflows", "tests"};
  for (const auto& file : source_files()) {
    const auto cut = file.path.find('/');
    const std::string top = file.path.substr(0, cut);
    if (top.starts_with(".")) continue;
    EXPECT_TRUE(cut == std::string::npos ? allowed.contains(top) : folders.contains(top)) << file.path;
  }
}

TEST(Files, AreAtMost400LinesLong) {
  for (const auto& file : source_files()) {
    if (is_code(file)) {
      EXPECT_LE(file.lines.size(), kMostLines) << file.path << ": split it by verb or noun";
    }
  }
}

TEST(Files, BeginWithASentenceOnWhatTheyAreFor) {
  for (const auto& file : source_files()) {
    if (!file.is_cpp() && !file.is(".proto") && !file.is(".txtpb")) continue;
    ASSERT_FALSE(file.lines.empty()) << file.path;
    const auto& first = file.lines.front();
    EXPECT_TRUE((first.starts_with("// ") || first.starts_with("# ")) && first.size() > 20)
        << file.path << ": " << first;
  }
}

TEST(Files, AreNotDrawers) {
  const std::regex drawer(R"((^|[/_.-])(commons?|utils?|utilit(y|ies)|helpers?|shared|misc|managers?|base)([/_.-]|$))");
  for (const auto& file : source_files()) {
    EXPECT_FALSE(std::regex_search(file.path, drawer)) << file.path << ": name it for what it is";
  }
}

TEST(Files, HoldNothingUnfinished) {
  const std::regex unfinished(std::string(R"(\b(TO)") + "DO|FIX" + "ME|X" + "XX|HA" + R"(CK)\b)");
  for (const auto& file : source_files()) {
    if (!is_code(file)) continue;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(file.lines[i], unfinished)) << file.path << ":" << i + 1;
    }
  }
}

// In this style a definition at the top level begins in the first column and ends with a brace in the first column.
TEST(Functions, AreAtMost70LinesLong) {
  const std::regex not_function(
      R"(^(namespace|class|struct|enum|union|template|extern|constexpr|const|static const|inline constexpr|#|//|using|\}))");
  for (const auto& file : source_files()) {
    if (!file.is_cpp()) continue;
    size_t begin = 0;
    bool open = false;
    bool body = false;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      const auto& line = file.lines[i];
      if (!open && !line.empty() && line[0] != ' ' && line.find('(') != std::string::npos &&
          !std::regex_search(line, not_function)) {
        begin = i;
        open = true;
        body = false;
      }
      body = body || line.ends_with("{");
      const bool declared = !body && line.ends_with(";");
      if (open && (declared || line.starts_with("}") || (i == begin && line.ends_with("}")))) {
        EXPECT_LE(i - begin + 1, kMostFunctionLines) << file.path << ":" << begin + 1;
        open = false;
      }
    }
  }
}

// What the files of a folder may include, beside the C++ library: prefixes.
using Rules = std::map<std::string, std::vector<std::string>>;

const Rules& include_rules() {
  static const Rules rules = [] {
    const std::vector<std::string> service = {"giaoban/v1/",
                                              "google/protobuf/",
                                              "workflows/core/",
                                              "services/runtime/",
                                              "services/store/store.h",
                                              "services/store/log.h",
                                              "services/store/digest.h",
                                              "services/bus/bus.h"};
    const auto with = [](std::vector<std::string> base, std::initializer_list<const char*> more) {
      base.insert(base.end(), more.begin(), more.end());
      return base;
    };
    return Rules{
        {"workflows/core", {"giaoban/v1/", "google/protobuf/", "workflows/core/"}},
        {"services/bus", {"giaoban/v1/", "services/bus/", "zmq.h", "linux/tcp.h", "malloc.h"}},
        {"services/store", {"giaoban/v1/", "services/store/", "sqlite3.h", "openssl/"}},
        {"services/runtime", with(service, {"services/store/signature.h", "services/store/checkpoint.h",
                                            "services/store/checkpoint_file.h", "spdlog/", "fmt/", "unicode/"})},
        {"services/directory", with(service, {"services/directory/", "sodium.h"})},
        {"services/router", with(service, {"services/router/"})},
        {"services/reminder", with(service, {"services/reminder/"})},
        {"services/notifier", with(service, {"services/notifier/", "curl/"})},
        {"services/records",
         with(service, {"services/records/", "unicode/", "pango/", "cairo", "fontconfig/", "xlsxwriter", "libical/"})},
        {"services/gateway", with(service, {"services/gateway/", "boost/", "openssl/", "sodium.h", "unicode/"})},
        {"services/month", with(service, {"services/month/", "boost/", "sodium.h"})},
        {"services/backup", with(service, {"services/backup/", "services/store/"})},
        {"services/rehearsal", with(service, {"services/rehearsal/", "services/store/", "services/bus/simulated.h",
                                              "services/notifier/courier.h"})},
        {"services/command", with(service, {"services/command/", "services/backup/", "services/rehearsal/",
                                            "services/store/", "CLI/", "sodium.h"})},
    };
  }();
  return rules;
}

TEST(Includes, GoOnlyInTheDirectionsOfTheHouse) {
  const std::regex quoted(R"re(^#include "([^"]+)")re");
  const std::regex angled(R"(^#include <([^>]+)>)");
  // What every folder may use: the C and C++ library and the system's own headers.
  const std::regex library(
      R"(^([a-z_]+|(sys|arpa|netinet)/[a-z_]+\.h|(errno|fcntl|unistd|signal|time|poll|spawn|stdlib|stdio|string)\.h)$)");
  for (const auto& file : source_files()) {
    if (!file.is_cpp()) continue;
    for (const auto& [folder, allowed] : include_rules()) {
      if (!file.path.starts_with(folder + "/")) continue;
      for (const auto& line : file.lines) {
        std::smatch match;
        const bool mine = std::regex_search(line, match, quoted) || std::regex_search(line, match, angled);
        if (!mine) continue;
        const std::string what = match[1];
        bool good = std::regex_match(what, library);
        for (const auto& prefix : allowed) good = good || what.starts_with(prefix);
        EXPECT_TRUE(good) << file.path << " may not include " << what;
      }
    }
  }
}

TEST(Includes, CoverEveryFolderOfTheServices) {
  for (const auto& file : source_files()) {
    if (!file.is_cpp() || !file.path.starts_with("services/") || file.path == "services/main.cc") continue;
    const auto end = file.path.find('/', 9);
    ASSERT_NE(end, std::string::npos) << file.path << " lies beside main.cc";
    EXPECT_TRUE(include_rules().contains(file.path.substr(0, end))) << file.path << ": give its folder a rule";
  }
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string out;
  std::array<char, 4096> buffer{};
  for (size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;) out.append(buffer.data(), n);
  return out;
}

// The core is handed everything: its object files ask nobody for the time, for chance, for files, wires or threads.
TEST(Core, CallsNoClockNoChanceNoSystem) {
  const std::string symbols = output_of(std::string("nm -uC ") + BINARY_DIR + "/libgiaoban_core.a");
  ASSERT_NE(symbols.find("google::protobuf"), std::string::npos) << "nm saw nothing";
  const std::regex forbidden(
      R"(\bU (clock_gettime|clock|time|gettimeofday|nanosleep|s?rand(om)?(_r)?|arc4random.*|getrandom|getentropy|getenv|secure_getenv|socket|connect|open(64)?|fopen(64)?|read|write|pthread_create|std::random_device.*|std::thread.*|std::chrono::_V2.*|std::this_thread.*|std::filesystem.*|std::basic_[io]?f(ile)?(buf|stream).*)(@|$))");
  std::istringstream lines(symbols);
  for (std::string line; std::getline(lines, line);) EXPECT_FALSE(std::regex_search(line, forbidden)) << line;
}

TEST(Tree, NamesNoPlaceOfOneMachine) {
  const std::regex place(std::string("/(work|farm)/") + "(main|shared)|/tmp/" + "bash_jobs|/ro" + "ot/");
  for (const auto& file : source_files()) {
    for (size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(file.lines[i], place)) << file.path << ":" << i + 1;
    }
  }
}

// Text from people stays text, pages call nobody else, and every file says what it is for.
TEST(Portal, RendersNoMarkupAndNamesNoOtherHost) {
  const std::regex markup(R"(\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write)");
  const std::regex host(R"(https?://(?!127\.0\.0\.1))");
  for (const auto& file : source_files()) {
    if (!file.path.starts_with("services/gateway/portal/") || file.is(".json") || file.is(".svg")) continue;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(file.lines[i], markup)) << file.path << ":" << i + 1;
      EXPECT_FALSE(std::regex_search(file.lines[i], host)) << file.path << ":" << i + 1;
    }
    const std::string_view begin = file.is(".ts") ? "// " : file.is(".svelte") ? "<!-- " : "";
    EXPECT_TRUE(file.lines.front().starts_with(begin)) << file.path << ": say what it is for";
  }
}

TEST(Portal, TestsSkipNothingAndWaitForNoTime) {
  const std::regex forbidden(R"((test|it|describe)\.(skip|only|fixme|todo)|waitForTimeout)");
  for (const auto& file : source_files()) {
    if (!file.path.starts_with("tests/portal/") || !(file.is(".spec.ts") || file.is(".test.ts"))) continue;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(file.lines[i], forbidden)) << file.path << ":" << i + 1;
    }
  }
}

TEST(Tests, AssertSomethingAndSkipNothing) {
  for (const auto& file : source_files()) {
    if (!file.path.starts_with("tests/") || !file.is("_test.cc")) continue;
    bool asserts = false;
    for (const auto& line : file.lines) {
      asserts = asserts || line.find("EXPECT_") != std::string::npos || line.find("ASSERT_") != std::string::npos;
      EXPECT_EQ(line.find(std::string("GTEST_") + "SKIP"), std::string::npos) << file.path;
      EXPECT_EQ(line.find(std::string("DISAB") + "LED_"), std::string::npos) << file.path;
      EXPECT_EQ(line.find(std::string("sleep") + "_for"), std::string::npos) << file.path;
    }
    EXPECT_TRUE(asserts) << file.path;
  }
}

}  // namespace
}  // namespace giaoban::tidy
