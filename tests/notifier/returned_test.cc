// A paper that was sent back is its author's until it is handed in again: correcting it is not enough to be left alone.
#include <gtest/gtest.h>

#include "tests/house/district.h"
#include "tests/notifier/post_office.h"

namespace giaoban::test {
namespace {

constexpr const char* kPeople =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,secretary1@example.vn,,\n"
    "clerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,,,\n";

int64_t at(std::string_view day, int hour, int minute = 0) {
  return on(day) + hour * core::kHour + minute * core::kMinute;
}

// Sent back on Monday evening, in the author's quiet hours.
class Returned : public ::testing::Test {
 protected:
  Returned() : district(options()), paper(district) {
    district.house.advance_to(at("2026-11-02", 9));
    EXPECT_EQ(paper.opens("secretary1"), "ok");
    EXPECT_EQ(paper.submits("secretary1"), "ok");
    district.house.advance_to(at("2026-11-02", 21));
    EXPECT_EQ(paper.sends_back("clerk", "content"), "ok");
    district.house.advance_to(at("2026-11-02", 22));
    EXPECT_TRUE(post.started.empty());
  }
  DistrictOptions options() {
    DistrictOptions options;
    options.people = kPeople;
    options.courier = [this] { return std::make_unique<RecordingCourier>(post); };
    return options;
  }
  size_t mails_by_morning() {
    district.house.advance_to(at("2026-11-03", 6, 30));
    return post.started.size();
  }
  Post post;
  District district;
  Paper paper;
};

TEST_F(Returned, IsToldInTheMorningWhenNothingWasDone) {
  EXPECT_EQ(mails_by_morning(), 1U);
}

TEST_F(Returned, IsToldStillWhenItWasCorrectedAndNotHandedIn) {
  ASSERT_EQ(paper.saves("secretary1", "content", "Nội dung khác"), "ok");
  EXPECT_EQ(mails_by_morning(), 1U);
}

TEST_F(Returned, IsNotToldOnceItWasHandedInAgain) {
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  EXPECT_EQ(mails_by_morning(), 0U);
}

}  // namespace
}  // namespace giaoban::test
