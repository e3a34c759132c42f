// A bus inside one thread, for rehearsals and tests: every service of a house, in order, nothing lost unless told so.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "services/bus/bus.h"

namespace giaoban::bus {

// The wire between the ends; must outlive them. Records every frame it carried.
class Wire {
 public:
  // The end of the named service; asks of it arrive under that name with CALLER_KIND_SERVICE.
  std::unique_ptr<Bus> attach(const std::string& service);
  // The end of somebody who only asks: `peer` is where answers go, `caller` what the wire proves about them.
  std::unique_ptr<Bus> attach_caller(const Caller& caller, const std::string& peer);
  // While a service is cut off, frames to it are refused as unreachable and its own are dropped.
  void cut(const std::string& service) { cut_.insert(service); }
  void heal(const std::string& service) { cut_.erase(service); }
  // Drops what is queued for and from a service, as when its process dies.
  void forget(const std::string& service);
  uint64_t carried() const { return carried_; }

 private:
  friend class WireEnd;
  struct Queues {
    Caller caller;
    std::deque<Incoming> incoming;
    std::deque<Answer> answers;
  };
  std::map<std::string, Queues> ends_;
  std::set<std::string> cut_;
  uint64_t carried_ = 0;
};

}  // namespace giaoban::bus
