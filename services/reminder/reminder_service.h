// The reminder: knows what units owe and whom papers wait for, and decides who is told what and when.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "giaoban/v1/obligation.pb.h"
#include "services/reminder/catch_up.h"
#include "services/reminder/duties.h"
#include "services/reminder/exempting.h"
#include "services/reminder/explain.h"
#include "services/reminder/papers.h"
#include "services/reminder/periods.h"
#include "services/reminder/tally.h"
#include "services/runtime/heard.h"
#include "services/runtime/service.h"

namespace giaoban::reminder {

// Hears the directory and the router, decides by itself, and keeps what it decides in its log (ReminderEvent). One
// thread, as every service. Everything but CatchUp can be rebuilt from the store.
class ReminderService final : public runtime::Service {
 public:
  ReminderService();

  std::string_view name() const override { return "reminder"; }
  bool keeps_log() const override { return true; }
  std::string_view schema() const override;
  std::vector<runtime::Source> sources() const override {
    return {{"directory", false, true}, {"router", false, false}};
  }
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store& store) override;
  void hear(const std::string& source, const v1::LogRecord& record, const std::vector<v1::Content>& contents,
            runtime::Work& work) override;
  int64_t next_due_us(store::Store& store) override;
  int64_t next_retry_us() const override;
  void tick(runtime::Work& work) override;
  void answered(uint64_t tag, const runtime::Outcome& outcome, runtime::Work& work) override;
  // Until it has caught up, what it says is due later may be due already.
  uint32_t in_flight() const override { return caught_up() ? 0 : 1; }
  void before_commit(runtime::Work& work) override { tally_.write(work.store); }
  // Once a business day, while no calendar says which days of the next weeks are days of rest.
  std::string take_warning() override { return std::exchange(warning_, {}); }

 private:
  // Papers, calendars and people are as they were when this process began, or later.
  bool caught_up() const { return catch_up_.done() && directory_catch_up_.done(); }
  void register_methods();
  void look_at_calendar(int64_t now_us);
  void hear_directory(const v1::LogRecord& record, runtime::Work& work);
  std::variant<v1::ListObligationsResponse, v1::Refusal> list(const v1::ListObligationsRequest& request,
                                                              const runtime::Call& call, runtime::Work& work) const;
  std::variant<v1::SummariseObligationsResponse, v1::Refusal> summarise(const v1::SummariseObligationsRequest& request,
                                                                        const runtime::Call& call,
                                                                        runtime::Work& work) const;

  runtime::HeardDirectory heard_;
  Periods periods_;
  Tally tally_;
  CatchUp catch_up_{"router", 0};
  CatchUp directory_catch_up_{"directory", 1};
  Duties duties_;
  Papers papers_;
  Exempting exempting_;
  Explaining explaining_;
  runtime::Methods methods_;
  int64_t next_rung_us_ = 0;          // as last read from the tables
  bool next_rung_known_ = false;      // false when a step may have changed it
  std::optional<int64_t> looked_on_;  // the day on which the calendar was last looked at
  std::string warning_;
};

}  // namespace giaoban::reminder
