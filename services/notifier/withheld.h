// Which messages are not sent after a restore: those that the original may have sent.
#pragma once

#include <cstdint>
#include <string_view>

#include "giaoban/v1/log.pb.h"
#include "services/runtime/service.h"

namespace giaoban::notifier {

// What stands in Delivery.last_answer of what was withheld.
std::string_view withheld_answer();

// The cut of the last restore, as its table says; without a restore it covers nothing. It lies at the moment at which
// the restored notifier first ran, because until then the original may have been at work. Member of the outbox.
class Withheld {
 public:
  // Table definition.
  static std::string_view schema();
  // At a restore, in its transaction: nothing that was on its way will leave; what is held until a later hour stays
  // held. How many messages that concerns, those not yet recorded but told in the reminder's log not among them.
  static uint32_t restore(const runtime::Restored& restored, store::Store& store);

  void load(store::Store& store);
  // True until begin() was called in the first run after a restore.
  bool must_begin() const { return generation_ != 0 && !begun_; }
  // Puts the cut where this run begins, inside a transaction. What was held until before it may have been sent.
  void begin(runtime::Work& work);
  // Whether what this record of the reminder tells lies before the cut: it was decided before the backup, or should
  // have been told before the restored deployment ran, however late it was told again.
  bool covers(const v1::LogRecord& record) const;

 private:
  uint32_t generation_ = 0;
  uint64_t heard_to_ = 0;  // the reminder's last record in the backup
  int64_t until_us_ = 0;
  bool begun_ = false;
};

}  // namespace giaoban::notifier
