// The tables of accounts: who is behind a login, the hash of their password, a printed code. Never in the log.
#include "services/directory/accounts.h"

#include <algorithm>

namespace giaoban::directory {
namespace {

constexpr std::string_view kColumns =
    "SELECT account.login, person_id, password_hash, disabled, code_salt, code_digest, code_until_us, code_failures, "
    "signed_in_us FROM account LEFT JOIN account_state ON account_state.login = account.login ";

Account read(const store::Row& row) {
  Account account;
  account.login = row.text(0);
  account.person_id = row.text(1);
  account.password_hash = row.text(2);
  if (row.is_null(3)) return account;
  account.disabled = row.integer(3) != 0;
  account.code_salt = row.blob(4);
  account.code_digest = row.blob(5);
  account.code_until_us = row.integer(6);
  account.code_failures = row.integer(7);
  account.signed_in_us = row.integer(8);
  return account;
}

}  // namespace

bool Account::code_waits(int64_t now_us) const {
  return !disabled && !code_digest.empty() && now_us < code_until_us && code_failures < kMostCodeFailures;
}

v1::AccountState Account::state(int64_t now_us) const {
  if (disabled) return v1::ACCOUNT_STATE_DISABLED;
  if (!password_hash.empty()) return v1::ACCOUNT_STATE_ACTIVE;
  return code_waits(now_us) ? v1::ACCOUNT_STATE_CODE : v1::ACCOUNT_STATE_NONE;
}

std::string_view accounts_schema() {
  return "CREATE TABLE IF NOT EXISTS account (login TEXT PRIMARY KEY, person_id TEXT NOT NULL, password_hash TEXT NOT "
         "NULL);"
         "CREATE INDEX IF NOT EXISTS account_person ON account (person_id);"
         "CREATE TABLE IF NOT EXISTS account_state (login TEXT PRIMARY KEY, disabled BIGINT NOT NULL, code_salt BLOB "
         "NOT NULL, code_digest BLOB NOT NULL, code_until_us BIGINT NOT NULL, code_failures BIGINT NOT NULL, "
         "signed_in_us BIGINT NOT NULL);";
}

std::optional<Account> account_of(store::Store& store, std::string_view login) {
  static const std::string sql = std::string(kColumns) + "WHERE account.login = $1";
  std::optional<Account> account;
  store.prepare(sql).one({login}, [&](const store::Row& row) { account = read(row); });
  return account;
}

std::vector<Account> accounts_of(store::Store& store, std::string_view person_id) {
  static const std::string sql = std::string(kColumns) + "WHERE person_id = $1 ORDER BY account.login";
  std::vector<Account> accounts;
  store.prepare(sql).each({person_id}, [&](const store::Row& row) { accounts.push_back(read(row)); });
  std::stable_partition(accounts.begin(), accounts.end(), is_typed);
  return accounts;
}

bool is_typed(const Account& account) {
  return !account.login.starts_with('@');
}

void put_account(store::Store& store, const Account& account) {
  const std::string_view login = account.login;
  store
      .prepare(
          "INSERT INTO account (login, person_id, password_hash) VALUES ($1, $2, $3) "
          "ON CONFLICT (login) DO UPDATE SET person_id = excluded.person_id, password_hash = excluded.password_hash")
      .run({login, std::string_view(account.person_id), std::string_view(account.password_hash)});
  store
      .prepare(
          "INSERT INTO account_state (login, disabled, code_salt, code_digest, code_until_us, code_failures, "
          "signed_in_us) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (login) DO UPDATE SET "
          "disabled = excluded.disabled, code_salt = excluded.code_salt, code_digest = excluded.code_digest, "
          "code_until_us = excluded.code_until_us, code_failures = excluded.code_failures, "
          "signed_in_us = excluded.signed_in_us")
      .run({login, int64_t{account.disabled ? 1 : 0}, store::Blob{account.code_salt}, store::Blob{account.code_digest},
            account.code_until_us, account.code_failures, account.signed_in_us});
}

std::vector<std::string> account_holders(store::Store& store) {
  std::vector<std::string> persons;
  store.prepare("SELECT DISTINCT person_id FROM account WHERE person_id <> '' ORDER BY person_id")
      .each({}, [&](const store::Row& row) { persons.emplace_back(row.text(0)); });
  return persons;
}

}  // namespace giaoban::directory
