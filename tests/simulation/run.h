// One seed from beginning to end: faults, repair, rest, checks; and the smallest run that still fails.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/simulation/findings.h"
#include "tests/simulation/world.h"

namespace giaoban::simulation {

struct RunOptions {
  uint64_t seed = 1;
  uint32_t steps = 1000;
  std::vector<Fault> off;
  bool print = false;
};

// Steps that a healed world may need to come to rest.
inline constexpr uint32_t kStepsToRest = 20'000;

Findings run(const RunOptions& options, const DiskImage& furnished);

// Fewer steps, fewer classes of faults, for as long as the same invariant is violated.
RunOptions shrink(RunOptions options, const DiskImage& furnished);

std::string to_text(const RunOptions& options);

}  // namespace giaoban::simulation
