// Who may act: finds the office, own or lent, that gives a person a right, and keeps four eyes apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/core/directory.h"

namespace giaoban::core {

// The right of `person_id` to act for the office `unit_id`/`role` at `now_us`: by a term of their own, else by a
// delegation of somebody whose term runs at that moment. Empty when there is none. A delegation is never lent on.
std::optional<v1::Actor> right_of(const Directory&, std::string_view person_id, std::string_view unit_id, v1::Role role,
                                  int64_t now_us);

// The first right among several roles of one unit, in the order given.
std::optional<v1::Actor> right_of_any(const Directory&, std::string_view person_id, std::string_view unit_id,
                                      const std::vector<v1::Role>& roles, int64_t now_us);

// Every office through which papers may wait for this person at `now_us`, own ones first, then lent ones, each once.
std::vector<v1::Holder> holders_of(const Directory&, std::string_view person_id, int64_t now_us);

// May read papers of `unit_id`: holds, or is lent, an office in that unit or in one above it.
bool may_read(const Directory&, std::string_view person_id, std::string_view unit_id, int64_t now_us);

// The office that lets a person read papers of `unit_id`, own ones first; empty when may_read says no.
std::optional<v1::Actor> right_to_read(const Directory&, std::string_view person_id, std::string_view unit_id,
                                       int64_t now_us);

// Keeps units, offices and accounts of `unit_id`: holds, or is lent, an administrator's office in that unit or in one
// above it. That office gives no right to decide a paper unless a kind asks for it by name.
bool administers(const Directory&, std::string_view person_id, std::string_view unit_id, int64_t now_us);

// Natural persons behind an act: who acted, and who was represented.
std::vector<std::string> hands(const v1::Actor& actor);

}  // namespace giaoban::core
