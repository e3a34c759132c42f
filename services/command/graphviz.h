// Graphviz as a program of its own: a drawing in its language becomes a picture.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "giaoban/v1/envelope.pb.h"

namespace giaoban::command {

// Runs `dot -Tsvg`, found on PATH, for at most 30 seconds. Refused when it is not installed, fails or does not end.
std::variant<std::string, v1::Refusal> svg_of(std::string_view drawing);

}  // namespace giaoban::command
