// A correlation number per call; late answers of earlier calls are passed over.
#include "services/runtime/client.h"

#include <chrono>

namespace giaoban::runtime {

uint64_t Client::begin(const std::string& service, const std::string& method, const google::protobuf::Message& message,
                       const std::string& person) {
  v1::Envelope envelope;
  auto& request = *envelope.mutable_request();
  request.set_method("giaoban.v1." + method);
  request.set_correlation(next_);
  request.set_person_id(person);
  request.set_payload(message.SerializeAsString());
  return bus_.send(service, envelope.SerializeAsString()) ? next_++ : 0;
}

bool Client::take(uint64_t& number, Outcome& outcome) {
  bus::Answer answer;
  v1::Envelope envelope;
  while (bus_.receive_answer(answer)) {
    if (!envelope.ParseFromString(answer.frame) || !envelope.has_reply()) continue;
    number = envelope.reply().correlation();
    if (envelope.reply().has_refusal()) {
      outcome = envelope.reply().refusal();
    } else {
      outcome = envelope.reply().payload();
    }
    return true;
  }
  return false;
}

Outcome Client::call(const std::string& service, const std::string& method, const google::protobuf::Message& request,
                     const std::string& person, int timeout_ms) {
  using Machine = std::chrono::steady_clock;
  const auto until = Machine::now() + std::chrono::milliseconds(timeout_ms);
  uint64_t sent = 0;
  while (Machine::now() < until) {
    if (sent == 0) sent = begin(service, method, request, person);
    uint64_t number = 0;
    Outcome outcome;
    while (take(number, outcome)) {
      if (number == sent) return outcome;
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Machine::now());
    bus_.wait(std::min(std::max(left, std::chrono::milliseconds(1)), std::chrono::milliseconds(sent == 0 ? 20 : 1000)));
  }
  if (sent == 0) {
    return core::refuse(v1::REFUSAL_CODE_UNAVAILABLE, "",
                        "Không liên lạc được với dịch vụ " + service + ". Dịch vụ đã chạy chưa?",
                        "The service " + service + " cannot be reached. Is it running?");
  }
  return core::refuse(v1::REFUSAL_CODE_UNKNOWN_OUTCOME, "",
                      "Dịch vụ " + service + " không trả lời kịp; kết quả chưa rõ.",
                      "The service " + service + " did not answer in time; the outcome is unknown.");
}

}  // namespace giaoban::runtime
