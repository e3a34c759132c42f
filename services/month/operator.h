// How the demo asks the services as their operator: several questions at once, answers in the same order.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/bus/bus.h"
#include "services/runtime/client.h"

namespace giaoban::month {

// One question. The request must live until the answers are there.
struct Question {
  std::string service;  // "router"
  std::string method;   // "StatusService/GetStatus"
  const google::protobuf::Message* request = nullptr;
};

// Asks all and returns one outcome each; UNAVAILABLE or UNKNOWN_OUTCOME where no answer came in time. Never throws for
// a service that is away.
using AskAll = std::function<std::vector<runtime::Outcome>(const std::vector<Question>&)>;

// One after another, for callers that can only ask one thing at a time.
using AskOne = std::function<runtime::Outcome(const std::string& service, const std::string& method,
                                              const google::protobuf::Message& request)>;
AskAll one_by_one(AskOne ask);

// All at once over one end of the wire, which must outlive the result; answers are awaited for two seconds.
AskAll over(bus::Bus& bus);

// Asks with patience: what is UNAVAILABLE, OVERLOADED or UNKNOWN is asked again for a minute of machine time. One
// thread.
class Operator {
 public:
  explicit Operator(AskAll ask) : ask_(std::move(ask)) {}

  // Throws std::runtime_error when refused, or when nobody answers for a minute.
  template <class Res>
  Res ask(const std::string& service, const std::string& method, const google::protobuf::Message& request) {
    Res response;
    parse(insist({{service, method, &request}}).front(), response);
    return response;
  }
  // The same for many services: one answer each.
  std::vector<std::string> insist(const std::vector<Question>& questions);
  // Once, without patience.
  std::vector<runtime::Outcome> ask_once(const std::vector<Question>& questions) { return ask_(questions); }

 private:
  static void parse(const std::string& bytes, google::protobuf::Message& response);
  AskAll ask_;
};

}  // namespace giaoban::month
