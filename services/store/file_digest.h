// SHA-256 of a whole file, however large.
#pragma once

#include <cstdint>
#include <string>

namespace giaoban::store {

// What was read.
struct FileDigest {
  uint64_t bytes = 0;
  std::string sha256;  // 32 bytes
};

// Reads it once, piece by piece. Throws std::system_error. Any thread.
FileDigest digest_of_file(const std::string& path);

}  // namespace giaoban::store
