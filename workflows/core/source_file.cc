// Reads a rule file that people write (protobuf text format) and remembers where in it each word stands.
#include "workflows/core/source_file.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/text_format.h>

#include <exception>

#include "workflows/core/parse_fault.h"
#include "workflows/core/source_text.h"

namespace giaoban::core {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

constexpr int kMaxNesting = 64;

v1::KindFault fault_at(Place place, std::string vi, std::string en) {
  v1::KindFault fault;
  fault.set_line(static_cast<uint32_t>(place.line));
  fault.set_column(static_cast<uint32_t>(place.column));
  fault.set_text_vi(std::move(vi));
  fault.set_text_en(std::move(en));
  return fault;
}

// Keeps the first error: the rest of a file that went wrong once is its echo.
class Collector : public google::protobuf::io::ErrorCollector {
 public:
  Collector(const SourceText& source, const google::protobuf::Descriptor& root, std::vector<v1::KindFault>& faults)
      : source_(source), root_(root), faults_(faults) {}
  void AddError(int line, int column, const std::string& message) override {
    if (faults_.empty()) faults_.push_back(parse_fault(source_, source_.offset(line, column), message, root_));
  }

 private:
  const SourceText& source_;
  const google::protobuf::Descriptor& root_;
  std::vector<v1::KindFault>& faults_;
};

// Walks what was parsed: remembers places, and refuses what only an escape like \377 or \000 can bring into a string.
class Walker {
 public:
  Walker(const SourceText& source, SourceFile& file) : source_(source), file_(file) {}

  void walk(const Message& message, const TextFormat::ParseInfoTree& tree, const std::string& path) {
    const auto* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const std::string name = path.empty() ? field->name() : path + "." + field->name();
      if (!field->is_repeated()) {
        remember(tree.GetLocation(field, -1), name);
        visit(message, tree, field, -1, name);
        continue;
      }
      const int size = message.GetReflection()->FieldSize(message, field);
      // Written as a list, [a, b], only the list itself has a place: every element gets it.
      const bool one_by_one = size > 0 && tree.GetLocation(field, size - 1).line >= 0;
      for (int index = 0; index < size; ++index) {
        const std::string element = name + "[" + std::to_string(index) + "]";
        remember(tree.GetLocation(field, one_by_one ? index : 0), element);
        visit(message, tree, field, index, element);
      }
    }
  }

 private:
  void remember(TextFormat::ParseLocation at, const std::string& path) {
    if (at.line >= 0) file_.places[path] = source_.place(source_.offset(at.line, at.column));
  }

  void visit(const Message& message, const TextFormat::ParseInfoTree& tree, const FieldDescriptor* field, int index,
             const std::string& path) {
    const auto* reflection = message.GetReflection();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      check_text(
          index < 0 ? reflection->GetString(message, field) : reflection->GetRepeatedString(message, field, index),
          path);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (index < 0 && !reflection->HasField(message, field)) return;
      const auto* nested = tree.GetTreeForNested(field, index);
      if (nested == nullptr) return;
      walk(index < 0 ? reflection->GetMessage(message, field) : reflection->GetRepeatedMessage(message, field, index),
           *nested, path);
    }
  }

  void check_text(const std::string& text, const std::string& path) {
    if (!first_bad_utf8(text) && text.find('\0') == std::string::npos) return;
    file_.faults.push_back(fault_at(file_.places[path],
                                    "Chuỗi chữ chứa ký tự không hợp lệ. Hãy viết chữ thường bằng UTF-8.",
                                    "The string holds characters that are no text. Write it as plain UTF-8."));
  }

  const SourceText& source_;
  SourceFile& file_;
};

bool refused_as_text(const SourceText& source, std::vector<v1::KindFault>& faults) {
  if (const auto bad = first_bad_utf8(source.text())) {
    faults.push_back(fault_at(source.place(*bad),
                              "Tệp không phải là UTF-8 ở chỗ này. Hãy lưu lại tệp bằng bảng mã UTF-8.",
                              "The file is not UTF-8 here. Save it again as UTF-8."));
  } else if (const size_t nul = source.text().find('\0'); nul != std::string_view::npos) {
    faults.push_back(fault_at(source.place(nul), "Tệp chứa ký tự NUL ở chỗ này. Hãy xoá ký tự đó.",
                              "The file holds a NUL character here. Remove it."));
  }
  return !faults.empty();
}

void read(std::string_view text, Message& message, SourceFile& file) {
  const SourceText source(text);
  if (refused_as_text(source, file.faults)) return;
  Collector collector(source, *message.GetDescriptor(), file.faults);
  TextFormat::ParseInfoTree tree;
  TextFormat::Parser parser;
  parser.SetRecursionLimit(kMaxNesting);
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&tree);
  google::protobuf::io::ArrayInputStream bytes(text.data(), static_cast<int>(text.size()));
  if (!parser.Parse(&bytes, &message) && file.faults.empty()) {
    file.faults.push_back(fault_at({1, 1}, "Không đọc được tệp.", "The file cannot be read."));
  }
  if (file.faults.empty()) Walker(source, file).walk(message, tree, "");
}

}  // namespace

SourceFile read_source_file(std::string_view text, size_t most_bytes, const v1::KindFault& too_large,
                            Message& message) {
  SourceFile file;
  if (text.size() > most_bytes) {
    file.faults.push_back(too_large);
    return file;
  }
  try {
    read(text, message, file);
  } catch (const std::exception& e) {
    file = {};
    file.faults.push_back(fault_at({1, 1}, std::string("Không đọc được tệp: ") + e.what(),
                                   std::string("The file cannot be read: ") + e.what()));
  }
  return file;
}

}  // namespace giaoban::core
