// Forgetting what was followed, for a service whose tables are made anew from the logs.
#pragma once

#include "services/store/store.h"

namespace giaoban::runtime {

// Removes cursors, attempts and parked records of every source, so that a service hears all logs from their beginning.
// Only from Service::load(), after which the host reads its cursors; inside a transaction of the caller. A second call
// changes nothing.
void hear_all_again(store::Store& store);

}  // namespace giaoban::runtime
