// What comes piece by piece because it is too long to be held at once. For the gateway's own files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

namespace giaoban::gateway {

// One thread. Asked again and again until all that was promised has been handed over.
class Pieces {
 public:
  virtual ~Pieces() = default;
  // The next bytes, never none; nothing when they cannot be had: what was promised will not come.
  virtual boost::asio::awaitable<std::optional<std::string>> next() = 0;
};

}  // namespace giaoban::gateway
