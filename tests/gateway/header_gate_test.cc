// Heads that two readers could understand differently are refused, and the connection with them.
#include "services/gateway/header_gate.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

const std::string kPath = "/giaoban.v1.DossierService/Decide";
const std::string kPost = "POST " + kPath + " HTTP/1.1\r\nContent-Type: application/json\r\n";
const std::string kHost = "Host: 127.0.0.1\r\n";

struct Bad {
  std::string what;
  std::string bytes;
};

std::vector<Bad> bad_heads() {
  const std::string body = "\r\n{}";
  return {
      {"no Host", kPost + "Content-Length: 2\r\n" + body},
      {"two Hosts", kPost + kHost + kHost + "Content-Length: 2\r\n" + body},
      {"an empty Host", kPost + "Host:\r\nContent-Length: 2\r\n" + body},
      {"chunked with content", kPost + kHost + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"},
      {"chunked with a trailer", kPost + kHost + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n"},
      {"chunked twice", kPost + kHost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"chunked with GET", "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"Transfer-Encoding gzip", kPost + kHost + "Transfer-Encoding: gzip\r\n\r\nGET / "},
      {"Transfer-Encoding before Content-Length",
       kPost + kHost + "Transfer-Encoding: gzip\r\nContent-Length: 2\r\n" + body},
      {"Content-Length before Transfer-Encoding",
       kPost + kHost + "Content-Length: 2\r\nTransfer-Encoding: gzip\r\n" + body},
      {"Content-Length with chunked", kPost + kHost + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n" + body},
      {"chunked, identity", kPost + kHost + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
      {"Content-Length differing", kPost + kHost + "Content-Length: 2\r\nContent-Length: 3\r\n" + body},
      {"Content-Length twice the same", kPost + kHost + "Content-Length: 2\r\nContent-Length: 2\r\n" + body},
      {"Content-Length in a list", kPost + kHost + "Content-Length: 2, 2\r\n" + body},
      {"Content-Length with a sign", kPost + kHost + "Content-Length: +2\r\n" + body},
      {"Content-Length in hexadecimal", kPost + kHost + "Content-Length: 0x2\r\n" + body},
      {"no Content-Length", kPost + kHost + "\r\n"},
      {"a folded line", kPost + kHost + "X-A: b\r\n c\r\nContent-Length: 2\r\n" + body},
      {"a folded line with a tab", kPost + kHost + "Content-Length: 2\r\n\tX: y\r\n" + body},
      {"a blank before the colon", kPost + kHost + "Content-Length : 2\r\n" + body},
      {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n"},
      {"a bare line feed among the lines", "GET / HTTP/1.1\r\nHost: x\nX: y\r\n\r\n"},
      {"HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\n\r\n"},
      {"HTTP/1.0 with chunked", "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n"},
      {"HTTP/0.9", "GET /\r\n\r\n"},
      {"no blank in the request line", "GET/HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an unknown method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"CONNECT", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an absolute target", "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"bytes beyond ASCII in the target", "GET /\xe2\x80\xae HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a body with GET", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n" + body},
      {"NUL in a header", std::string("GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n", 36)},
      {"two cookies", kPost + kHost + "Cookie: a=b\r\nCookie: c=d\r\nContent-Length: 2\r\n" + body},
      {"two Origins",
       kPost + kHost + "Origin: http://127.0.0.1\r\nOrigin: http://evil\r\nContent-Length: 2\r\n" + body},
      {"TLS on a plain port", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n"},
  };
}

TEST(HeaderGate, RefusesAndClosesWhateverIsAmbiguous) {
  RunningGateway gateway;
  for (const Bad& bad : bad_heads()) {
    HttpClient client(gateway.port());
    client.send(bad.bytes);
    const auto answer = client.read();
    ASSERT_TRUE(answer) << bad.what;
    EXPECT_EQ(answer->status, 400) << bad.what;
    EXPECT_EQ(answer->headers.at("connection"), "close") << bad.what;
    EXPECT_EQ(answer->refusal().code(), v1::REFUSAL_CODE_MALFORMED) << bad.what;
    EXPECT_TRUE(client.ended()) << bad.what;
  }
  EXPECT_TRUE(gateway.bus.asked("DossierService/Decide").empty());
}

TEST(HeaderGate, RefusesAHeadThatIsTooLong) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.exchange("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n");
  EXPECT_EQ(answer.status, 431);
  EXPECT_TRUE(client.ended());
}

TEST(HeaderGate, RefusesExpectationsThatItCannotMeet) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  EXPECT_EQ(client.exchange("GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n").status, 417);
  EXPECT_TRUE(client.ended());
}

// buf and connect-go send an empty message as a chunked body of nothing; that one form is as clear as a length of 0.
TEST(HeaderGate, LetsAnEmptyChunkedBodyPass) {
  RunningGateway gateway;
  HttpClient client(gateway.port());
  const HttpAnswer answer = client.exchange(
      "POST /giaoban.v1.SessionService/WhoAmI HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      "Content-Type: application/proto\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  EXPECT_EQ(answer.status, 401) << "read to its end and judged like any other";
}

TEST(HeaderGate, LetsOrdinaryHeadsPass) {
  const auto head = read_head(
      "POST /a?b=c HTTP/1.1\r\nHost: x:1\r\nContent-Length: 12\r\nConnection: close\r\nX-A: 1\r\nX-A: 2\r\n\r\n");
  const auto* request = std::get_if<HttpRequest>(&head);
  ASSERT_NE(request, nullptr);
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->path, "/a");
  EXPECT_EQ(request->content_length, 12u);
  EXPECT_FALSE(request->keep_alive);
  EXPECT_EQ(request->header("host"), "x:1");
  EXPECT_EQ(request->header("nothing"), "");
}

}  // namespace
}  // namespace giaoban::gateway
