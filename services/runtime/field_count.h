// How many fields a serialised message has, before anything is made of them.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string_view>

namespace giaoban::runtime {

// As many keys and values as the gateway takes in JSON, where each field of a message is one at least.
inline constexpr size_t kMostFields = 10'000;

// Whether reading these bytes as a message of that type makes at most so many fields, its parts' and unknown ones
// included. An empty part is two bytes on the wire and a hundred in memory, so a frame of 1 MiB could take fifty. True
// for bytes that are no such message: whoever reads them will say so.
bool has_few_fields(std::string_view bytes, const google::protobuf::Descriptor& type, size_t most = kMostFields);

}  // namespace giaoban::runtime
