// Replays the router's log: what was acknowledged is there, nothing took effect twice, the stored state is the fold.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/log.pb.h"
#include "tests/checker/findings.h"

namespace giaoban::checker {

// What one record of the log did.
struct Effect {
  const v1::LogRecord* record = nullptr;
  std::string state_after;
};

// The router's log, replayed. The records must outlive it.
class Replay {
 public:
  // Finds versions that come twice or not in order, and request ids that took effect in two places.
  Replay(const std::vector<v1::LogRecord>& records, Findings& findings);

  // Every line of the file is one v1::Acknowledgement; each must be in the log exactly as it was promised. A file that
  // cannot be read counts as one lost acknowledgement.
  void check_acknowledgements(const std::string& file) const;
  // The table of dossiers in <data>/router.db holds the fold of each dossier's events, and nothing else.
  void check_states(const std::string& data) const;

 private:
  void take(const v1::LogRecord& record);
  void check_request(const v1::LogRecord& record);
  void check_acknowledgement(const v1::Acknowledgement& promised) const;
  struct Batch {
    std::string dossier_id;
    uint64_t last_position = 0;
    std::vector<int> events;  // their cases
  };

  Findings& findings_;
  std::map<std::string, v1::Dossier> folds_;
  std::map<uint64_t, Effect> effects_;    // by position
  std::map<std::string, Batch> batches_;  // by principal and request id
};

}  // namespace giaoban::checker
