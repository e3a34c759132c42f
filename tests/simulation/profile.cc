// Draws a mixture of faults: nothing, one class alone, some, or everything.
#include "tests/simulation/profile.h"

#include <algorithm>
#include <array>

namespace giaoban::simulation {
namespace {

constexpr auto kFaults = static_cast<size_t>(Fault::kCount);
constexpr std::array<std::string_view, kFaults> kNames = {
    "loss",  "delay",       "reconnect",   "partition",  "kill",       "power-cut", "disk-error",  "disk-full",
    "pause", "two-routers", "clock-ahead", "clock-back", "revocation", "confusion", "mail-trouble"};

void switch_on(Profile& profile, Fault fault, Random& random) {
  const auto rate = [&](int64_t least, int64_t most) { return static_cast<uint32_t>(random.between(least, most)); };
  switch (fault) {
    case Fault::kLoss:
      profile.loss = rate(5, 250);
      break;
    case Fault::kDelay:
      profile.longest_delay_us = random.between(5'000, 3'000'000);
      break;
    case Fault::kReconnect:
      profile.reconnect = rate(2, 40);
      break;
    case Fault::kPartition:
      profile.partition = rate(1, 12);
      break;
    case Fault::kKill:
      profile.kill = rate(3, 30);
      break;
    case Fault::kPowerCut:
      profile.power_cut = rate(2, 15);
      break;
    case Fault::kDiskError:
      profile.disk_error = rate(1, 8);
      break;
    case Fault::kDiskFull:
      profile.disk_full = rate(1, 6);
      break;
    case Fault::kPause:
      profile.pause = rate(2, 12);
      break;
    case Fault::kTwoRouters:
      profile.two_routers = rate(2, 10);
      break;
    case Fault::kClockAhead:
      profile.clock_ahead = rate(1, 4);
      break;
    case Fault::kClockBack:
      profile.clock_back = rate(1, 4);
      break;
    case Fault::kRevocation:
      profile.revocation = rate(10, 60);
      break;
    case Fault::kConfusion:
      profile.confusion = rate(50, 400);
      break;
    case Fault::kMailTrouble:
      profile.mail_trouble = rate(50, 600);
      break;
    case Fault::kCount:
      break;
  }
  profile.on.push_back(fault);
}

}  // namespace

std::string_view name_of(Fault fault) {
  return kNames.at(static_cast<size_t>(fault));
}

bool Profile::has(Fault fault) const {
  return std::find(on.begin(), on.end(), fault) != on.end();
}

Profile Profile::draw(Random random, const std::vector<Fault>& off) {
  Profile profile;
  const uint64_t shape = random.below(10);
  const uint64_t alone = random.below(kFaults);
  for (size_t i = 0; i < kFaults; ++i) {
    Random own = random.fork();  // drawn whether it is used or not, so that switching one off leaves the others alone
    const bool wanted = shape == 0 ? false : shape <= 2 ? i == alone : shape <= 4 ? true : own.one_in(3);
    const auto fault = static_cast<Fault>(i);
    if (!wanted || std::find(off.begin(), off.end(), fault) != off.end()) continue;
    switch_on(profile, fault, own);
  }
  profile.rest = static_cast<uint32_t>(random.between(2, 15));
  profile.hold_us = random.one_in(3) ? 0 : random.between(1, 120) * 1'000'000;
  return profile;
}

}  // namespace giaoban::simulation
