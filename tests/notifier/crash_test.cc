// A thousand sends, each cut off at some call: nothing is lost, and nothing arrives twice that the crash did not make
// arrive twice, under one Message-ID.
#include <gtest/gtest.h>

#include <cstdio>
#include <optional>
#include <set>
#include <vector>

#include "giaoban/v1/obligation.pb.h"
#include "tests/notifier/fragile.h"
#include "tests/reminder/speaker.h"
#include "workflows/core/time.h"

namespace giaoban::test {
namespace {

using How = notifier::Carried::How;

// Takes every mail at once and remembers it, however the sender ends; dies before or after like any other call.
class Taker final : public notifier::Courier {
 public:
  Taker(std::vector<notifier::Parcel>& arrived, Countdown& countdown) : arrived_(arrived), countdown_(countdown) {}
  void start(notifier::Parcel parcel) override {
    countdown_.pass();
    outcomes_.push_back({parcel.dispatch_id, How::kAccepted, "250 taken"});
    arrived_.push_back(std::move(parcel));
    countdown_.pass();
  }
  bool has_results() const override { return !outcomes_.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(outcomes_, {}); }

 private:
  std::vector<notifier::Parcel>& arrived_;
  Countdown& countdown_;
  std::vector<notifier::Carried> outcomes_;
};

class Crashes : public ::testing::Test {
 protected:
  Crashes()
      : house(core::parse_date("2026-11-25").value() + 8 * core::kHour),
        directory(house.add(std::make_unique<Speaker>("directory"))),
        reminder(house.add(std::make_unique<Speaker>("reminder"))) {
    reminder.answers().query<v1::CheckOwedRequest, v1::CheckOwedResponse>(
        "ObligationService/CheckOwed", runtime::kService,
        [](const v1::CheckOwedRequest&, const runtime::Call&,
           runtime::Work&) -> std::variant<v1::CheckOwedResponse, v1::Refusal> {
          v1::CheckOwedResponse response;
          response.set_owed(true);
          return response;
        });
    house.start();
    notifier.emplace(house, [this] {
      v1::NotifierSettings settings;
      settings.set_per_second(10'000);
      return std::make_unique<notifier::NotifierService>(settings, "luc-nam",
                                                         std::make_unique<Taker>(arrived, countdown()));
    });
    v1::DirectoryEvent event;
    event.mutable_person_added()->mutable_person()->set_person_id("p1");
    event.mutable_person_added()->mutable_person()->set_email("p1@example.vn");
    directory.say(event);
    notifier->settle();
  }
  // The first process is made before `notifier` is there.
  Countdown& countdown() { return notifier ? notifier->countdown() : none; }
  void due(const std::string& id) {
    v1::ReminderEvent event;
    auto& notice = *event.mutable_notice_due();
    notice.set_notice_id(id);
    notice.set_person_id("p1");
    notice.set_obligation_id("c1/report/2026-11");
    notice.set_reason(v1::NOTICE_REASON_DUE_TODAY);
    reminder.say(event);
  }
  static std::string message_id(const notifier::Parcel& parcel) {
    const auto at = parcel.message.find("Message-ID: ");
    return parcel.message.substr(at, parcel.message.find("\r\n", at) - at);
  }
  std::vector<notifier::Parcel> arrived;
  Countdown none;
  House house;
  Speaker& directory;
  Speaker& reminder;
  std::optional<FragileNotifier> notifier;
};

TEST_F(Crashes, LoseNothingAndRepeatOnlyWhatNobodyCouldKnow) {
  constexpr int kCrashes = 1000;
  int crashes = 0;
  int twice = 0;
  int excess = 0;
  size_t before = 0;  // what had arrived when the process died
  notifier->died = [&] { before = arrived.size(); };
  runtime::SeededIds chance(7);
  for (int round = 0; crashes < kCrashes && round < 20 * kCrashes; ++round) {
    const auto bytes = chance.bytes(2);
    const int calls =
        1 + (static_cast<unsigned char>(bytes[0]) + 256 * (static_cast<unsigned char>(bytes[1]) & 1)) % 180;
    arrived.clear();
    notifier->countdown().arm(calls);
    due("n" + std::to_string(round));
    const bool died = notifier->settle();
    notifier->countdown().disarm();
    for (int i = 0; i < 4; ++i) {  // a question that was lost is put again
      house.clock().pass_machine(31 * core::kSecond);
      notifier->settle();
    }
    crashes += died ? 1 : 0;
    const std::string id = "n" + std::to_string(round) + "/email";
    const auto row = notifier::find_delivery(notifier->store(), id);
    ASSERT_TRUE(row) << id;
    ASSERT_EQ(row->delivery.state(), v1::DELIVERY_STATE_SENT) << id << " after " << calls << " calls";
    ASSERT_GE(arrived.size(), 1U) << id << " was lost after " << calls << " calls";
    if (arrived.size() > 1) ++twice;
    if (arrived.size() > (died && before > 0 ? 2U : 1U)) ++excess;
    std::set<std::string> ids;
    std::set<std::string> bytes_sent;
    for (const auto& parcel : arrived) {
      ids.insert(message_id(parcel));
      bytes_sent.insert(parcel.message);
    }
    ASSERT_EQ(ids.size(), 1U) << id;
    ASSERT_EQ(bytes_sent.size(), 1U) << id;
  }
  EXPECT_EQ(crashes, kCrashes);
  EXPECT_EQ(excess, 0);
  EXPECT_GT(twice, 0) << "none was cut off between the sending and the recording of its outcome";
  std::printf("%d crashes, %d mails arrived twice because of one, %d otherwise\n", crashes, twice, excess);
}

}  // namespace
}  // namespace giaoban::test
