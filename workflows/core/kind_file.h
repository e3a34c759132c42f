// Reads a kind file (protobuf text format) and remembers where in the file each word stands.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/kind.pb.h"
#include "giaoban/v1/report.pb.h"

namespace giaoban::core {

// A place in a file, both from 1; 0 means unknown.
struct Place {
  int line = 0;
  int column = 0;
};

// A kind as read. When `faults` is not empty the kind must not be used.
struct KindFile {
  v1::Kind kind;
  // Message path, "way.states[2].moves[1].to", to where it stands; parents are there too.
  std::map<std::string, Place> places;
  std::vector<v1::KindFault> faults;
};

// Never throws. Bounded: at most 1 MiB, nesting at most 64, valid UTF-8. Texts are kept as written.
KindFile read_kind_file(std::string_view text);

}  // namespace giaoban::core
