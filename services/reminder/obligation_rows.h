// Rows of what units owe, with the time at which each wants attention next.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "services/store/store.h"

namespace giaoban::reminder {

struct ObligationRow {
  v1::Obligation obligation;
  int64_t climbed_us = 0;  // rungs up to this time were told or passed over
  int64_t next_us = 0;     // business time at which a rung or the due time comes; 0: nothing more to do
};

// What identifies an obligation; its id is "unit/kind/period".
struct ObligationKey {
  std::string unit_id;
  std::string kind;
  std::string period;
  std::string id() const { return unit_id + "/" + kind + "/" + period; }
};

// Ids of units, kinds and periods hold no '/'; empty when the text is no such id.
std::optional<ObligationKey> parse_obligation_id(std::string_view id);

// The key is period, kind, unit: the order of lists. Only open rows are in the index of times, so past ones cost
// nothing.
std::string_view obligation_schema();

std::optional<ObligationRow> find_obligation(store::Store& store, const ObligationKey& key);
// False when it was there already.
bool insert_obligation(store::Store& store, const ObligationRow& row);
// Writes what may change: dossier, hand-in, state and times.
void save_obligation(store::Store& store, const ObligationRow& row);
// Rows whose time has come, the earliest first.
std::vector<ObligationRow> due_obligations(store::Store& store, int64_t now_us, int64_t max);
// The earliest time in the index; 0 when there is none.
int64_t next_obligation_us(store::Store& store);
// Everything that waits for a later time is looked at now, because another calendar may say another time.
void look_again_at_obligations(store::Store& store, int64_t now_us);
// At most `max` rows of one period and kind with after < unit_id <= last, by unit id.
std::vector<v1::Obligation> list_obligations(store::Store& store, const std::string& period, const std::string& kind,
                                             std::string_view after, std::string_view last, int64_t max);

}  // namespace giaoban::reminder
