// A notice says since when it is true, however late it is made: after a restore that decides whether a mail leaves.
#include <gtest/gtest.h>

#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

class Since : public ::testing::Test {
 protected:
  Since() : d("2026-11-02 07:00") {
    d.house.start();
    d.settle_in();
    d.house.settle();
  }
  // Time passes while nobody looks.
  void jump(const std::string& to) {
    d.house.clock().set_business(at(to));
    d.house.settle();
  }
  v1::NoticeDue last_told(const std::string& person) {
    v1::NoticeDue last;
    for (const auto& record : d.house.log_of("reminder")) {
      const auto& notice = record.reminder().notice_due();
      if (record.reminder().has_notice_due() && notice.person_id() == person) last = notice;
    }
    return last;
  }
  District d;
};

TEST_F(Since, IsTheHourOfTheRungOfADuty) {
  jump("2026-11-20 15:00");
  EXPECT_EQ(last_told("p1").since_us(), at("2026-11-20 07:00"));
}

TEST_F(Since, IsTheHourOfTheRungOfAPaper) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1", at("2026-11-05 17:00"));
  jump("2026-11-05 23:00");
  EXPECT_EQ(last_told("clerk").since_us(), at("2026-11-05 07:00"));
}

TEST_F(Since, IsTheMomentOfTheAct) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  jump("2026-11-03 10:00");
  d.approve("d1");
  EXPECT_EQ(last_told("p1").since_us(), at("2026-11-03 10:00"));
}

TEST_F(Since, IsTheMomentAtWhichADecisionWasToSealHoweverLateItDid) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.reject("d1", at("2026-11-02 09:00"));
  jump("2026-11-02 12:00");
  d.seal("d1");
  EXPECT_EQ(last_told("p1").since_us(), at("2026-11-02 09:00"));
}

TEST_F(Since, IsTheMomentAtWhichSomebodySealedBeforeTheTime) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  d.reject("d1", at("2026-11-02 12:00"));
  jump("2026-11-02 09:00");
  d.seal("d1");
  EXPECT_EQ(last_told("p1").since_us(), at("2026-11-02 09:00"));
}

TEST_F(Since, IsTheMomentAtWhichAPaperWasToExpireHoweverLateItDid) {
  d.open("d1", "c1", "p1");
  auto submitted = d.event("d1", "p1");
  submitted.mutable_submitted()->mutable_entered()->set_state("clerk");
  submitted.mutable_submitted()->mutable_entered()->set_generation(9);
  submitted.mutable_submitted()->mutable_entered()->set_expires_us(at("2026-11-03 17:00"));
  d.router.say(submitted);
  jump("2026-11-04 07:00");
  auto expired = d.event("d1", "");
  expired.mutable_expired()->mutable_entered()->set_state("rejected");
  expired.mutable_expired()->mutable_entered()->set_generation(10);
  expired.mutable_expired()->mutable_entered()->set_end(true);
  d.router.say(expired);
  d.house.settle();
  EXPECT_EQ(last_told("p1").reason(), v1::NOTICE_REASON_DECIDED);
  EXPECT_EQ(last_told("p1").since_us(), at("2026-11-03 17:00"));
}

}  // namespace
}  // namespace giaoban::test
