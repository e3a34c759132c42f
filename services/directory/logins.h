// The accounts of a file of officers: one person behind each login, at most one password, told apart without case.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/directory/officer_list.h"

namespace giaoban::directory {

// An account to be, or to be changed.
struct WantedAccount {
  uint32_t line = 0;
  std::string login;  // lower case
  std::string person_id;
  std::string password;       // as typed; empty when the hash was given, or neither
  std::string password_hash;  // given by the client; empty otherwise
};

// Lives for one import.
class Logins {
 public:
  // A line without login is passed over. A login of two persons, or with two passwords, is a fault.
  void add(const OfficerLine& line, LineErrors& errors);
  // In the order of their first line.
  const std::vector<WantedAccount>& wanted() const { return wanted_; }

 private:
  std::vector<WantedAccount> wanted_;
  std::unordered_map<std::string, size_t> index_;
};

}  // namespace giaoban::directory
