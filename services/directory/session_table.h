// The tables of sessions: whose each is, until when, and from where it was begun. Never in the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/store/store.h"

namespace giaoban::directory {

// Times are machine microseconds UTC.
struct SessionRow {
  std::string token_hash;  // SHA-256 of the token, 32 bytes
  std::string person_id;
  int64_t until_us = 0;
  int64_t begun_us = 0;  // 0 and no address for a session that is older than these columns
  std::string address;
  std::string agent;
};

// Table definitions. What came after the first version lies in a table of its own, so sessions begun before go on.
std::string_view sessions_schema();
// What people call a session by: 16 hexadecimal digits that follow from the hash of its token and lead to neither.
std::string session_name(std::string_view token_hash);

// Remembers it; the one that has this token already, when there is one, stays as it is.
void put_session(store::Store& store, const SessionRow& session);
// Also one that has run out.
std::optional<SessionRow> session_of(store::Store& store, std::string_view token_hash);
// Those that run at `now_us`, the latest first.
std::vector<SessionRow> sessions_of(store::Store& store, std::string_view person_id, int64_t now_us);
void end_session(store::Store& store, std::string_view token_hash);
// Ends all of a person but the one with this token hash.
void end_sessions(store::Store& store, std::string_view person_id, std::string_view but_token_hash = {});
// Clears away what has run out at `now_us`.
void clear_sessions(store::Store& store, int64_t now_us);
// When the next one runs out; 0 when there is none.
int64_t next_session_end(store::Store& store);

}  // namespace giaoban::directory
