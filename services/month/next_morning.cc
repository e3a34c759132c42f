// The morning after: the cells of one commune file next month's first papers, so that whoever signs in finds work of
// every sort.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>

#include "services/month/cast.h"
#include "services/month/clockwork.h"
#include "services/month/stage.h"

namespace giaoban::month {

namespace {

// The commune of the clerk whose login is shown: the first one of the tree.
Plan morning_of(const Stage& stage) {
  const auto cells = units_at(stage.tree, v1::LEVEL_CELL);
  const auto of_commune = std::count_if(cells.begin(), cells.end(),
                                        [&](const auto* cell) { return cell->parent_id == cells.front()->parent_id; });
  return plan_morning(stage.plan, static_cast<size_t>(of_commune), stage.owed.size());
}

// What the commune's clerk did in these days, and how a cell answered.
class Desk {
 public:
  Desk(uint64_t seed, Cast& cast, Person& clerk, const Plan& morning, Door& door)
      : seed_(seed), cast_(cast), clerk_(clerk), morning_(morning), door_(door) {}

  // Sends the longest waiting paper of the new month back on one field.
  Task<void> send_back() {
    const auto waiting = co_await papers();
    if (waiting.empty()) co_return;
    returned_ = waiting.front();
    v1::GetDossierRequest look;
    look.set_dossier_id(returned_);
    const auto paper = co_await door_.ask<v1::GetDossierResponse>(clerk_, "DossierService/GetDossier", look);
    if (!paper || paper->fields().empty()) co_return;
    const std::vector<v1::Field> fields(paper->fields().begin(), paper->fields().end());
    auto request = command(returned_, paper->dossier().version());
    *request.mutable_send_back()->add_remarks() = object_to(Draw(seed_, returned_), paper->kind().form(), fields);
    co_await door_.decide(clerk_, request);
  }
  // The cell puts it right and hands it in again.
  Task<void> resubmit() {
    if (returned_.empty()) co_return;
    v1::GetDossierRequest look;
    look.set_dossier_id(returned_);
    const auto seen = co_await door_.ask<v1::GetDossierResponse>(clerk_, "DossierService/GetDossier", look);
    if (!seen || !seen->dossier().at().with_author()) co_return;
    Person& author = author_of(seen->dossier().unit_id());
    const std::vector<v1::Field> before(seen->fields().begin(), seen->fields().end());
    const std::vector<v1::Remark> remarks(seen->remarks().begin(), seen->remarks().end());
    const Writer writer{author.unit_id, author.name, morning_.period_us};
    const auto fields = correct(Draw(seed_, returned_), seen->kind().form(), writer, before, remarks);
    auto save = command(returned_, seen->dossier().version());
    save.mutable_save()->mutable_fields()->Assign(fields.begin(), fields.end());
    const auto saved = co_await door_.decide(author, save);
    if (!saved) co_return;
    auto submit = command(returned_, saved->version());
    submit.mutable_submit();
    co_await door_.decide(author, submit);
  }
  // The last paper of the queue is claimed by the clerk.
  Task<void> claim() {
    const auto waiting = co_await papers();
    if (waiting.empty()) co_return;
    v1::GetDossierRequest look;
    look.set_dossier_id(waiting.back());
    const auto paper = co_await door_.ask<v1::GetDossierResponse>(clerk_, "DossierService/GetDossier", look);
    if (!paper) co_return;
    auto request = command(waiting.back(), paper->dossier().version());
    request.mutable_claim();
    co_await door_.decide(clerk_, request);
  }

 private:
  Task<std::vector<std::string>> papers() {
    v1::ListMyTurnRequest request;
    request.set_limit(200);
    request.set_period(morning_.period);
    const auto page = co_await door_.ask<v1::ListMyTurnResponse>(clerk_, "DossierService/ListMyTurn", request);
    std::vector<std::string> ids;
    if (page) {
      for (const auto& turn : page->turns()) ids.push_back(turn.dossier().dossier_id());
    }
    co_return ids;
  }
  Person& author_of(const std::string& unit_id) {
    const auto cell = std::find_if(cast_.cells.begin(), cast_.cells.end(),
                                   [&](const CellPeople& people) { return people.unit_id == unit_id; });
    return cast_.persons[cell->secretary];
  }
  v1::DecideRequest command(const std::string& dossier_id, uint64_t version) {
    v1::DecideRequest request;
    request.set_request_id(ids_.uuid7(morning_.ends_us));
    request.set_dossier_id(dossier_id);
    request.set_expected_version(version);
    return request;
  }

  uint64_t seed_;
  Cast& cast_;
  Person& clerk_;
  const Plan& morning_;
  Door& door_;
  runtime::SeededIds ids_{seed_ + 2};
  std::string returned_;
};

void run(boost::asio::io_context& context, Task<void> task) {
  std::exception_ptr fault;
  context.restart();
  boost::asio::co_spawn(context, std::move(task), [&fault](std::exception_ptr thrown) { fault = std::move(thrown); });
  context.run();
  if (fault) std::rethrow_exception(fault);
}

}  // namespace

int64_t play_next_morning(const MonthOptions& options, const MonthPorts& ports) {
  Stage stage = set_stage(options);
  const Plan morning = morning_of(stage);
  const auto commune = units_at(stage.tree, v1::LEVEL_CELL).front()->parent_id;
  const auto& all = stage.cast.reviewers;
  const auto reviewer = std::find_if(
      all.begin(), all.end(), [&](const Reviewer& r) { return stage.cast.persons[r.person].unit_id == commune; });
  if (reviewer == all.end()) throw std::invalid_argument("nobody decides in " + commune);
  Person& clerk = stage.cast.persons[reviewer->person];
  stage.cast.reviewers.clear();
  Operator asks(ports.ask);
  Clockwork clockwork(asks, {"directory", "router", "reminder", "notifier", "records"}, morning.begins_us);
  boost::asio::io_context context(1);
  Browser browser(context, ports.gateway_port);
  Door door(browser, options.acks_file + ".morning", [] {});
  Player player(options.seed + 1, stage.cast, morning, stage.owed, door, context);
  Desk desk(options.seed + 1, stage.cast, clerk, morning, door);
  player.act(morning.begins_us);
  run(context, desk.send_back());
  int64_t due_us = clockwork.settle();
  while (clockwork.now_us() < morning.ends_us) {
    clockwork.move_to(due_us == 0 ? morning.ends_us : std::min(due_us, morning.ends_us));
    due_us = clockwork.settle();
  }
  player.act(morning.ends_us);
  run(context, desk.resubmit());
  run(context, desk.claim());
  clockwork.settle();
  return morning.ends_us;
}

}  // namespace giaoban::month
