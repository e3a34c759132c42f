// The fields that open and save write: how many, how large, and how they become a content.
#pragma once

#include <string_view>
#include <vector>

#include "workflows/core/verbs/act.h"

namespace giaoban::core {

// In one command.
inline constexpr int kMaxFields = 200;
// Of all fields of a dossier together: half of what a frame carries, so that a page of the log always fits one.
inline constexpr size_t kMaxFieldBytes = size_t{512} * 1024;

v1::Refusal too_many_fields(std::string_view path);
// TOO_LARGE when all fields together exceed kMaxFieldBytes.
std::optional<v1::Refusal> check_size(const std::vector<v1::Field>& fields, std::string_view path);
// Makes the fields the content of the step.
void add_fields(Step& step, const std::vector<v1::Field>& fields);

}  // namespace giaoban::core
