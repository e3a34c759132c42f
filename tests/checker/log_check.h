// Reads a whole log and checks its chain: positions, hashes, head, times.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "tests/checker/findings.h"

namespace giaoban::checker {

// The records of <data>/<service>.db that can be read, in order; every break of the chain is among the findings. A file
// that is missing or is no database is a broken log too. Never throws.
std::vector<v1::LogRecord> read_log(const std::string& data, const std::string& service, Findings& findings);

}  // namespace giaoban::checker
