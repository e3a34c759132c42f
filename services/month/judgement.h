// How a clerk of the demo decides on a paper, by seed and by what is open to the clerk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"

namespace giaoban::month {

// What the clerk does about one paper, in order: first the small verbs, then the decision.
struct Judgement {
  std::vector<v1::Verb> before;              // receive, claim, comment
  v1::Verb decision = v1::VERB_UNSPECIFIED;  // unspecified: nothing is open to this clerk
};

// `reject` for the one paper of the month that gets a no, where a no is open. A paper goes up where its kind offers
// forward before approve, and otherwise one in fifteen does that can; in the first round about 8 % go back at the
// commune and 1 % at the levels above; everything else gets a yes. The same paper in the same round is always judged in
// the same way.
Judgement judge(uint64_t seed, const v1::GetDossierResponse& paper, bool reject);

}  // namespace giaoban::month
