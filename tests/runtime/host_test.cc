// The loop: one commit per batch, no command fails its neighbours, nobody but the right callers, time only forward.
#include "services/runtime/host.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/house/house.h"
#include "tests/runtime/counter.h"

namespace giaoban::test {
namespace {

class AHost : public testing::Test {
 protected:
  House house{1'000'000};
  Counter& counter = house.add(std::make_unique<Counter>());
  void SetUp() override { house.start(); }

  static v1::DecideRequest say(const std::string& word) {
    v1::DecideRequest request;
    request.set_dossier_id(word);
    return request;
  }
  uint64_t times(const std::string& word) {
    v1::GetDossierRequest request;
    request.set_dossier_id(word);
    return house.ask<v1::GetDossierResponse>("counter", "DossierService/GetDossier", request, As::person("p"))
        .dossier()
        .version();
  }
  // Puts questions into the same round, from a peer called "asker".
  std::unique_ptr<bus::Bus> asks(size_t count) {
    auto end = house.wire().attach_caller({"gateway", v1::CALLER_KIND_GATEWAY, ""}, "asker");
    for (size_t number = 1; number <= count; ++number) {
      v1::Envelope envelope;
      envelope.mutable_request()->set_method("giaoban.v1.DossierService/GetDossier");
      envelope.mutable_request()->set_correlation(number);
      envelope.mutable_request()->set_person_id("p");
      end->send("counter", envelope.SerializeAsString());
    }
    return end;
  }
  // Puts commands into the same batch and gives the answers in order.
  std::vector<v1::Reply> together(const std::vector<std::string>& words) {
    const auto end = house.wire().attach_caller({"gateway", v1::CALLER_KIND_GATEWAY, ""}, "many");
    uint64_t number = 0;
    for (const auto& word : words) {
      v1::Envelope envelope;
      envelope.mutable_request()->set_method("giaoban.v1.DossierService/Decide");
      envelope.mutable_request()->set_correlation(++number);
      envelope.mutable_request()->set_person_id("p");
      envelope.mutable_request()->set_payload(say(word).SerializeAsString());
      end->send("counter", envelope.SerializeAsString());
    }
    house.settle();
    std::vector<v1::Reply> replies(words.size());
    bus::Answer answer;
    while (end->receive_answer(answer)) {
      v1::Envelope envelope;
      envelope.ParseFromString(answer.frame);
      replies.at(envelope.reply().correlation() - 1) = envelope.reply();
    }
    return replies;
  }
};

TEST_F(AHost, CommitsABatchOnce) {
  const int before = counter.commits;
  const auto replies = together({"a", "b", "a"});
  EXPECT_EQ(counter.commits, before + 1);
  for (const auto& reply : replies) EXPECT_TRUE(reply.has_payload());
  EXPECT_EQ(times("a"), 2u);
  EXPECT_EQ(replies[0].position(), 3u) << "answered after the commit of all";
}

TEST_F(AHost, LetsNoCommandFailItsNeighbours) {
  const auto replies = together({"a", "throw", "b", "clash", "c"});
  EXPECT_EQ(replies[1].refusal().code(), v1::REFUSAL_CODE_INTERNAL);
  EXPECT_EQ(replies[3].refusal().code(), v1::REFUSAL_CODE_INTERNAL);
  for (const size_t good : {0, 2, 4}) EXPECT_TRUE(replies[good].has_payload()) << good;
  EXPECT_EQ(house.log_of("counter").size(), 3u);
  EXPECT_EQ(times("throw"), 0u) << "memory follows the store back";
  EXPECT_EQ(times("a"), 1u);
}

TEST_F(AHost, RefusesCommandsWhileTheDiskIsFullAndGoesOnAfterwards) {
  EXPECT_EQ(together({"full"})[0].refusal().code(), v1::REFUSAL_CODE_STORE_FULL);
  EXPECT_EQ(times("full"), 0u) << "reading goes on";
  EXPECT_TRUE(together({"a"})[0].has_payload());
}

TEST_F(AHost, EndsWhenAnotherProcessHasTakenItsLogOver) {
  house.store("counter").define("UPDATE log_head SET epoch = epoch + 1");
  EXPECT_THROW(house.call("counter", "DossierService/Decide", say("a"), As::person("p")), store::StoreBroken);
  house.restart("counter");
  EXPECT_EQ(times("a"), 0u);
}

TEST_F(AHost, LetsOnlyTheRightCallersCall) {
  EXPECT_EQ(house.refused("counter", "DossierService/Decide", say("a"), As::service("records")).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
  As liar = As::integrator("lng", "office");
  liar.person_id = "somebody-else";
  EXPECT_EQ(house.refused("counter", "DossierService/Decide", say("a"), liar).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
  v1::ReadRequest read;
  EXPECT_EQ(house.refused("counter", "LogService/Read", read, As::person("p")).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
  read.set_with_content(true);
  together({"a"});
  EXPECT_EQ(house.refused("counter", "LogService/Read", read, As::service("notifier")).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
}

TEST_F(AHost, KnowsNoOtherMethods) {
  EXPECT_EQ(house.refused("counter", "DossierService/Destroy", say("a"), As::person("p")).code(),
            v1::REFUSAL_CODE_UNKNOWN_METHOD);
}

TEST_F(AHost, RefusesWhatItCannotRead) {
  const auto refused = [&](const std::string& payload) {
    const auto outcome = house.call_bytes("counter", "DossierService/Decide", payload, As::person("p"));
    return std::holds_alternative<v1::Refusal>(outcome) ? std::get<v1::Refusal>(outcome).code()
                                                        : v1::REFUSAL_CODE_UNSPECIFIED;
  };
  EXPECT_EQ(refused("\x0a\x02\xff\xfe"), v1::REFUSAL_CODE_MALFORMED) << "not UTF-8";
  EXPECT_EQ(refused("\x0a\x7f"), v1::REFUSAL_CODE_MALFORMED) << "cut short";
  EXPECT_EQ(refused(std::string("\x12\x03"
                                "a\0b",
                                5)),
            v1::REFUSAL_CODE_MALFORMED)
      << "U+0000";
  EXPECT_EQ(refused("\xfa\x3f\x01x"), v1::REFUSAL_CODE_MALFORMED) << "a field that the contract does not have";
  EXPECT_TRUE(house.log_of("counter").empty());
}

TEST_F(AHost, ReadsNoRequestOfMoreFieldsThanAnybodyNeeds) {
  v1::DecideRequest request = say("a");
  for (int i = 0; i < 20'000; ++i) request.mutable_save()->add_fields();
  EXPECT_EQ(house.refused("counter", "DossierService/Decide", request, As::person("p")).code(),
            v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_TRUE(house.log_of("counter").empty());
}

TEST_F(AHost, RefusesToAnswerWithMoreThanAFrameHolds) {
  v1::GetDossierRequest request;
  request.set_dossier_id("endless");
  EXPECT_EQ(house.refused("counter", "DossierService/GetDossier", request, As::person("p")).code(),
            v1::REFUSAL_CODE_TOO_LARGE);
}

TEST_F(AHost, BringsTextIntoNfc) {
  together({"Đa\xcc\x89ng"});  // a + combining hook
  EXPECT_EQ(house.log_of("counter").at(0).dossier().dossier_id(), "Đảng");
}

TEST_F(AHost, DropsWorkWhoseDeadlinePassed) {
  const auto end = house.wire().attach_caller({"gateway", v1::CALLER_KIND_GATEWAY, ""}, "late");
  v1::Envelope envelope;
  envelope.mutable_request()->set_method("giaoban.v1.DossierService/Decide");
  envelope.mutable_request()->set_deadline_us(1);
  envelope.mutable_request()->set_payload(say("a").SerializeAsString());
  end->send("counter", envelope.SerializeAsString());
  house.settle();
  EXPECT_TRUE(house.log_of("counter").empty());
}

TEST_F(AHost, RefusesEarlyWhenTooMuchIsInFlight) {
  auto replies = together(std::vector<std::string>(5000, "a"));
  size_t overloaded = 0;
  for (const auto& reply : replies) overloaded += reply.refusal().code() == v1::REFUSAL_CODE_OVERLOADED;
  EXPECT_EQ(times("a") + overloaded, 5000u) << "each is either done or refused";
}

TEST_F(AHost, AnswersManyQuestionsInRoundsSoThatItLooksUpBetween) {
  const auto end = asks(1000);
  house.turn();
  size_t answered = 0;
  bus::Answer answer;
  while (end->receive_answer(answer)) ++answered;
  EXPECT_GT(answered, 0u);
  EXPECT_LT(answered, 1000u);
  house.settle();
  while (end->receive_answer(answer)) ++answered;
  EXPECT_EQ(answered, 1000u);
}

TEST_F(AHost, DoesNoMoreForWhoTakesNoAnswers) {
  const auto end = asks(5);
  house.wire().cut("asker");
  house.settle();
  const auto& lines = house.journal().lines;
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                          [](const auto& line) { return line.find("could not be delivered") != std::string::npos; }),
            1);
  house.wire().heal("asker");
  bus::Answer answer;
  EXPECT_FALSE(end->receive_answer(answer));
  asks(1);
  house.settle();
  EXPECT_TRUE(end->receive_answer(answer)) << "it is back";
}

TEST_F(AHost, SaysItsBusinessTimeInEveryReply) {
  EXPECT_EQ(together({"a"})[0].business_us(), 1'000'000);
  house.advance_to(3'000'000);
  EXPECT_EQ(together({"throw"})[0].business_us(), 3'000'000) << "in a refusal too";
}

class AnAwait : public AHost {
 protected:
  std::unique_ptr<bus::Bus> end = house.wire().attach_caller({"gateway", v1::CALLER_KIND_GATEWAY, ""}, "awaits");
  void await(uint64_t after, uint32_t wait_ms) {
    v1::AwaitRequest request;
    request.set_after(after);
    request.set_wait_ms(wait_ms);
    v1::Envelope envelope;
    envelope.mutable_request()->set_method("giaoban.v1.LogService/Await");
    envelope.mutable_request()->set_payload(request.SerializeAsString());
    end->send("counter", envelope.SerializeAsString());
    house.settle();
  }
  // Where the log was said to stand; -1 while there is no answer.
  int64_t head() {
    bus::Answer answer;
    v1::Envelope envelope;
    v1::AwaitResponse response;
    if (!end->receive_answer(answer) || !envelope.ParseFromString(answer.frame) || !envelope.reply().has_payload())
      return -1;
    response.ParseFromString(envelope.reply().payload());
    return static_cast<int64_t>(response.head());
  }
};

TEST_F(AnAwait, IsAnsweredAtOnceWhenTheLogIsLonger) {
  together({"a", "b"});
  await(1, 2000);
  EXPECT_EQ(head(), 2);
}

TEST_F(AnAwait, IsAnsweredWhenTheLogGrows) {
  together({"a"});
  await(1, 2000);
  EXPECT_EQ(head(), -1);
  together({"b"});
  EXPECT_EQ(head(), 2);
}

TEST_F(AnAwait, IsAnsweredWhenItsTimeIsOverAndNeverWaitsLongerThanTwoSeconds) {
  await(0, 500);
  house.pass_machine(400'000);
  EXPECT_EQ(head(), -1);
  house.pass_machine(200'000);
  EXPECT_EQ(head(), 0);
  await(7, 4'000'000'000);
  house.pass_machine(1'900'000);
  EXPECT_EQ(head(), -1);
  house.pass_machine(200'000);
  EXPECT_EQ(head(), 0);
}

TEST_F(AnAwait, IsForGatewaysServicesAndOperatorsOnly) {
  v1::AwaitRequest request;
  request.set_after(9);
  for (const As& as : {As::gateway(), As::service("reminder"), As::operator_()})
    EXPECT_EQ(house.ask<v1::AwaitResponse>("counter", "LogService/Await", request, as).head(), 0u);
  request.set_wait_ms(2000);
  EXPECT_EQ(house.refused("counter", "LogService/Await", request, As::integrator("lng", "o")).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED)
      << "at once";
}

TEST_F(AHost, TicksWhenBusinessTimeReachesWhatIsDue) {
  counter.due_us = 9'000'000;
  house.settle();
  EXPECT_EQ(counter.ticks, 0);
  house.advance_to(10'000'000);
  EXPECT_EQ(counter.ticks, 1);
}

TEST_F(AHost, MovesAndKeepsSteppedTimeButNeverBackwards) {
  v1::SetClockRequest request;
  request.set_business_us(5'000'000);
  EXPECT_EQ(house.ask<v1::SetClockResponse>("counter", "ClockService/SetClock", request, As::operator_()).business_us(),
            5'000'000);
  request.set_business_us(4'000'000);
  EXPECT_EQ(house.refused("counter", "ClockService/SetClock", request, As::operator_()).code(),
            v1::REFUSAL_CODE_INVALID_FIELD);
  EXPECT_EQ(house.refused("counter", "ClockService/SetClock", request, As::person("p")).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
  house.restart("counter");
  EXPECT_EQ(house.status("counter").business_us(), 5'000'000);
}

TEST(ARealClock, CannotBeMoved) {
  runtime::RealClock clock;
  EXPECT_FALSE(clock.set_business(1));
  const auto first = clock.now();
  EXPECT_LE(first.business_us, clock.now().business_us);
}

}  // namespace
}  // namespace giaoban::test
