// Asking a service and waiting for the answer; for the command line and the demo, never inside a service.
#pragma once

#include <google/protobuf/message.h>

#include <string>

#include "services/bus/bus.h"
#include "services/runtime/service.h"

namespace giaoban::runtime {

// One thread. Owns nothing; the bus must outlive it.
class Client {
 public:
  explicit Client(bus::Bus& bus) : bus_(bus) {}
  // "DossierService/Decide" of a service. `person` only for a gateway's key. UNKNOWN_OUTCOME when no answer came in
  // time (ask again with the same request_id), UNAVAILABLE when the service could not be reached at all in that time.
  Outcome call(const std::string& service, const std::string& method, const google::protobuf::Message& request,
               const std::string& person = {}, int timeout_ms = 5000);
  // Sends now and answers later by take(); 0 when the service cannot be reached right now.
  uint64_t begin(const std::string& service, const std::string& method, const google::protobuf::Message& request,
                 const std::string& person = {});
  // Any one answer that is there: its number and outcome; false when there is none yet.
  bool take(uint64_t& number, Outcome& outcome);

 private:
  bus::Bus& bus_;
  uint64_t next_ = 1;
};

}  // namespace giaoban::runtime
