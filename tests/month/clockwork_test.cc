// Business time moves only when every service has heard everything, and services that are away are waited for.
#include "services/month/clockwork.h"

#include <gtest/gtest.h>

#include <map>

#include "workflows/core/refusal.h"

namespace giaoban::month {
namespace {

v1::GetStatusResponse standing(const std::string& service, uint64_t head, int64_t business_us = 100) {
  v1::GetStatusResponse status;
  status.set_service(service);
  status.set_head(head);
  status.set_business_us(business_us);
  return status;
}

v1::GetStatusResponse following(const std::string& service, const std::string& source, uint64_t position) {
  auto status = standing(service, 0);
  auto& cursor = *status.add_cursors();
  cursor.set_source(source);
  cursor.set_position(position);
  return status;
}

TEST(Unrest, IsNoneWhenEveryCursorStandsAtTheHead) {
  EXPECT_EQ(unrest({standing("router", 7), following("records", "router", 7)}, 100), "");
}

TEST(Unrest, NamesWhoIsBehind) {
  EXPECT_EQ(unrest({standing("router", 7), following("records", "router", 6)}, 100),
            "records has heard 6 of 7 records of router");
}

TEST(Unrest, WaitsForWhatIsUnderWayOutside) {
  auto notifier = standing("notifier", 0);
  notifier.set_in_flight(2);
  EXPECT_EQ(unrest({notifier}, 100), "notifier has 2 things under way");
}

TEST(Unrest, WaitsForAServiceThatHasSomethingDueNow) {
  auto reminder = standing("reminder", 0);
  reminder.set_next_due_us(100);
  EXPECT_EQ(unrest({reminder}, 100), "reminder has something due");
  reminder.set_next_due_us(101);
  EXPECT_EQ(unrest({reminder}, 100), "");
}

TEST(Unrest, WaitsForAServiceThatKeepsAnotherTime) {
  EXPECT_EQ(unrest({standing("router", 0, 99)}, 100), "router keeps another time");
}

// Two services whose status comes from a script, one entry per question; the last stays.
class Scripted {
 public:
  AskAll ask() {
    return [this](const std::vector<Question>& questions) {
      std::vector<runtime::Outcome> outcomes;
      for (const auto& question : questions) outcomes.push_back(answer(question));
      return outcomes;
    };
  }
  std::vector<std::string> asked;
  std::map<std::string, std::vector<v1::GetStatusResponse>> script;
  int away = 0;  // so many questions find nobody

 private:
  runtime::Outcome answer(const Question& question) {
    if (away > 0) {
      --away;
      return core::refuse(v1::REFUSAL_CODE_UNAVAILABLE, "", "vắng", "away");
    }
    asked.push_back(question.service + " " + question.method);
    if (question.method == "ClockService/SetClock") return v1::SetClockResponse().SerializeAsString();
    auto& lines = script[question.service];
    const auto status = lines.front();
    if (lines.size() > 1) lines.erase(lines.begin());
    return status.SerializeAsString();
  }
};

TEST(Clockwork, SettlesOnlyWhenTheLastReaderHasCaughtUpAndSaysWhatIsDueFirst) {
  Scripted services;
  auto router = standing("router", 7);
  router.set_next_due_us(500);
  auto records = following("records", "router", 7);
  records.set_next_due_us(300);
  services.script["router"] = {router};
  services.script["records"] = {following("records", "router", 5), following("records", "router", 6), records};
  Operator asks(services.ask());
  Clockwork clockwork(asks, {"router", "records"}, 100);
  EXPECT_EQ(clockwork.settle(), 300);
  EXPECT_EQ(services.asked.size(), 6U);
}

TEST(Clockwork, TellsTheTimeAgainToAServiceThatWasStartedAgain) {
  Scripted services;
  services.script["router"] = {standing("router", 0, 50), standing("router", 0, 100)};
  Operator asks(services.ask());
  Clockwork clockwork(asks, {"router"}, 100);
  EXPECT_EQ(clockwork.settle(), 0);
  EXPECT_EQ(services.asked, (std::vector<std::string>{"router StatusService/GetStatus", "router ClockService/SetClock",
                                                      "router StatusService/GetStatus"}));
}

TEST(Clockwork, StopsLoudlyWhenAReaderHasStoppedForGood) {
  Scripted services;
  auto records = following("records", "router", 5);
  records.mutable_cursors(0)->set_stopped("the log is another one");
  services.script["records"] = {records};
  Operator asks(services.ask());
  Clockwork clockwork(asks, {"records"}, 100);
  EXPECT_THROW(clockwork.settle(), std::runtime_error);
}

TEST(Clockwork, NeverMovesBack) {
  Scripted services;
  Operator asks(services.ask());
  Clockwork clockwork(asks, {"router"}, 100);
  clockwork.move_to(90);
  EXPECT_EQ(clockwork.now_us(), 100);
  clockwork.move_to(110);
  EXPECT_EQ(clockwork.now_us(), 110);
}

TEST(Clockwork, LetsTimeFlowPastAServiceThatIsAwayWithoutWaitingForIt) {
  Scripted services;
  services.away = 1;
  Operator asks(services.ask());
  Clockwork clockwork(asks, {"router", "records"}, 100);
  clockwork.flow_to(110);
  EXPECT_EQ(services.asked, std::vector<std::string>{"records ClockService/SetClock"});
  clockwork.flow_to(120);
  EXPECT_EQ(services.asked.size(), 3U);
  clockwork.flow_to(115);
  EXPECT_EQ(clockwork.now_us(), 120);
}

TEST(Operator, AsksAServiceThatIsAwayAgain) {
  Scripted services;
  services.away = 2;
  services.script["router"] = {standing("router", 9)};
  Operator asks(services.ask());
  EXPECT_EQ(asks.ask<v1::GetStatusResponse>("router", "StatusService/GetStatus", v1::GetStatusRequest()).head(), 9U);
}

TEST(Operator, PassesOnARefusalThatWaitingWillNotChange) {
  Operator asks(one_by_one([](const std::string&, const std::string&, const google::protobuf::Message&) {
    return runtime::Outcome(core::refuse(v1::REFUSAL_CODE_CALLER_NOT_ALLOWED, "", "không được", "not allowed"));
  }));
  EXPECT_THROW(asks.ask<v1::GetStatusResponse>("router", "StatusService/GetStatus", v1::GetStatusRequest()),
               std::runtime_error);
}

}  // namespace
}  // namespace giaoban::month
