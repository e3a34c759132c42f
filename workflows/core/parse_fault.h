// Says protobuf's parse errors in both languages, at the word that is wrong, with the word that was probably meant.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>
#include <vector>

#include "workflows/core/source_text.h"

namespace giaoban::core {

// `message` is protobuf's text, `offset` where its parser stood, `root` the type of the whole file. Total: an unknown
// message is passed on as it is.
v1::KindFault parse_fault(const SourceText& source, size_t offset, const std::string& message,
                          const google::protobuf::Descriptor& root);

// Smallest number of letters to change, add or drop to get from one word to the other.
size_t edit_distance(std::string_view a, std::string_view b);

// The word of `known` that was probably meant; nullptr when none is near. Words beyond 64 bytes have no near one.
const std::string* nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace giaoban::core
