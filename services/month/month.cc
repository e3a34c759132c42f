// The month from beginning to end: prepare, import, play, sum up.
#include "services/month/month.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <stdexcept>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "services/month/clockwork.h"
#include "services/month/hashing.h"
#include "services/month/stage.h"
#include "services/month/summary.h"

namespace giaoban::month {

namespace {

void import_all(Operator& asks, const Stage& stage) {
  const auto complain = [](const auto& errors) {
    if (errors.empty()) return;
    throw std::runtime_error("line " + std::to_string(errors[0].line()) + ": " + errors[0].text_vi() + " / " +
                             errors[0].text_en());
  };
  v1::ImportUnitsRequest units;
  units.set_csv(stage.tree_csv);
  complain(asks.ask<v1::ImportUnitsResponse>("directory", "DirectoryService/ImportUnits", units).errors());
  v1::ImportOfficersRequest officers;
  officers.set_csv(officers_csv(stage.roster, hash_passwords(stage.roster)));
  complain(asks.ask<v1::ImportOfficersResponse>("directory", "DirectoryService/ImportOfficers", officers).errors());
  for (const auto& kind : stage.kinds) {
    v1::PublishKindRequest publish;
    publish.set_file(kind.bytes);
    const auto published = asks.ask<v1::PublishKindResponse>("directory", "DirectoryService/PublishKind", publish);
    if (published.faults_size() > 0) throw std::runtime_error(kind.file + ": " + published.faults(0));
  }
  for (const auto& pack : stage.packs) {
    v1::PublishCalendarRequest publish;
    publish.set_file(pack.bytes);
    const auto published =
        asks.ask<v1::PublishCalendarResponse>("directory", "DirectoryService/PublishCalendar", publish);
    if (published.faults_size() > 0) throw std::runtime_error(pack.file + ": " + published.faults(0));
  }
}

// How far the month is, by its time and by what has been done; half of each, so that it moves on busy days too.
class Pace {
 public:
  Pace(const Plan& plan, const MonthPorts& ports) : plan_(plan), ports_(ports) {}

  void act_done() {
    ++acts_;
    show();
  }
  void time_is(int64_t now_us) {
    now_us_ = now_us;
    show();
  }
  void over() {
    part_ = 1;
    tell();
  }

 private:
  void show() {
    // Two commands bring a paper up, one or two decide on it.
    const double expected = 3.8 * static_cast<double>(plan_.filings.size());
    const double time =
        static_cast<double>(now_us_ - plan_.begins_us) / static_cast<double>(plan_.ends_us - plan_.begins_us);
    const double done = static_cast<double>(acts_) / std::max(1.0, expected);
    part_ = std::max(part_, (std::clamp(time, 0.0, 1.0) + std::min(done, 1.0)) / 2);
    tell();
  }
  void tell() {
    if (ports_.on_progress) ports_.on_progress(part_);
  }

  const Plan& plan_;
  const MonthPorts& ports_;
  int64_t now_us_ = 0;
  uint64_t acts_ = 0;
  double part_ = 0;
};

// From event to event: whatever comes first, a person's act or a service's own deadline.
void play(Clockwork& clockwork, Player& player, const Plan& plan, Pace& pace) {
  int64_t due_us = clockwork.settle();
  while (clockwork.now_us() < plan.ends_us) {
    int64_t target = plan.ends_us;
    if (player.next_us() != 0) target = std::min(target, player.next_us());
    if (due_us != 0) target = std::min(target, due_us);
    clockwork.move_to(target);
    // Services act before people do; when nothing of theirs is due now, there is nothing to wait for.
    if (due_us != 0 && due_us <= target) clockwork.settle();
    player.act(target);
    due_us = clockwork.settle();
    pace.time_is(target);
  }
}

void sum_up(v1::DemoReport& report, Operator& asks, const Stage& stage, const DoorRecord& door) {
  v1::SummariseObligationsRequest owed;
  owed.set_period(stage.plan.period);
  v1::SummariseDossiersRequest papers;
  papers.set_period(stage.plan.period);
  std::vector<std::string> names;
  for (const auto& kind : stage.owed) names.push_back(kind.name());
  summarise(report, names,
            asks.ask<v1::SummariseObligationsResponse>("reminder", "ObligationService/SummariseObligations", owed),
            asks.ask<v1::SummariseDossiersResponse>("records", "RecordsService/SummariseDossiers", papers),
            asks.ask<v1::SummariseDeliveriesResponse>("notifier", "NoticeService/SummariseDeliveries",
                                                      v1::SummariseDeliveriesRequest()));
  v1::GetComplianceRequest grid;
  grid.set_unit_id(units_at(stage.tree, v1::LEVEL_COMMUNE).front()->parent_id);
  grid.set_from_period(stage.plan.period);
  grid.set_to_period(stage.plan.period);
  for (const auto& name : names) {
    grid.set_kind(name);
    add_compliance(report, asks.ask<v1::GetComplianceResponse>("records", "PictureService/GetCompliance", grid));
  }
  report.set_cells(static_cast<uint32_t>(units_at(stage.tree, v1::LEVEL_CELL).size()));
  report.set_communes(static_cast<uint32_t>(units_at(stage.tree, v1::LEVEL_COMMUNE).size()));
  report.set_cell_officers(count_cell_officers(stage.tree, stage.roster));
  report.set_acts(static_cast<uint32_t>(door.acts));
  report.set_retried(static_cast<uint32_t>(door.retried));
  report.set_step_p50_ms(percentile(door.decide_ms, 0.5));
  report.set_step_p99_ms(percentile(door.decide_ms, 0.99));
}

void note_refusals(const DoorRecord& door, const MonthPorts& ports) {
  if (!ports.note || door.refused == 0) return;
  ports.note(std::to_string(door.refused) + " lần bị từ chối ngoài dự kiến / unexpected refusals");
  for (const auto& refusal : door.refusals) ports.note("  " + refusal);
}

}  // namespace

v1::DemoReport play_month(const MonthOptions& options, const MonthPorts& ports) {
  Stage stage = set_stage(options);
  Operator asks(ports.ask);
  Pace pace(stage.plan, ports);
  import_all(asks, stage);
  boost::asio::io_context context(1);
  Browser browser(context, ports.gateway_port);
  Door door(browser, options.acks_file, [&pace] { pace.act_done(); });
  Player player(options.seed, stage.cast, stage.plan, stage.owed, door, context);
  Clockwork clockwork(asks, {"directory", "router", "reminder", "notifier", "records"}, stage.plan.begins_us);
  play(clockwork, player, stage.plan, pace);
  v1::DemoReport report;
  report.set_district(options.district);
  report.set_seed(static_cast<uint32_t>(options.seed));
  report.set_period(options.period);
  sum_up(report, asks, stage, door.record());
  pace.over();
  note_refusals(door.record(), ports);
  return report;
}

std::vector<DemoLogin> demo_logins(const MonthOptions& options) {
  const auto tree = read_tree(whole_file(options.tree_file));
  const auto roster = make_roster(options.seed, tree, shape_of(options.district));
  std::vector<DemoLogin> logins;
  const auto add = [&](v1::Level level, v1::Role role, const char* vi, const char* en) {
    for (const auto* unit : units_at(tree, level)) {
      for (const auto& officer : roster) {
        if (officer.unit_id != unit->unit_id || officer.role != role || officer.login.empty()) continue;
        logins.push_back({vi, en, officer.name, unit->name, officer.login, officer.password});
        return;
      }
    }
  };
  add(v1::LEVEL_CELL, v1::ROLE_SECRETARY, "Bí thư chi bộ", "secretary of a cell");
  add(v1::LEVEL_COMMUNE, v1::ROLE_CLERK, "Văn thư đảng uỷ xã", "clerk of a commune");
  add(v1::LEVEL_DISTRICT, v1::ROLE_CLERK, "Văn thư huyện uỷ", "clerk of the district");
  add(v1::LEVEL_DISTRICT, v1::ROLE_ADMINISTRATOR, "Quản trị hệ thống", "administrator of the district");
  add(v1::LEVEL_DISTRICT, v1::ROLE_AUDITOR, "Cán bộ kiểm tra", "auditor of the district");
  return logins;
}

void add_check(v1::DemoReport& report, const v1::CheckerReport& check) {
  report.set_lost(check.lost());
  report.set_duplicate_effects(check.duplicate_effects());
  report.set_state_equals_fold(check.state_equals_fold());
  report.set_log_verified(check.log_verified());
}

}  // namespace giaoban::month
