// People and programs outside the house: they act, click twice, lose answers, ask again with the same key, and remember
// what they were told.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/command.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "services/runtime/ids.h"
#include "tests/simulation/clocks.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/law.h"
#include "tests/simulation/profile.h"
#include "tests/simulation/wire.h"

namespace giaoban::simulation {

// One thing that somebody wants, asked as often as it takes until there is a final answer.
struct Wish {
  std::string end;     // gateway or operator, on the wire
  std::string person;  // asserted by the gateway; empty for the operator
  std::string service;
  std::string method;
  std::string payload;
  std::string request_id;  // of a command of the router; empty otherwise
  std::string dossier_id;
  std::string verb;
  bool twin = false;  // the same key is used for something else
  uint64_t times = 0;
  int64_t begun_us = 0;               // true time
  int64_t asked_us = 0;               // latest
  uint64_t at_least = 0;              // of a question: a version that was acknowledged before it was asked
  std::optional<std::string> answer;  // serialised reply without what differs from one sending to the next
  bool yes = false;
};

class People {
 public:
  People(Random random, Wire& wire, const WallClock& wall, const Law& law, const Profile& profile, Findings& findings);
  ~People();

  // Somebody does something, perhaps.
  void act();
  // Somebody takes a held decision back; when it seals, 0 when nothing is held.
  int64_t undo_something();
  // Takes what was answered and asks again what was not.
  void listen();
  // From now on nothing new is begun; what is open is asked again until it is answered.
  void settle() { settling_ = true; }
  // Asks how a paper stands, and the like: what the end of a run wants to know.
  void ask_for_all();
  size_t open() const;
  const std::vector<Wish>& wishes() const { return wishes_; }
  // Called for every answer "yes" to a command of the router.
  std::function<void(const Wish&, const v1::DecideResponse&)> acknowledged;

 private:
  struct Known {
    std::string id;
    std::string unit_id;
    uint64_t version = 0;
    uint64_t acknowledged = 0;
    bool attached = false;
  };

  void begin(Wish wish);
  void ask(size_t index);
  void take(const v1::Reply& reply);
  void learn(Wish& wish, const v1::Reply& reply);
  void check_read(const Wish& wish, const v1::GetDossierResponse& read);
  // people_acts.cc
  void act_on_paper();
  void open_paper();
  void read_paper();
  void change_offices();
  void send(const Known& paper, const std::string& person, v1::DecideRequest command, const std::string& verb);
  bool choose(const Known& paper, const Paper& stands, v1::DecideRequest& command, std::string& person,
              std::string& verb);
  std::string somebody();
  std::string text();

  Random random_;
  Wire& wire_;
  const WallClock& wall_;
  const Law& law_;
  const Profile& profile_;
  Findings& findings_;
  runtime::SeededIds ids_;
  std::map<std::string, std::unique_ptr<bus::Bus>> ends_;
  std::vector<Wish> wishes_;
  std::vector<size_t> open_;          // of wishes
  std::map<uint64_t, size_t> asked_;  // correlation to wish
  uint64_t next_correlation_ = 1;
  std::vector<Known> papers_;
  bool settling_ = false;
};

// In every text that people write; may lie in content tables and in answers to those who may read, and nowhere else.
inline constexpr std::string_view kCanary = "CHIM-HOANG-YEN";

}  // namespace giaoban::simulation
