// Writes what the reminder decides in one step: events into its log, each notice once, and the counts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "services/reminder/recipients.h"
#include "services/reminder/tally.h"
#include "services/runtime/service.h"

namespace giaoban::reminder {

// Lives for one step, inside its transaction.
class Scribe {
 public:
  // Table of the notices made, by key, and of the rungs that found nobody in the office.
  static std::string_view schema();

  // What became of a rung: the notices made for it, and whether it found nobody.
  struct Made {
    std::vector<std::string> notice_ids;
    std::vector<std::string> person_ids;  // who were told at that rung, for whatever office
    bool vacant = false;
  };
  static Made made(store::Store& store, const std::string& subject, uint32_t generation, std::string_view rung,
                   v1::Whom whom);

  // `trace_id` is that of the act behind what is written; empty for the reminder's own account.
  Scribe(runtime::Work& work, Tally& tally, std::string trace_id = {})
      : work_(work), tally_(tally), trace_id_(std::move(trace_id)) {}

  store::Store& store() { return work_.store; }
  int64_t now_us() const { return work_.now.business_us; }

  // `principal` is who asked for it; nobody but the reminder itself when it is empty. The position of the record.
  uint64_t write(v1::ReminderEvent event, const std::string& principal = {});
  // Sets the state of an obligation and counts it; the event is the caller's.
  void move(v1::Obligation& obligation, v1::ObligationState to);
  // One NoticeDue per recipient, keyed "subject/generation/rung/person"; a key that was used before is passed over.
  void tell(const v1::NoticeDue& notice, std::string_view rung, const std::string& period,
            const Recipients& recipients);

 private:
  // False when it was there.
  bool note(const std::string& id, v1::Whom whom);

  runtime::Work& work_;
  Tally& tally_;
  std::string trace_id_;
};

}  // namespace giaoban::reminder
