// The independent checker: from the clients' own record and the services' files alone, does everything hold?
#pragma once

#include <set>
#include <string>

#include "giaoban/v1/report.pb.h"

namespace giaoban::checker {

// What is known about the deployment beforehand.
struct Known {
  bool at_rest = false;           // everybody has heard everything; whoever has not is at fault
  std::set<std::string> without;  // services that never ran
};

// Looks into the data folder of a deployment, stopped or at rest, without writing to it. Never throws for what it
// finds; whatever is wrong or missing is in the report. Nothing is wrong exactly when report.faults is empty.
v1::CheckerReport check(const std::string& data, const std::string& acks, const Known& known = {});

}  // namespace giaoban::checker
