// Reads a kind file (protobuf text format) and remembers where in the file each word stands.
#include "workflows/core/kind_file.h"

namespace giaoban::core {
namespace {

constexpr size_t kMaxBytes = 1 << 20;

v1::KindFault too_large() {
  v1::KindFault fault;
  fault.set_line(1);
  fault.set_column(1);
  fault.set_text_vi("Tệp lớn hơn 1 MiB. Hãy rút gọn: tệp loại văn bản chỉ cần vài chục KB.");
  fault.set_text_en("The file is larger than 1 MiB. Shorten it: a kind needs a few dozen KB.");
  return fault;
}

}  // namespace

KindFile read_kind_file(std::string_view text) {
  KindFile file;
  static_cast<SourceFile&>(file) = read_source_file(text, kMaxBytes, too_large(), file.kind);
  return file;
}

}  // namespace giaoban::core
