// Which calls the outside may make, and which service each is for.
#pragma once

#include <google/protobuf/descriptor.h>

#include <map>
#include <string>
#include <string_view>

#include "services/gateway/limits.h"

namespace giaoban::gateway {

// One call that the outside may make.
struct Route {
  std::string service;  // empty: the gateway answers itself
  const google::protobuf::MethodDescriptor* method = nullptr;
  bool needs_session = true;
  bool plain = false;                          // writes_plainly() of its answer
  size_t Limits::*body = &Limits::body_bytes;  // which limit its body has
  bool ends_sessions = false;                  // may end sessions of others, so what is remembered of them goes
  bool is_act = false;                         // changes units, offices or accounts: who did it is written down

  // "giaoban.v1.DossierService/Decide".
  std::string name() const;
};

// Immutable after construction; any thread. The constructor throws std::logic_error when a call of the table is not in
// the contract, so a renamed call is found at the start.
class Routes {
 public:
  Routes();
  // By the path of a request, "/giaoban.v1.DossierService/Decide"; nullptr when the outside may not make that call.
  const Route* find(std::string_view path) const;
  const std::map<std::string, Route, std::less<>>& all() const { return routes_; }

 private:
  std::map<std::string, Route, std::less<>> routes_;
};

}  // namespace giaoban::gateway
