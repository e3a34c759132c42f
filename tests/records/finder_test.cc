// Pages of thousands of papers, against looking at every one of them.
#include "services/records/finder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/store/sqlite.h"

namespace giaoban::records {
namespace {

constexpr char kId[] = "00000000-0000-7000-8000-";

// Rows written straight into the tables, and kept to compare with.
class Shelf : public testing::Test {
 protected:
  Shelf() {
    store_->define(Tables::schema());
    store_->define(UnitOrder::schema());
    for (int i = 0; i < 40; ++i) {
      v1::DirectoryEvent event;
      auto& unit = *event.mutable_unit_added()->mutable_unit();
      unit.set_unit_id("u" + std::to_string(i));
      unit.set_parent_id(i == 0 ? "" : i < 5 ? "u0" : "u" + std::to_string(1 + i % 4));
      unit.set_name("Thôn " + std::to_string(i));
      directory_.evolve(event, static_cast<uint64_t>(i) + 1);
      order_.add(unit.unit_id(), directory_, *store_);
    }
    store_->begin();
  }

  void put(const std::string& unit, const std::string& period, const std::string& kind, const std::string& state,
           std::set<std::string> words) {
    DossierRow row;
    row.no = static_cast<int64_t>(rows_.size()) + 1;
    const std::string number = std::to_string(row.no);
    row.dossier_id = kId + std::string(12 - number.size(), '0') + number;
    row.kind = kind;
    row.unit_id = unit;
    row.place = order_.place(unit);
    row.period = period;
    row.state = state;
    Tables tables(*store_);
    tables.insert(row);
    tables.replace_words(row, order_.number(unit), words);
    rows_.emplace_back(std::move(row), std::move(words));
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
                        (wanted.period.empty() || row.period == wanted.period);
      const bool said =
          std::all_of(wanted.words.begin(), wanted.words.end(), [&](auto& word) { return begins(words, word); });
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
      Finder finder(*store_, order_, scope, wanted, limit, false);
      finder.find(after);
      EXPECT_LE(finder.rows.size(), limit);
      for (const auto& row : finder.rows) numbers.push_back(row.no);
      after = finder.end;
      ++pages;
    } while (after && pages < 10'000);
    return numbers;
  }
  Scope scope(const std::vector<std::string>& units) const {
    Scope scope{units, {}};
    for (const auto& unit : units) scope.ranges.push_back(order_.range(unit));
    std::sort(scope.ranges.begin(), scope.ranges.end(), [](auto& a, auto& b) { return a.from < b.from; });
    return scope;
  }

  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  core::Directory directory_;
  UnitOrder order_;
  std::vector<std::pair<DossierRow, std::set<std::string>>> rows_;
};

TEST_F(Shelf, GivesEveryPaperOnceAndInOrderWhateverIsAsked) {
  std::mt19937 random(11);
  const auto any = [&](size_t n) { return static_cast<size_t>(random() % n); };
  const std::vector<std::string> periods = {"", "2026-09", "2026-10", "2026-11", "2026-Q4"};
  const std::vector<std::string> kinds = {"plan", "report"};
  const std::vector<std::string> states = {"draft", "review", "approved"};
  // From a word in every paper to one in a thousand.
  const std::vector<std::pair<std::string, size_t>> vocabulary = {
      {"chi", 1}, {"duong", 3}, {"duongthon", 30}, {"cau", 100}, {"ho", 1000}};
  for (int i = 0; i < 1200; ++i) {
    std::set<std::string> words;
    for (const auto& [word, one_in] : vocabulary) {
      if (any(one_in) == 0) words.insert(word);
    }
    put("u" + std::to_string(any(40)), periods[any(5)], kinds[any(2)], states[any(3)], std::move(words));
  }
  const std::vector<Scope> scopes = {scope({""}), scope({"u1"}), scope({"u7"}), scope({"u2", "u8"}), scope({})};
  for (int i = 0; i < 120; ++i) {
    Wanted wanted;
    if (any(3) == 0) wanted.kind = kinds[any(2)];
    if (any(3) == 0) wanted.state = states[any(3)];
    if (any(3) == 0) wanted.period = periods[1 + any(4)];
    for (size_t words = any(3); words > 0; --words) wanted.words.insert(vocabulary[any(5)].first.substr(0, 2 + any(6)));
    const auto& within = scopes[any(scopes.size())];
    const auto expected = all(within, wanted);
    size_t pages = 0;
    ASSERT_EQ(walk(within, wanted, 1 + any(60), pages), expected) << "question " << i;

    Finder counting(*store_, order_, within, wanted, 10, true);
    counting.find(std::nullopt);
    EXPECT_LE(counting.matches, expected.size()) << "question " << i;
    const bool small = all(within, {}).size() <= Finder::kCounted;
    if (small || !counting.end) {
      EXPECT_EQ(counting.matches, expected.size()) << "question " << i;
    }
  }
}

TEST_F(Shelf, StopsAtItsBoundAndGoesOnFromThere) {
  // Two common words that only one paper, the last of all, has together.
  const size_t papers = Finder::kMost + 2000;
  for (size_t i = 0; i + 1 < papers; ++i)
    put("u" + std::to_string(i % 40), "2026-10", "plan", "draft", {i % 2 ? "chi" : "duong"});
  put("u39", "2026-09", "plan", "draft", {"chi", "duong"});
  const Wanted wanted{"", "", "", {"chi", "duong"}};
  const Scope everything = scope({""});
  Finder first(*store_, order_, everything, wanted, 50, true);
  first.find(std::nullopt);
  EXPECT_TRUE(first.rows.empty());
  ASSERT_TRUE(first.end);
  size_t pages = 0;
  EXPECT_EQ(walk(everything, wanted, 50, pages), std::vector<int64_t>{static_cast<int64_t>(papers)});
  EXPECT_EQ(pages, 2u);
}

}  // namespace
}  // namespace giaoban::records
