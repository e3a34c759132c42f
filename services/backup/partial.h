// A folder in the making: "<target>.partial" until everything in it is durable, then the target, or gone.
#pragma once

#include <string>
#include <variant>

#include "giaoban/v1/envelope.pb.h"
#include "services/runtime/file.h"

namespace giaoban::backup {

// Owns the folder on the disk; one process at a time has that of a target. Movable.
class Partial {
 public:
  // Clears away what a crash left there. Refused when another process is at it, or when it holds something that no
  // backup would.
  static std::variant<Partial, v1::Refusal> begin(const std::string& target);
  Partial(Partial&&) noexcept = default;
  Partial& operator=(Partial&&) noexcept = delete;
  // Removes the folder unless it was finished.
  ~Partial();

  const std::string& path() const { return path_; }
  // Makes a folder in it.
  void make_folder(const std::string& name) const;
  // Makes everything in it durable and gives it its name; the target must be an empty folder or nothing.
  void finish();

 private:
  Partial(std::string target, std::string path, runtime::File alone);
  std::string target_;
  std::string path_;
  runtime::File alone_;
};

// Absolute, without a slash at the end.
std::string plain_path(const std::string& path);

}  // namespace giaoban::backup
