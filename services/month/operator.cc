// Questions with correlation numbers, and patience with services that are being restarted.
#include "services/month/operator.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

#include "workflows/core/refusal.h"

namespace giaoban::month {

namespace {

using Machine = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto kAnswerWithin = milliseconds(2000);
constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kLongestPause = milliseconds(200);

v1::Refusal unavailable(const std::string& service) {
  return core::refuse(v1::REFUSAL_CODE_UNAVAILABLE, "", "Chưa liên lạc được với dịch vụ " + service + ".",
                      "The service " + service + " cannot be reached.");
}

bool may_pass(v1::RefusalCode code) {
  return code == v1::REFUSAL_CODE_UNAVAILABLE || code == v1::REFUSAL_CODE_UNKNOWN_OUTCOME ||
         code == v1::REFUSAL_CODE_OVERLOADED || code == v1::REFUSAL_CODE_AUTHORITY_STALE;
}

}  // namespace

AskAll one_by_one(AskOne ask) {
  return [ask = std::move(ask)](const std::vector<Question>& questions) {
    std::vector<runtime::Outcome> outcomes;
    for (const auto& question : questions)
      outcomes.push_back(ask(question.service, question.method, *question.request));
    return outcomes;
  };
}

AskAll over(bus::Bus& bus) {
  return [&bus, client = std::make_shared<runtime::Client>(bus)](const std::vector<Question>& questions) {
    std::vector<runtime::Outcome> outcomes;
    std::map<uint64_t, size_t> open;
    for (const auto& question : questions) {
      outcomes.push_back(unavailable(question.service));
      const uint64_t number = client->begin(question.service, question.method, *question.request);
      if (number != 0) open[number] = outcomes.size() - 1;
    }
    const auto until = Machine::now() + kAnswerWithin;
    while (!open.empty() && Machine::now() < until) {
      uint64_t number = 0;
      runtime::Outcome outcome;
      if (!client->take(number, outcome)) {
        bus.wait(milliseconds(20));
        continue;
      }
      const auto at = open.find(number);
      if (at == open.end()) continue;
      outcomes[at->second] = std::move(outcome);
      open.erase(at);
    }
    for (const auto& [number, index] : open) {
      auto& no = std::get<v1::Refusal>(outcomes[index]);
      no.set_code(v1::REFUSAL_CODE_UNKNOWN_OUTCOME);
    }
    return outcomes;
  };
}

std::vector<std::string> Operator::insist(const std::vector<Question>& questions) {
  const auto until = Machine::now() + kPatience;
  auto pause = milliseconds(1);
  std::vector<std::string> answers(questions.size());
  std::vector<size_t> open(questions.size());
  for (size_t i = 0; i < open.size(); ++i) open[i] = i;
  while (true) {
    std::vector<Question> asked;
    for (const size_t i : open) asked.push_back(questions[i]);
    auto outcomes = ask_(asked);
    std::vector<size_t> left;
    for (size_t i = 0; i < open.size(); ++i) {
      const auto* no = std::get_if<v1::Refusal>(&outcomes[i]);
      if (no == nullptr) {
        answers[open[i]] = std::move(std::get<std::string>(outcomes[i]));
      } else if (may_pass(no->code()) && Machine::now() < until) {
        left.push_back(open[i]);
      } else {
        throw std::runtime_error(asked[i].service + " " + asked[i].method + ": " + no->text_vi() + " / " +
                                 no->text_en());
      }
    }
    if (left.empty()) return answers;
    open = std::move(left);
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, kLongestPause);
  }
}

void Operator::parse(const std::string& bytes, google::protobuf::Message& response) {
  if (!response.ParseFromString(bytes)) throw std::runtime_error("an answer is no " + response.GetTypeName());
}

}  // namespace giaoban::month
