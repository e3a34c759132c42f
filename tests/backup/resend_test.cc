// What a restored deployment never does: send again what its original may have sent. People see it in the portal.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "giaoban/v1/delivery.pb.h"
#include "services/notifier/deliveries.h"
#include "tests/backup/scene.h"

namespace giaoban::test {
namespace {

int64_t at(std::string_view day, int hour) {
  return on(day) + hour * core::kHour;
}

class Resending : public ::testing::Test {
 protected:
  // The original lives until `until`, with a backup taken at `backed_up`; then it is gone.
  void live(int64_t backed_up, int64_t until, const std::function<void(District&)>& before = {},
            const std::function<void(District&)>& after = {}, router::RouterOptions router = {}) {
    const auto district = scene.run(scene.data, true, 0, router);
    for (const char* person : {"secretary1", "secretary2", "clerk"}) tell_at_once(*district, person);
    if (before) before(*district);
    district->house.advance_to(backed_up);
    scene.clock.set_business(backed_up);
    ASSERT_EQ(scene.create().faults_size(), 0);
    if (after) after(*district);
    scene.mails.accepts = true;
    district->house.pass_machine(60 * core::kSecond);
    district->house.advance_to(until);
    learn(*district);
    sent_by_original = ids();
  }
  // Otherwise everything that is not urgent waits for the next morning.
  static void tell_at_once(District& district, const std::string& person) {
    v1::SetPreferencesRequest request;
    request.set_person_id(person);
    request.mutable_preferences()->set_email(true);
    request.mutable_preferences()->set_digest(v1::DIGEST_NONE);
    district.house.ask<v1::SetPreferencesResponse>("notifier", "PreferenceService/SetPreferences", request,
                                                   As::operator_());
  }
  // Which deliveries went out in which message.
  void learn(District& district) {
    district.house.store("notifier")
        .prepare("SELECT dispatch_id, delivery_id FROM outgoing WHERE dispatch_id <> ''")
        .each({}, [&](const store::Row& row) { messages[std::string(row.text(0))].insert(std::string(row.text(1))); });
  }
  // The restored notifier runs at `now`, the rest of the house only later.
  std::unique_ptr<District> come_back_late(int64_t now, int64_t later, router::RouterOptions router = {}) {
    scene.clock = runtime::ManualClock(now);
    restored = scene.restore();
    EXPECT_EQ(restored.faults_size(), 0) << restored.ShortDebugString();
    {
      House alone(now, 77, scene.open("restored").path);
      alone.add(std::make_unique<notifier::NotifierService>(v1::NotifierSettings(), "test",
                                                            std::make_unique<MailboxCourier>(scene.mails)));
      alone.start();
    }
    auto district = scene.run(scene.open("restored"), false, later, router);
    settle_long(*district);
    return district;
  }
  // The restored one begins at `now`.
  std::unique_ptr<District> come_back(int64_t now, router::RouterOptions router = {}) {
    scene.clock = runtime::ManualClock(now);
    restored = scene.restore();
    EXPECT_EQ(restored.faults_size(), 0) << restored.ShortDebugString();
    auto district = scene.run(scene.open("restored"), false, now, router);
    settle_long(*district);
    return district;
  }
  void settle_long(District& district) {
    district.house.pass_machine(600 * core::kSecond);
    learn(district);
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const auto& mail : scene.mails.sent) {
      const auto& in_it = messages.at(mail.dispatch_id);
      all.insert(all.end(), in_it.begin(), in_it.end());
    }
    return all;
  }
  // Mails that left more than once, over both lives.
  std::vector<std::string> twice() const {
    std::map<std::string, int> times;
    for (const auto& id : ids()) ++times[id];
    std::vector<std::string> all;
    for (const auto& [id, n] : times) {
      if (n > 1) all.push_back(id);
    }
    return all;
  }
  std::set<std::string> sent_since() const {
    const auto all = ids();
    return {all.begin() + static_cast<std::ptrdiff_t>(sent_by_original.size()), all.end()};
  }
  static uint64_t count(District& district, v1::Channel channel, v1::DeliveryState state) {
    const auto counted = district.house.ask<v1::SummariseDeliveriesResponse>(
        "notifier", "NoticeService/SummariseDeliveries", v1::SummariseDeliveriesRequest(), As::operator_());
    for (const auto& one : counted.counts()) {
      if (one.channel() == channel && one.state() == state) return one.count();
    }
    return 0;
  }
  static bool told(District& district, const std::string& person, v1::NoticeReason reason) {
    const auto reasons = district.told(person);
    return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
  }

  Scene scene;
  std::map<std::string, std::set<std::string>> messages;
  std::vector<std::string> sent_by_original;
  v1::BackupReport restored;
};

TEST_F(Resending, NeverHappensForRungsThatCameBetweenBackupAndRestore) {
  live(at("2026-11-03", 18), at("2026-11-13", 18));
  ASSERT_GT(sent_by_original.size(), 3U) << "the original reminded people after the backup";
  const auto district = come_back(at("2026-11-13", 19));
  EXPECT_EQ(twice(), std::vector<std::string>{});
  EXPECT_EQ(sent_since(), std::set<std::string>{});
  EXPECT_TRUE(told(*district, "secretary1", v1::NOTICE_REASON_OVERDUE)) << "it is in the portal";
  EXPECT_GT(count(*district, v1::CHANNEL_EMAIL, v1::DELIVERY_STATE_WITHHELD), 0U);
}

TEST_F(Resending, LeavesRemindersThatComeDueAfterTheRestoreAlone) {
  live(at("2026-11-03", 18), at("2026-11-05", 18));
  const auto district = come_back(at("2026-11-05", 19));
  EXPECT_EQ(sent_since(), std::set<std::string>{});
  district->house.advance_to(at("2026-11-13", 18));
  settle_long(*district);
  EXPECT_GT(sent_since().size(), 3U);
  EXPECT_EQ(twice(), std::vector<std::string>{});
}

TEST_F(Resending, NeverHappensForMailsThatWereUnderWayAtTheBackup) {
  const auto until_then = at("2026-11-06", 9);
  live(until_then, until_then, [this](District&) { scene.mails.accepts = false; });
  ASSERT_GT(sent_by_original.size(), 0U);
  const auto district = come_back(at("2026-11-06", 10));
  EXPECT_EQ(restored.not_sent_again(), sent_by_original.size());
  EXPECT_EQ(sent_since(), std::set<std::string>{}) << "the outcome of these was never known";
  const auto row = notifier::find_delivery(district->house.store("notifier"), sent_by_original.front());
  ASSERT_TRUE(row);
  EXPECT_EQ(row->delivery.state(), v1::DELIVERY_STATE_WITHHELD);
  EXPECT_NE(row->delivery.last_answer().find("restore"), std::string::npos);
  EXPECT_EQ(count(*district, v1::CHANNEL_EMAIL, v1::DELIVERY_STATE_INTENDED), 0U);
  EXPECT_EQ(district->house.status("notifier").retrying(), 0U);
}

TEST_F(Resending, NeverHappensForADecisionThatSealedAfterTheBackup) {
  router::RouterOptions held;
  held.hold_us = core::kHour;
  std::string id;
  live(
      at("2026-11-02", 10), at("2026-11-02", 18),
      [&](District& district) {
        district.house.advance_to(at("2026-11-02", 10) - core::kMinute);
        Paper plan(district);
        Scene::expect_ok(plan.opens("secretary1"));
        Scene::expect_ok(plan.submits("secretary1"));
        Scene::expect_ok(plan.approves("clerk"));
        id = plan.id;
      },
      {}, held);
  ASSERT_EQ(sent_by_original.size(), 1U) << "the original told the author when it sealed";
  const auto district = come_back(at("2026-11-02", 19), held);
  EXPECT_TRUE(told(*district, "secretary1", v1::NOTICE_REASON_DECIDED)) << "it sealed again";
  EXPECT_EQ(sent_since(), std::set<std::string>{});
}

TEST_F(Resending, NeverHappensHoweverLateTheOtherServicesAreStarted) {
  router::RouterOptions held;
  held.hold_us = core::kHour;
  live(
      at("2026-11-02", 10), at("2026-11-13", 18),
      [&](District& district) {
        district.house.advance_to(at("2026-11-02", 10) - core::kMinute);
        Paper plan(district);
        Scene::expect_ok(plan.opens("secretary1"));
        Scene::expect_ok(plan.submits("secretary1"));
        Scene::expect_ok(plan.approves("clerk"));
      },
      {}, held);
  ASSERT_GT(sent_by_original.size(), 3U);
  const auto district = come_back_late(at("2026-11-13", 19), at("2026-11-13", 21), held);
  EXPECT_TRUE(told(*district, "secretary1", v1::NOTICE_REASON_DECIDED)) << "it sealed again, two hours after the cut";
  EXPECT_TRUE(told(*district, "secretary2", v1::NOTICE_REASON_OVERDUE));
  EXPECT_EQ(sent_since(), std::set<std::string>{});
}

TEST_F(Resending, DoesNotHoldBackWhatIsDecidedAfterTheRestore) {
  std::string id;
  live(at("2026-11-02", 10), at("2026-11-02", 10), [&](District& district) {
    Paper plan(district);
    Scene::expect_ok(plan.opens("secretary1"));
    Scene::expect_ok(plan.submits("secretary1"));
    id = plan.id;
  });
  const auto district = come_back(at("2026-11-02", 11));
  district->house.advance_to(at("2026-11-02", 12));
  Paper plan(*district);
  plan.id = id;
  plan.version = 2;
  ASSERT_EQ(plan.approves("clerk"), "ok");
  learn(*district);
  EXPECT_EQ(sent_since().size(), 1U);
}

TEST_F(Resending, BeginsWithTheFirstStartBecauseTheOriginalMayRunUntilThen) {
  live(at("2026-11-03", 18), at("2026-11-03", 18));
  scene.clock = runtime::ManualClock(at("2026-11-03", 19));
  scene.restore();
  // The original went on for a week beside the restored folder, which nobody started.
  {
    const auto original = scene.run(scene.data, false, at("2026-11-03", 19));
    original->house.advance_to(at("2026-11-13", 18));
    settle_long(*original);
  }
  sent_by_original = ids();
  ASSERT_GT(sent_by_original.size(), 3U);
  const auto district = scene.run(scene.open("restored"), false, at("2026-11-13", 19));
  settle_long(*district);
  EXPECT_EQ(twice(), std::vector<std::string>{});
  EXPECT_EQ(sent_since(), std::set<std::string>{});
}

TEST_F(Resending, OnceBegunIsNotPutOffByALaterStart) {
  live(at("2026-11-03", 18), at("2026-11-03", 18));
  { const auto first = come_back(at("2026-11-03", 19)); }
  const auto again = scene.run(scene.open("restored"), false, at("2026-11-06", 18));
  settle_long(*again);
  EXPECT_GT(sent_since().size(), 0U) << "what came due while it was down is sent, as after any other start";
}

}  // namespace
}  // namespace giaoban::test
