// Connect unary calls in JSON, with patience.
#include "services/month/door.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "giaoban/v1/report.pb.h"
#include "giaoban/v1/session.pb.h"

namespace giaoban::month {

namespace {

using Machine = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(60);
constexpr int64_t kFirstPauseMs = 10;
constexpr int64_t kLongestPauseMs = 500;
constexpr size_t kRefusalsKept = 20;

std::string to_json(const google::protobuf::Message& message) {
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json);
  if (!status.ok()) throw std::runtime_error("cannot write JSON: " + status.ToString());
  return json;
}

void from_json(const std::string& json, google::protobuf::Message& message) {
  const auto status = google::protobuf::util::JsonStringToMessage(json, &message);
  if (!status.ok())
    throw std::runtime_error("the gateway's answer is no " + message.GetTypeName() + ": " + status.ToString());
}

// A text of Connect's error JSON: "code", "message".
std::string error_text(const std::string& body, const std::string& name) {
  google::protobuf::Struct error;
  if (!google::protobuf::util::JsonStringToMessage(body, &error).ok()) return {};
  const auto at = error.fields().find(name);
  return at == error.fields().end() ? std::string() : at->second.string_value();
}

// 0 stands for no answer at all.
bool is_definite(unsigned status) {
  return status != 0 && status != 429 && status != 503 && status != 504;
}

}  // namespace

Door::Door(Browser& browser, const std::string& acks, std::function<void()> acknowledged)
    : browser_(browser), acks_(acks, std::ios::trunc), acknowledged_(std::move(acknowledged)) {
  if (!acks_) throw std::runtime_error("cannot write the file of acknowledgements " + acks);
}

Task<std::optional<v1::DecideResponse>> Door::decide(Person& person, const v1::DecideRequest& request) {
  if (person.cookie.empty()) co_await sign_in(person);
  const auto began = Machine::now();
  std::optional<v1::DecideResponse> response(std::in_place);
  const Asked asked = co_await ask_into(person, "DossierService/Decide", request, *response);
  if (asked.again) ++record_.retried;
  if (!asked.good) co_return std::nullopt;
  record_.decide_ms.push_back(std::chrono::duration<double, std::milli>(Machine::now() - began).count());
  acknowledge(person, request, *response);
  co_return response;
}

Task<Door::Asked> Door::ask_into(Person& person, std::string method, const google::protobuf::Message& request,
                                 google::protobuf::Message& response) {
  const std::string json = to_json(request);
  if (person.cookie.empty()) co_await sign_in(person);
  Reply reply = co_await insist(method, person.cookie, json);
  if (reply.answer.status == 401) {
    co_await sign_in(person);
    const bool again = reply.again;
    reply = co_await insist(method, person.cookie, json);
    reply.again = reply.again || again;
  }
  Asked asked;
  asked.good = reply.answer.status == 200;
  asked.again = reply.again;
  if (asked.good) {
    from_json(reply.answer.body, response);
  } else {
    note_refusal(person, method, reply.answer.body);
  }
  co_return asked;
}

Task<void> Door::sign_in(Person& person) {
  v1::SignInRequest request;
  request.set_login(person.login);
  request.set_password(person.password);
  const std::string json = to_json(request);
  const Reply reply = co_await insist("SessionService/SignIn", "", json);
  if (reply.answer.status != 200 || reply.answer.cookie.empty()) {
    throw std::runtime_error(person.login + " cannot sign in: " + error_text(reply.answer.body, "message"));
  }
  person.cookie = reply.answer.cookie;
}

Task<Door::Reply> Door::insist(std::string method, std::string cookie, std::string json) {
  const auto until = Machine::now() + kPatience;
  const std::string path = "/giaoban.v1." + method;
  int64_t pause = kFirstPauseMs;
  std::string fault;
  Reply reply;
  while (true) {
    try {
      reply.answer = co_await browser_.post(path, cookie, json);
      if (is_definite(reply.answer.status)) co_return reply;
      fault = error_text(reply.answer.body, "message");
    } catch (const NoAnswer& none) {
      fault = none.what();
    }
    if (Machine::now() > until) throw std::runtime_error("no answer to " + method + " within a minute: " + fault);
    reply.again = true;
    co_await browser_.rest(pause);
    pause = std::min(2 * pause, kLongestPauseMs);
  }
}

void Door::note_refusal(const Person& person, const std::string& method, const std::string& body) {
  const std::string code = error_text(body, "code");
  if (code == "aborted") return;
  ++record_.refused;
  if (record_.refusals.size() >= kRefusalsKept) return;
  record_.refusals.push_back(person.login + " " + method + ": " + code + ": " + error_text(body, "message"));
}

void Door::acknowledge(const Person& person, const v1::DecideRequest& request, const v1::DecideResponse& response) {
  v1::Acknowledgement line;
  line.set_person_id(person.person_id);
  line.set_request_id(request.request_id());
  line.set_dossier_id(response.dossier_id());
  line.set_version(response.version());
  line.set_state(response.state());
  line.set_position(response.position());
  acks_ << to_json(line) << std::endl;
  if (!acks_) throw std::runtime_error("cannot write to the file of acknowledgements");
  ++record_.acts;
  acknowledged_();
}

}  // namespace giaoban::month
