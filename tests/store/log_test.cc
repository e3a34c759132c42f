// The log: gap-free, chained, guarded against a writer whose time is over.
#include "services/store/log.h"

#include <gtest/gtest.h>

#include <memory>

#include "services/store/sqlite.h"

namespace giaoban::store {
namespace {

class ALog : public testing::Test {
 protected:
  std::unique_ptr<Store> store = open_sqlite(":memory:");
  Log log{*store, "luc-nam"};

  void SetUp() override {
    store->define(Log::schema());
    log.open("log-1");
  }
  static v1::LogRecord record(int64_t at_us, const std::string& id) {
    v1::LogRecord record;
    record.set_at_us(at_us);
    record.mutable_dossier()->set_dossier_id(id);
    return record;
  }
  void write(int count) {
    store->begin();
    for (int i = 0; i < count; ++i) {
      auto one = record(1000 + i, "d" + std::to_string(i));
      log.append(one);
    }
    log.flush();
    store->commit();
  }
};

TEST_F(ALog, CountsFromOneWithoutGaps) {
  write(3);
  write(2);
  const auto entries = log.read(0, 100);
  ASSERT_EQ(entries.size(), 5u);
  std::string previous = genesis_hash();
  for (size_t i = 0; i < entries.size(); ++i) {
    v1::LogRecord one;
    ASSERT_TRUE(one.ParseFromString(entries[i].record()));
    EXPECT_EQ(one.position(), i + 1);
    EXPECT_EQ(one.node(), "luc-nam");
    EXPECT_EQ(entries[i].hash(), link(previous, entries[i].record()));
    previous = entries[i].hash();
  }
  EXPECT_EQ(verify_log(*store).first_bad(), 0u);
  EXPECT_EQ(verify_log(*store).records(), 5u);
}

TEST_F(ALog, TakesBackPositionsThatWereRolledBack) {
  write(1);
  store->begin();
  auto lost = record(5000, "lost");
  EXPECT_EQ(log.append(lost), 2u);
  store->rollback();
  log.reload();
  write(1);
  EXPECT_EQ(log.head(), 2u);
  EXPECT_EQ(verify_log(*store).first_bad(), 0u);
}

TEST_F(ALog, NeverGoesBackInTime) {
  write(3);
  store->begin();
  auto late = record(1, "late");
  log.append(late);
  EXPECT_EQ(late.at_us(), 1002);
  log.flush();
  store->commit();
}

TEST_F(ALog, ShowsNothingThatIsNotFlushed) {
  store->begin();
  auto one = record(1, "a");
  log.append(one);
  EXPECT_TRUE(log.read(0, 10).empty());
  store->rollback();
}

TEST_F(ALog, AbortsTheTransactionOfAStaleWriter) {
  write(1);
  Log successor(*store, "luc-nam");
  successor.open("log-1");
  EXPECT_EQ(successor.id(), log.id());
  EXPECT_GT(successor.epoch(), log.epoch());
  store->begin();
  auto zombie = record(2000, "zombie");
  log.append(zombie);
  EXPECT_THROW(log.flush(), StoreRefused);
  store->rollback();
  EXPECT_THROW(log.reload(), StoreRefused);  // reading the head again must not make it fresh
  store->begin();
  log.append(zombie);
  EXPECT_THROW(log.flush(), StoreRefused);
  store->rollback();
  EXPECT_EQ(verify_log(*store).records(), 1u);
}

TEST_F(ALog, AbortsTheTransactionOfAStaleWriterThatAppendsNothing) {
  write(1);
  Log successor(*store, "luc-nam");
  successor.open("log-1");
  store->begin();
  EXPECT_THROW(log.flush(), StoreRefused);  // a refusal that it records, or a cursor that it moves
  store->rollback();
  store->begin();
  EXPECT_NO_THROW(successor.flush());
  store->commit();
}

TEST_F(ALog, ReadsInPiecesThatFitAFrame) {
  store->begin();
  for (int i = 0; i < 4; ++i) {
    auto big = record(i, std::string(300 * 1024, 'x'));
    log.append(big);
  }
  log.flush();
  store->commit();
  EXPECT_EQ(log.read(0, 100).size(), 2u);
  EXPECT_EQ(log.read(2, 100).size(), 2u);
  EXPECT_EQ(log.read(0, 1).size(), 1u);
}

// Each way of tampering that a chain can show, and the first bad position that verify names.
TEST_F(ALog, NamesTheFirstPositionThatWasTamperedWith) {
  const auto tampered = [&](const std::string& sql) {
    store->begin();
    store->define(sql);
    const auto result = verify_log(*store);
    store->rollback();
    return result.first_bad();
  };
  write(5);
  EXPECT_EQ(tampered("UPDATE log SET record = record || x'00' WHERE position = 3"), 3u);
  EXPECT_EQ(tampered("UPDATE log SET hash = zeroblob(32) WHERE position = 2"), 2u);
  EXPECT_EQ(tampered("DELETE FROM log WHERE position = 4"), 4u);
  EXPECT_EQ(tampered("DELETE FROM log WHERE position = 5"), 5u);
  EXPECT_EQ(tampered("UPDATE log SET position = 9 WHERE position = 5"), 5u);
  EXPECT_EQ(tampered("UPDATE log SET position = -1 WHERE position = 1; UPDATE log SET position = 1 WHERE position = 2; "
                     "UPDATE log SET position = 2 WHERE position = -1"),
            1u);
  EXPECT_EQ(tampered("UPDATE log_head SET last = 4"), 6u);
  EXPECT_EQ(verify_log(*store).first_bad(), 0u);
}

}  // namespace
}  // namespace giaoban::store
