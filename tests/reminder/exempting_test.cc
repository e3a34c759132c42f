// Freed from an obligation: who may do it, that nobody is reminded meanwhile, and that it can be taken back.
#include <gtest/gtest.h>

#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

using Told = std::vector<std::string>;

class Exempt : public ::testing::Test {
 protected:
  Exempt() : d("2026-11-02 09:00") {
    d.settle_in();
    d.office("head", "m", v1::ROLE_SECRETARY);
    d.office("keeper", "d", v1::ROLE_ADMINISTRATOR);
    d.office("auditor", "d", v1::ROLE_AUDITOR);
    d.house.start();
  }
  static v1::ExemptRequest request(const std::string& unit, const std::string& basis) {
    v1::ExemptRequest request;
    request.set_obligation_id(unit + "/report/2026-11");
    request.set_basis(basis);
    return request;
  }
  // "ok" or the refusal's code.
  std::string exempts(const As& as, const std::string& unit = "c1", const std::string& basis = "TB 12-TB/ĐU") {
    return said(d.house.call("reminder", "ObligationService/Exempt", request(unit, basis), as));
  }
  std::string lifts(const As& as, const std::string& unit = "c1") {
    v1::LiftExemptionRequest request;
    request.set_obligation_id(unit + "/report/2026-11");
    return said(d.house.call("reminder", "ObligationService/LiftExemption", request, as));
  }
  static std::string said(const runtime::Outcome& outcome) {
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    if (no == nullptr) return "ok";
    EXPECT_FALSE(no->text_vi().empty() || no->text_en().empty());
    return v1::RefusalCode_Name(no->code()).substr(13);
  }
  v1::ObligationState state(const std::string& unit = "c1") { return d.obligation(unit).state(); }
  bool owed(const std::string& unit = "c1") {
    v1::CheckOwedRequest request;
    request.set_obligation_id(unit + "/report/2026-11");
    return d.house
        .ask<v1::CheckOwedResponse>("reminder", "ObligationService/CheckOwed", request, As::service("notifier"))
        .owed();
  }
  uint64_t count(v1::ObligationState state) {
    uint64_t found = 0;
    const auto all = d.house.ask<v1::SummariseObligationsResponse>("reminder", "ObligationService/SummariseObligations",
                                                                   v1::SummariseObligationsRequest(), As::operator_());
    for (const auto& one : all.counts()) found += one.state() == state ? one.count() : 0;
    return found;
  }
  Told told_to(const std::string& person) {
    Told list;
    for (const auto& line : d.told()) {
      if (line.starts_with(person + " ")) list.push_back(line);
    }
    return list;
  }
  District d;
};

TEST_F(Exempt, IsForTheCommitteesAbove) {
  for (const auto* person : {"clerk", "head", "chief", "keeper"}) {
    EXPECT_EQ(exempts(As::person(person)), "ok") << person;
    EXPECT_EQ(d.obligation("c1").exempted_by(), person);
    EXPECT_EQ(lifts(As::person(person)), "ok") << person;
  }
  EXPECT_EQ(exempts(As::operator_()), "ok");
  EXPECT_EQ(d.obligation("c1").exempted_by(), "");
}

TEST_F(Exempt, IsForNobodyElse) {
  EXPECT_EQ(exempts(As::person("p1")), "NOT_AUTHORISED") << "the unit that owes";
  EXPECT_EQ(exempts(As::person("p1b")), "NOT_AUTHORISED");
  EXPECT_EQ(exempts(As::person("auditor")), "NOT_AUTHORISED") << "who may only look";
  EXPECT_EQ(exempts(As::person("p2")), "NOT_FOUND") << "who may not know of it";
  EXPECT_EQ(exempts(As::person("stranger")), "NOT_FOUND");
  EXPECT_EQ(exempts(As::gateway()), "UNAUTHENTICATED");
  EXPECT_EQ(exempts(As::service("notifier")), "CALLER_NOT_ALLOWED");
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_OPEN);
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  EXPECT_EQ(lifts(As::person("p1")), "NOT_AUTHORISED");
  EXPECT_EQ(lifts(As::person("p2")), "NOT_FOUND");
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_EXEMPT);
}

TEST_F(Exempt, CountsDelegationsButNeverForOnesOwnUnit) {
  const auto office = District::office_id("clerk", "m", v1::ROLE_CLERK);
  d.lend(office, "p2", "2026-11-10 17:00");
  EXPECT_EQ(exempts(As::person("p2")), "ok") << "stands in for the clerk";
  EXPECT_EQ(exempts(As::person("p2"), "c2"), "NOT_AUTHORISED") << "but p2 is of c2";
  d.house.advance_to(at("2026-11-10 17:00"));
  EXPECT_EQ(exempts(As::person("p2"), "c3"), "NOT_FOUND") << "the delegation is over";
}

TEST_F(Exempt, IsNotForWhoServesBelowAndAboveAtOnce) {
  d.office("head", "c1", v1::ROLE_SECRETARY);
  d.office("an", "d", v1::ROLE_COMMITTEE_MEMBER);
  d.house.settle();
  EXPECT_EQ(exempts(As::person("head")), "NOT_AUTHORISED");
  EXPECT_EQ(exempts(As::person("head"), "c2"), "ok");
  d.lend(District::office_id("head", "m", v1::ROLE_SECRETARY), "an", "2026-11-10 17:00");
  EXPECT_EQ(exempts(As::person("an")), "NOT_AUTHORISED") << "acts for somebody of the unit";
  EXPECT_EQ(exempts(As::person("an"), "c3"), "ok");
}

TEST_F(Exempt, IsDecidedOnNoOldOffices) {
  d.house.wire().cut("directory");
  d.house.clock().pass_machine(6 * core::kSecond);
  EXPECT_EQ(exempts(As::person("clerk")), "AUTHORITY_STALE");
  EXPECT_EQ(exempts(As::operator_()), "ok");
}

TEST_F(Exempt, NeedsABasis) {
  EXPECT_EQ(exempts(As::person("clerk"), "c1", ""), "INVALID_FIELD");
  EXPECT_EQ(exempts(As::person("clerk"), "c1", " \n "), "INVALID_FIELD");
  std::string long_one;
  for (int i = 0; i < 500; ++i) long_one += "ă";
  EXPECT_EQ(exempts(As::person("clerk"), "c2", long_one), "ok") << "characters, not bytes";
  EXPECT_EQ(exempts(As::person("clerk"), "c3", long_one + "ă"), "INVALID_FIELD");
}

TEST_F(Exempt, AskedAgainChangesNothing) {
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  const auto before = d.house.log_of("reminder").size();
  EXPECT_EQ(exempts(As::person("clerk")), "ok");
  EXPECT_EQ(exempts(As::person("chief")), "ok");
  EXPECT_EQ(d.obligation("c1").exempted_by(), "clerk") << "who was first";
  EXPECT_EQ(exempts(As::person("clerk"), "c1", "TB 13-TB/ĐU"), "ALREADY_EXISTS");
  EXPECT_EQ(d.obligation("c1").exempt_basis(), "TB 12-TB/ĐU");
  EXPECT_EQ(lifts(As::person("clerk"), "c2"), "ok") << "was never exempt";
  EXPECT_EQ(d.house.log_of("reminder").size(), before);
  ASSERT_EQ(lifts(As::person("clerk")), "ok");
  EXPECT_EQ(lifts(As::person("clerk")), "ok");
  EXPECT_EQ(d.house.log_of("reminder").size(), before + 1);
}

TEST_F(Exempt, StandsInTheLogWithWhoAndWhy) {
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  auto record = d.house.log_of("reminder").back();
  EXPECT_EQ(record.principal(), "clerk");
  EXPECT_EQ(record.reminder().obligation_exempted().obligation_id(), "c1/report/2026-11");
  EXPECT_EQ(record.reminder().obligation_exempted().basis(), "TB 12-TB/ĐU");
  EXPECT_EQ(record.reminder().obligation_exempted().person_id(), "clerk");
  ASSERT_EQ(lifts(As::operator_()), "ok");
  record = d.house.log_of("reminder").back();
  EXPECT_EQ(record.principal(), "key:operator");
  EXPECT_EQ(record.reminder().obligation_exemption_lifted().state(), v1::OBLIGATION_STATE_OPEN);
}

TEST_F(Exempt, IsCountedAndListedAndOwedByNobody) {
  EXPECT_TRUE(owed());
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  EXPECT_FALSE(owed());
  EXPECT_EQ(count(v1::OBLIGATION_STATE_EXEMPT), 1u);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_OPEN), 2u);
  d.house.restart("reminder");
  EXPECT_EQ(d.obligation("c1").exempt_basis(), "TB 12-TB/ĐU");
  EXPECT_FALSE(owed());
  d.house.advance_to(at("2026-11-26 09:00"));
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_EXEMPT) << "never missing";
  EXPECT_EQ(count(v1::OBLIGATION_STATE_MISSING), 2u);
}

TEST_F(Exempt, StopsTheLadderAtOnce) {
  d.house.advance_to(at("2026-11-20 07:00"));
  ASSERT_EQ(told_to("p1"), Told{"p1 UPCOMING -3"});
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  d.house.advance_to(at("2026-12-01 00:00"));
  EXPECT_EQ(told_to("p1"), Told{"p1 UPCOMING -3"});
  EXPECT_EQ(told_to("clerk"), (Told{"clerk ESCALATION 3", "clerk ESCALATION 3"})) << "for c2 and c3 only";
}

TEST_F(Exempt, OnceLiftedGoesOnWithWhatIsLeftOfTheLadder) {
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  d.house.advance_to(at("2026-11-23 09:00"));
  ASSERT_EQ(lifts(As::person("clerk")), "ok");
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_OPEN);
  EXPECT_TRUE(owed());
  EXPECT_EQ(d.obligation("c1").exempt_basis(), "");
  EXPECT_EQ(told_to("p1"), Told{}) << "the rung of the 20th is not made up for";
  d.house.advance_to(at("2026-11-30 07:00"));
  EXPECT_EQ(told_to("p1"), (Told{"p1 DUE_TODAY 0", "p1 OVERDUE 3"}));
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_MISSING);
}

TEST_F(Exempt, OnceLiftedAfterTheDueTimeIsMissing) {
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  d.house.advance_to(at("2026-11-27 09:00"));
  ASSERT_EQ(lifts(As::person("clerk")), "ok");
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_MISSING);
  EXPECT_EQ(count(v1::OBLIGATION_STATE_MISSING), 3u);
  EXPECT_EQ(told_to("p1"), Told{});
  d.house.advance_to(at("2026-11-30 07:00"));
  EXPECT_EQ(told_to("p1"), Told{"p1 OVERDUE 3"});
}

TEST_F(Exempt, IsNotUndoneByAPaperAndOnceLiftedIsMetByIt) {
  ASSERT_EQ(exempts(As::person("clerk")), "ok");
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_EXEMPT);
  EXPECT_EQ(d.obligation("c1").dossier_id(), "d1");
  d.house.advance_to(at("2026-11-27 09:00"));
  ASSERT_EQ(lifts(As::person("clerk")), "ok");
  EXPECT_EQ(state(), v1::OBLIGATION_STATE_ON_TIME) << "when it was handed in, not when it was lifted";
  const auto log = d.house.log_of("reminder");
  EXPECT_TRUE(log[log.size() - 2].reminder().has_obligation_exemption_lifted());
  EXPECT_EQ(log.back().reminder().obligation_met().dossier_id(), "d1");
  EXPECT_EQ(count(v1::OBLIGATION_STATE_EXEMPT), 0u);
}

TEST_F(Exempt, IsRefusedForWhatWasHandedIn) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  EXPECT_EQ(exempts(As::person("clerk")), "CLOSED");
  d.withdraw("d1", "p1");
  EXPECT_EQ(exempts(As::person("clerk")), "ok");
}

TEST_F(Exempt, NeedsSomethingThatIsOwed) {
  EXPECT_EQ(exempts(As::operator_(), "c9"), "NOT_FOUND");
  v1::ExemptRequest nonsense;
  nonsense.set_obligation_id("nonsense");
  nonsense.set_basis("x");
  EXPECT_EQ(said(d.house.call("reminder", "ObligationService/Exempt", nonsense, As::operator_())), "NOT_FOUND");
}

}  // namespace
}  // namespace giaoban::test
