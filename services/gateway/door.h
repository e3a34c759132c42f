// The door: decides what a request is, lets it in or not, and makes its answer. For the gateway's own files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "services/gateway/header_gate.h"
#include "services/gateway/http_response.h"
#include "services/gateway/live.h"
#include "services/gateway/routes.h"
#include "services/gateway/sessions.h"
#include "services/gateway/transcode.h"
#include "services/runtime/journal.h"

namespace giaoban::gateway {

// All calls from one thread. Everything handed in must outlive it. Never throws for what a client sends; a fault inside
// is answered INTERNAL and written to the journal. Requests that went well are written down only when `writes_all`.
class Door {
 public:
  Door(const Limits& limits, ServiceCalls& calls, Sessions& sessions, Live& live, runtime::Ids& ids,
       runtime::Journal& journal, bool writes_all)
      : limits_(limits),
        calls_(calls),
        sessions_(sessions),
        live_(live),
        ids_(ids),
        journal_(journal),
        writes_all_(writes_all) {}

  // Marks and writes down the answer to a head that could not be read.
  HttpResponse unreadable(HttpResponse response, const std::string& address);
  // What can be refused from the head alone, before the body is read; such an answer closes the connection.
  std::optional<HttpResponse> refuse_head(const HttpRequest& request, const std::string& address);
  // Marks and writes down the refusal of a request whose body is not read to its end; the answer closes the connection.
  // `status` is for refusals that HTTP has a word of its own for; 0: the refusal's usual one.
  HttpResponse refuse(const HttpRequest& request, const std::string& address, const v1::Refusal& no,
                      unsigned status = 0);
  // The answer to a whole request that refuse_head() let pass.
  boost::asio::awaitable<HttpResponse> answer(HttpRequest request, std::string body, std::string address);

 private:
  struct Exchange;  // one request on its way to its answer
  // door.cc
  boost::asio::awaitable<HttpResponse> answer_any(Exchange& exchange);
  std::optional<v1::Refusal> refuse_call(const HttpRequest& request, HttpResponse& marks, unsigned& status) const;
  HttpResponse respond_refusal(Exchange& exchange, const v1::Refusal& refusal, unsigned status = 0);
  void finish(const Exchange& exchange, HttpResponse& response);
  std::string trace(const HttpRequest& request);
  // door_calls.cc
  boost::asio::awaitable<HttpResponse> call(Exchange& exchange);
  boost::asio::awaitable<HttpResponse> call_own(Exchange& exchange, std::string payload, Session session);
  boost::asio::awaitable<HttpResponse> await_news(Exchange& exchange, const std::string& payload);
  boost::asio::awaitable<HttpResponse> send_file(Exchange& exchange);
  boost::asio::awaitable<HttpResponse> send_feed(Exchange& exchange);
  boost::asio::awaitable<HttpResponse> unsubscribe(Exchange& exchange);  // unsubscribe.cc
  boost::asio::awaitable<std::optional<v1::Refusal>> find_session(Exchange& exchange, Session& session);
  std::optional<v1::Refusal> read_headers(Exchange& exchange) const;
  void write_down(const Exchange& exchange, std::vector<runtime::Detail> whom);
  HttpResponse respond(Exchange& exchange, std::variant<std::string, v1::Refusal> outcome);

  Limits limits_;
  ServiceCalls& calls_;
  Sessions& sessions_;
  Live& live_;
  runtime::Ids& ids_;
  runtime::Journal& journal_;
  bool writes_all_;
  Routes routes_;
};

struct Door::Exchange {
  HttpRequest request;
  std::string body;
  std::string address;
  const Route* route = nullptr;
  Encoding encoding = Encoding::kJson;
  Asking asking;
  std::optional<std::chrono::milliseconds> patience;  // as the client says it
  v1::RefusalCode code = v1::REFUSAL_CODE_UNSPECIFIED;
  uint64_t position = 0;    // of the log of who answered; 0: not told
  int64_t business_us = 0;  // business time of who answered; 0: not told
  Deadline begun = std::chrono::steady_clock::now();
};

}  // namespace giaoban::gateway
