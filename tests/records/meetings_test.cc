// What a paper says of a meeting: how long it takes, whatever the form lets people write.
#include "services/records/meetings.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>

#include "services/store/sqlite.h"

namespace giaoban::records {
namespace {

class MeetingRows : public testing::Test {
 protected:
  MeetingRows() {
    store_->define(Meetings::schema());
    kind_.mutable_meeting()->set_date("day");
    kind_.mutable_meeting()->set_time("begins");
    kind_.mutable_meeting()->set_minutes("takes");
  }
  // Minutes of the meeting of a paper that says so many.
  int64_t kept(int64_t takes) {
    v1::Content paper;
    auto& day = *paper.add_fields();
    day.set_name("day");
    day.set_moment("2026-11-15");
    auto& begins = *paper.add_fields();
    begins.set_name("begins");
    begins.set_moment("19:30");
    auto& minutes = *paper.add_fields();
    minutes.set_name("takes");
    minutes.set_number(takes);
    Meetings meetings(*store_);
    meetings.hand_in(1, "c", &kind_, paper);
    const auto found = meetings.of_unit("c", 0, std::numeric_limits<int64_t>::max());
    return found.size() == 1 ? found[0].minutes : -1;
  }

  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  v1::Kind kind_;
};

TEST_F(MeetingRows, TakeAsLongAsThePaperSays) {
  EXPECT_EQ(kept(120), 120);
  EXPECT_EQ(kept(0), 60);
  EXPECT_EQ(kept(-5), 60);
}

// The end is reckoned in microseconds: without a bound it would run over, and nobody could read the calendar.
TEST_F(MeetingRows, TakeAWeekAtMost) {
  EXPECT_EQ(kept(std::numeric_limits<int64_t>::max()), 7 * 24 * 60);
}

}  // namespace
}  // namespace giaoban::records
