// The door: decides what a request is, lets it in or not, and makes its answer. For the gateway's own files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "services/gateway/header_gate.h"
#include "services/gateway/http_response.h"
#include "services/gateway/routes.h"
#include "services/gateway/sessions.h"
#include "services/gateway/transcode.h"
#include "services/runtime/journal.h"

namespace giaoban::gateway {

// All calls from one thread. Everything handed in must outlive it. Never throws for what a client sends; a fault inside
// is answered INTERNAL and written to the journal.
class Door {
 public:
  Door(const Limits& limits, ServiceCalls& calls, Sessions& sessions, runtime::Ids& ids, runtime::Journal& journal)
      : limits_(limits), calls_(calls), sessions_(sessions), ids_(ids), journal_(journal) {}

  // Marks and writes down the answer to a head that could not be read.
  HttpResponse unreadable(HttpResponse response, const std::string& address);
  // What can be refused from the head alone, before the body is read; such an answer closes the connection.
  std::optional<HttpResponse> refuse_head(const HttpRequest& request, const std::string& address);
  // The answer to a whole request that refuse_head() let pass.
  boost::asio::awaitable<HttpResponse> answer(HttpRequest request, std::string body, std::string address);

 private:
  struct Exchange;  // one request on its way to its answer
  boost::asio::awaitable<HttpResponse> call(Exchange& exchange);
  boost::asio::awaitable<HttpResponse> call_own(Exchange& exchange, std::string payload, Session session);
  HttpResponse respond(Exchange& exchange, std::variant<std::string, v1::Refusal> outcome);
  HttpResponse respond_refusal(Exchange& exchange, const v1::Refusal& refusal, unsigned status = 0);
  void finish(const Exchange& exchange, HttpResponse& response);
  std::string trace(const HttpRequest& request);

  Limits limits_;
  ServiceCalls& calls_;
  Sessions& sessions_;
  runtime::Ids& ids_;
  runtime::Journal& journal_;
  Routes routes_;
};

}  // namespace giaoban::gateway
