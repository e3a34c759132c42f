// The whole house on one thread, from one seed: real services over a wire, a disk and clocks that fail.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/chains.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/law.h"
#include "tests/simulation/people.h"
#include "tests/simulation/post.h"
#include "tests/simulation/profile.h"
#include "tests/simulation/room.h"
#include "tests/simulation/wire.h"

namespace giaoban::simulation {

// A small district on disk, as every run finds it: units, people, kinds, one morning.
DiskImage furnish();
// When that morning is, business microseconds.
int64_t begins_us();

class World final : public Watcher {
 public:
  World(uint64_t seed, const Profile& profile, const DiskImage& furnished, Findings& findings);
  ~World() override;

  // One step with faults.
  void step();
  // Everything is repaired; no new wishes. Afterwards only calm steps.
  void heal();
  void calm_step();
  void wait(int64_t us) { pass_time(us); }
  // Nothing is left to do: every wish answered, every cursor at the end of its log, every mail settled.
  bool at_rest();
  std::string why_not_at_rest();

  // For the checks at rest.
  Room& room(const std::string& service) { return *rooms_.at(service); }
  const Chains& chains() const { return chains_; }
  const Law& law() const { return law_; }
  People& people() { return people_; }
  const Post& post() const { return post_; }
  uint64_t crashes(const std::string& service) const;
  int64_t true_us() const { return wall_.true_us; }
  // A second records service over an empty file, for a rebuild from zero.
  Surroundings surroundings();

  // Watcher
  void started(const Room& room, store::Store& store) override;
  void committed(const Room& room, store::Store& store) override;
  void died(const Room& room, const std::string& of) override;
  void wrote_journal(const Room& room, const std::string& line) override;

 private:
  void pass_time(int64_t us);
  void turn_somebody();
  void turn(Room& room);
  void revive();
  // world_faults.cc
  void trouble();
  void arm_kill(bool power);
  void arm_disk_error();
  void fill_disk();
  void pause_somebody();
  void second_router();
  void end_second_router();
  void partition();
  void move_clock(bool ahead);
  void rest_a_while();
  void race_the_seal();
  Room& any_room();

  Random random_;
  const Profile& profile_;
  Findings& findings_;
  WallClock wall_;
  Disk disk_;
  Wire wire_;
  Post post_;
  Chains chains_;
  Law law_;
  People people_;
  std::map<std::string, std::unique_ptr<Room>> rooms_;  // by name on the wire; the other router comes and goes
  std::unique_ptr<Room> other_router_;                  // believes that it leads
  int64_t other_until_us_ = 0;
  std::map<std::string, int64_t> dead_until_us_;  // by name on the wire
  std::map<std::string, int64_t> paused_until_us_;
  std::map<std::string, int64_t> full_until_us_;  // by service
  int64_t parted_until_us_ = 0;
  int64_t longest_pause_us_ = 0;  // recent, for how old news may be
  int64_t skew_until_us_ = 0;     // until then clocks may crawl
  std::map<std::string, uint64_t> crashes_;
  std::string crash_point_;
  uint64_t crash_started_ = 0;
};

}  // namespace giaoban::simulation
