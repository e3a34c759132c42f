// Reading a paper along its form.
#include "services/records/paper.h"

#include <string_view>

#include "services/records/fold.h"

namespace giaoban::records {

namespace {

constexpr size_t kTitleCharacters = 200;

using Fields = google::protobuf::RepeatedPtrField<v1::Field>;

const v1::Field* find(const Fields& fields, const std::string& name) {
  for (const auto& field : fields) {
    if (field.name() == name) return &field;
  }
  return nullptr;
}

// First line with something on it, without the blanks around it, cut between characters.
std::string first_line(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const size_t from = text.find_first_not_of(blanks);
  if (from == std::string_view::npos) return "";
  text.remove_prefix(from);
  text = text.substr(0, text.find('\n'));
  size_t end = 0;
  for (size_t characters = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (begins && ++characters > kTitleCharacters) break;
  }
  text = text.substr(0, end);
  return std::string(text.substr(0, text.find_last_not_of(blanks) + 1));
}

void read_field(const v1::FormField& form, const v1::Field& field, Paper& paper, bool in_table) {
  switch (form.type()) {
    case v1::FIELD_TYPE_TEXT:
    case v1::FIELD_TYPE_LONG_TEXT:
      if (paper.title.empty() && !in_table) paper.title = first_line(field.text());
      paper.words.merge(words_of(field.text()));
      break;
    case v1::FIELD_TYPE_PERSON:
      paper.words.merge(words_of(field.text()));
      break;
    case v1::FIELD_TYPE_NUMBER:
      if (!in_table && field.has_number()) paper.numbers[form.name()] = field.number();
      break;
    case v1::FIELD_TYPE_TABLE:
      if (in_table) break;
      for (const auto& row : field.table().rows()) {
        for (const auto& column : form.columns()) {
          if (const auto* cell = find(row.cells(), column.name())) read_field(column, *cell, paper, true);
        }
      }
      break;
    default:
      break;
  }
}

}  // namespace

Paper read_paper(const v1::Kind* kind, const Fields& fields) {
  Paper paper;
  if (kind == nullptr) return paper;
  for (const auto& section : kind->form().sections()) {
    for (const auto& form : section.fields()) {
      if (const auto* field = find(fields, form.name())) read_field(form, *field, paper, false);
    }
  }
  return paper;
}

}  // namespace giaoban::records
