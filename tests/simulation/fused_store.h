// A store whose every statement and commit passes a fuse, and whose commits are watched.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "services/store/store.h"
#include "tests/simulation/fuse.h"

namespace giaoban::simulation {

// Over a real store, which it owns. `committed` is called after each commit of a write transaction, before anybody else
// can act on it.
class FusedStore final : public store::Store {
 public:
  FusedStore(std::unique_ptr<store::Store> inner, Fuse& fuse, std::function<void(store::Store&)> committed);

  store::Statement& prepare(std::string_view sql) override;
  void define(std::string_view sql) override { inner_->define(sql); }
  void begin() override;
  void begin_reading() override;
  void commit() override;
  void rollback() override;
  bool in_transaction() const override { return inner_->in_transaction(); }

 private:
  std::unique_ptr<store::Store> inner_;
  Fuse& fuse_;
  std::function<void(store::Store&)> committed_;
  bool writing_ = false;
  std::unordered_map<store::Statement*, std::unique_ptr<store::Statement>> statements_;
};

}  // namespace giaoban::simulation
