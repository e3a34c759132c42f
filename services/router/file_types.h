// Which files a dossier takes: the extension says what a file is, and its first bytes must agree.
#pragma once

#include <optional>
#include <string_view>

#include "giaoban/v1/envelope.pb.h"

namespace giaoban::router {

// Why a file of this name is not taken, or nothing. 1-255 characters, no path separators, nothing that cannot be seen
// or turns the reading direction, no dot in front, one of the known extensions. INVALID_FIELD "attach.name".
std::optional<v1::Refusal> check_file_name(std::string_view name);

// The same for the bytes of the whole file, whose name is good. What the file's author says of its media type counts
// for nothing.
std::optional<v1::Refusal> check_file_bytes(std::string_view name, std::string_view bytes);

}  // namespace giaoban::router
