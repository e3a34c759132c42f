// Messages of the contract as JSON, several times as fast as the library, which looks every field up by its name.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace giaoban::gateway {

// True when a type, and every type inside it, has only what append_json() can write: no maps, no fractions, no types of
// Google's own. Any thread.
bool writes_plainly(const google::protobuf::Descriptor& type);

// Adds the message in protobuf's JSON mapping: names in camel case, fields by number, defaults left out, 64-bit numbers
// and bytes as strings, values of enums by name. Only for types that writes_plainly(). Any thread.
void append_json(const google::protobuf::Message& message, std::string& out);

}  // namespace giaoban::gateway
