// The lines of a file of officers, each checked by itself; the same person may stand on several lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "services/directory/line_errors.h"
#include "services/directory/passwords.h"

namespace giaoban::directory {

// One line without faults of its own.
//   person_id,name     name may be empty on all but one line of a person, and for a person that is known
//   unit_id,role       both empty: only the person and the account
//   from,until         YYYY-MM-DD, the midnight at UTC+7 at which that day begins; `until` is the first day after the
//   term;
//                      empty from is the moment of the import, empty until an open end
//   email              empty says nothing: a known address stays
//   login              with password (8-128 characters, brought into NFC) or password_hash (argon2id, hashed by the
//   client); both empty for
//                      an account that is known or waits for a printed code, or given on another line
struct OfficerLine {
  uint32_t line = 0;
  v1::Person person;
  v1::Office office;  // without id; role unspecified when there is none; from_us 0 means the moment of the import
  std::string login;
  std::string password;
  std::string password_hash;
};

// In the file's order, lines with faults left out; every fault is among the errors. Columns from, until, email, login,
// password and password_hash may be absent. A hash that costs more than `most` is a fault. Never throws on any bytes;
// no message shows a password.
std::vector<OfficerLine> read_officers(std::string_view csv, HashCost most, LineErrors& errors);

}  // namespace giaoban::directory
