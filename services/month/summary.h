// The figures of the month, as the services give them.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "giaoban/v1/records.pb.h"
#include "giaoban/v1/report.pb.h"

namespace giaoban::month {

// Fills obligations, opened, kinds and reminders; kinds in the order of `owed`, then any other. An obligation that was
// not kept by the end is silent, whether its time is over or not.
void summarise(v1::DemoReport& report, const std::vector<std::string>& owed,
               const v1::SummariseObligationsResponse& obligations, const v1::SummariseDossiersResponse& dossiers);

// "-3 holder", "+3 superior", "0 holder"; for what is told at a decision "returned author".
std::string rung_name(const v1::RungCount& rung);

// The time below which the share of all lies; 0 when there are none.
double percentile(std::vector<double> times, double share);

}  // namespace giaoban::month
