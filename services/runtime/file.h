// Files of the data folder: opened once, written so that a power cut leaves the old or the new bytes, never half of
// them.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace giaoban::runtime {

// Owns a file descriptor; closes it in the end. One thread at a time.
class File {
 public:
  File() = default;
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();
  int descriptor() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

// The first `limit` + 1 bytes of a file, so that whoever minds can see that it is too long; empty when there is no such
// file. Throws std::system_error on any other trouble.
std::optional<std::string> read_file(const std::string& path, size_t limit);

// Writes a temporary file beside, syncs it, renames it over `path` and syncs the folder. Two writers of one path must
// keep each other out. Throws std::system_error; `path` is then as it was.
void write_file(const std::string& path, std::string_view bytes, mode_t mode);

// Makes the names in a folder survive a power cut.
void sync_folder(const std::string& path);

// std::system_error with errno, for `what` on `path`.
[[noreturn]] void throw_errno(std::string_view what, const std::string& path);

}  // namespace giaoban::runtime
