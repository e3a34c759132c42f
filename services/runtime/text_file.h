// Small protobuf text files (settings, keys, the folder's own): read with the place of every error, written durably.
#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/envelope.pb.h"
#include "workflows/core/kind_file.h"

namespace giaoban::runtime {

// What was read beside the message itself. When `faults` is not empty the message must not be used.
struct TextFile {
  bool exists = false;
  std::map<std::string, core::Place> places;  // "gateway.port" to where it stands; singular fields only
  std::vector<v1::Refusal> faults;            // "<path>:<line>:<column>: what, why, what to do"
};

// At most 1 MiB, nesting at most 64, valid UTF-8; an unknown name is a fault with the nearest known one. A file that is
// not there leaves the message empty and is no fault. Throws std::system_error when it cannot be read.
TextFile read_text_file(const std::string& path, google::protobuf::Message& message);

// `comment` goes before it, as lines of #. Mode 0600. Throws std::system_error.
void write_text_file(const std::string& path, std::string_view comment, const google::protobuf::Message& message);

}  // namespace giaoban::runtime
