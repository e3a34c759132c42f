// The report of the demo as people read it, Vietnamese first.
#pragma once

#include <string>

#include "giaoban/v1/report.pb.h"

namespace giaoban::month {

// Tables in Vietnamese and English: kinds, reminders by rung and channel, obligations, communes, acts, checks, cost.
// Several lines with a line break at the end.
std::string table_of(const v1::DemoReport& report);

}  // namespace giaoban::month
