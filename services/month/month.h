// One month of one district, played from the import of the tree to the summary; `giaoban demo` calls nothing else.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "giaoban/v1/report.pb.h"
#include "services/month/operator.h"
#include "services/month/plan.h"

namespace giaoban::month {

// What to play.
struct MonthOptions {
  std::string district = "luc-nam";  // or "dong-trieu"
  uint64_t seed = 1;
  std::string period = "2026-11";
  std::string tree_file;        // CSV of units
  std::string kinds_folder;     // *.txtpb
  std::string calendar_folder;  // *.txtpb
  std::string acks_file;        // written anew: one v1::Acknowledgement as JSON per line
};

// What only the caller can do. All are called on the caller's thread.
struct MonthPorts {
  AskAll ask;                              // as the operator; see over() and one_by_one()
  std::function<uint16_t()> gateway_port;  // of the gateway on 127.0.0.1; asked at every new connection
  // Between 0 and 1, never less than before; after every acknowledged act and every step of time, so it may be called
  // while commands are under way. May end and start any service; may be empty.
  std::function<void(double)> on_progress;
  // Something that a person should read, such as a refusal that nobody expected; may be empty.
  std::function<void(const std::string&)> note;
};

// Somebody who can sign in to look at the result.
struct DemoLogin {
  std::string what_vi, what_en;  // "Bí thư chi bộ", "secretary of a cell"
  std::string name;
  std::string unit;
  std::string login;
  std::string password;
};

// Imports units and officers, publishes the kinds and the calendar, plays every human act through the gateway, and asks
// the services for their summaries. The services must run on a fresh data folder whose stepped clock stands at
// month_begins_us(period). Every one of them may be killed and started again at any time. Of the report are left for
// the caller: wall_s, peak_mb, kills, form; and lost, duplicate_effects, state_equals_fold, log_verified, which come
// from add_check() alone. Throws std::runtime_error when something is wrong that does not pass within a minute,
// std::invalid_argument when an option is.
v1::DemoReport play_month(const MonthOptions& options, const MonthPorts& ports);

// The morning three working days after the month, for whoever wants to look around: a dozen papers of the next month
// wait for the first commune's clerk, of all kinds; one of them went back on a field and was handed in again, two are
// overdue, one is claimed; one more was begun and not handed in. The services must stand where play_month() left them,
// and must not hold decisions. Says which business time it is then.
int64_t play_next_morning(const MonthOptions& options, const MonthPorts& ports);

// A secretary of a cell, a clerk of a commune, and of the district a clerk, an administrator and an auditor: the ones
// with papers, the same for the same options.
std::vector<DemoLogin> demo_logins(const MonthOptions& options);

// Takes over what the checker found.
void add_check(v1::DemoReport& report, const v1::CheckerReport& check);

}  // namespace giaoban::month
