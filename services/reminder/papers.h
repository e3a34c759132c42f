// Papers on their way: follows the router's events, chases whoever a paper waits for, and tells the author what came of
// it.
#pragma once

#include "services/reminder/duties.h"
#include "services/reminder/paper_rows.h"
#include "services/reminder/scribe.h"

namespace giaoban::reminder {

// Keeps references, which must outlive it.
class Papers {
 public:
  Papers(const core::Directory& directory, const Duties& duties) : directory_(directory), duties_(duties) {}

  // Applies one event of the router's log; decisions on hold tell nobody until they seal, and rungs wait meanwhile.
  void hear(Scribe& scribe, const v1::LogRecord& record) const;

  // Tells the rungs of the present state whose time has come.
  void climb(Scribe& scribe, PaperRow paper) const;

  // Whom a rung of the present state speaks to at `now_us`. Who handed the paper in is not told to decide it as a
  // stand-in: then the holder of the office is.
  Recipients recipients(const PaperRow& paper, const v1::Kind& kind, const v1::Rung& rung, int64_t now_us) const;
  // The version that the dossier is pinned to; nullptr when it was never heard of.
  const v1::Kind* kind_of(const v1::Dossier& dossier) const;
  // That of the unit which is asked, or the author's own while the paper is with them.
  const core::Calendar& calendar_of(const PaperRow& paper) const;

 private:
  void reckon_hand_in(PaperRow& paper, const v1::DossierEvent& event, bool moved) const;
  void tell_author(Scribe& scribe, const PaperRow& paper, v1::NoticeReason reason, int64_t since_us) const;
  void tell_rung(Scribe& scribe, const PaperRow& paper, const v1::Kind& kind, const v1::Rung& rung) const;
  int64_t next_of(const PaperRow& paper) const;

  const core::Directory& directory_;
  const Duties& duties_;
};

}  // namespace giaoban::reminder
