// Collects what is wrong with a rule file: each fault at the place of its word, once, in the order of the file.
#include "workflows/core/findings.h"

#include <algorithm>
#include <tuple>

namespace giaoban::core {
namespace {

constexpr size_t kMaxName = 40;
constexpr auto kMaxLabel = 200;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kMaxName || !is_lower(name[0])) return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return is_lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

// Characters, not bytes: every byte that does not continue one.
std::ptrdiff_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::string shortened(std::string_view text) {
  constexpr size_t kLongest = 1000, kBegin = 600, kEnd = 300;
  if (text.size() <= kLongest) return std::string(text);
  const auto inside = [&](size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  size_t begin = kBegin, end = text.size() - kEnd;
  while (inside(begin)) --begin;
  while (inside(end)) ++end;
  return std::string(text.substr(0, begin)) + " … " + std::string(text.substr(end));
}

void Findings::add(const std::string& path, const Said& said, const std::string& way) {
  const Place place = place_of(path);
  v1::KindFault fault;
  fault.set_line(static_cast<uint32_t>(place.line));
  fault.set_column(static_cast<uint32_t>(place.column));
  fault.set_text_vi(shortened(said.vi));
  fault.set_text_en(shortened(said.en));
  fault.set_path(shortened(way));
  if (said_.emplace(place.line, place.column, said.en).second) faults_.push_back(std::move(fault));
}

void Findings::expect_name(const std::string& path, std::string_view name, const std::string& way) {
  if (is_name(name)) return;
  if (name.empty()) {
    add(path,
        {"Thiếu tên (name). Hãy đặt một tên như \"noi_dung\".", "A name is missing. Give one such as \"content\"."},
        way);
    return;
  }
  const std::string word(name);
  add(path,
      {"Tên \"" + word +
           "\" không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và _, bắt đầu bằng chữ, dài nhất 40 ký tự.",
       "The name \"" + word + "\" is not well-formed: a-z, 0-9 and _ only, a letter first, at most 40 characters."},
      way);
}

void Findings::expect_unique(const std::string& path, const std::string& name, std::set<std::string>& seen) {
  if (name.empty() || seen.insert(name).second) return;
  add(path, {"Tên \"" + name + "\" đã dùng ở trên. Hãy đặt tên khác.",
             "The name \"" + name + "\" was used above. Choose another."});
}

void Findings::expect_label(const std::string& path, const v1::Label& label, const std::string& way) {
  const auto side = [&](const std::string& text, const std::string& field, const Said& language) {
    if (is_blank(text)) {
      add(path + "." + field,
          {"Thiếu nhãn " + language.vi + " (" + field + "). Mọi nhãn phải có đủ hai thứ tiếng.",
           "The " + language.en + " label (" + field + ") is missing. Every label needs both languages."},
          way);
    } else if (characters(text) > kMaxLabel) {
      add(path + "." + field,
          {"Nhãn dài quá 200 ký tự. Hãy viết gọn hơn.", "The label is longer than 200 characters. Shorten it."}, way);
    }
  };
  side(label.vi(), "vi", {"tiếng Việt", "Vietnamese"});
  side(label.en(), "en", {"tiếng Anh", "English"});
}

std::vector<v1::KindFault> Findings::in_order() const {
  auto sorted = faults_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const v1::KindFault& a, const v1::KindFault& b) {
    return std::tuple(a.line(), a.column()) < std::tuple(b.line(), b.column());
  });
  return sorted;
}

Place Findings::place_of(std::string path) const {
  while (!path.empty()) {
    if (const auto found = file_.places.find(path); found != file_.places.end()) return found->second;
    const size_t cut = path.find_last_of(".[");
    path.erase(cut == std::string::npos ? 0 : cut);
  }
  return {1, 1};
}

}  // namespace giaoban::core
