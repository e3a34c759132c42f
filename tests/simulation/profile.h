// What goes wrong in one seed's world: every seed draws its own mixture (swarm testing), some of them none at all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/random.h"

namespace giaoban::simulation {

// Classes of faults that can be switched off one by one, for shrinking.
enum class Fault {
  kLoss,         // frames vanish
  kDelay,        // frames take long
  kReconnect,    // connections break: what is under way is lost, or comes after what was sent later
  kPartition,    // two services do not hear each other, in one direction or both
  kKill,         // a process dies at a port call: before or after a statement, commit, reply, question, mail
  kPowerCut,     // the same, and what was not synced is lost or torn
  kDiskError,    // a call to the disk answers EIO
  kDiskFull,     // a disk has no room for a while
  kPause,        // a process stands still and goes on later with what it believed
  kTwoRouters,   // a second router takes over while the first goes on
  kClockAhead,   // the wall clock jumps forward, up to a year
  kClockBack,    // the wall clock jumps back, up to a year
  kRevocation,   // offices end, are lent and taken back while people act
  kConfusion,    // double clicks, two tabs, keys used again for something else, edits between two decisions
  kMailTrouble,  // the mail server refuses, or says nothing
  kCount,
};

std::string_view name_of(Fault fault);

// How likely each thing is, per thousand steps unless said otherwise. Zero means switched off.
struct Profile {
  // Draws one; `off` are classes that must not occur.
  static Profile draw(Random random, const std::vector<Fault>& off);

  std::vector<Fault> on;
  uint32_t loss = 0;  // frames per thousand
  int64_t longest_delay_us = 500;
  uint32_t reconnect = 0;
  uint32_t partition = 0;
  uint32_t kill = 0;
  uint32_t power_cut = 0;
  uint32_t disk_error = 0;
  uint32_t disk_full = 0;
  uint32_t pause = 0;
  uint32_t two_routers = 0;
  uint32_t clock_ahead = 0;
  uint32_t clock_back = 0;
  uint32_t revocation = 0;
  uint32_t confusion = 0;     // acts per thousand
  uint32_t mail_trouble = 0;  // mails per thousand
  uint32_t rest = 8;          // long rests: minutes to days in which nobody acts and deadlines come
  int64_t hold_us = 0;        // of decisions
  bool has(Fault fault) const;
};

}  // namespace giaoban::simulation
