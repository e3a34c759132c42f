// What one cell of a file may hold: ids, names, addresses, logins, levels, roles; empty answer means good.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "giaoban/v1/kind.pb.h"
#include "services/directory/line_errors.h"

namespace giaoban::directory {

// All take valid UTF-8 in NFC. Pure.

// 1-64 characters of [A-Za-z0-9._-]; `vi` and `en` name what it is the id of.
std::optional<Fault> check_id(std::string_view id, std::string_view vi, std::string_view en);
// 1-200 characters without control characters.
std::optional<Fault> check_name(std::string_view name);
// ASCII without spaces, line breaks or any of ()<>[],;:\" and with one @ between two parts; at most 254 characters.
// Nothing that could add a header or a recipient to a mail.
std::optional<Fault> check_email(std::string_view email);
// 1-64 characters of [A-Za-z0-9._@+-], so that comparing without case is a matter of ASCII; no @ at the beginning,
// where FindAccount takes it for a person's id.
std::optional<Fault> check_login(std::string_view login);

// At most 200 characters to look for.
std::optional<Fault> check_words(std::string_view words);

// "COMMUNE" or "commune"; LEVEL_UNSPECIFIED when it is none.
v1::Level parse_level(std::string_view name);
// "deputy_secretary"; ROLE_UNSPECIFIED when it is none.
v1::Role parse_role(std::string_view name);
// "deputy_secretary" for ROLE_DEPUTY_SECRETARY.
std::string role_word(v1::Role role);
// All levels, or roles, as a file names them, for messages.
std::string level_words();
std::string role_words();

// Without spaces around.
std::string trimmed(std::string_view text);
size_t count_characters(std::string_view text);
std::string ascii_lower(std::string_view text);

}  // namespace giaoban::directory
