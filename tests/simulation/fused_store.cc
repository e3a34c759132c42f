// Passes the fuse before and after what writes.
#include "tests/simulation/fused_store.h"

#include <utility>

namespace giaoban::simulation {
namespace {

class FusedStatement final : public store::Statement {
 public:
  FusedStatement(store::Statement& inner, Fuse& fuse, const bool& writing)
      : inner_(inner), fuse_(fuse), writing_(writing) {}
  int64_t run(std::initializer_list<store::Value> parameters) override {
    if (writing_) fuse_.pass(Point::kStatement, false);
    const int64_t changed = inner_.run(parameters);
    if (writing_) fuse_.pass(Point::kStatement, true);
    return changed;
  }
  void each(std::initializer_list<store::Value> parameters,
            const std::function<void(const store::Row&)>& row) override {
    inner_.each(parameters, row);
  }

 private:
  store::Statement& inner_;
  Fuse& fuse_;
  const bool& writing_;
};

}  // namespace

FusedStore::FusedStore(std::unique_ptr<store::Store> inner, Fuse& fuse, std::function<void(store::Store&)> committed)
    : inner_(std::move(inner)), fuse_(fuse), committed_(std::move(committed)) {}

store::Statement& FusedStore::prepare(std::string_view sql) {
  auto& inner = inner_->prepare(sql);
  auto& mine = statements_[&inner];
  if (!mine) mine = std::make_unique<FusedStatement>(inner, fuse_, writing_);
  return *mine;
}

void FusedStore::begin() {
  inner_->begin();
  writing_ = true;
}

void FusedStore::begin_reading() {
  inner_->begin_reading();
}

void FusedStore::commit() {
  const bool wrote = std::exchange(writing_, false);
  if (!wrote) return inner_->commit();
  writing_ = true;
  fuse_.pass(Point::kCommit, false);
  inner_->commit();
  writing_ = false;
  committed_(*inner_);
  fuse_.pass(Point::kCommit, true);
}

void FusedStore::rollback() {
  writing_ = false;
  // A dead process rolls nothing back; that is what starting again is for.
  if (!fuse_.blown()) inner_->rollback();
}

}  // namespace giaoban::simulation
