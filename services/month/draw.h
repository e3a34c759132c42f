// Seeded draws (SplitMix64): the same seed and key give the same numbers, whoever draws first.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace giaoban::month {

// A value; copying it copies its place in the sequence. One thread.
class Draw {
 public:
  explicit Draw(uint64_t seed) : state_(seed) {}
  // The sequence for one thing under a seed, "24.218.07444.01/meeting_plan".
  Draw(uint64_t seed, std::string_view key) : state_(seed) {
    uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
    for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    state_ = next() ^ hash;
  }

  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  // 0 to count - 1; 0 when count is 0.
  uint64_t below(uint64_t count) { return count == 0 ? 0 : next() % count; }
  bool per_mille(unsigned share) { return below(1000) < share; }
  template <class T>
  const T& one_of(const std::vector<T>& many) {
    return many[below(many.size())];
  }

 private:
  uint64_t state_;
};

}  // namespace giaoban::month
