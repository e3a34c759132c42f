// What goes wrong in a step, as the seed's profile has it.
#include <algorithm>

#include "tests/simulation/world.h"

namespace giaoban::simulation {

void World::trouble() {
  const auto now_and_then = [&](uint32_t per_mille) { return per_mille > 0 && random_.per_mille(per_mille); };
  if (now_and_then(profile_.kill)) arm_kill(false);
  if (now_and_then(profile_.power_cut)) arm_kill(true);
  if (now_and_then(profile_.disk_error)) arm_disk_error();
  if (now_and_then(profile_.disk_full)) fill_disk();
  if (now_and_then(profile_.pause)) pause_somebody();
  if (now_and_then(profile_.two_routers)) second_router();
  if (now_and_then(profile_.partition)) partition();
  if (now_and_then(profile_.clock_ahead)) move_clock(true);
  if (now_and_then(profile_.clock_back)) move_clock(false);
  if (now_and_then(profile_.reconnect)) {
    findings_.sometimes("reconnected");
    wire_.reconnect(any_room().end());
  }
  if (now_and_then(profile_.rest)) rest_a_while();
  if (profile_.hold_us > 0 && random_.one_in(60)) race_the_seal();
}

// Half of the deaths come from outside, at any moment; the others at a named call of the process itself.
void World::arm_kill(bool power) {
  Room& room = any_room();
  if (!room.alive()) return;
  // One machine: while two processes have the files, the power is not taken from one of them.
  if (power && other_router_ && room.service() == "router") return;
  if (random_.one_in(4)) {
    room.kill(power);
    return;
  }
  if (power && random_.one_in(2)) {
    const std::string file = room.service() + ".db";
    auto left = static_cast<uint64_t>(random_.between(1, 12));
    disk_.set_plan([file, left](const DiskCall& call) mutable {
      if (!call.file.starts_with(file) || left == 0) return DiskFault::kNone;
      return --left == 0 ? DiskFault::kPowerCut : DiskFault::kNone;
    });
    findings_.sometimes("power is to go at a call to the disk");
    return;
  }
  const auto point = static_cast<Point>(random_.below(static_cast<uint64_t>(Point::kCount)));
  room.arm(point, random_.one_in(2), static_cast<uint32_t>(random_.between(1, point == Point::kStatement ? 12 : 3)),
           power);
}

void World::arm_disk_error() {
  const std::string file = any_room().service() + ".db";
  auto left = static_cast<uint64_t>(random_.between(1, 12));
  disk_.set_plan([file, left](const DiskCall& call) mutable {
    if (!call.file.starts_with(file) || left == 0) return DiskFault::kNone;
    return --left == 0 ? DiskFault::kIoError : DiskFault::kNone;
  });
  findings_.sometimes("a call to the disk fails");
}

void World::fill_disk() {
  const std::string service = any_room().service();
  disk_.set_full(service, true);
  full_until_us_[service] = wall_.true_us + random_.between(50, 3000) * kMilli;
  findings_.sometimes("a disk was full");
}

void World::pause_somebody() {
  const Room& room = any_room();
  const int64_t long_us = random_.one_in(3) ? random_.between(1, 120) * kSecond : random_.between(10, 900) * kMilli;
  paused_until_us_[room.end()] = wall_.true_us + long_us;
  findings_.happened("paused " + room.end());
  findings_.sometimes("paused " + room.service());
  if (random_.one_in(2)) pass_time(long_us);
}

// A second process takes the log over on the same files; the first goes on, and some callers still hold on to it.
void World::second_router() {
  if (other_router_ || !rooms_.at("router")->alive()) return;
  findings_.sometimes("two routers");
  other_router_ = std::make_unique<Room>("router", "router-2", surroundings());
  other_until_us_ = wall_.true_us + random_.between(20, 3000) * kMilli;
  if (!other_router_->start(random_.next())) return end_second_router();
  for (const std::string caller : {"gateway", "gateway-2", "reminder", "notifier", "records"}) {
    if (random_.one_in(2)) wire_.hold_on(caller, "router", "router-2");
  }
}

void World::end_second_router() {
  if (!other_router_) return;
  findings_.happened("one router");
  other_router_.reset();
  wire_.let_go();
  // Whoever was there first has lost the log; it is started again, as the operator would see to.
  if (rooms_.at("router")->alive()) rooms_.at("router")->kill(false);
}

void World::partition() {
  const std::string one = any_room().end();
  const std::vector<std::string> others = {"directory", "router", "reminder", "notifier", "records", "gateway"};
  const std::string& other = random_.of(others);
  wire_.part(one, other);
  if (random_.one_in(2)) wire_.part(other, one);
  parted_until_us_ = wall_.true_us + random_.between(20, 20'000) * kMilli;
  findings_.happened("parted " + one + " " + other);
  findings_.sometimes("parted");
}

void World::move_clock(bool ahead) {
  const int64_t by = random_.one_in(4) ? random_.between(1, 366) * kDay : random_.between(1, 3 * 3600) * kSecond;
  wall_.off_us += ahead ? by : -by;
  // While a clock is behind, processes count half; until it has caught up with what they knew.
  if (!ahead) skew_until_us_ = wall_.true_us + 1000 * kDay;
  findings_.happened("clock " + std::to_string(ahead ? by : -by));
  findings_.sometimes(ahead        ? "the clock went ahead"
                      : by > kHour ? "the clock went back more than an hour"
                                   : "the clock went back");
}

// The undo is on its way when the time of the hold is over.
void World::race_the_seal() {
  const int64_t seals_us = people_.undo_something();
  if (seals_us == 0) return;
  findings_.sometimes("an undo raced the seal");
  const int64_t left = seals_us - wall_.wall_us() + random_.between(-2, 5) * kMilli;
  if (left > 0 && left < kHour) pass_time(left);
}

// Evening, a weekend: nobody acts, deadlines come.
void World::rest_a_while() {
  const int64_t by = random_.one_in(3) ? random_.between(1, 6) * kDay : random_.between(1, 300) * 60 * kSecond;
  findings_.happened("rest " + std::to_string(by));
  for (int i = 0; i < 3; ++i) people_.act();  // the last things before going home
  pass_time(by);
}

}  // namespace giaoban::simulation
