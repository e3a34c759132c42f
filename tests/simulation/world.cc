// One step: time passes, perhaps something breaks, somebody acts, somebody's turn comes.
#include "tests/simulation/world.h"

#include <algorithm>

#include "services/directory/directory_service.h"
#include "services/notifier/notifier_service.h"
#include "services/records/records_service.h"
#include "services/reminder/reminder_service.h"
#include "services/router/router_service.h"

namespace giaoban::simulation {
namespace {

constexpr int64_t kNewsAtMostUs = 5'000'000;

std::unique_ptr<runtime::Service> make(const std::string& service, Post& post, Fuse& fuse, int64_t hold_us) {
  if (service == "directory") return std::make_unique<directory::DirectoryService>(8, 1);
  if (service == "router")
    return std::make_unique<router::RouterService>(router::RouterOptions{kNewsAtMostUs, hold_us, 2 * hold_us});
  if (service == "reminder") return std::make_unique<reminder::ReminderService>();
  if (service == "records") return std::make_unique<records::RecordsService>();
  v1::NotifierSettings settings;
  settings.set_mail_from("giaoban@example.test");
  settings.set_portal_url("http://127.0.0.1:8080");
  settings.set_retry_seconds(5);
  settings.set_attempts(8);
  // Nights are for the tests of the notifier; here as much as possible is to be sent.
  settings.set_quiet_from_minute(0);
  settings.set_quiet_until_minute(0);
  return std::make_unique<notifier::NotifierService>(settings, "test", post.courier(fuse));
}

}  // namespace

World::World(uint64_t seed, const Profile& profile, const DiskImage& furnished, Findings& findings)
    : random_(seed),
      profile_(profile),
      findings_(findings),
      disk_(random_.next(), furnished),
      wire_(random_.fork(), wall_.true_us),
      post_(random_.fork(), wall_),
      chains_(wall_, findings),
      law_(chains_, findings),
      people_(random_.fork(), wire_, wall_, law_, profile, findings) {
  wall_.true_us = begins_us();
  wire_.set_faults({profile.loss, profile.longest_delay_us});
  post_.set_trouble(profile.mail_trouble);
  people_.acknowledged = [this](const Wish& wish, const v1::DecideResponse& response) {
    const auto& log = chains_.of("router");
    const auto batch = law_.batches().find({wish.person, wish.request_id});
    if (batch == law_.batches().end() || batch->second.second != response.position() ||
        log.links[response.position() - 1].record.dossier().version() != response.version()) {
      return findings_.violated(
          "I1", wish.request_id + " was acknowledged at " + std::to_string(response.position()) + ", where it is not");
    }
    v1::DecideRequest asked;
    asked.ParseFromString(wish.payload);
    if (log.links[batch->second.first - 1].record.dossier().version() != asked.expected_version() + 1) {
      findings_.violated("I14", wish.request_id + " took effect on a version that its sender had not seen");
    }
  };
  for (const std::string service : {"directory", "notifier", "records", "reminder", "router"}) {
    rooms_[service] = std::make_unique<Room>(service, service, surroundings());
    if (!rooms_[service]->start(random_.next())) findings_.violated("I26", service + " does not start");
  }
}

// While the rest of the world still stands.
World::~World() {
  other_router_.reset();
  rooms_.clear();
}

Surroundings World::surroundings() {
  return {disk_, wire_, wall_, *this,
          [this](const std::string& service, Fuse& fuse) { return make(service, post_, fuse, profile_.hold_us); }};
}

void World::pass_time(int64_t us) {
  wall_.true_us += us;
}

void World::step() {
  pass_time(random_.between(100, 15'000));
  trouble();
  revive();
  if (random_.one_in(3)) people_.act();
  people_.listen();
  turn_somebody();
}

void World::calm_step() {
  pass_time(random_.between(500, 20'000));
  revive();
  people_.listen();
  for (auto& [name, room] : rooms_) turn(*room);
}

void World::turn_somebody() {
  for (int turns = 0; turns < 3; ++turns) turn(any_room());
  if (other_router_) turn(*other_router_);
}

Room& World::any_room() {
  auto at = rooms_.begin();
  std::advance(at, static_cast<std::ptrdiff_t>(random_.below(rooms_.size())));
  return *at->second;
}

void World::turn(Room& room) {
  const auto paused = paused_until_us_.find(room.end());
  if (!room.alive() || (paused != paused_until_us_.end() && paused->second > wall_.true_us)) return;
  room.turn();
}

// What is dead is started again, what was full has room again, when its time has come.
void World::revive() {
  for (auto& [name, room] : rooms_) {
    if (room->alive() || dead_until_us_[name] > wall_.true_us) continue;
    findings_.happened("start " + name);
    if (room->start(random_.next())) {
      findings_.sometimes("started again");
    } else {
      dead_until_us_[name] = wall_.true_us + random_.between(10, 500) * kMilli;
      findings_.sometimes("died at the start");
    }
  }
  std::erase_if(full_until_us_, [&](const auto& full) {
    if (full.second > wall_.true_us) return false;
    disk_.set_full(full.first, false);
    return true;
  });
  if (other_router_ && (!other_router_->alive() || other_until_us_ < wall_.true_us)) end_second_router();
  if (parted_until_us_ != 0 && parted_until_us_ < wall_.true_us) {
    wire_.heal();
    parted_until_us_ = 0;
  }
}

void World::heal() {
  findings_.happened("healed");
  wire_.set_faults({0, 500});
  wire_.heal();
  wire_.let_go();
  post_.set_trouble(0);
  disk_.set_plan({});
  end_second_router();
  for (auto& [service, until] : full_until_us_) disk_.set_full(service, false);
  full_until_us_.clear();
  paused_until_us_.clear();
  dead_until_us_.clear();
  wall_.off_us = std::max<int64_t>(wall_.off_us, 0);
  people_.settle();
  people_.ask_for_all();
}

bool World::at_rest() {
  return why_not_at_rest().empty();
}

std::string World::why_not_at_rest() {
  if (people_.open() > 0) return std::to_string(people_.open()) + " wishes are not answered";
  for (auto& [name, room] : rooms_) {
    if (!room->alive()) return name + " is dead";
    const auto status = room->host().status();
    for (const auto& cursor : status.cursors()) {
      if (!cursor.stopped().empty()) return name + " has stopped: " + cursor.stopped();
      if (cursor.position() < chains_.of(cursor.source()).head()) return name + " is behind " + cursor.source();
    }
    const auto now = room->now();
    if (status.in_flight() > 0) return name + " has something under way";
    if (status.retrying() > 0) return name + " has something to try again";
    if (status.next_due_us() != 0 && status.next_due_us() <= now.business_us) return name + " has something due";
  }
  return "";
}

uint64_t World::crashes(const std::string& service) const {
  const auto at = crashes_.find(service);
  return at == crashes_.end() ? 0 : at->second;
}

void World::started(const Room& room, store::Store& store) {
  chains_.started(room, store);
  committed(room, store);
}

void World::committed(const Room& room, store::Store& store) {
  for (const auto* link : chains_.committed(room, store)) {
    findings_.happened(room.service() + " " + std::to_string(link->record.position()) + " " +
                       std::to_string(std::hash<std::string>{}(link->hash)));
    if (findings_.prints()) findings_.happened("  " + link->record.ShortDebugString().substr(0, 400));
    if (room.service() == "directory") law_.take_directory(*link);
    if (room.service() != "router") continue;
    // A clock that was set back lets five seconds take ten.
    const bool crawls = wall_.true_us < skew_until_us_;
    law_.take_router(*link, crawls ? 2 * kNewsAtMostUs : kNewsAtMostUs);
  }
}

void World::died(const Room& room, const std::string& of) {
  ++crashes_[room.service()];
  findings_.happened("died " + room.end() + " of " + of);
  const bool fenced = of.find("has taken this log over") != std::string::npos;
  const bool disk = of.find("disk") != std::string::npos;
  findings_.sometimes("died " + room.service() + " of " + (fenced ? "a lost log" : disk ? "the disk" : of));
  if (fenced && room.end() == room.service() && other_router_ == nullptr) {
    findings_.violated("I15", room.service() + " was fenced though nobody else had started");
  }
  if (room.end() == room.service()) dead_until_us_[room.end()] = wall_.true_us + random_.between(1, 800) * kMilli;
}

void World::wrote_journal(const Room& room, const std::string& line) {
  findings_.happened("journal " + room.end() + " " + line);
  if (line.find(kCanary) != std::string::npos)
    findings_.violated("I24", "the journal of " + room.service() + " tells a text");
}

}  // namespace giaoban::simulation
