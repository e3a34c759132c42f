// The table of accounts: who is behind a login, and the hash of their password. Never in the log.
#include "services/directory/accounts.h"

namespace giaoban::directory {

std::string_view accounts_schema() {
  return "CREATE TABLE IF NOT EXISTS account (login TEXT PRIMARY KEY, person_id TEXT NOT NULL, password_hash TEXT NOT "
         "NULL);";
}

std::optional<Account> account_of(store::Store& store, std::string_view login) {
  std::optional<Account> account;
  store.prepare("SELECT person_id, password_hash FROM account WHERE login = $1")
      .one({login}, [&](const store::Row& row) {
        account = Account{std::string(row.text(0)), std::string(row.text(1))};
      });
  return account;
}

void put_account(store::Store& store, std::string_view login, const Account& account) {
  store
      .prepare(
          "INSERT INTO account (login, person_id, password_hash) VALUES ($1, $2, $3) "
          "ON CONFLICT (login) DO UPDATE SET person_id = excluded.person_id, password_hash = excluded.password_hash")
      .run({login, std::string_view(account.person_id), std::string_view(account.password_hash)});
}

}  // namespace giaoban::directory
