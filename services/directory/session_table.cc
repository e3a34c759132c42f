// The tables of sessions: whose each is, until when, and from where it was begun. Never in the log.
#include "services/directory/session_table.h"

#include <sodium.h>

#include <array>

#include "services/store/digest.h"

namespace giaoban::directory {
namespace {

constexpr size_t kNameBytes = 8;

constexpr std::string_view kColumns =
    "SELECT session.token_hash, person_id, until_us, begun_us, address, agent FROM session LEFT JOIN session_detail ON "
    "session_detail.token_hash = session.token_hash ";

SessionRow read(const store::Row& row) {
  SessionRow session;
  session.token_hash = row.blob(0);
  session.person_id = row.text(1);
  session.until_us = row.integer(2);
  if (row.is_null(3)) return session;
  session.begun_us = row.integer(3);
  session.address = row.text(4);
  session.agent = row.text(5);
  return session;
}

}  // namespace

std::string_view sessions_schema() {
  return "CREATE TABLE IF NOT EXISTS session (token_hash BLOB PRIMARY KEY, person_id TEXT NOT NULL, until_us BIGINT "
         "NOT NULL);"
         "CREATE INDEX IF NOT EXISTS session_person ON session (person_id);"
         "CREATE TABLE IF NOT EXISTS session_detail (token_hash BLOB PRIMARY KEY, begun_us BIGINT NOT NULL, address "
         "TEXT NOT NULL, agent TEXT NOT NULL);";
}

std::string session_name(std::string_view token_hash) {
  const std::string digest = store::sha256({"session\n", token_hash});
  std::array<char, 2 * kNameBytes + 1> name{};
  sodium_bin2hex(name.data(), name.size(), reinterpret_cast<const unsigned char*>(digest.data()), kNameBytes);
  return name.data();
}

void put_session(store::Store& store, const SessionRow& session) {
  const store::Blob token{session.token_hash};
  store
      .prepare(
          "INSERT INTO session (token_hash, person_id, until_us) VALUES ($1, $2, $3) ON CONFLICT (token_hash) DO "
          "NOTHING")
      .run({token, std::string_view(session.person_id), session.until_us});
  store
      .prepare(
          "INSERT INTO session_detail (token_hash, begun_us, address, agent) VALUES ($1, $2, $3, $4) ON CONFLICT "
          "(token_hash) DO NOTHING")
      .run({token, session.begun_us, std::string_view(session.address), std::string_view(session.agent)});
}

std::optional<SessionRow> session_of(store::Store& store, std::string_view token_hash) {
  static const std::string sql = std::string(kColumns) + "WHERE session.token_hash = $1";
  std::optional<SessionRow> session;
  store.prepare(sql).one({store::Blob{token_hash}}, [&](const store::Row& row) { session = read(row); });
  return session;
}

std::vector<SessionRow> sessions_of(store::Store& store, std::string_view person_id, int64_t now_us) {
  static const std::string sql =
      std::string(kColumns) + "WHERE person_id = $1 AND until_us > $2 ORDER BY begun_us DESC, until_us DESC";
  std::vector<SessionRow> sessions;
  store.prepare(sql).each({person_id, now_us}, [&](const store::Row& row) { sessions.push_back(read(row)); });
  return sessions;
}

void end_session(store::Store& store, std::string_view token_hash) {
  store.prepare("DELETE FROM session WHERE token_hash = $1").run({store::Blob{token_hash}});
  store.prepare("DELETE FROM session_detail WHERE token_hash = $1").run({store::Blob{token_hash}});
}

void end_sessions(store::Store& store, std::string_view person_id, std::string_view but_token_hash) {
  store
      .prepare(
          "DELETE FROM session_detail WHERE token_hash <> $1 AND token_hash IN (SELECT token_hash FROM session WHERE "
          "person_id = $2)")
      .run({store::Blob{but_token_hash}, person_id});
  store.prepare("DELETE FROM session WHERE token_hash <> $1 AND person_id = $2")
      .run({store::Blob{but_token_hash}, person_id});
}

void clear_sessions(store::Store& store, int64_t now_us) {
  store.prepare("DELETE FROM session_detail WHERE token_hash IN (SELECT token_hash FROM session WHERE until_us <= $1)")
      .run({now_us});
  store.prepare("DELETE FROM session WHERE until_us <= $1").run({now_us});
}

int64_t next_session_end(store::Store& store) {
  int64_t end_us = 0;
  store.prepare("SELECT min(until_us) FROM session").one({}, [&](const store::Row& row) { end_us = row.integer(0); });
  return end_us;
}

}  // namespace giaoban::directory
