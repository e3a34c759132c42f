// Makes refusals: a code, the field it is about, and what happened, why and what to do, in Vietnamese and English.
#pragma once

#include <string_view>

#include "giaoban/v1/envelope.pb.h"

namespace giaoban::core {

v1::Refusal refuse(v1::RefusalCode code, std::string_view field, std::string_view vi, std::string_view en);

}  // namespace giaoban::core
