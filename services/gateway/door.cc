// Pages, health, and Connect's unary protocol over JSON and protobuf.
#include "services/gateway/door.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "services/gateway/page_files.h"
#include "services/gateway/refusals.h"
#include "services/gateway/text.h"
#include "services/gateway/trace.h"

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

struct Door::Exchange {
  HttpRequest request;
  std::string body;
  std::string address;
  const Route* route = nullptr;
  Encoding encoding = Encoding::kJson;
  Asking asking;
  v1::RefusalCode code = v1::REFUSAL_CODE_UNSPECIFIED;
  uint64_t position = 0;
  steady_clock::time_point begun = steady_clock::now();
};

HttpResponse Door::unreadable(HttpResponse response, const std::string& address) {
  Exchange exchange;
  exchange.address = address;
  exchange.asking.trace_id = trace(exchange.request);
  exchange.code = v1::REFUSAL_CODE_MALFORMED;
  finish(exchange, response);
  return response;
}

std::optional<HttpResponse> Door::refuse_head(const HttpRequest& request, const std::string& address) {
  const auto refused = [&](const v1::Refusal& refusal, unsigned status = 0) {
    Exchange exchange;
    exchange.request = request;
    exchange.address = address;
    exchange.asking.trace_id = trace(request);
    HttpResponse response = respond_refusal(exchange, refusal, status);
    response.close = true;
    finish(exchange, response);
    return response;
  };
  const std::string& path = request.path;
  const bool is_call = path.compare(0, kCalls.size(), kCalls) == 0;
  if (request.method != (is_call ? "POST" : "GET")) {
    HttpResponse response = refused(unknown_method(request.method + " " + path), 405);
    response.headers.emplace_back("Allow", is_call ? "POST" : "GET");
    return response;
  }
  if (!is_call) return std::nullopt;
  const std::string_view origin = request.header("origin");
  if ((!origin.empty() && !is_same_origin(origin, request.header("host"))) ||
      request.header("sec-fetch-site") == "cross-site") {
    return refused(cross_site());
  }
  if (!encoding_of(request.header("content-type"))) {
    HttpResponse response = refused(wrong_type(), 415);
    response.headers.emplace_back("Accept-Post", "application/json, application/proto");
    return response;
  }
  const std::string_view packed = request.header("content-encoding");
  if (!packed.empty() && packed != "identity") {
    HttpResponse response = refused(unknown_method("Content-Encoding: " + std::string(packed)));
    response.headers.emplace_back("Accept-Encoding", "identity");
    return response;
  }
  if (routes_.find(path) == nullptr) return refused(unknown_method(path.substr(1)));
  if (request.content_length > limits_.body_bytes) return refused(body_too_large(limits_.body_bytes), 413);
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
  if (exchange.route != nullptr) {
    std::string fault;
    try {
      response = co_await call(exchange);
    } catch (const std::exception& e) {
      fault = e.what();
    }
    if (!fault.empty()) {
      journal_.error("a request failed inside the gateway", {{"trace_id", exchange.asking.trace_id}, {"fault", fault}});
      response = respond_refusal(exchange, internal_fault());
    }
  } else if (const PageFile* file = page_file(exchange.request.path)) {
    response.content_type = std::string(file->content_type);
    response.body = std::string(file->body);
  } else if (exchange.request.path == "/healthz") {
    response.body = "ok\n";
  } else {
    response = respond_refusal(exchange, unknown_method(exchange.request.path), 404);
  }
  finish(exchange, response);
  co_return response;
}

asio::awaitable<HttpResponse> Door::call(Exchange& exchange) {
  const HttpRequest& request = exchange.request;
  const Route& route = *exchange.route;
  exchange.encoding = encoding_of(request.header("content-type")).value_or(Encoding::kJson);
  exchange.asking.until = exchange.begun + limits_.call;
  const std::string_view version = request.header("connect-protocol-version");
  if (!version.empty() && version != "1") {
    co_return respond_refusal(exchange, malformed("", "Chỉ hỗ trợ Connect-Protocol-Version: 1.",
                                                  "Only Connect-Protocol-Version: 1 is supported."));
  }
  if (const std::string_view patience = request.header("connect-timeout-ms"); !patience.empty()) {
    const auto timeout = timeout_of(patience);
    if (!timeout) {
      co_return respond_refusal(exchange,
                                malformed("", "Connect-Timeout-Ms phải là số nguyên dương, nhiều nhất 10 chữ số.",
                                          "Connect-Timeout-Ms must be a positive number of at most 10 digits."));
    }
    exchange.asking.until = exchange.begun + std::min(*timeout, limits_.call);
  }
  uint64_t min_position = 0;
  if (const std::string_view wanted = request.header("giaoban-min-position"); !wanted.empty()) {
    const auto position = decimal(wanted, 18);
    if (!position) {
      co_return respond_refusal(exchange, malformed("", "Giaoban-Min-Position phải là số nguyên không âm.",
                                                    "Giaoban-Min-Position must be a whole number."));
    }
    min_position = *position;
  }
  Session session;
  if (route.needs_session) {
    auto found = co_await sessions_.find(token_of(request.header("cookie")), exchange.asking);
    if (const auto* no = std::get_if<v1::Refusal>(&found)) co_return respond_refusal(exchange, *no);
    session = std::get<Session>(found);
    exchange.asking.person_id = session.person_id;
  }
  auto read = read_body(*route.method->input_type(), exchange.encoding, exchange.body,
                        {limits_.json_depth, limits_.json_tokens});
  if (const auto* no = std::get_if<v1::Refusal>(&read)) co_return respond_refusal(exchange, *no);
  std::string payload = std::move(std::get<std::string>(read));
  if (route.service.empty()) co_return co_await call_own(exchange, std::move(payload), std::move(session));
  Asking asking = exchange.asking;
  asking.min_position = min_position;
  Answered answered = co_await calls_.ask(route.service, route.name(), std::move(payload), std::move(asking));
  exchange.position = answered.position;
  co_return respond(exchange, std::move(answered.outcome));
}

asio::awaitable<HttpResponse> Door::call_own(Exchange& exchange, std::string payload, Session session) {
  const std::string& name = exchange.route->method->name();
  SessionAnswer answer;
  if (name == "SignIn") {
    answer = co_await sessions_.sign_in(std::move(payload), exchange.address, exchange.asking);
    if (const auto* no = std::get_if<v1::Refusal>(&answer.outcome);
        no && no->code() == v1::REFUSAL_CODE_UNAUTHENTICATED) {
      journal_.warn("sign-in refused", {{"trace_id", exchange.asking.trace_id}, {"address", exchange.address}});
    }
  } else if (name == "WhoAmI") {
    answer = co_await sessions_.who_am_i(std::move(session), exchange.asking);
  } else {
    answer = co_await sessions_.sign_out(token_of(exchange.request.header("cookie")), exchange.asking);
  }
  HttpResponse response = respond(exchange, std::move(answer.outcome));
  if (!answer.cookie.empty()) response.headers.emplace_back("Set-Cookie", std::move(answer.cookie));
  co_return response;
}

HttpResponse Door::respond(Exchange& exchange, std::variant<std::string, v1::Refusal> outcome) {
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) return respond_refusal(exchange, *no);
  auto body =
      write_body(*exchange.route->method->output_type(), exchange.encoding, std::move(std::get<std::string>(outcome)));
  if (!body) {
    journal_.error("a service answered what is no answer",
                   {{"trace_id", exchange.asking.trace_id}, {"call", exchange.route->name()}});
    return respond_refusal(exchange, internal_fault());
  }
  HttpResponse response;
  response.content_type = std::string(content_type_of(exchange.encoding));
  response.body = std::move(*body);
  if (exchange.position > 0) response.headers.emplace_back("Giaoban-Position", std::to_string(exchange.position));
  return response;
}

HttpResponse Door::respond_refusal(Exchange& exchange, const v1::Refusal& refusal, unsigned status) {
  exchange.code = refusal.code();
  HttpResponse response = refusal_response(refusal);
  if (status != 0) response.status = status;
  return response;
}

void Door::finish(const Exchange& exchange, HttpResponse& response) {
  response.headers.emplace_back("Giaoban-Trace-Id", exchange.asking.trace_id);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - exchange.begun);
  std::vector<runtime::Detail> details = {{"trace_id", exchange.asking.trace_id},
                                          {"method", exchange.request.method},
                                          {"path", std::string(shortened(exchange.request.path, 128))},
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
