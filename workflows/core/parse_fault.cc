// Says protobuf's parse errors in both languages, at the word that is wrong, with the word that was probably meant.
#include "workflows/core/parse_fault.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

namespace giaoban::core {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;

constexpr size_t kMaxWord = 64;

struct Texts {
  std::string vi;
  std::string en;
};

// Words between double quotes, in order.
std::vector<std::string> quoted(const std::string& message) {
  std::vector<std::string> words;
  for (size_t from = message.find('"'); from != std::string::npos; from = message.find('"', from)) {
    const size_t to = message.find('"', from + 1);
    if (to == std::string::npos) break;
    words.push_back(message.substr(from + 1, to - from - 1));
    from = to + 1;
  }
  return words;
}

Texts suggestion(std::string_view word, const std::vector<std::string>& known) {
  if (known.empty()) return {};
  if (const std::string* nearest = nearest_word(word, known)) {
    return {" Có phải ý là \"" + *nearest + "\"?", " Did you mean \"" + *nearest + "\"?"};
  }
  std::string all = known.front();
  for (size_t i = 1; i < known.size(); ++i) all += ", " + known[i];
  return {" Các từ dùng được ở đây: " + all + ".", " Words known here: " + all + "."};
}

std::vector<std::string> field_names(const Descriptor* type) {
  std::vector<std::string> names;
  for (int i = 0; type != nullptr && i < type->field_count(); ++i) names.push_back(type->field(i)->name());
  return names;
}

// The enum behind a field of the file's messages; the parser names the field only, and no two enums share a field name.
const EnumDescriptor* enum_of(const Descriptor* type, const std::string& field, std::set<const Descriptor*>& seen) {
  if (!seen.insert(type).second) return nullptr;
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* f = type->field(i);
    if (f->name() == field && f->enum_type() != nullptr) return f->enum_type();
    if (f->message_type() == nullptr) continue;
    if (const auto* found = enum_of(f->message_type(), field, seen)) return found;
  }
  return nullptr;
}

std::vector<std::string> value_names(const std::string& field, const Descriptor& root) {
  std::set<const Descriptor*> seen;
  const EnumDescriptor* type = enum_of(&root, field, seen);
  std::vector<std::string> names;
  for (int i = 1; type != nullptr && i < type->value_count(); ++i) names.push_back(type->value(i)->name());
  return names;
}

Texts unknown_field(const std::vector<std::string>& words) {
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(words[0]);
  const std::string where = type == nullptr ? words[0] : type->name();
  const Texts meant = suggestion(words[1], field_names(type));
  return {"Không có trường \"" + words[1] + "\" trong " + where + "." + meant.vi,
          "There is no field \"" + words[1] + "\" in " + where + "." + meant.en};
}

Texts unknown_value(const std::vector<std::string>& words, const Descriptor& root) {
  const Texts meant = suggestion(words[0], value_names(words[1], root));
  return {"\"" + words[0] + "\" không phải là giá trị của \"" + words[1] + "\"." + meant.vi,
          "\"" + words[0] + "\" is no value of \"" + words[1] + "\"." + meant.en};
}

Texts unterminated() {
  return {"Chuỗi chữ chưa đóng ngoặc kép. Hãy thêm dấu \" ở cuối chuỗi, trên cùng một dòng.",
          "A string is not closed. Put a \" at its end, on the same line."};
}

Texts texts(const std::string& message, const std::vector<std::string>& words, const Descriptor& root) {
  const auto says = [&](std::string_view part) { return message.find(part) != std::string::npos; };
  const auto after = [&](std::string_view part) { return message.substr(message.find(part) + part.size()); };
  if (says("has no field named") && words.size() >= 2) return unknown_field(words);
  if (says("Unknown enumeration value of") && words.size() >= 2) return unknown_value(words, root);
  if (says("is specified multiple times") && !words.empty()) {
    return {"Trường \"" + words[0] + "\" viết hai lần, mà chỉ được một lần. Hãy xoá một chỗ.",
            "The field \"" + words[0] + "\" is written twice but may stand once only. Remove one of the two."};
  }
  if (says("is specified along with field") && words.size() >= 2) {
    return {"\"" + words[0] + "\" và \"" + words[1] + "\" không dùng cùng lúc. Hãy chọn một trong hai.",
            "\"" + words[0] + "\" and \"" + words[1] + "\" exclude each other. Keep one of the two."};
  }
  if (says("too deep")) {
    return {"Các khối lồng nhau quá sâu, tối đa 64 tầng. Hãy viết phẳng hơn.",
            "Blocks are nested too deep, at most 64 levels. Write it flatter."};
  }
  if (says("Unexpected end of string") || says("String literals cannot cross")) return unterminated();
  if (says("Integer out of range")) {
    return {"Số nằm ngoài phạm vi của trường. Hãy viết số nhỏ hơn.",
            "The number is out of the field's range. Write a smaller one."};
  }
  if (says("Invalid value for boolean") && words.size() >= 2) {
    return {"\"" + words[0] + "\" chỉ nhận true hoặc false, không phải \"" + words[1] + "\".",
            "\"" + words[0] + "\" takes true or false, not \"" + words[1] + "\"."};
  }
  if (says("Expected string, got: ")) {
    return {"Ở đây cần một chuỗi trong ngoặc kép, nhưng gặp: " + after("got: ") + ".",
            "A string in double quotes is needed here, but there is: " + after("got: ") + "."};
  }
  if (says("Expected integer, got: ")) {
    return {"Ở đây cần một số nguyên, nhưng gặp: " + after("got: ") + ".",
            "A whole number is needed here, but there is: " + after("got: ") + "."};
  }
  if (says("Expected identifier, got: ")) {
    return {"Ở đây cần tên một trường, nhưng gặp: " + after("got: ") + ". Hãy kiểm tra dấu ngoặc { } phía trước.",
            "The name of a field is needed here, but there is: " + after("got: ") + ". Check the braces before it."};
  }
  if (says("Expected \"") && words.size() >= 2) {
    const std::string found = words[1].empty() ? "" : words[1];
    return {"Ở đây cần \"" + words[0] + "\", nhưng gặp " + (found.empty() ? "hết tệp." : "\"" + found + "\"."),
            "\"" + words[0] + "\" is needed here, but there is " +
                (found.empty() ? "the end of the file." : "\"" + found + "\".")};
  }
  return {"Không đọc được tệp ở chỗ này: " + message, "The file cannot be read here: " + message};
}

// The parser reports some faults one word late: where the word itself can be found before that, it is the place.
size_t place_of_word(const SourceText& source, size_t offset, const std::string& message,
                     const std::vector<std::string>& words) {
  const auto says = [&](std::string_view part) { return message.find(part) != std::string::npos; };
  const bool is_second = says("has no field named") || says("Invalid value for boolean");
  const bool is_first = says("Unknown enumeration value") || says("is specified");
  if ((!is_second && !is_first) || words.size() <= (is_second ? 1U : 0U)) return offset;
  const size_t found = source.text().substr(0, offset).rfind(words[is_second ? 1 : 0]);
  return found == std::string_view::npos ? offset : found;
}

}  // namespace

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j + 1] + 1, row[j] + 1});
    }
  }
  return row.back();
}

const std::string* nearest_word(std::string_view word, const std::vector<std::string>& known) {
  const std::string* best = nullptr;
  size_t distance = std::max<size_t>(2, word.size() / 2) + 1;
  for (const std::string& candidate : known) {
    if (word.size() > kMaxWord || candidate.size() > kMaxWord) continue;
    const size_t here = edit_distance(word, candidate);
    if (here >= distance) continue;
    distance = here;
    best = &candidate;
  }
  return best;
}

v1::KindFault parse_fault(const SourceText& source, size_t offset, const std::string& message, const Descriptor& root) {
  const auto words = quoted(message);
  const Place place = source.place(place_of_word(source, offset, message, words));
  const Texts said = texts(message, words, root);
  v1::KindFault fault;
  fault.set_line(static_cast<uint32_t>(place.line));
  fault.set_column(static_cast<uint32_t>(place.column));
  fault.set_text_vi(said.vi);
  fault.set_text_en(said.en);
  return fault;
}

}  // namespace giaoban::core
