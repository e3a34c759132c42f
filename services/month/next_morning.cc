// The morning after: some cells of one commune file next month's plan, so that whoever signs in finds work waiting.
#include <algorithm>
#include <boost/asio/io_context.hpp>

#include "services/month/cast.h"
#include "services/month/clockwork.h"
#include "services/month/stage.h"
#include "workflows/core/time.h"

namespace giaoban::month {

namespace {
constexpr size_t kPapers = 8;
}

void play_next_morning(const MonthOptions& options, const MonthPorts& ports) {
  Stage stage = set_stage(options);
  const auto cells = units_at(stage.tree, v1::LEVEL_CELL);
  Plan morning = stage.plan;
  morning.period = core::next_period(options.period);
  morning.period_us = core::period_start(morning.period).value();
  morning.begins_us = stage.plan.ends_us;
  morning.filings.clear();
  // The first commune's cells: the commune of the clerk whose login is shown. The first cell's paper is left as a
  // draft.
  for (size_t cell = 0; cell < cells.size() && morning.filings.size() < kPapers; ++cell) {
    if (cells[cell]->parent_id != cells.front()->parent_id) break;
    Filing filing;
    filing.cell = cell;
    (cell == 0 ? filing.draft_us : filing.hand_in_us) = morning.begins_us;
    morning.filings.push_back(filing);
  }
  stage.cast.reviewers.clear();
  boost::asio::io_context context(1);
  Browser browser(context, ports.gateway_port);
  Door door(browser, options.acks_file + ".morning", [] {});
  Player player(options.seed + 1, stage.cast, morning, stage.owed, door, context);
  player.act(morning.begins_us);
}

}  // namespace giaoban::month
