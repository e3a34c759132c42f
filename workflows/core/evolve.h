// Evolve: the only place where a dossier changes; replay is evolve alone.
#pragma once

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/event.pb.h"

namespace giaoban::core {

// Total: every event applies to every dossier, also one written by an older version; it never refuses and never throws.
// Afterwards dossier.version() == event.version(). Same inputs, same bytes.
void evolve(v1::Dossier& dossier, const v1::DossierEvent& event);

}  // namespace giaoban::core
