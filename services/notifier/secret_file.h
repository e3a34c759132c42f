// Passwords and tokens from files that nobody else can read.
#pragma once

#include <string>

namespace giaoban::notifier {

// What stands in the file, without the line's end; empty for an empty path. Throws std::runtime_error, saying in both
// languages what to do, when it cannot be read, is empty, holds a line break or others may read it too.
std::string read_secret(const std::string& path);

}  // namespace giaoban::notifier
