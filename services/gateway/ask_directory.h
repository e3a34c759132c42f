// One question to the directory and its answer as a message. For the gateway's own files only.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "services/gateway/refusals.h"
#include "services/gateway/service_calls.h"

namespace giaoban::gateway {

// The directory's answer, or why there is none; and its business time.
template <class Res>
struct Told {
  std::variant<Res, v1::Refusal> said;
  int64_t business_us = 0;
  const v1::Refusal* refusal() const { return std::get_if<v1::Refusal>(&said); }
  Res& response() { return std::get<Res>(said); }
};

// `method` is "DirectoryService/FindAccount".
template <class Res, class Req>
boost::asio::awaitable<Told<Res>> ask_directory(ServiceCalls& calls, std::string method, const Req& request,
                                                Asking asking) {
  std::string payload = request.SerializeAsString();
  Answered answered = co_await calls.ask("directory", "giaoban.v1." + method, std::move(payload), std::move(asking));
  Told<Res> told;
  told.business_us = answered.business_us;
  if (auto* no = std::get_if<v1::Refusal>(&answered.outcome)) {
    told.said = std::move(*no);
  } else if (Res response; response.ParseFromString(std::get<std::string>(answered.outcome))) {
    told.said = std::move(response);
  } else {
    told.said = internal_fault();
  }
  co_return told;
}

}  // namespace giaoban::gateway
