// Notices in the portal: there as soon as they are heard, for their person alone, newest first; and the counts.
#include <gtest/gtest.h>

#include "tests/notifier/post_office.h"

namespace giaoban::test {
namespace {

class Notices : public ::testing::Test {
 protected:
  Notices() : office([] { return nullptr; }) {}
  std::string list(const std::string& person, uint32_t limit = 0) {
    v1::ListNoticesRequest request;
    request.set_limit(limit);
    const auto list = office.ask<v1::ListNoticesResponse>("NoticeService/ListNotices", request, As::person(person));
    std::string out;
    for (const auto& delivery : list.deliveries()) out += delivery.notice().notice_id() + " ";
    return out;
  }
  PostOffice office;
};

TEST_F(Notices, LieInThePortalAtOnce) {
  office.owed("n1", "p1");
  const auto list =
      office.ask<v1::ListNoticesResponse>("NoticeService/ListNotices", v1::ListNoticesRequest(), As::person("p1"));
  ASSERT_EQ(list.deliveries_size(), 1);
  const auto& delivery = list.deliveries(0);
  EXPECT_EQ(delivery.delivery_id(), "n1/in_app");
  EXPECT_EQ(delivery.channel(), v1::CHANNEL_IN_APP);
  EXPECT_EQ(delivery.state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(delivery.notice().obligation_id(), "c1/report/2026-11");
  EXPECT_EQ(delivery.recorded_us(), office.house.clock().now().business_us);
}

TEST_F(Notices, AreShownNewestFirstToTheirPersonAlone) {
  office.owed("n1", "p1");
  office.owed("n2", "p2");
  office.owed("n3", "p1");
  EXPECT_EQ(list("p1"), "n3 n1 ");
  EXPECT_EQ(list("p2"), "n2 ");
  EXPECT_EQ(list("p1", 1), "n3 ");
  EXPECT_EQ(list("p9"), "");
}

TEST_F(Notices, SurviveTheProcess) {
  office.owed("n1", "p1");
  office.notifier.die();
  office.notifier.start();
  EXPECT_EQ(list("p1"), "n1 ");
}

TEST_F(Notices, IgnoreWhatTheReminderOnlyRemembers) {
  v1::ReminderEvent event;
  event.mutable_obligation_missed()->set_obligation_id("c1/report/2026-11");
  office.reminder.say(event);
  office.notifier.settle();
  EXPECT_EQ(office.notifier.status().cursors(1).position(), 1U);
  EXPECT_EQ(notifier::count_deliveries(office.notifier.store()).counts_size(), 0);
}

TEST_F(Notices, RefuseStrangersAndALimitOverTwoHundred) {
  v1::ListNoticesRequest request;
  EXPECT_EQ(office.refused("NoticeService/ListNotices", request, As::gateway()), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_EQ(office.refused("NoticeService/ListNotices", request, As::operator_()), v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
  request.set_limit(201);
  EXPECT_EQ(office.refused("NoticeService/ListNotices", request, As::person("p1")), v1::REFUSAL_CODE_INVALID_FIELD);
}

TEST_F(Notices, AreCountedForOperatorsOnly) {
  office.owed("n1", "p1");
  office.owed("n2", "p2");
  const v1::SummariseDeliveriesRequest request;
  const auto counts =
      office.ask<v1::SummariseDeliveriesResponse>("NoticeService/SummariseDeliveries", request, As::operator_());
  ASSERT_EQ(counts.counts_size(), 1);
  EXPECT_EQ(counts.counts(0).count(), 2U);
  EXPECT_EQ(office.refused("NoticeService/SummariseDeliveries", request, As::person("p1")),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
}

TEST_F(Notices, MakeNoMailWithoutACourier) {
  office.person("p1", "p1@example.vn");
  office.owed("n1", "p1");
  EXPECT_EQ(office.mail("n1").delivery_id(), "");
  EXPECT_EQ(office.notifier.status().retrying(), 0U);
}

}  // namespace
}  // namespace giaoban::test
