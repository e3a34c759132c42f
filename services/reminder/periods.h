// Periods of the kinds that are owed: which is open, which comes next, and how far the units have been given their
// duty.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/runtime/service.h"
#include "workflows/core/directory.h"

namespace giaoban::reminder {

// One kind in one period, under the version of the kind that was in force when the period was planned.
struct Period {
  std::string kind;
  std::string period;
  std::string digest;
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  int64_t opens_us = 0;
  int64_t due_us = 0;               // by the calendar of the whole deployment; a unit's own may say another day
  int64_t opened_units = kPlanned;  // so many units of the level, in the order of the directory, have theirs

  static constexpr int64_t kPlanned = -1;  // its day has not come
};

// A table of a few rows, held in memory too. Only the latest open period of a kind gives duties to new units; nobody
// owes what was due before they, or the kind, were known. Periods that passed while nobody looked are opened one by
// one.
class Periods {
 public:
  static std::string_view schema();
  void load(store::Store& store, const core::Directory& directory);

  // Before the directory evolves over the event: `known` says that the unit was there already.
  void unit_added(const v1::Unit& unit, bool known, runtime::Work& work);
  // After it: plans the kind's next period anew; what is open stays as it was opened.
  void kind_published(const core::PublishedKind& kind, const core::Directory& directory, runtime::Work& work);

  // When the next unit is to get a duty: a past time while there are some waiting, 0 when no period is planned.
  int64_t next_due_us() const;
  // Gives at most `max` duties, kind by kind, and plans the periods that follow.
  void open_due(int64_t max, const core::Directory& directory, runtime::Work& work,
                const std::function<void(const Period&, const std::string& unit_id)>& open);

  // nullptr when it was never planned.
  const Period* find(const std::string& period, const std::string& kind) const;
  // All that were opened, by period and kind.
  std::vector<const Period*> opened() const;

 private:
  struct Line {
    std::vector<Period> opened;  // in the order of opening; the last one gives duties
    std::optional<Period> planned;
  };
  bool waits(const Line& line) const;
  const std::vector<std::string>& units(v1::Level level) const;
  void fill(Line& line, int64_t& max, runtime::Work& work,
            const std::function<void(const Period&, const std::string& unit_id)>& open);
  void plan(const core::PublishedKind& kind, std::string period, const core::Directory& directory, runtime::Work& work);
  static void save(const Period& period, store::Store& store);

  std::map<std::string, Line> lines_;  // by kind
  std::map<v1::Level, std::vector<std::string>> units_;
};

}  // namespace giaoban::reminder
