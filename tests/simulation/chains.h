// What every log was seen to hold, record by record as it was committed: nothing of it may ever change or go (I1, I5,
// I15).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "tests/simulation/findings.h"
#include "tests/simulation/room.h"

namespace giaoban::simulation {

// One log as it was seen.
struct Chain {
  struct Link {
    v1::LogRecord record;
    std::string hash;
    int64_t true_us = 0;  // when it was seen committed
  };
  std::string log_id;
  std::vector<Link> links;  // position 1 first
  int64_t epoch = 0;        // highest that was granted
  // Which process was granted it: end and incarnation.
  std::pair<std::string, uint64_t> writer;
  std::set<std::pair<std::string, uint64_t>> started;

  uint64_t head() const { return links.size(); }
};

// Reads each store behind its process's back, after every commit and every start.
class Chains {
 public:
  Chains(const WallClock& wall, Findings& findings) : wall_(wall), findings_(findings) {}

  void started(const Room& room, store::Store& store);
  // The records that are new.
  std::vector<const Chain::Link*> committed(const Room& room, store::Store& store);
  const Chain& of(const std::string& service) const { return chains_.at(service); }
  bool knows(const std::string& service) const { return chains_.contains(service); }

 private:
  std::vector<const Chain::Link*> read(Chain& chain, const std::string& service, store::Store& store);

  const WallClock& wall_;
  Findings& findings_;
  std::map<std::string, Chain> chains_;
};

}  // namespace giaoban::simulation
