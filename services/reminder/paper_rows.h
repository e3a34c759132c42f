// Rows of the dossiers that the router told of: what their events add up to, and when each wants attention next.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "services/reminder/obligation_rows.h"

namespace giaoban::reminder {

struct PaperRow {
  v1::Dossier dossier;     // without fields, files and remarks
  std::string author_id;   // who handed it in last, else who opened it
  uint64_t opened_at = 0;  // position of its first event in the router's log
  int64_t handed_us = 0;   // first hand-in that still stands; 0 when there is none
  int64_t climbed_us = 0;  // rungs of the present state up to this time were told or passed over
  int64_t next_us = 0;     // business time of the next rung; 0: none
};

// How one dossier answers an obligation.
struct Answer {
  std::string dossier_id;
  int64_t handed_us = 0;
  bool ended = false;
};

std::string_view paper_schema();

std::optional<PaperRow> find_paper(store::Store& store, const std::string& dossier_id);
void save_paper(store::Store& store, const PaperRow& row);
// Dossiers of a unit, kind and period, in the order in which they were opened.
std::vector<Answer> answers_to(store::Store& store, const ObligationKey& key);
// Rows with a rung whose time has come, the earliest first.
std::vector<PaperRow> due_papers(store::Store& store, int64_t now_us, int64_t max);
int64_t next_paper_us(store::Store& store);

// Everything that waits for a later time is looked at now, because another calendar may say another time.
void look_again_at_papers(store::Store& store, int64_t now_us);

}  // namespace giaoban::reminder
