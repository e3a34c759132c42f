// Pages of thousands of papers, against looking at every one of them.
#include "services/records/finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/records/working_time.h"
#include "services/store/sqlite.h"
#include "tests/core/packs.h"
#include "workflows/core/time.h"

namespace giaoban::records {
namespace {

constexpr char kId[] = "00000000-0000-7000-8000-";
constexpr int64_t kNow = 1'795'000'000'000'000;  // November 2026

// Rows written straight into the tables, and kept to compare with.
class Shelf : public testing::Test {
 protected:
  Shelf() {
    for (const auto schema : {Tables::schema(), UnitOrder::schema(), Tallies::schema(), Postings::schema()}) {
      store_->define(schema);
    }
    for (int i = 0; i < 40; ++i) {
      v1::DirectoryEvent event;
      auto& unit = *event.mutable_unit_added()->mutable_unit();
      unit.set_unit_id("u" + std::to_string(i));
      unit.set_parent_id(i == 0 ? "" : i < 5 ? "u0" : "u" + std::to_string(1 + i % 4));
      unit.set_name("Thôn " + std::to_string(i));
      directory_.evolve(event, static_cast<uint64_t>(i) + 1);
      order_.add(unit.unit_id(), directory_, *store_);
    }
    // One branch rests on days on which the others work.
    auto festival = core::pack("festival", "2026-10-01", "2026-11-30");
    festival.add_unit_ids("u2");
    for (const char* day : {"2026-11-10", "2026-11-12", "2026-11-17"}) {
      core::add_day(festival, day, v1::DAY_KIND_LOCAL_REST);
    }
    directory_.evolve(core::published(festival), 41);
    store_->begin();
  }

  // Completes the row and writes it.
  void put(DossierRow row, std::set<std::string> words) {
    row.no = 3 * static_cast<int64_t>(rows_.size()) + 1;
    const std::string number = std::to_string(row.no);
    row.dossier_id = kId + std::string(12 - number.size(), '0') + number;
    row.place = order_.place(row.unit_id);
    row.stage = stage_of(row);
    Tables tables(*store_);
    tables.insert(row);
    tables.replace_words(row, words, postings_);
    tallies_.count(row, order_, 1);
    open_.put(row, order_);
    rows_.emplace_back(std::move(row), std::move(words));
  }
  void written() {
    tallies_.flush(*store_);
    postings_.flush(*store_);
  }
  Known known() const { return {directory_, order_, open_, *store_, kNow}; }

  bool waits_long_enough(const DossierRow& row, const Wanted& wanted) const {
    const auto& calendar = directory_.calendar(row.holder_unit);
    const int64_t days = worked_between(row.entered_us, kNow, calendar) / calendar.ordinary_day(kNow);
    return days >= wanted.days_from && (!wanted.days_to || days <= *wanted.days_to);
  }
  bool fits_while_open(const DossierRow& row, const Wanted& wanted, const Scope& scope) const {
    if (!wanted.open_only()) return true;
    if (row.ended) return false;
    if (wanted.overdue && (row.due_us == 0 || row.due_us >= kNow)) return false;
    if (wanted.for_me && !scope.offices.contains({row.holder_unit, row.holder_role})) return false;
    if (!wanted.waiting_unit.empty() && (row.holder_unit != wanted.waiting_unit || !row.waits())) return false;
    const bool days = wanted.days_from > 0 || wanted.days_to;
    return !days || (row.waits() && waits_long_enough(row, wanted));
  }

  static bool begins(const std::set<std::string>& words, const std::string& with) {
    return std::any_of(words.begin(), words.end(), [&](const auto& word) { return word.starts_with(with); });
  }
  // What a list must hold, in its order.
  std::vector<int64_t> all(const Scope& scope, const Wanted& wanted) const {
    std::vector<std::tuple<std::string, int64_t, int64_t>> found;
    for (const auto& [row, words] : rows_) {
      const bool inside =
          std::any_of(scope.ranges.begin(), scope.ranges.end(), [&](auto& r) { return r.has(row.place); });
      const bool fits = (wanted.kind.empty() || row.kind == wanted.kind) &&
                        (wanted.state.empty() || row.state == wanted.state) &&
                        (wanted.period.empty() || row.period == wanted.period) && row.stage >= wanted.stage &&
                        fits_while_open(row, wanted, scope);
      const bool said =
          std::all_of(wanted.words.begin(), wanted.words.end(), [&](auto& word) { return begins(words, word); }) &&
          (wanted.words.empty() || scope.opens(row.rounds, row.unit_id));
      if (inside && fits && said) found.emplace_back(row.period, row.place, row.no);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      if (std::get<0>(a) != std::get<0>(b)) return std::get<0>(a) > std::get<0>(b);
      return a < b;
    });
    std::vector<int64_t> numbers;
    for (const auto& point : found) numbers.push_back(std::get<2>(point));
    return numbers;
  }
  // The same, page by page.
  std::vector<int64_t> walk(const Scope& scope, const Wanted& wanted, size_t limit, size_t& pages) const {
    std::vector<int64_t> numbers;
    std::optional<Point> after;
    do {
      Finder finder(known(), scope, wanted, limit, false);
      finder.find(after);
      EXPECT_LE(finder.rows.size(), limit);
      EXPECT_TRUE(finder.rows.size() == limit || !finder.end) << "a page is full, or the last";
      for (const auto& row : finder.rows) numbers.push_back(row.no);
      after = finder.end;
      ++pages;
    } while (after && pages < 10'000);
    return numbers;
  }
  Scope scope(const std::vector<std::string>& units) const {
    Scope scope{units, {}};
    scope.opens_all = true;
    scope.offices = {{"u1", v1::ROLE_CLERK}, {"u7", v1::ROLE_SECRETARY}};
    for (const auto& unit : units) scope.ranges.push_back(order_.range(unit));
    std::sort(scope.ranges.begin(), scope.ranges.end(), [](auto& a, auto& b) { return a.from < b.from; });
    return scope;
  }

  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  core::Directory directory_;
  UnitOrder order_;
  OpenPapers open_;
  Tallies tallies_;
  Postings postings_;
  std::vector<std::pair<DossierRow, std::set<std::string>>> rows_;
};

TEST_F(Shelf, GivesEveryPaperOnceAndInOrderWhateverIsAsked) {
  std::mt19937 random(11);
  const auto any = [&](size_t n) { return static_cast<size_t>(random() % n); };
  const std::vector<std::string> periods = {"", "2026-09", "2026-10", "2026-11", "2026-Q4"};
  const std::vector<std::string> kinds = {"plan", "report"};
  const std::vector<std::string> states = {"draft", "review", "approved", "rejected"};
  // From a word in every paper to one in a thousand.
  const std::vector<std::pair<std::string, size_t>> vocabulary = {
      {"chi", 1}, {"duong", 3}, {"duongthon", 30}, {"cau", 100}, {"ho", 1000}};
  for (int i = 0; i < 1500; ++i) {
    std::set<std::string> words;
    for (const auto& [word, one_in] : vocabulary) {
      if (any(one_in) == 0) words.insert(word);
    }
    DossierRow row;
    row.unit_id = "u" + std::to_string(any(40));
    row.period = periods[any(5)];
    row.kind = kinds[any(2)];
    row.state = states[any(4)];
    row.ended = row.state == "approved" || row.state == "rejected";
    row.outcome = row.state == "approved" ? v1::OUTCOME_APPROVED : v1::OUTCOME_UNSPECIFIED;
    row.with_author = row.state == "draft";
    row.rounds = row.with_author ? static_cast<int64_t>(any(2)) : 1;
    row.decided = any(2) == 0;
    row.holder_unit = row.ended ? "" : "u" + std::to_string(any(8));
    row.holder_role = any(2) == 0 ? v1::ROLE_CLERK : v1::ROLE_SECRETARY;
    row.entered_us =
        kNow - static_cast<int64_t>(any(15)) * core::kDay - static_cast<int64_t>(any(100)) * core::kHour / 7;
    row.due_us = any(3) == 0 ? 0 : kNow + (static_cast<int64_t>(any(9)) - 4) * core::kDay;
    put(std::move(row), std::move(words));
  }
  written();
  std::vector<Scope> scopes = {scope({""}),         scope({"u1"}), scope({"u7"}),
                               scope({"u2", "u8"}), scope({}),     scope({"u0"})};
  for (size_t i = 1; i < scopes.size(); ++i) scopes[i].opens_all = false;
  scopes[3].own = {"u2", "u8", "u12"};
  scopes[5].own = {"u0", "u7"};
  size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    Wanted wanted;
    if (any(3) == 0) wanted.kind = kinds[any(2)];
    if (any(3) == 0) wanted.state = states[any(4)];
    if (any(3) == 0) wanted.period = periods[1 + any(4)];
    if (any(3) == 0) wanted.stage = static_cast<v1::Stage>(1 + any(5));
    if (any(4) == 0) wanted.waiting_unit = "u" + std::to_string(any(8));
    if (any(4) == 0) wanted.days_from = static_cast<uint32_t>(any(8));
    if (any(4) == 0) wanted.days_to = wanted.days_from + static_cast<uint32_t>(any(4));
    wanted.overdue = any(5) == 0;
    wanted.for_me = any(5) == 0;
    for (size_t words = any(3); words > 0; --words) wanted.words.insert(vocabulary[any(5)].first.substr(0, 2 + any(6)));
    const auto& within = scopes[any(scopes.size())];
    const auto expected = all(within, wanted);
    found += expected.size();
    size_t pages = 0;
    ASSERT_EQ(walk(within, wanted, 1 + any(60), pages), expected) << "question " << i;

    Finder counting(known(), within, wanted, 10, true);
    counting.find(std::nullopt);
    const uint64_t bound = wanted.words.empty() ? expected.size() : Finder::kCounted + 1;
    EXPECT_EQ(counting.total, std::min<uint64_t>(expected.size(), bound)) << "question " << i;
  }
  EXPECT_GT(found, 1000u) << "the questions must find something";
}

TEST_F(Shelf, CountsWordsUpToItsBoundAndFindsWhatTwoCommonOnesShare) {
  // Two common words that only one paper, the last of all, has together.
  constexpr size_t kPapers = 5'000;
  const auto paper = [&](const std::string& unit, const std::string& period) {
    DossierRow row;
    row.unit_id = unit;
    row.period = period;
    row.kind = "plan";
    row.state = "draft";
    return row;
  };
  for (size_t i = 0; i + 1 < kPapers; ++i) {
    put(paper("u" + std::to_string(i % 40), "2026-10"), {i % 2 ? "chi" : "duong"});
  }
  put(paper("u39", "2026-09"), {"chi", "duong"});
  written();
  const Scope everything = scope({""});
  const Wanted both{.words = {"chi", "duong"}};
  Finder one(known(), everything, both, 50, true);
  one.find(std::nullopt);
  EXPECT_EQ(one.rows.size(), 1u);
  EXPECT_EQ(one.total, 1u);
  EXPECT_FALSE(one.end);
  for (const auto& within : {everything, scope({"u1"})}) {
    const Wanted common{.words = {"chi"}};
    Finder many(known(), within, common, 50, true);
    many.find(std::nullopt);
    EXPECT_EQ(many.rows.size(), 50u);
    EXPECT_EQ(many.total, std::min<uint64_t>(all(within, common).size(), Finder::kCounted + 1));
  }
}

}  // namespace
}  // namespace giaoban::records
