// Attached files come whole, part by part, under their own name, and are never shown by the browser.
#include "services/gateway/files.h"

#include <gtest/gtest.h>

#include <chrono>

#include "giaoban/v1/dossier.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

const std::string kGetChunk = "DossierService/GetChunk";
const std::string kPath = "/files/0192f1c2-0000-7000-8000-000000000001/file_0001";
constexpr size_t kPart = 262'144;

// A router that keeps one file.
void keep_file(RunningGateway& gateway, const std::string& bytes, const std::string& name, const std::string& type,
               uint32_t missing = 1000) {
  gateway.bus.on(kGetChunk, [=](const v1::Request& request) {
    v1::GetChunkRequest asked;
    asked.ParseFromString(request.payload());
    const size_t from = asked.index() * kPart;
    if (from >= bytes.size() || asked.index() == missing) return reply_refusing(v1::REFUSAL_CODE_NOT_FOUND, "index");
    v1::GetChunkResponse response;
    response.set_data(bytes.substr(from, kPart));
    response.set_name(name);
    response.set_media_type(type);
    response.set_parts(static_cast<uint32_t>((bytes.size() + kPart - 1) / kPart));
    response.set_size(bytes.size());
    return reply_with(response);
  });
}

std::string get(const std::string& path = kPath) {
  return request_text("GET", path, "", {RunningGateway::cookie()});
}

TEST(Files, ComeWholeUnderTheirName) {
  RunningGateway gateway;
  std::string bytes;
  for (size_t i = 0; i < 2 * kPart + 77; ++i) bytes += static_cast<char>(i * 31 % 251);
  keep_file(gateway, bytes, "Báo cáo \"quý\" 4.pdf", "application/pdf");
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.exchange(get());
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(answer.body == bytes);
  EXPECT_EQ(answer.headers.at("content-type"), "application/pdf");
  EXPECT_EQ(answer.headers.at("content-disposition"),
            "attachment; filename=\"B_o c_o _qu__ 4.pdf\"; "
            "filename*=UTF-8''B%c3%a1o%20c%c3%a1o%20%22qu%c3%bd%22%204.pdf");
  EXPECT_EQ(answer.headers.at("content-security-policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
  const auto asked = gateway.bus.asked(kGetChunk);
  ASSERT_EQ(asked.size(), 3u);
  for (const auto& one : asked) {
    EXPECT_EQ(one.service, "router");
    EXPECT_EQ(one.request.person_id(), "p1") << "the router decides who may read";
  }
  EXPECT_EQ(client.exchange(request_text("GET", "/healthz", "", {})).status, 200) << "the connection goes on";
}

TEST(Files, AreNeverCalledWhatABrowserWouldRun) {
  RunningGateway gateway;
  for (const char* type :
       {"text/html", "image/svg+xml", "application/xhtml+xml", "", "image/png; x=\r\nSet-Cookie: a"}) {
    keep_file(gateway, "<script>", "a.html", type);
    HttpClient client(gateway.port());
    const HttpAnswer answer = client.exchange(get());
    EXPECT_EQ(answer.headers.at("content-type"), "application/octet-stream") << type;
    EXPECT_FALSE(answer.headers.contains("set-cookie"));
  }
}

TEST(Files, LetNoNameEndItsHeader) {
  EXPECT_EQ(disposition("a\"; x=\r\nSet-Cookie: b"),
            "attachment; filename=\"a__ x___Set-Cookie_ b\"; filename*=UTF-8''a%22%3b%20x%3d%0d%0aSet-Cookie%3a%20b");
  EXPECT_EQ(disposition("../../etc/passwd"),
            "attachment; filename=\".._.._etc_passwd\"; filename*=UTF-8''..%2f..%2fetc%2fpasswd");
}

TEST(Files, NeedASession) {
  RunningGateway gateway;
  keep_file(gateway, "x", "x.pdf", "application/pdf");
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.exchange(request_text("GET", kPath, "", {}));
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_TRUE(gateway.bus.asked(kGetChunk).empty());
}

TEST(Files, HavePathsOfOneFormOnly) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  for (const char* path :
       {"/files/", "/files/short/file_0001", "/files/dossier-1/short", "/files/dossier-1/file_0001/",
        "/files/dossier-1/../file_0001", "/files/dossier%2d1/file_0001", "/files//file_0001", "/files/dossier-1"}) {
    const HttpAnswer answer = client.exchange(get(path));
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.refusal().code(), v1::REFUSAL_CODE_NOT_FOUND) << path;
  }
  EXPECT_EQ(client.exchange(get("/files/" + std::string(65, 'a') + "/file_0001")).status, 404);
  EXPECT_TRUE(gateway.bus.asked(kGetChunk).empty());
}

TEST(Files, PassTheRoutersRefusalOn) {
  RunningGateway gateway;
  gateway.bus.on(kGetChunk, [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_NOT_FOUND); });
  HttpClient client(gateway.port());
  EXPECT_EQ(client.exchange(get()).status, 404);
  gateway.bus.on(kGetChunk, [](const v1::Request&) { return reply_refusing(v1::REFUSAL_CODE_NOT_AUTHORISED); });
  EXPECT_EQ(client.exchange(get()).status, 403);
}

TEST(Files, AreCutWhenAPartCannotBeHad) {
  RunningGateway gateway;
  keep_file(gateway, std::string(3 * kPart, 'x'), "a.pdf", "application/pdf", 2);
  HttpClient client(gateway.port());
  client.send(get());
  EXPECT_FALSE(client.read()) << "a short answer must not look like a whole one";
}

TEST(Files, AreCutWhenNobodyReadsThem) {
  RunningGateway gateway("limits { http_request_seconds: 1 http_connections: 1 }");
  keep_file(gateway, std::string(80 * kPart, 'x'), "a.pdf", "application/pdf");
  HttpClient client(gateway.port());
  client.send(get());
  ASSERT_GE(gateway.bus.wait_for(kGetChunk, 2).size(), 2u);
  // It holds the only connection until its second is over.
  const auto begun = std::chrono::steady_clock::now();
  bool served = false;
  while (!served && std::chrono::steady_clock::now() - begun < std::chrono::seconds(8)) {
    HttpClient other(gateway.port());
    other.send(request_text("GET", "/healthz", "", {}));
    const auto answer = other.read();
    served = answer && answer->status == 200;
  }
  EXPECT_TRUE(served);
  EXPECT_LT(gateway.bus.asked(kGetChunk).size(), 80u);
}

}  // namespace
}  // namespace giaoban::gateway
