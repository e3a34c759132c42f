// The cut of a restore: what lies before it is not sent, what lies behind it is.
#include "services/notifier/withheld.h"

#include <gtest/gtest.h>

#include "services/store/sqlite.h"
#include "tests/notifier/post_office.h"

namespace giaoban::test {
namespace {

class Cut : public ::testing::Test {
 protected:
  Cut() : store(store::open_sqlite(":memory:")) {
    store->define(notifier::delivery_schema());
    store->define(notifier::Withheld::schema());
  }
  // A restore at business time 100 of a backup with 7 records of the reminder.
  void restore(uint32_t generation = 2, int64_t business_us = 100) {
    notifier::Withheld::restore({generation, business_us, {{"reminder", 7}}}, *store);
    withheld.load(*store);
  }
  void begin(int64_t business_us) {
    store::Log log(*store, "test");
    runtime::SeededIds ids(1);
    std::vector<runtime::Ask> asks;
    std::map<std::string, runtime::Cursor> cursors;
    runtime::Work work{{business_us, business_us}, *store, log, ids, cursors, asks};
    withheld.begin(work);
  }
  bool covers(uint64_t position, int64_t since_us, int64_t at_us = 500) const {
    v1::LogRecord record;
    record.set_position(position);
    record.set_at_us(at_us);
    record.mutable_reminder()->mutable_notice_due()->set_since_us(since_us);
    return withheld.covers(record);
  }
  std::unique_ptr<store::Store> store;
  notifier::Withheld withheld;
};

TEST_F(Cut, IsNoneWithoutARestore) {
  withheld.load(*store);
  EXPECT_FALSE(withheld.must_begin());
  EXPECT_FALSE(covers(1, 1));
}

TEST_F(Cut, CoversWhatTheBackupHadDecided) {
  restore();
  EXPECT_TRUE(covers(7, 0));
  EXPECT_FALSE(covers(8, 0));
}

TEST_F(Cut, CoversWhatShouldHaveBeenToldBeforeHoweverLateItIsTold) {
  restore();
  EXPECT_TRUE(covers(8, 100));
  EXPECT_FALSE(covers(8, 101));
}

TEST_F(Cut, TakesARecordWithoutThatTimeByItsOwn) {
  restore();
  EXPECT_TRUE(covers(8, 0, 100));
  EXPECT_FALSE(covers(8, 0, 101));
}

TEST_F(Cut, LiesAtTheFirstRunAndStaysThere) {
  restore();
  EXPECT_TRUE(withheld.must_begin());
  begin(300);
  EXPECT_FALSE(withheld.must_begin());
  EXPECT_TRUE(covers(8, 300));
  withheld.load(*store);
  EXPECT_FALSE(withheld.must_begin()) << "also for the next process";
  EXPECT_TRUE(covers(8, 300));
  EXPECT_FALSE(covers(8, 301));
}

TEST_F(Cut, OfALaterRestoreTakesThePlaceOfTheEarlier) {
  restore();
  begin(300);
  restore(3, 900);
  EXPECT_TRUE(withheld.must_begin());
  EXPECT_TRUE(covers(8, 900));
}

TEST_F(Cut, TakesMailsThatWereUnderWayOutOfTheOutboxAndLeavesTheOthers) {
  Post post;
  PostOffice office([&] { return std::make_unique<RecordingCourier>(post); });
  office.person("p1", "p1@example.vn");
  for (const char* id : {"sent", "sending", "retrying"}) office.owed(id, "p1");
  post.end(0, notifier::Carried::How::kAccepted, "250");
  post.end(2, notifier::Carried::How::kRefusedForNow, "450");
  office.notifier.settle();
  office.notifier.die();
  EXPECT_EQ(notifier::Withheld::restore({2, 1, {}}, office.notifier.store()), 2U);
  office.notifier.start();
  office.pass_machine(3600);
  EXPECT_EQ(post.started.size(), 3U);
  EXPECT_EQ(office.mail("sent").state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(office.mail("sending").state(), v1::DELIVERY_STATE_WITHHELD);
  EXPECT_EQ(office.mail("retrying").state(), v1::DELIVERY_STATE_WITHHELD);
  EXPECT_EQ(office.notifier.status().in_flight() + office.notifier.status().retrying(), 0U);
}

}  // namespace
}  // namespace giaoban::test
