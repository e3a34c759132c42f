// Beast's parser, behind checks of our own: it accepts folded lines, missing and double Hosts and most
// Transfer-Encodings.
#include "services/gateway/header_gate.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>

#include "services/gateway/refusals.h"
#include "services/gateway/text.h"

namespace giaoban::gateway {
namespace {

namespace http = boost::beast::http;

constexpr std::array<std::string_view, 12> kAtMostOnce = {"host",
                                                          "content-length",
                                                          "content-type",
                                                          "content-encoding",
                                                          "cookie",
                                                          "origin",
                                                          "sec-fetch-site",
                                                          "expect",
                                                          "traceparent",
                                                          "connect-protocol-version",
                                                          "connect-timeout-ms",
                                                          "giaoban-min-position"};

HttpResponse refused(unsigned status, std::string_view vi, std::string_view en) {
  HttpResponse response = refusal_response(malformed("", vi, en));
  response.status = status;
  response.close = true;
  return response;
}

// A line that begins with a blank continues the one before it; readers disagree about what that means.
bool has_folded_line(std::string_view head) {
  return head.find("\n ") != std::string_view::npos || head.find("\n\t") != std::string_view::npos;
}

std::optional<HttpResponse> take_headers(const http::request<http::empty_body>& parsed, HttpRequest& request) {
  for (const auto& field : parsed) {
    const std::string name = lower(std::string_view(field.name_string().data(), field.name_string().size()));
    const auto [at, fresh] = request.headers.emplace(name, std::string(field.value()));
    const bool matters =
        name == "transfer-encoding" || std::find(kAtMostOnce.begin(), kAtMostOnce.end(), name) != kAtMostOnce.end();
    if (!fresh && matters) {
      return refused(400, "Dòng đầu “" + name + "” xuất hiện hai lần. Chỉ được gửi một lần.",
                     "The header \"" + name + "\" is there twice. Send it once.");
    }
  }
  if (const auto found = request.headers.find("transfer-encoding"); found != request.headers.end()) {
    request.chunked =
        found->second == "chunked" && request.method == "POST" && !request.headers.contains("content-length");
    if (!request.chunked) {
      return refused(400, "Không nhận Transfer-Encoding này. Hãy gửi Content-Length.",
                     "This Transfer-Encoding is not accepted. Send a Content-Length.");
    }
  }
  if (request.header("host").empty()) {
    return refused(400, "Thiếu dòng đầu Host. Yêu cầu HTTP/1.1 phải có đúng một dòng Host.",
                   "The Host header is missing. A request in HTTP/1.1 has exactly one.");
  }
  return std::nullopt;
}

std::optional<HttpResponse> take_length(HttpRequest& request) {
  if (request.chunked) {
    request.content_length = kEmptyChunked.size();
    return std::nullopt;
  }
  const auto found = request.headers.find("content-length");
  if (found == request.headers.end()) {
    if (request.method != "POST") return std::nullopt;
    return refused(400, "Yêu cầu POST thiếu Content-Length.", "The POST request has no Content-Length.");
  }
  const std::optional<uint64_t> length = decimal(found->second, 15);
  if (!length) return refused(400, "Content-Length không phải là số.", "The Content-Length is no number.");
  if (*length > 0 && request.method != "POST") {
    return refused(400, "Chỉ yêu cầu POST mới được có nội dung.", "Only a POST request may have a body.");
  }
  request.content_length = *length;
  return std::nullopt;
}

std::optional<HttpResponse> take_expectation(HttpRequest& request) {
  const std::string_view expectation = request.header("expect");
  if (expectation.empty()) return std::nullopt;
  request.expects_continue = lower(expectation) == "100-continue";
  if (request.expects_continue) return std::nullopt;
  return refused(417, "Không đáp ứng được dòng đầu Expect này.", "This Expect header cannot be met.");
}

}  // namespace

std::string_view HttpRequest::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

size_t head_length(std::string_view buffer) {
  const size_t whole = buffer.find("\n\r\n");
  const size_t bare = buffer.find("\n\n");
  if (whole == std::string_view::npos && bare == std::string_view::npos) return 0;
  return whole < bare ? whole + 3 : bare + 2;
}

std::variant<HttpRequest, HttpResponse> read_head(std::string_view head) {
  if (has_folded_line(head)) {
    return refused(400, "Dòng đầu bị gập sang dòng sau. Mỗi dòng đầu phải nằm trên một dòng.",
                   "A header is folded over two lines. Every header stands on one line.");
  }
  http::request_parser<http::empty_body> parser;
  parser.header_limit(static_cast<uint32_t>(head.size()));
  parser.body_limit(boost::none);
  boost::system::error_code error;
  parser.put(boost::asio::buffer(head.data(), head.size()), error);
  if (error || !parser.is_header_done()) {
    return refused(400, "Không đọc được phần đầu của yêu cầu HTTP (" + error.message() + ").",
                   "The head of the HTTP request cannot be read (" + error.message() + ").");
  }
  const auto& parsed = parser.get();
  if (parsed.version() != 11) {
    return refused(400, "Chỉ nhận HTTP/1.1.", "Only HTTP/1.1 is accepted.");
  }
  constexpr std::array kKnown = {http::verb::get,     http::verb::post,    http::verb::head, http::verb::put,
                                 http::verb::delete_, http::verb::options, http::verb::patch};
  if (std::find(kKnown.begin(), kKnown.end(), parsed.method()) == kKnown.end()) {
    return refused(400, "Không nhận phương thức HTTP này.", "This HTTP method is not accepted.");
  }
  HttpRequest request;
  request.method = std::string(parsed.method_string());
  const std::string target(parsed.target());
  if (target.empty() || target.front() != '/') {
    return refused(400, "Địa chỉ trong yêu cầu phải bắt đầu bằng dấu “/”.",
                   "The target of the request must begin with \"/\".");
  }
  if (std::any_of(target.begin(), target.end(), [](char c) { return c <= ' ' || c > '~'; })) {
    return refused(400, "Địa chỉ trong yêu cầu có ký tự ngoài ASCII. Hãy viết ký tự đó thành %XX.",
                   "The target of the request has a character beyond ASCII. Write it as %XX.");
  }
  request.path = target.substr(0, target.find('?'));
  if (auto no = take_headers(parsed, request)) return *no;
  if (auto no = take_length(request)) return *no;
  if (auto no = take_expectation(request)) return *no;
  request.keep_alive = parsed.keep_alive();
  return request;
}

}  // namespace giaoban::gateway
