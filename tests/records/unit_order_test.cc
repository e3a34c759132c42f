// The reading order of the tree: ranges, late units, renumbering, and the same again after loading.
#include "services/records/unit_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/store/sqlite.h"

namespace giaoban::records {
namespace {

class Tree : public testing::Test {
 protected:
  Tree() { store_->define(UnitOrder::schema()); }

  // True when other units have another place or others above them.
  bool add(const std::string& id, const std::string& parent, const std::string& name) {
    v1::DirectoryEvent event;
    auto& unit = *event.mutable_unit_added()->mutable_unit();
    unit.set_unit_id(id);
    unit.set_parent_id(parent);
    unit.set_name(name);
    directory_.evolve(event, ++position_);
    if (std::find(ids_.begin(), ids_.end(), id) == ids_.end()) ids_.push_back(id);
    const auto moved = order_.add(id, directory_, *store_);
    return moved.all || moved.above;
  }
  UnitOrder::Moved rename(const std::string& id, const std::string& name) {
    v1::DirectoryEvent event;
    event.mutable_unit_renamed()->set_unit_id(id);
    event.mutable_unit_renamed()->set_name(name);
    directory_.evolve(event, ++position_);
    return order_.add(id, directory_, *store_);
  }
  std::vector<std::string> in_order(const UnitOrder& order) const {
    auto ids = ids_;
    std::sort(ids.begin(), ids.end(), [&](const auto& a, const auto& b) { return order.place(a) < order.place(b); });
    return ids;
  }
  // A range holds exactly what the directory says is within.
  void expect_ranges_to_be_subtrees() const {
    for (const auto& above : ids_) {
      for (const auto& id : ids_) {
        EXPECT_EQ(order_.range(above).has(order_.place(id)), directory_.is_within(id, above)) << id << " in " << above;
      }
    }
  }

  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  core::Directory directory_;
  UnitOrder order_;
  std::vector<std::string> ids_;
  uint64_t position_ = 0;
};

TEST_F(Tree, IsReadAlongTheBranchesInVietnameseOrder) {
  add("root", "", "Huyện");
  add("y", "root", "Yên Sơn");
  add("b", "root", "Bảo Đài");
  add("y1", "y", "Em");
  add("b10", "b", "Thôn 10");
  add("y2", "y", "Đạt");
  add("b2", "b", "Thôn 2");
  add("y3", "y", "Dũng");
  EXPECT_EQ(in_order(order_), (std::vector<std::string>{"root", "b", "b2", "b10", "y", "y3", "y2", "y1"}));
  expect_ranges_to_be_subtrees();
}

TEST_F(Tree, KeepsRangesRightWhateverComesWhen) {
  std::mt19937 random(7);
  add("0", "", "Gốc");
  for (int i = 1; i < 150; ++i) {
    const auto parent = ids_[random() % std::min<size_t>(ids_.size(), 30)];
    add(std::to_string(i), parent, "Thôn " + std::to_string(random() % 40));
  }
  expect_ranges_to_be_subtrees();
}

TEST_F(Tree, RenumbersWhenAGapIsUsedUp) {
  add("root", "", "Huyện");
  add("z", "root", "Zuôn");
  int renumbered = 0;
  for (int i = 99; i > 0; --i) renumbered += add(std::to_string(i), "root", "Thôn " + std::to_string(i));
  EXPECT_GT(renumbered, 0);
  EXPECT_LT(renumbered, 20);
  EXPECT_EQ(in_order(order_)[1], "1");
  EXPECT_EQ(in_order(order_).back(), "z");
  expect_ranges_to_be_subtrees();
}

TEST_F(Tree, IsTheSameAfterLoading) {
  add("root", "", "Huyện");
  for (int i = 20; i > 0; --i) add(std::to_string(i), "root", "Thôn " + std::to_string(i));
  UnitOrder loaded;
  loaded.load(*store_, directory_);
  for (const auto& id : ids_) {
    EXPECT_EQ(loaded.place(id), order_.place(id));
    EXPECT_EQ(loaded.number(id), order_.number(id));
    EXPECT_EQ(loaded.place_of(loaded.number(id)), loaded.place(id));
    EXPECT_EQ(loaded.unit_of(loaded.number(id)), id);
    EXPECT_EQ(loaded.range(id).until, order_.range(id).until);
    EXPECT_EQ(loaded.chain(id), order_.chain(id));
  }
}

TEST_F(Tree, MovesABranchToItsNewParent) {
  add("root", "", "Huyện");
  add("a", "root", "A");
  add("b", "root", "B");
  add("a1", "a", "Thôn 1");
  EXPECT_FALSE(add("a1", "a", "Thôn 1"));
  EXPECT_TRUE(add("a1", "b", "Thôn 1"));
  EXPECT_EQ(order_.chain("a1"), (std::vector<std::string>{"a1", "b", "root", ""}));
  expect_ranges_to_be_subtrees();
}

TEST_F(Tree, FollowsANewNameAndMovesNoMoreThanItMust) {
  add("root", "", "Huyện");
  for (const std::string name : {"An", "Bình", "Dũng", "Hoà"}) add(name, "root", name);
  add("An1", "An", "Thôn 1");
  add("An2", "An", "Thôn 2");
  auto moved = rename("Bình", "Bính");
  EXPECT_FALSE(moved.one || moved.all || moved.above) << "it stands where it stood";
  const auto place_of_an = order_.place("An");
  moved = rename("Bình", "Yên");
  EXPECT_TRUE(moved.one);
  EXPECT_FALSE(moved.all || moved.above);
  EXPECT_EQ(order_.place("An"), place_of_an);
  EXPECT_EQ(in_order(order_), (std::vector<std::string>{"root", "An", "An1", "An2", "Dũng", "Hoà", "Bình"}));
  expect_ranges_to_be_subtrees();
  moved = rename("An", "Xuân");
  EXPECT_TRUE(moved.all);
  EXPECT_FALSE(moved.above);
  EXPECT_EQ(in_order(order_), (std::vector<std::string>{"root", "Dũng", "Hoà", "An", "An1", "An2", "Bình"}));
  expect_ranges_to_be_subtrees();
  UnitOrder loaded;
  loaded.load(*store_, directory_);
  EXPECT_EQ(in_order(loaded), in_order(order_));
}

TEST_F(Tree, TakesChildrenBeforeTheirParent) {
  EXPECT_FALSE(add("a1", "a", "Thôn 1"));
  EXPECT_EQ(order_.chain("a1"), (std::vector<std::string>{"a1", ""}));
  EXPECT_TRUE(add("a", "", "Xã"));
  EXPECT_EQ(order_.chain("a1"), (std::vector<std::string>{"a1", "a", ""}));
  expect_ranges_to_be_subtrees();
}

TEST_F(Tree, HoldsNothingOfAnUnknownUnit) {
  add("root", "", "Huyện");
  EXPECT_EQ(order_.place("x"), UnitOrder::kNowhere);
  EXPECT_FALSE(order_.range("x").has(order_.place("x")));
  EXPECT_TRUE(order_.range("").has(order_.place("x")));
}

}  // namespace
}  // namespace giaoban::records
