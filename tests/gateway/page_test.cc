// The portal as it is served: every part there, packed where that helps, kept where it never changes, and nothing
// inline.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "services/gateway/page_files.h"
#include "services/gateway/pages.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

namespace fs = std::filesystem;
const fs::path kBuilt = BINARY_DIR "/portal";

HttpAnswer get(RunningGateway& gateway, const std::string& path, const std::vector<std::string>& headers = {}) {
  HttpClient client(gateway.port());
  return client.exchange(request_text("GET", path, "", headers));
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

// The script that the page begins with: long, and named by its digest.
std::string script_of(const std::string& page) {
  for (const std::string& path : between(page, "src=\"", "\"")) {
    if (path.starts_with("/assets/")) return path;
  }
  return {};
}

TEST(Page, IsEmbeddedWhole) {
  size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kBuilt)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".map") continue;
    std::string path = "/" + fs::relative(entry.path(), kBuilt).string();
    if (path == "/index.html") path = "/";
    const PageFile* file = page_file(path);
    ASSERT_NE(file, nullptr) << path;
    std::ifstream in(entry.path(), std::ios::binary);
    EXPECT_TRUE(file->body == std::string(std::istreambuf_iterator<char>(in), {})) << path;
    EXPECT_LT(file->packed.size(), file->body.size()) << path;
    ++files;
  }
  EXPECT_GE(files, 5u);
  EXPECT_EQ(page_file("/nothing.js"), nullptr);
  EXPECT_EQ(page_file(""), nullptr);
  EXPECT_EQ(page_file("/~"), nullptr) << "after the last";
}

TEST(Page, FindsEveryPartThatItNames) {
  const std::string index(page_file("/")->body);
  size_t count = 0;
  for (const char* begin : {"src=\"", "href=\""}) {
    for (const std::string& named : between(index, begin, "\"")) {
      EXPECT_NE(page_file(named), nullptr) << named;
      ++count;
    }
  }
  EXPECT_GE(count, 3u);
}

TEST(Page, HasNothingInlineAndNothingFromElsewhere) {
  const std::string index(page_file("/")->body);
  EXPECT_FALSE(holds(index, {"<style", " style=", " onclick=", " onload=", " onerror=", " onsubmit=", "javascript:"}));
  EXPECT_FALSE(holds(index, {"http://", "https://", "=\"//"}));
  const auto scripts = between(index, "<script", ">");
  EXPECT_FALSE(scripts.empty());
  for (const std::string& script : scripts) EXPECT_TRUE(holds(script, {" src="})) << script;
}

TEST(Page, AnswersEveryPlaceInsideThePortalWithItself) {
  RunningGateway gateway;
  const HttpAnswer page = get(gateway, "/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(page.headers.at("content-security-policy").find("script-src 'self'"), std::string::npos);
  EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  for (const char* path : {"/desk", "/papers/0192", "/papers/0192?from=mail", "/a/b/c/", "/giaoban", "/files",
                           "/administration/units/24.218.07444.01"}) {
    const HttpAnswer inside = get(gateway, path);
    EXPECT_EQ(inside.status, 200) << path;
    EXPECT_EQ(inside.body, page.body) << path;
    EXPECT_EQ(inside.headers.at("cache-control"), "no-cache") << path;
  }
  for (const char* path : {"/desk.html", "/assets/nothing.js", "/.git/config", "/../index.html", "/assets/../sw.js"}) {
    EXPECT_EQ(get(gateway, path).status, 404) << path;
  }
  EXPECT_EQ(get(gateway, "/giaoban.v1.DossierService/Decide").status, 405) << "no call is a page";
  EXPECT_EQ(get(gateway, "/files/x/y").status, 401) << "no file is a page";
  EXPECT_EQ(get(gateway, "/healthz").body, "ok\n");
}

TEST(Page, LetsBrowsersKeepForGoodWhatIsNamedByItsDigest) {
  RunningGateway gateway;
  const std::string script = script_of(get(gateway, "/").body);
  ASSERT_FALSE(script.empty());
  const HttpAnswer answer = get(gateway, script);
  EXPECT_EQ(answer.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(answer.headers.at("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(answer.body, page_file(script)->body);
  EXPECT_EQ(get(gateway, "/sw.js").headers.at("cache-control"), "no-cache");
}

TEST(Page, IsPackedForWhoeverCanUnpack) {
  RunningGateway gateway;
  const std::string script = script_of(get(gateway, "/").body);
  const HttpAnswer plain = get(gateway, script);
  EXPECT_FALSE(plain.headers.contains("content-encoding"));
  EXPECT_EQ(plain.headers.at("vary"), "Accept-Encoding");
  const HttpAnswer packed = get(gateway, script, {"Accept-Encoding: br, gzip"});
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(packed.headers.at("content-type"), plain.headers.at("content-type"));
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_NE(packed.headers.at("etag"), plain.headers.at("etag")) << "other bytes, another tag";
}

TEST(Page, IsNotSentAgainToWhoeverHasIt) {
  RunningGateway gateway;
  const HttpAnswer first = get(gateway, "/");
  HttpClient client(gateway.port());
  const HttpAnswer again =
      client.exchange(request_text("GET", "/", "", {"If-None-Match: \"x\", W/" + first.headers.at("etag")}));
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.headers.at("etag"), first.headers.at("etag"));
  EXPECT_FALSE(again.headers.contains("content-length"));
  EXPECT_EQ(client.exchange(request_text("GET", "/healthz", "", {})).body, "ok\n") << "the connection goes on";
  EXPECT_EQ(get(gateway, "/", {"If-None-Match: \"x\""}).status, 200);
  EXPECT_EQ(get(gateway, "/", {"If-None-Match: " + first.headers.at("etag"), "Accept-Encoding: gzip"}).status, 200)
      << "it has the other form";
}

TEST(Page, ReadsWhatABrowserAccepts) {
  for (const char* yes : {"gzip", "br, gzip", "GZIP;q=0.5", "deflate,gzip;q=1.0", "*", "gzip ; q=0.001"})
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  for (const char* no : {"", "br", "gzip;q=0", "gzip;q=0.000", "identity, gzip; q=0", "xgzip"})
    EXPECT_FALSE(accepts_gzip(no)) << no;
  EXPECT_TRUE(names_tag("*", "\"a\""));
  EXPECT_TRUE(names_tag("\"b\" , W/\"a\"", "\"a\""));
  EXPECT_FALSE(names_tag("\"ab\"", "\"a\""));
  EXPECT_FALSE(names_tag("", "\"a\""));
}

}  // namespace
}  // namespace giaoban::gateway
