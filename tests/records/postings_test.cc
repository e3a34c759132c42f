// Words and the papers that have them, against a plain set of pairs.
#include "services/records/postings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "services/store/sqlite.h"

namespace giaoban::records {
namespace {

using Numbers = std::vector<int64_t>;

class WordIndex : public testing::Test {
 protected:
  WordIndex() {
    store_->define(Postings::schema());
    store_->begin();
  }
  Numbers find(const std::string& period, const std::set<std::string>& words) {
    const auto set = Postings::find(*store_, period, words);
    Numbers numbers;
    set.each([&](int64_t no) {
      EXPECT_TRUE(set.has(no));
      numbers.push_back(no);
    });
    EXPECT_EQ(set.size(), numbers.size());
    return numbers;
  }
  int64_t pieces() {
    int64_t count = 0;
    store_->prepare("SELECT COUNT(*) FROM postings").one({}, [&](const store::Row& row) { count = row.integer(0); });
    return count;
  }
  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  Postings postings_;
};

TEST_F(WordIndex, AreFoundByTheirBeginningsTogetherAndWithinTheirPeriod) {
  postings_.add("2026-10", "duong", 7);
  postings_.add("2026-10", "duongthon", 9'000'000'001);
  postings_.add("2026-10", "lam", 9'000'000'001);
  postings_.add("2026-11", "duong", 8);
  EXPECT_EQ(find("2026-10", {"duong"}), Numbers{}) << "nothing before it was written";
  postings_.flush(*store_);
  EXPECT_EQ(find("2026-10", {"duong"}), (Numbers{7, 9'000'000'001}));
  EXPECT_EQ(find("2026-10", {"du", "la"}), Numbers{9'000'000'001});
  EXPECT_EQ(find("2026-10", {"duongthonx"}), Numbers{});
  EXPECT_EQ(find("2026-11", {"d"}), Numbers{8});
}

TEST_F(WordIndex, LeaveNothingBehindWhenTheyGo) {
  postings_.add("2026-10", "duong", 7);
  postings_.flush(*store_);
  postings_.drop("2026-10", "duong", 7);
  postings_.add("2026-10", "cau", 7);
  postings_.drop("2026-10", "cau", 7);
  postings_.flush(*store_);
  EXPECT_EQ(pieces(), 0);
  postings_.add("2026-10", "cau", 7);
  postings_.forget();
  postings_.flush(*store_);
  EXPECT_EQ(pieces(), 0);
}

TEST_F(WordIndex, AreTheSameSetHoweverManyPapersHaveThem) {
  std::mt19937 random(5);
  const std::vector<std::pair<std::string, unsigned>> words = {{"chi", 1}, {"bo", 2}, {"lang", 10}, {"ho", 700}};
  std::set<std::pair<std::string, int64_t>> there;
  for (int round = 0; round < 3; ++round) {
    for (int64_t no = 1; no < 20'000; ++no) {
      for (const auto& [word, one_in] : words) {
        if (random() % 3 != 0) continue;
        if (random() % one_in == 0) {
          postings_.add("2026-10", word, no);
          there.emplace(word, no);
        } else {
          postings_.drop("2026-10", word, no);
          there.erase({word, no});
        }
      }
    }
    postings_.flush(*store_);
  }
  for (const auto& [a, one_in_a] : words) {
    for (const auto& [b, one_in_b] : words) {
      Numbers expected;
      for (int64_t no = 1; no < 20'000; ++no) {
        if (there.contains({a, no}) && there.contains({b, no})) expected.push_back(no);
      }
      EXPECT_FALSE(expected.empty() && a == b);
      EXPECT_EQ(find("2026-10", {a, b}), expected) << a << " " << b;
    }
  }
}

}  // namespace
}  // namespace giaoban::records
