// One state of a store for many statements, while its owner goes on writing.
#pragma once

#include "services/store/store.h"

namespace giaoban::store {

// Begins a reading, unless one is open already, and ends what it began, whatever happens.
class Snapshot {
 public:
  explicit Snapshot(Store& store) : store_(store), own_(!store.in_transaction()) {
    if (own_) store_.begin_reading();
  }
  ~Snapshot() {
    if (own_) store_.rollback();
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Store& store_;
  bool own_;
};

}  // namespace giaoban::store
