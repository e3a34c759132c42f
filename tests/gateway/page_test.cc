// The plain page keeps to its own house: no markup from data, nothing inline, nothing from elsewhere, every part there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "services/gateway/page_files.h"

namespace giaoban::gateway {
namespace {

std::set<std::string> paths() {
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/services/gateway/page")) {
    const std::string name = entry.path().filename();
    if (name == "index.html") {
      found.insert("/");
    } else if (entry.path().extension() != ".cmake") {
      found.insert("/" + name);
    }
  }
  return found;
}

std::string text(const std::string& path) {
  const PageFile* file = page_file(path);
  return file == nullptr ? std::string() : std::string(file->body);
}

TEST(Page, IsEmbeddedWhole) {
  ASSERT_GE(paths().size(), 4u);
  for (const std::string& path : paths()) {
    ASSERT_NE(page_file(path), nullptr) << path;
    const std::string name = path == "/" ? "/index.html" : path;
    EXPECT_EQ(text(path).size(), std::filesystem::file_size(SOURCE_DIR "/services/gateway/page" + name)) << path;
  }
  EXPECT_EQ(page_file("/embed.cmake"), nullptr);
  EXPECT_EQ(page_file("/nothing.js"), nullptr);
}

// Everything that stands between `begin` and `end` in a text.
std::vector<std::string> between(const std::string& body, const std::string& begin, const std::string& end) {
  std::vector<std::string> found;
  for (size_t at = body.find(begin); at != std::string::npos; at = body.find(begin, at + begin.size())) {
    const size_t from = at + begin.size();
    found.push_back(body.substr(from, body.find(end, from) - from));
  }
  return found;
}

bool holds(const std::string& body, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const auto& word) { return body.find(word) != std::string::npos; });
}

TEST(Page, NeverMakesMarkupOutOfData) {
  for (const std::string& path : paths()) {
    EXPECT_FALSE(
        holds(text(path), {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"}))
        << path;
  }
}

TEST(Page, HasNothingInlineAndNothingFromElsewhere) {
  const std::string index = text("/");
  EXPECT_FALSE(holds(index, {"<style", " style=", " onclick=", " onload=", " onerror=", " onsubmit=", "javascript:"}));
  const auto scripts = between(index, "<script", ">");
  EXPECT_FALSE(scripts.empty());
  for (const std::string& script : scripts) EXPECT_TRUE(holds(script, {" src="})) << script;
  for (const std::string& path : paths()) {
    const bool foreign = holds(text(path), {"http://", "https://", "@import", "url("});
    EXPECT_TRUE(!foreign || path == "/icon.svg") << path;
  }
}

TEST(Page, FindsEveryPartThatItNames) {
  size_t count = 0;
  for (const std::string& path : paths()) {
    for (const char* begin : {"from \"", "src=\"", "href=\""}) {
      for (const std::string& named : between(text(path), begin, "\"")) {
        EXPECT_NE(page_file(named), nullptr) << path << " names " << named;
        ++count;
      }
    }
  }
  EXPECT_GE(count, 8u);
}

}  // namespace
}  // namespace giaoban::gateway
