// The refusals that several verbs share, worded once.
#pragma once

#include <string_view>

#include "giaoban/v1/dossier.pb.h"
#include "workflows/core/refusal.h"

namespace giaoban::core {

v1::Refusal no_dossier();
v1::Refusal no_kind(std::string_view field);
v1::Refusal stale(uint64_t seen, uint64_t present);
v1::Refusal closed(v1::Verb verb, const v1::State& state);
v1::Refusal not_open(v1::Verb verb, const v1::State& state);
// The move was taken as often as its at_most allows.
v1::Refusal taken_too_often(v1::Verb verb, uint32_t at_most);
v1::Refusal waits_to_seal(const v1::Pending& pending);
v1::Refusal not_pending();
v1::Refusal not_authorised(v1::Verb verb);
v1::Refusal own_paper(v1::Verb verb);
v1::Refusal claimed_by_another();
// A text that must not be empty is.
v1::Refusal text_missing(std::string_view field);

}  // namespace giaoban::core
