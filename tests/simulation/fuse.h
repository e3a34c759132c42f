// Failpoints: every call through a port is one, before and after; between two of them nobody can tell a crash from one
// at the next.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "services/store/store.h"

namespace giaoban::simulation {

// The calls through which a service reaches the world.
enum class Point { kStatement, kCommit, kReply, kSend, kMail, kCount };

inline std::string_view name_of(Point point) {
  constexpr std::array<std::string_view, static_cast<size_t>(Point::kCount)> kNames = {"statement", "commit", "reply",
                                                                                       "send", "mail"};
  return kNames.at(static_cast<size_t>(point));
}

// The process is gone; what the host takes for a broken store ends its turn as a crash does.
class Crashed : public store::StoreBroken {
 public:
  using StoreBroken::StoreBroken;
};

// Ends one process at a chosen call. One per process; lives as long as it.
class Fuse {
 public:
  // `blow` makes the disk forget what it must before the process is unwound.
  explicit Fuse(std::function<void(const std::string& name)> blow) : blow_(std::move(blow)) {}

  // Ends it before (or after) the nth call of that kind from now.
  void arm(Point point, bool after, uint32_t nth) {
    point_ = point;
    after_ = after;
    left_ = nth;
  }
  bool armed() const { return left_ > 0; }
  bool blown() const { return blown_; }

  void pass(Point point, bool after) {
    if (blown_) throw Crashed("the process is gone");
    if (left_ == 0 || point != point_ || after != after_ || --left_ > 0) return;
    blown_ = true;
    const std::string name = std::string(name_of(point)) + (after ? ".after" : ".before");
    blow_(name);
    throw Crashed(name);
  }

 private:
  std::function<void(const std::string&)> blow_;
  Point point_ = Point::kCommit;
  bool after_ = false;
  uint32_t left_ = 0;
  bool blown_ = false;
};

}  // namespace giaoban::simulation
