// Lets the separate checker look at what the services left behind, as a process of its own.
#pragma once

#include <string>

#include "giaoban/v1/report.pb.h"

namespace giaoban::month {

// Runs `giaoban-checker`, which lies beside `program`, on the data folder and the acknowledgements of the clients.
// Throws std::runtime_error when it cannot be run or says nothing that can be read; faults that it found are in the
// report.
v1::CheckerReport check_month(const std::string& program, const std::string& data, const std::string& acks);

}  // namespace giaoban::month
