// ExplainReminders: the ladder of an obligation or of a paper, rung by rung, with the rules and days behind it.
#pragma once

#include <string>
#include <variant>

#include "giaoban/v1/obligation.pb.h"
#include "services/reminder/catch_up.h"
#include "services/reminder/papers.h"

namespace giaoban::reminder {

// Keeps references, which must outlive it. Only reads: what it says of persons and times comes from the same functions
// that the ladders are climbed with, and what it says was told from the table of notices made.
class Explaining {
 public:
  Explaining(const core::Directory& directory, const Duties& duties, const Papers& papers, const CatchUp& catch_up)
      : directory_(directory), duties_(duties), papers_(papers), catch_up_(catch_up) {}

  // For operators, and for whoever may read the unit whose paper it is; of a paper that was never handed in, for who
  // serves in that unit. To all others it is not there.
  std::variant<v1::ExplainRemindersResponse, v1::Refusal> explain(const v1::ExplainRemindersRequest& request,
                                                                  const runtime::Call& call, runtime::Work& work) const;

 private:
  struct Chase;
  v1::ExplainRemindersResponse of_obligation(ObligationRow row, runtime::Work& work) const;
  v1::ExplainRemindersResponse of_paper(const PaperRow& paper, runtime::Work& work) const;
  void explain_ladder(const Chase& chase, runtime::Work& work, v1::ExplainRemindersResponse& response) const;
  v1::RungExplained explain_rung(const Chase& chase, const v1::Rung& rung, runtime::Work& work) const;

  const core::Directory& directory_;
  const Duties& duties_;
  const Papers& papers_;
  const CatchUp& catch_up_;
};

}  // namespace giaoban::reminder
