// Reads a whole log and checks its chain: positions, hashes, head, times.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "tests/checker/findings.h"

namespace giaoban::checker {

// One log as it lies in a file. Both lists have one entry per row that could be read; without faults that of position n
// is the (n-1)th.
struct LogRead {
  std::string id;
  std::vector<v1::LogRecord> records;
  std::vector<std::string> hashes;
};

// The log in <data>/<service>.db; every break of the chain is among the findings. A file that is missing or is no
// database is a broken log too. Never throws.
LogRead read_log(const std::string& data, const std::string& service, Findings& findings);

}  // namespace giaoban::checker
