// The table of ICS feeds: the hash of each person's secret address. Never in the log.
#pragma once

#include <string>
#include <string_view>

#include "services/store/store.h"

namespace giaoban::directory {

std::string_view feeds_schema();

// The person's only feed from now on; the one before is gone. `token_hash` is the SHA-256 of the token, 32 bytes.
void put_feed(store::Store& store, std::string_view person_id, std::string_view token_hash);
// Whose it is; empty when there is no such feed.
std::string owner_of_feed(store::Store& store, std::string_view token_hash);
// Nothing when the person has none.
void end_feed(store::Store& store, std::string_view person_id);
void end_all_feeds(store::Store& store);

}  // namespace giaoban::directory
