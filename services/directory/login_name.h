// A login made from a person's name: "Nguyễn Thị Một" becomes "motnt".
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace giaoban::directory {

// The given name and the initials of the others, without diacritics; with a number behind it from the second of that
// name on. "nguoidung" for a name without any letter of the Latin alphabet. `is_taken` is asked until it says no.
std::string login_name(std::string_view name, const std::function<bool(const std::string&)>& is_taken);

}  // namespace giaoban::directory
