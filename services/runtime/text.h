// Text at the door: every string of a message in NFC, without U+0000; unknown fields refused, never ignored.
#pragma once

#include <string>
#include <string_view>

#include "giaoban/v1/envelope.pb.h"

namespace giaoban::runtime {

// The same text in NFC; the input when it already is. Invalid UTF-8, and more than 30 marks over one letter, come
// back unchanged.
std::string to_nfc(std::string_view text);

// Brings every string field into NFC, in place. False, with the refusal, for unknown fields, U+0000 in a text, or more
// than 30 marks over one letter.
bool normalise(google::protobuf::Message& message, v1::Refusal& refusal);

}  // namespace giaoban::runtime
