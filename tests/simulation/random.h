// Chance from a seed: the only source of it in a simulated world, the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace giaoban::simulation {

// SplitMix64. A value; copies go on independently with the same numbers.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  // 0 ... bound - 1; bound is at least 1.
  uint64_t below(uint64_t bound) { return next() % bound; }
  int64_t between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(below(static_cast<uint64_t>(most - least) + 1));
  }
  bool one_in(uint64_t n) { return n != 0 && below(n) == 0; }
  bool per_mille(uint32_t chance) { return below(1000) < chance; }
  template <class T>
  const T& of(const std::vector<T>& things) {
    return things[below(things.size())];
  }
  // A generator of its own, so that what one part draws does not move what another draws.
  Random fork() { return Random(next()); }

 private:
  uint64_t state_;
};

}  // namespace giaoban::simulation
