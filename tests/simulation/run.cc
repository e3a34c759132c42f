// The two phases: first safety under faults, then everything is repaired and must come to rest.
#include "tests/simulation/run.h"

#include <algorithm>

#include "tests/simulation/rest.h"

namespace giaoban::simulation {

namespace {
constexpr int64_t kWaitUs = 600 * kSecond;
}

Findings run(const RunOptions& options, const DiskImage& furnished) {
  Findings findings(options.print);
  const Profile profile = Profile::draw(Random(options.seed), options.off);
  for (const Fault fault : profile.on) findings.happened("with " + std::string(name_of(fault)));
  try {
    World world(options.seed, profile, furnished, findings);
    for (uint32_t i = 0; i < options.steps && findings.violations.empty(); ++i) world.step();
    if (!findings.violations.empty()) return findings;
    world.heal();
    uint32_t steps = 0;
    for (; steps < kStepsToRest; ++steps) {
      world.calm_step();
      if (!findings.violations.empty()) return findings;
      if (steps % 16 == 15 && world.at_rest()) break;
      // Mails that were refused are tried again within hours.
      if (steps % 256 == 255) world.wait(kWaitUs);
    }
    if (steps == kStepsToRest) {
      findings.violated("I26", "does not come to rest: " + world.why_not_at_rest());
      return findings;
    }
    check_at_rest(world, findings, options.seed % 4 == 0);
  } catch (const std::exception& e) {
    findings.violated("I26", std::string("the simulation itself broke: ") + e.what());
  }
  return findings;
}

RunOptions shrink(RunOptions options, const DiskImage& furnished) {
  options.print = false;
  const auto invariant_of = [&](const RunOptions& tried) {
    const auto findings = run(tried, furnished);
    return findings.violations.empty() ? std::string()
                                       : findings.violations.front().substr(0, findings.violations.front().find(' '));
  };
  const std::string wanted = invariant_of(options);
  if (wanted.empty()) return options;
  for (size_t i = 0; i < static_cast<size_t>(Fault::kCount); ++i) {
    auto fewer = options;
    fewer.off.push_back(static_cast<Fault>(i));
    if (invariant_of(fewer) == wanted) options = fewer;
  }
  for (uint32_t cut = options.steps / 2; cut > 0; cut /= 2) {
    auto shorter = options;
    shorter.steps -= std::min(cut, shorter.steps);
    if (invariant_of(shorter) == wanted) options = shorter;
  }
  return options;
}

std::string to_text(const RunOptions& options) {
  std::string text = "--seed " + std::to_string(options.seed) + " --steps " + std::to_string(options.steps);
  for (const Fault fault : options.off) text += " --without " + std::string(name_of(fault));
  return text;
}

}  // namespace giaoban::simulation
