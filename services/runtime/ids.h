// Randomness and ids, as inputs: what a step needs of them is drawn here and written into events.
#pragma once

#include <cstdint>
#include <string>

namespace giaoban::runtime {

// A source of random bytes. One thread.
class Ids {
 public:
  virtual ~Ids() = default;
  virtual std::string bytes(size_t count) = 0;
  // A UUIDv7 for a moment, 36 characters; ordered by time, and by call within one millisecond.
  std::string uuid7(int64_t machine_us);

 private:
  int64_t last_ms_ = 0;
  uint32_t sequence_ = 0;
};

// From the system's generator.
class RandomIds final : public Ids {
 public:
  std::string bytes(size_t count) override;
};

// From a seed, for tests: the same seed gives the same ids.
class SeededIds final : public Ids {
 public:
  explicit SeededIds(uint64_t seed) : state_(seed) {}
  std::string bytes(size_t count) override;

 private:
  uint64_t state_;
};

// A UUID in its 36-character form as 16 bytes, and back; empty when it is none.
std::string uuid_to_bytes(std::string_view text);
std::string uuid_to_text(std::string_view bytes);

}  // namespace giaoban::runtime
