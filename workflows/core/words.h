// The contract's words for people: verbs, roles, levels and who is told, in both languages.
#pragma once

#include <string>

#include "giaoban/v1/kind.pb.h"

namespace giaoban::core {

// Never empty: a value that this version does not know is called by its number.
v1::Label label_of(v1::Verb verb);    // trình, submit
v1::Label label_of(v1::Role role);    // văn thư, clerk
v1::Label label_of(v1::Level level);  // đảng uỷ xã, commune
v1::Label label_of(v1::Whom whom);    // người giữ hồ sơ, holder

// "send_back" for VERB_SEND_BACK, as pictures of a way name it.
std::string name_of(v1::Verb verb);

}  // namespace giaoban::core
