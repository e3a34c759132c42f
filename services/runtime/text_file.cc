// Small protobuf text files (settings, keys, the folder's own): read with the place of every error, written durably.
#include "services/runtime/text_file.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include "services/runtime/file.h"
#include "workflows/core/parse_fault.h"
#include "workflows/core/refusal.h"
#include "workflows/core/source_text.h"

namespace giaoban::runtime {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

constexpr size_t kMaxBytes = 1 << 20;
constexpr int kMaxNesting = 64;
constexpr mode_t kOwnerOnly = 0600;

// The first error of a line is the cause, the rest are its echo.
class Collector : public google::protobuf::io::ErrorCollector {
 public:
  Collector(const std::string& path, const core::SourceText& source, const google::protobuf::Descriptor& root,
            std::vector<v1::Refusal>& faults)
      : path_(path), source_(source), root_(root), faults_(faults) {}

  void AddError(int line, int column, const std::string& message) override {
    if (line == last_line_) return;
    last_line_ = line;
    const auto fault = core::parse_fault(source_, source_.offset(line, column), message, root_);
    const std::string at = path_ + ":" + std::to_string(fault.line()) + ":" + std::to_string(fault.column()) + ": ";
    faults_.push_back(core::refuse(v1::REFUSAL_CODE_MALFORMED, "", at + fault.text_vi(), at + fault.text_en()));
  }

 private:
  const std::string& path_;
  const core::SourceText& source_;
  const google::protobuf::Descriptor& root_;
  std::vector<v1::Refusal>& faults_;
  int last_line_ = -1;
};

void remember(const Message& message, const TextFormat::ParseInfoTree& tree, const core::SourceText& source,
              const std::string& prefix, std::map<std::string, core::Place>& places) {
  const auto* type = message.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    const auto at = field->is_repeated() ? TextFormat::ParseLocation() : tree.GetLocation(field, -1);
    if (at.line < 0) continue;
    const std::string name = prefix + field->name();
    places[name] = source.place(source.offset(at.line, at.column));
    const auto* nested = field->message_type() == nullptr ? nullptr : tree.GetTreeForNested(field, -1);
    if (nested == nullptr) continue;
    remember(message.GetReflection()->GetMessage(message, field), *nested, source, name + ".", places);
  }
}

v1::Refusal fault_at(const std::string& at, std::string_view vi, std::string_view en) {
  return core::refuse(v1::REFUSAL_CODE_MALFORMED, "", at + ": " + std::string(vi), at + ": " + std::string(en));
}

void parse(const std::string& path, std::string_view text, Message& message, TextFile& file) {
  const core::SourceText source(text);
  TextFormat::ParseInfoTree tree;
  TextFormat::Parser parser;
  Collector collector(path, source, *message.GetDescriptor(), file.faults);
  parser.SetRecursionLimit(kMaxNesting);
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&tree);
  google::protobuf::io::ArrayInputStream bytes(text.data(), static_cast<int>(text.size()));
  if (!parser.Parse(&bytes, &message) && file.faults.empty()) {
    file.faults.push_back(fault_at(path, "Không đọc được tệp.", "The file cannot be read."));
  }
  if (file.faults.empty()) remember(message, tree, source, "", file.places);
}

}  // namespace

TextFile read_text_file(const std::string& path, Message& message) {
  TextFile file;
  const auto text = read_file(path, kMaxBytes);
  file.exists = text.has_value();
  if (!text) return file;
  if (text->size() > kMaxBytes) {
    file.faults.push_back(fault_at(path, "Tệp lớn hơn 1 MiB, quá giới hạn. Hãy rút gọn tệp.",
                                   "The file is larger than the limit of 1 MiB. Shorten it."));
  } else if (const auto bad = core::first_bad_utf8(*text)) {
    const auto place = core::SourceText(*text).place(*bad);
    file.faults.push_back(fault_at(path + ":" + std::to_string(place.line) + ":" + std::to_string(place.column),
                                   "Tệp không phải là UTF-8 ở chỗ này. Hãy lưu lại tệp bằng bảng mã UTF-8.",
                                   "The file is not UTF-8 here. Save it again as UTF-8."));
  } else {
    parse(path, *text, message, file);
  }
  return file;
}

void write_text_file(const std::string& path, std::string_view comment, const Message& message) {
  TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string body;
  printer.PrintToString(message, &body);
  write_file(path, "# " + std::string(comment) + "\n" + body, kOwnerOnly);
}

}  // namespace giaoban::runtime
