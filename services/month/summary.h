// The figures of the month, as the services give them.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "giaoban/v1/picture.pb.h"
#include "giaoban/v1/records.pb.h"
#include "giaoban/v1/report.pb.h"

namespace giaoban::month {

// Fills obligations, opened, kinds and reminders; kinds in the order of `owed`, then any other. An obligation that was
// not kept by the end is silent, whether its time is over or not; one that a cell was freed from is counted apart. A
// reminder's messages are those that were sent.
void summarise(v1::DemoReport& report, const std::vector<std::string>& owed,
               const v1::SummariseObligationsResponse& obligations, const v1::SummariseDossiersResponse& dossiers,
               const v1::SummariseDeliveriesResponse& deliveries);

// Adds one kind's grid, whose rows are communes and whose one column is the month, to the communes of the report.
void add_compliance(v1::DemoReport& report, const v1::GetComplianceResponse& grid);

// "-3 holder", "+3 superior", "0 holder"; for what is told at a decision "returned author".
std::string rung_name(int days, v1::Whom whom, v1::NoticeReason reason);

// The time below which the share of all lies; 0 when there are none.
double percentile(std::vector<double> times, double share);

}  // namespace giaoban::month
