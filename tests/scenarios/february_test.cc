// February 2026 in one commune: Tết is on the 17th, nobody is disturbed from the 14th to the 22nd, and nothing is lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "giaoban/v1/delivery.pb.h"
#include "tests/house/district.h"

namespace giaoban::test {
namespace {

constexpr const char* kPeople =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,s1@example.vn,,\n"
    "secretary2,Trần Đức Minh,p.d.c.2,secretary,2020-01-01,,s2@example.vn,,\n"
    "clerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,clerk@example.vn,,\n"
    "district,Hoàng Văn Long,p.d,clerk,2020-01-01,,district@example.vn,,\n"
    "province,Vũ Thị Mai,p,clerk,2020-01-01,,province@example.vn,,\n";

// A mail as it left.
struct Sent {
  int64_t at_us;
  std::string to;
};

// Takes every mail at once and writes down the time of the house.
class Postman final : public notifier::Courier {
 public:
  Postman(std::vector<Sent>& sent, District*& district) : sent_(sent), district_(district) {}
  void start(notifier::Parcel parcel) override {
    sent_.push_back({district_->house.clock().now().business_us, parcel.to});
    done_.push_back({parcel.dispatch_id, notifier::Carried::How::kAccepted, "250 ok"});
  }
  bool has_results() const override { return !done_.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(done_, {}); }

 private:
  std::vector<Sent>& sent_;
  District*& district_;
  std::vector<notifier::Carried> done_;
};

class February2026 : public testing::Test {
 protected:
  February2026() {
    DistrictOptions options;
    options.begins = "2026-01-30";
    options.people = kPeople;
    options.kinds = {"tests/scenarios/kinds/spring_report.txtpb"};
    options.courier = [this] { return std::make_unique<Postman>(sent, place_); };
    owned_ = std::make_unique<District>(options);
    place_ = owned_.get();
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/workflows/rules/calendar")) {
      v1::PublishCalendarRequest request;
      request.set_file(file_text("workflows/rules/calendar/" + entry.path().filename().string()));
      const auto response = district().directory<v1::PublishCalendarResponse>("PublishCalendar", request);
      for (const auto& fault : response.faults()) ADD_FAILURE() << fault;
    }
  }
  District& district() { return *place_; }
  // When somebody was sent a mail, "24/02/2026 07:30".
  std::vector<std::string> mails(const std::string& to) const {
    std::vector<std::string> times;
    for (const auto& one : sent) {
      if (one.to == to) times.push_back(core::for_people(one.at_us));
    }
    return times;
  }
  std::map<v1::NoticeReason, int> told(const std::string& person) {
    std::map<v1::NoticeReason, int> counts;
    for (const auto reason : district().told(person)) ++counts[reason];
    return counts;
  }
  std::vector<Sent> sent;

 private:
  District* place_ = nullptr;
  std::unique_ptr<District> owned_;
};

using Times = std::vector<std::string>;
using Told = std::map<v1::NoticeReason, int>;

TEST_F(February2026, DisturbsNobodyInTheHolidayNorInAQuietHour) {
  district().house.advance_to(on("2026-03-04"));
  ASSERT_FALSE(sent.empty());
  for (const auto& one : sent) {
    const auto day = core::day_of(one.at_us);
    const int64_t minute = (one.at_us - core::start_of(day)) / core::kMinute;
    EXPECT_FALSE(day.month == 2 && day.day >= 14 && day.day <= 22) << one.to << " " << core::for_people(one.at_us);
    EXPECT_TRUE(minute >= 390 && minute < 1200) << one.to << " " << core::for_people(one.at_us);
  }
}

TEST_F(February2026, MovesTheDueDayBehindTheHolidayAndKeepsTheLadderWhole) {
  district().house.advance_to(on("2026-03-04"));
  EXPECT_EQ(told("secretary2"),
            (Told{{v1::NOTICE_REASON_UPCOMING, 1}, {v1::NOTICE_REASON_DUE_TODAY, 1}, {v1::NOTICE_REASON_OVERDUE, 1}}));
  const auto times = mails("s2@example.vn");
  ASSERT_EQ(times.size(), 3u);
  EXPECT_EQ(times[0].substr(0, 10), "11/02/2026") << "three working days before the 23rd";
  EXPECT_EQ(times[1].substr(0, 10), "23/02/2026") << "the day after the holiday";
  EXPECT_EQ(times[2].substr(0, 10), "24/02/2026");
}

TEST_F(February2026, ReachesTheSuperiorOnce) {
  Paper quick(district());
  district().house.advance_to(on("2026-02-13") + 16 * core::kHour);
  ASSERT_EQ(quick.opens("secretary1", "spring_report", "p.d.c.1", {}, "2026-02"), "ok");
  ASSERT_EQ(quick.submits("secretary1"), "ok");
  district().house.advance_to(on("2026-02-24") + 10 * core::kHour);
  EXPECT_EQ(core::for_people(quick.read("clerk").dossier().at().due_us()), "25/02/2026 17:00")
      << "three working days from the 13th";
  ASSERT_EQ(quick.approves("clerk"), "ok");
  district().house.advance_to(on("2026-03-04"));
  EXPECT_EQ(told("clerk")[v1::NOTICE_REASON_ESCALATION], 1) << "of the cell that was silent, and once";
  EXPECT_EQ(told("district").size(), 0u) << "the commune answered in time";
  EXPECT_EQ(told("secretary1")[v1::NOTICE_REASON_UPCOMING], 1) << "before it handed in";
  EXPECT_EQ(told("secretary1")[v1::NOTICE_REASON_DUE_TODAY], 0) << "never after the thing is done";
}

}  // namespace
}  // namespace giaoban::test
