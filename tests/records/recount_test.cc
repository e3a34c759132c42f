// Counting afresh when the tree grows: right, and once for all units of a transaction.
#include <gtest/gtest.h>

#include <map>

#include "giaoban/v1/picture.pb.h"
#include "services/records/records_service.h"
#include "services/store/sqlite.h"

namespace giaoban::test {
namespace {

// A store that remembers how often each text was asked for.
class Watched final : public store::Store {
 public:
  store::Statement& prepare(std::string_view sql) override {
    ++asked[std::string(sql)];
    return inner_->prepare(sql);
  }
  void define(std::string_view sql) override { inner_->define(sql); }
  void begin() override { inner_->begin(); }
  void begin_reading() override { inner_->begin_reading(); }
  void commit() override { inner_->commit(); }
  void rollback() override { inner_->rollback(); }
  bool in_transaction() const override { return inner_->in_transaction(); }
  std::map<std::string, int> asked;

 private:
  std::unique_ptr<store::Store> inner_ = store::open_sqlite(":memory:");
};

class ATransaction : public testing::Test {
 protected:
  ATransaction() {
    store_.define(service_.schema());
    service_.load(store_);
  }
  template <class Body>
  void transact(Body body) {
    store_.begin();
    runtime::Work work{{}, store_, log_, ids_, cursors_, asks_};
    body(work);
    service_.before_commit(work);
    store_.commit();
  }
  void owe(const std::string& unit, runtime::Work& work) {
    v1::LogRecord record;
    auto& owed = *record.mutable_reminder()->mutable_obligation_opened()->mutable_obligation();
    owed.set_obligation_id(unit + "/report/2026-10");
    owed.set_unit_id(unit);
    owed.set_kind("report");
    owed.set_period("2026-10");
    service_.hear("reminder", record, {}, work);
  }
  void add(const std::string& unit, const std::string& parent, runtime::Work& work) {
    v1::LogRecord record;
    record.set_position(++position_);
    auto& added = *record.mutable_directory()->mutable_unit_added()->mutable_unit();
    added.set_unit_id(unit);
    added.set_parent_id(parent);
    added.set_name(unit);
    service_.hear("directory", record, {}, work);
  }
  int64_t owed_below(const std::string& unit) {
    int64_t owed = 0;
    for (const auto& count : records::Owed::counts(store_, unit, "report", "2026-10", "2026-10")) owed += count.owed;
    return owed;
  }

  Watched store_;
  store::Log log_{store_, "records"};
  runtime::SeededIds ids_{1};
  std::map<std::string, runtime::Cursor> cursors_;
  std::vector<runtime::Ask> asks_;
  records::RecordsService service_;
  uint64_t position_ = 0;
};

constexpr int kUnits = 30;
constexpr char kRecount[] = "DELETE FROM owed_tallies";
constexpr char kRecountPapers[] = "DELETE FROM tallies";

TEST_F(ATransaction, CountsAfreshOnceHoweverManyUnitsCameAfterWhatTheyOwe) {
  transact([&](auto& work) {
    for (int i = 0; i < kUnits; ++i) owe("u" + std::to_string(i), work);
  });
  transact([&](auto& work) {
    add("top", "", work);
    for (int i = 0; i < kUnits; ++i) add("u" + std::to_string(i), "top", work);
  });
  EXPECT_EQ(store_.asked[kRecount], 1);
  EXPECT_EQ(owed_below("top"), kUnits);
  EXPECT_EQ(owed_below(""), kUnits);
  EXPECT_EQ(owed_below("u7"), 1);
}

TEST_F(ATransaction, CountsAfreshOnceHoweverManyUnitsMoved) {
  transact([&](auto& work) {
    add("top", "", work);
    add("other", "", work);
    for (int i = 0; i < kUnits; ++i) add("u" + std::to_string(i), "top", work);
    for (int i = 0; i < kUnits; ++i) owe("u" + std::to_string(i), work);
  });
  store_.asked.clear();
  transact([&](auto& work) {
    for (int i = 0; i < kUnits; ++i) add("u" + std::to_string(i), "other", work);
  });
  EXPECT_EQ(store_.asked[kRecount], 1);
  EXPECT_EQ(store_.asked[kRecountPapers], 1);
  EXPECT_EQ(owed_below("top"), 0);
  EXPECT_EQ(owed_below("other"), kUnits);
}

TEST_F(ATransaction, ThatWasRolledBackLeavesNoRecountBehind) {
  transact([&](auto& work) { owe("u0", work); });
  store_.begin();
  runtime::Work work{{}, store_, log_, ids_, cursors_, asks_};
  add("u0", "", work);
  store_.rollback();
  --position_;
  service_.load(store_);
  store_.asked.clear();
  transact([](auto&) {});
  EXPECT_EQ(store_.asked[kRecount], 0);
}

}  // namespace
}  // namespace giaoban::test
