// The allow-list in memory, and the ZAP handler that asks it; internal to the ZeroMQ bus.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "services/bus/zeromq.h"

namespace giaoban::bus {

// Keys by public key and by name. Any thread.
class Context::Keys {
 public:
  explicit Keys(std::function<v1::AllowList()> allowed);
  // The key's entry; reads the list again when it is unknown, so that a key added while we run is let in.
  std::optional<v1::AllowedKey> by_public_key(const std::string& z85);
  std::optional<v1::AllowedKey> by_name(const std::string& name);

 private:
  void read();
  void read_again();
  std::function<v1::AllowList()> allowed_;
  std::mutex mutex_;
  std::map<std::string, v1::AllowedKey> by_key_;
  std::map<std::string, v1::AllowedKey> by_name_;
};

// The thread behind inproc://zeromq.zap.01 (RFC 27). Bound when the constructor returns.
class Context::Handler {
 public:
  Handler(void* context, std::shared_ptr<Keys> keys);
  // Waits for the thread; the context must have been shut down before.
  ~Handler();

 private:
  void serve();
  bool answer();
  void* context_;
  void* socket_;
  std::shared_ptr<Keys> keys_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace giaoban::bus
