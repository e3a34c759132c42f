// Reads a rule file that people write (protobuf text format) and remembers where in it each word stands.
#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/report.pb.h"

namespace giaoban::core {

// A place in a file, both from 1; 0 means unknown.
struct Place {
  int line = 0;
  int column = 0;
};

// What is known of a file beside its meaning. When `faults` is not empty the meaning must not be used.
struct SourceFile {
  // Message path, "way.states[2].moves[1].to", to where it stands; parents are there too.
  std::map<std::string, Place> places;
  std::vector<v1::KindFault> faults;
};

// Reads `text` into `message`; what cannot be read is a fault. Never throws. Bounded: at most `most_bytes`, else the
// one fault is `too_large`; nesting at most 64; valid UTF-8. Texts are kept as written.
SourceFile read_source_file(std::string_view text, size_t most_bytes, const v1::KindFault& too_large,
                            google::protobuf::Message& message);

}  // namespace giaoban::core
