// The table of accounts: who is behind a login, and the hash of their password. Never in the log.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/store/store.h"

namespace giaoban::directory {

struct Account {
  std::string person_id;
  std::string password_hash;
};

// Table definition.
std::string_view accounts_schema();
// `login` in lower case.
std::optional<Account> account_of(store::Store& store, std::string_view login);
// Makes or replaces it.
void put_account(store::Store& store, std::string_view login, const Account& account);

}  // namespace giaoban::directory
