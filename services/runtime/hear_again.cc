// Emptying the tables of the follower.
#include "services/runtime/hear_again.h"

#include "services/runtime/follower.h"

namespace giaoban::runtime {

void hear_all_again(store::Store& store) {
  store.define(Follower::schema());
  store.define("DELETE FROM cursor; DELETE FROM attempt; DELETE FROM parked;");
}

}  // namespace giaoban::runtime
