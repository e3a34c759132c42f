// Printed codes for the first sign-in: "K7QF-2MXN-8RTD", drawn, kept as a digest, compared in constant time.
#pragma once

#include <string>
#include <string_view>

#include "services/directory/accounts.h"
#include "services/runtime/ids.h"
#include "workflows/core/time.h"

namespace giaoban::directory {

// How long a code works, machine time.
inline constexpr int64_t kCodeLife = 14 * core::kDay;

// Twelve letters and digits of thirty that cannot be mistaken for each other (no 0 O 1 I L U), all equally likely:
// 58.9 bits.
std::string draw_code(runtime::Ids& ids);
// "K7QF2MXN8RTD" in groups of four.
std::string printed(std::string_view code);

// Makes the account wait for the code: its password, and any code before, are worth nothing from now on.
void set_code(Account& account, std::string_view code, runtime::Ids& ids, int64_t now_us);
// Whether it is the account's code; takes as long for any account and any code.
bool is_code_of(const Account& account, std::string_view code);

}  // namespace giaoban::directory
