// Reads a kind file (protobuf text format) and remembers where in the file each word stands.
#pragma once

#include <string_view>

#include "giaoban/v1/kind.pb.h"
#include "workflows/core/source_file.h"

namespace giaoban::core {

// A kind as read. When `faults` is not empty the kind must not be used.
struct KindFile : SourceFile {
  v1::Kind kind;
};

// Never throws. Bounded: at most 1 MiB, nesting at most 64, valid UTF-8. Texts are kept as written.
KindFile read_kind_file(std::string_view text);

}  // namespace giaoban::core
