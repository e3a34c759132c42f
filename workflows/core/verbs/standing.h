// How a dossier changes when it comes to stand somewhere; shared by the evolve functions of the verbs that move.
#pragma once

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/event.pb.h"

namespace giaoban::core {

// The paper enters: a fresh deadline, no claim, no receipt, nothing pending, its unit among those asked.
void stand(v1::Dossier& dossier, const v1::Entered& entered, int64_t at_us);

// Adds who acted and who was represented, each once.
void add_author_hands(v1::Dossier& dossier, const v1::Actor& actor);
void add_decided_hands(v1::Dossier& dossier, const v1::Actor& actor);

// Counts a move that leads back, from the present state; to be called before `stand`.
void count_move(v1::Dossier& dossier, v1::Verb verb);

}  // namespace giaoban::core
