// Pages, health, and Connect's unary protocol over JSON and protobuf.
#include "services/gateway/door.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "services/gateway/feed.h"
#include "services/gateway/files.h"
#include "services/gateway/pages.h"
#include "services/gateway/refusals.h"
#include "services/gateway/text.h"
#include "services/gateway/trace.h"
#include "services/gateway/unsubscribe.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr std::string_view kCalls = "/giaoban.v1.";

// Worth an operator's eye: attempts at what is not allowed, and what is wrong on our side.
bool matters(v1::RefusalCode code) {
  switch (code) {
    case v1::REFUSAL_CODE_NOT_AUTHORISED:
    case v1::REFUSAL_CODE_OWN_PAPER:
    case v1::REFUSAL_CODE_CALLER_NOT_ALLOWED:
    case v1::REFUSAL_CODE_AUTHORITY_STALE:
    case v1::REFUSAL_CODE_OVERLOADED:
    case v1::REFUSAL_CODE_STORE_FULL:
    case v1::REFUSAL_CODE_UNAVAILABLE:
    case v1::REFUSAL_CODE_UNKNOWN_OUTCOME:
    case v1::REFUSAL_CODE_INTERNAL:
      return true;
    default:
      return false;
  }
}

}  // namespace

HttpResponse Door::unreadable(HttpResponse response, const std::string& address) {
  Exchange exchange;
  exchange.address = address;
  exchange.asking.trace_id = trace(exchange.request);
  exchange.code = v1::REFUSAL_CODE_MALFORMED;
  finish(exchange, response);
  return response;
}

std::optional<HttpResponse> Door::refuse_head(const HttpRequest& request, const std::string& address) {
  const bool is_call = request.path.compare(0, kCalls.size(), kCalls) == 0;
  HttpResponse marks;
  unsigned status = 0;
  std::optional<v1::Refusal> no;
  const bool is_click = is_unsubscribe_path(request.path) && request.method == "POST";
  if (is_click && request.content_length > limits_.anonymous_bytes) {
    no = body_too_large(limits_.anonymous_bytes);
    status = 413;
  } else if (!is_click && request.method != (is_call ? "POST" : "GET")) {
    no = unknown_method(request.method + " " + request.path);
    status = 405;
    marks.headers.emplace_back("Allow", is_call ? "POST" : "GET");
  } else if (is_call) {
    no = refuse_call(request, marks, status);
  }
  if (!no) return std::nullopt;
  HttpResponse response = refuse(request, address, *no, status);
  response.headers.insert(response.headers.end(), marks.headers.begin(), marks.headers.end());
  return response;
}

HttpResponse Door::refuse(const HttpRequest& request, const std::string& address, const v1::Refusal& no,
                          unsigned status) {
  Exchange exchange;
  exchange.request = request;
  exchange.address = address;
  exchange.asking.trace_id = trace(request);
  HttpResponse response = respond_refusal(exchange, no, status);
  response.close = true;
  finish(exchange, response);
  return response;
}

std::optional<v1::Refusal> Door::refuse_call(const HttpRequest& request, HttpResponse& marks, unsigned& status) const {
  const std::string_view origin = request.header("origin");
  const bool from_elsewhere = (!origin.empty() && !is_same_origin(origin, request.header("host"))) ||
                              request.header("sec-fetch-site") == "cross-site";
  if (from_elsewhere) return cross_site();
  if (!encoding_of(request.header("content-type"))) {
    marks.headers.emplace_back("Accept-Post", "application/json, application/proto");
    status = 415;
    return wrong_type();
  }
  const std::string_view packed = request.header("content-encoding");
  if (!packed.empty() && packed != "identity") {
    marks.headers.emplace_back("Accept-Encoding", "identity");
    return unknown_method("Content-Encoding: " + std::string(packed));
  }
  const Route* route = routes_.find(request.path);
  if (route == nullptr) return unknown_method(request.path.substr(1));
  // A longer limit of one call never makes what an operator allows shorter.
  size_t most = std::max(limits_.*(route->body), limits_.body_bytes);
  if (!route->needs_session) most = std::min(limits_.anonymous_bytes, limits_.body_bytes);
  if (request.content_length > most) {
    status = 413;
    return body_too_large(most);
  }
  // A short body of a stranger is read all the same, so that the connection can go on after the refusal.
  const bool is_stranger = route->needs_session && token_of(request.header("cookie")).empty();
  if (is_stranger && request.content_length > limits_.anonymous_bytes) return unauthenticated();
  return std::nullopt;
}

asio::awaitable<HttpResponse> Door::answer(HttpRequest request, std::string body, std::string address) {
  Exchange exchange;
  exchange.request = std::move(request);
  exchange.body = std::move(body);
  exchange.address = std::move(address);
  exchange.asking.trace_id = trace(exchange.request);
  exchange.route = routes_.find(exchange.request.path);
  HttpResponse response;
  std::string fault;
  try {
    response = co_await answer_any(exchange);
  } catch (const std::exception& e) {
    fault = e.what();
  }
  if (!fault.empty()) {
    journal_.error("a request failed inside the gateway", {{"trace_id", exchange.asking.trace_id}, {"fault", fault}});
    response = respond_refusal(exchange, internal_fault());
  }
  finish(exchange, response);
  co_return response;
}

asio::awaitable<HttpResponse> Door::answer_any(Exchange& exchange) {
  const std::string& path = exchange.request.path;
  if (exchange.route != nullptr) co_return co_await call(exchange);
  if (is_file_path(path)) co_return co_await send_file(exchange);
  if (is_feed_path(path)) co_return co_await send_feed(exchange);
  if (is_unsubscribe_path(path)) co_return co_await unsubscribe(exchange);
  HttpResponse response;
  if (path == "/healthz") {
    response.body = "ok\n";
  } else if (auto page = page_response(exchange.request)) {
    response = std::move(*page);
  } else {
    response = respond_refusal(exchange, unknown_method(path), 404);
  }
  co_return response;
}

HttpResponse Door::respond_refusal(Exchange& exchange, const v1::Refusal& refusal, unsigned status) {
  exchange.code = refusal.code();
  HttpResponse response = refusal_response(refusal);
  if (status != 0) response.status = status;
  return response;
}

void Door::finish(const Exchange& exchange, HttpResponse& response) {
  response.headers.emplace_back("Giaoban-Trace-Id", exchange.asking.trace_id);
  if (exchange.position > 0) response.headers.emplace_back("Giaoban-Position", std::to_string(exchange.position));
  if (exchange.business_us > 0)
    response.headers.emplace_back("Giaoban-Business-Us", std::to_string(exchange.business_us));
  if (!writes_all_ && exchange.code == v1::REFUSAL_CODE_UNSPECIFIED) return;
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - exchange.begun);
  std::vector<runtime::Detail> details = {{"trace_id", exchange.asking.trace_id},
                                          {"method", exchange.request.method},
                                          {"path", std::string(shortened(path_to_show(exchange.request.path), 128))},
                                          {"address", exchange.address},
                                          {"status", std::to_string(response.status)},
                                          {"us", std::to_string(took.count())}};
  if (!exchange.asking.person_id.empty()) details.emplace_back("person_id", exchange.asking.person_id);
  if (exchange.code != v1::REFUSAL_CODE_UNSPECIFIED)
    details.emplace_back("refusal", v1::RefusalCode_Name(exchange.code));
  const auto level = matters(exchange.code) ? runtime::Journal::Level::kWarn : runtime::Journal::Level::kDebug;
  journal_.write(level, "request", details);
}

std::string Door::trace(const HttpRequest& request) {
  if (auto given = trace_of(request.header("traceparent"))) return *given;
  return hex(ids_.bytes(16));
}

}  // namespace giaoban::gateway
