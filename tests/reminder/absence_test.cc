// Absence and the end of a term: the stand-in is told while an office is lent, the successor once it has another
// holder.
#include <gtest/gtest.h>

#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

using Told = std::vector<std::string>;

class Absence : public ::testing::Test {
 protected:
  Absence() : d("2026-11-02 09:00") {
    d.settle_in();
    d.house.start();
    for (const std::string n : {"2", "3"}) {
      d.open("d" + n, "c" + n, "p" + n);
      d.submit("d" + n, "p" + n);
      d.approve("d" + n);
    }
    before_ = d.told().size();
  }
  Told told_since() {
    auto all = d.told();
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(before_));
    before_ += all.size();
    return all;
  }
  District d;
  size_t before_ = 0;
};

TEST_F(Absence, TellsTheStandInWhileItLastsAndTheSuperiorAsEver) {
  d.lend(District::office_id("p1", "c1", v1::ROLE_SECRETARY), "p1b", "2026-11-24 17:00");
  d.house.advance_to(at("2026-11-20 07:00"));
  EXPECT_EQ(told_since(), Told{"p1b UPCOMING -3"});
  const auto notice = d.house.log_of("reminder").back().reminder().notice_due();
  EXPECT_EQ(notice.for_person_id(), "p1");
  EXPECT_EQ(notice.holder().role(), v1::ROLE_SECRETARY) << "the office that is lent, not their own";
  d.house.advance_to(at("2026-11-30 07:00"));
  EXPECT_EQ(told_since(), (Told{"p1 DUE_TODAY 0", "p1 OVERDUE 3", "clerk ESCALATION 3"})) << "the holder is back";
  EXPECT_EQ(d.house.log_of("reminder").back().reminder().notice_due().for_person_id(), "");
}

// Whoever stands in for the secretary and for the clerk would escalate to themselves.
TEST_F(Absence, DoesNotMakeTheOneWhoOwesTheirOwnSuperior) {
  d.lend(District::office_id("clerk", "m", v1::ROLE_CLERK), "chief", "2026-12-31 17:00");
  d.lend(District::office_id("p1", "c1", v1::ROLE_SECRETARY), "chief", "2026-12-31 17:00");
  d.house.advance_to(at("2026-11-30 07:00"));
  EXPECT_EQ(told_since(), (Told{"chief UPCOMING -3", "chief DUE_TODAY 0", "chief OVERDUE 3", "clerk ESCALATION 3"}));
}

TEST_F(Absence, TellsAStandInWithAnOfficeOfTheirOwnOncePerRung) {
  d.office("p1", "m", v1::ROLE_CLERK);
  d.office("p1b", "m", v1::ROLE_CLERK);
  d.house.settle();
  d.lend(District::office_id("p1", "c1", v1::ROLE_SECRETARY), "p1b", "2026-12-31 17:00");
  d.house.advance_to(at("2026-11-30 07:00"));
  EXPECT_EQ(told_since(),
            (Told{"p1b UPCOMING -3", "p1b DUE_TODAY 0", "p1b OVERDUE 3", "clerk ESCALATION 3", "p1 ESCALATION 3"}))
      << "p1b is told of the third rung as the stand-in, not once more as a clerk";
}

TEST_F(Absence, OfTheHolderOfAPaperBringsItToTheStandIn) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-04 17:00"));
  d.lend(District::office_id("clerk", "m", v1::ROLE_CLERK), "p2", "2026-11-10 17:00");
  d.house.advance_to(at("2026-11-05 07:00"));
  EXPECT_EQ(told_since(), (Told{"p2 DUE_TODAY 0", "chief ESCALATION 1", "p1 OVERDUE 1"}));
}

// Four eyes: they could not decide it, and nobody else would know of it.
TEST_F(Absence, OfTheHolderDoesNotBringAPaperBackToWhoHandedItIn) {
  d.open("e2", "c2", "p2", "2026-12");
  d.submit("e2", "p2", at("2026-11-04 17:00"));
  d.lend(District::office_id("clerk", "m", v1::ROLE_CLERK), "p2", "2026-11-10 17:00");
  d.house.advance_to(at("2026-11-05 07:00"));
  EXPECT_EQ(told_since(), (Told{"clerk DUE_TODAY 0", "chief ESCALATION 1", "p2 OVERDUE 1"}));
}

TEST_F(Absence, AtTheEndOfATermWhatIsOpenMovesToTheSuccessor) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-06 17:00"));
  d.house.advance_to(at("2026-11-05 09:00"));
  d.end_office("clerk", "m", v1::ROLE_CLERK);
  d.office("successor", "m", v1::ROLE_CLERK);
  d.house.advance_to(at("2026-11-06 09:00"));
  EXPECT_EQ(told_since(), Told{"successor DUE_TODAY 0"});
}

TEST_F(Absence, AtTheEndOfATermWhatIsOwedMovesToTheSuccessor) {
  d.house.advance_to(at("2026-11-20 09:00"));
  EXPECT_EQ(told_since(), Told{"p1 UPCOMING -3"});
  d.end_office("p1", "c1", v1::ROLE_SECRETARY);
  d.house.advance_to(at("2026-11-25 09:00"));
  EXPECT_EQ(told_since(), Told{"p1b DUE_TODAY 0"}) << "the deputy while there is none";
  d.office("successor", "c1", v1::ROLE_SECRETARY);
  d.house.advance_to(at("2026-11-30 09:00"));
  EXPECT_EQ(told_since(), (Told{"successor OVERDUE 3", "clerk ESCALATION 3"}));
}

}  // namespace
}  // namespace giaoban::test
