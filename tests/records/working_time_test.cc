// Working time between two moments, and waiting in whole working days of whoever is waited for.
#include "services/records/working_time.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "services/store/sqlite.h"
#include "tests/core/packs.h"

namespace giaoban::records {
namespace {

int64_t at(const char* date, int hour) {
  return *core::parse_date(date) + hour * core::kHour;
}

TEST(WorkedBetween, IsNothingAtNightAtNoonOnHolidaysAndBackwards) {
  const auto calendar = core::calendar_of({core::days_of_2026()});
  EXPECT_EQ(worked_between(at("2026-02-13", 17), at("2026-02-23", 7), calendar), 0);
  EXPECT_EQ(worked_between(at("2026-02-13", 12), at("2026-02-13", 13), calendar), 0);
  EXPECT_EQ(worked_between(at("2026-02-13", 16), at("2026-02-23", 8), calendar), core::kHour + core::kHour / 2);
  EXPECT_EQ(worked_between(at("2026-02-23", 8), at("2026-02-13", 16), calendar), 0);
}

// A directory with two offices, "a" with a day off of its own, each with its number.
class TwoOffices : public testing::Test {
 protected:
  TwoOffices() {
    store_->define(UnitOrder::schema());
    for (const char* id : {"a", "b"}) {
      v1::DirectoryEvent event;
      event.mutable_unit_added()->mutable_unit()->set_unit_id(id);
      directory_.evolve(event, ++position_);
      order_.add(id, directory_, *store_);
    }
    auto off = core::pack("off", "2026-01-01", "2026-12-31");
    off.add_unit_ids("a");
    core::add_day(off, "2026-03-04", v1::DAY_KIND_LOCAL_REST);
    directory_.evolve(core::published(off), ++position_);
  }
  uint32_t number(const std::string& unit) const { return static_cast<uint32_t>(order_.number(unit)); }

  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  core::Directory directory_;
  UnitOrder order_;
  uint64_t position_ = 0;
};

TEST_F(TwoOffices, HaveWaitedByTheirOwnDays) {
  Waits waits(directory_, order_, at("2026-03-06", 9), {0, 1, 2});
  EXPECT_EQ(waits.since(number("b"))[0], std::numeric_limits<int64_t>::max());
  EXPECT_EQ(waits.since(number("b"))[1], at("2026-03-05", 9));
  EXPECT_EQ(waits.since(number("b"))[2], at("2026-03-04", 9));
  EXPECT_EQ(waits.since(number("a"))[1], at("2026-03-05", 9));
  EXPECT_EQ(waits.since(number("a"))[2], at("2026-03-03", 9)) << "the Wednesday is none of theirs";
  EXPECT_EQ(waits.since(0)[2], at("2026-03-04", 9)) << "nobody's number";
}

TEST_F(TwoOffices, HaveWaitedAsLongAsIsCounted) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 2'000; ++i) {
    const int64_t now = at("2026-03-01", 0) + static_cast<int64_t>(random() % (14 * static_cast<uint64_t>(core::kDay)));
    const auto days = static_cast<uint32_t>(random() % 12);
    const std::string unit = random() % 2 == 0 ? "a" : "b";
    const auto& calendar = directory_.calendar(unit);
    const int64_t since = Waits(directory_, order_, now, {days + 1}).since(number(unit))[0];
    for (const int64_t came : {since - 1, since, since + 1, now - static_cast<int64_t>(random() % 1'000'000'000'000)}) {
      const int64_t waited = worked_between(came, now, calendar) / calendar.ordinary_day(now);
      EXPECT_EQ(came <= since, waited >= days + 1) << core::for_people(came) << " to " << core::for_people(now);
    }
  }
}

TEST_F(TwoOffices, HaveNotWaitedLongerThanThereWereDays) {
  Waits waits(directory_, order_, at("2026-03-06", 9), {999'999});
  EXPECT_EQ(waits.since(number("a"))[0], std::numeric_limits<int64_t>::min());
}

}  // namespace
}  // namespace giaoban::records
