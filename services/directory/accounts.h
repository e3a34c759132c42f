// The tables of accounts: who is behind a login, the hash of their password, a printed code. Never in the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/account.pb.h"
#include "services/store/store.h"

namespace giaoban::directory {

// Times are machine microseconds UTC.
struct Account {
  std::string login;  // lower case
  std::string person_id;
  std::string password_hash;  // empty while there is none
  bool disabled = false;
  std::string code_salt;
  std::string code_digest;  // SHA-256 of salt and code; empty when none was printed, or it was used up
  int64_t code_until_us = 0;
  int64_t code_failures = 0;
  int64_t signed_in_us = 0;  // 0 means never

  // A printed code may still be used.
  bool code_waits(int64_t now_us) const;
  v1::AccountState state(int64_t now_us) const;
};

// So many wrong codes, and the code is dead. Many, because anybody may guess at anybody's login: few would let a
// stranger kill the code that is on its way to a cell. A thousand guesses find one of 2^58 codes no sooner.
inline constexpr int64_t kMostCodeFailures = 1000;

// Table definitions. What came after the first version lies in a table of its own, so that folders made before go on:
// an account without a row there was never disabled and has no code.
std::string_view accounts_schema();
// `login` in lower case.
std::optional<Account> account_of(store::Store& store, std::string_view login);
// All of one person, by login; an import may have made several. One that begins with "@", as older imports took them,
// comes last: FindAccount takes what is typed there for a person's id, so nobody signs in under it.
std::vector<Account> accounts_of(store::Store& store, std::string_view person_id);
// Whether its login is one that people can type.
bool is_typed(const Account& account);
// Makes or replaces it.
void put_account(store::Store& store, const Account& account);
// The persons who have any, by id.
std::vector<std::string> account_holders(store::Store& store);

}  // namespace giaoban::directory
