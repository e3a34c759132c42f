// What one cell of a file may hold: ids, names, addresses, logins, levels, roles; empty answer means good.
#include "services/directory/cells.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>

namespace giaoban::directory {
namespace {

constexpr size_t kMostIdCharacters = 64;
constexpr size_t kMostNameCharacters = 200;
constexpr size_t kMostEmailCharacters = 254;
constexpr std::string_view kRolePrefix = "ROLE_";
constexpr std::string_view kLevelPrefix = "LEVEL_";

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool consists_of(std::string_view text, std::string_view more) {
  return !text.empty() && text.size() <= kMostIdCharacters && std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter_or_digit(c) || more.find(c) != std::string_view::npos;
  });
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string ascii_upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return upper;
}

// Names of an enum's values without prefix, all but the first, which says nothing.
std::string words(const google::protobuf::EnumDescriptor& type, size_t prefix, bool lower) {
  std::string all;
  for (int i = 1; i < type.value_count(); ++i) {
    const std::string name = type.value(i)->name().substr(prefix);
    all.append(all.empty() ? "" : ", ").append(lower ? ascii_lower(name) : name);
  }
  return all;
}

}  // namespace

std::optional<Fault> check_id(std::string_view id, std::string_view vi, std::string_view en) {
  if (consists_of(id, "._-")) return std::nullopt;
  return Fault{std::string(vi) + " " + quoted(id) + " không hợp lệ. Chỉ dùng A-Z a-z 0-9 . _ - và dài 1-64 ký tự.",
               std::string(en) + " " + quoted(id) + " is not valid. Use A-Z a-z 0-9 . _ - only, 1-64 characters."};
}

std::optional<Fault> check_name(std::string_view name) {
  if (name.empty()) return Fault{"Tên đang để trống. Hãy điền tên.", "The name is empty. Fill it in."};
  if (count_characters(name) > kMostNameCharacters) {
    return Fault{"Tên dài quá 200 ký tự. Hãy rút gọn.", "The name is longer than 200 characters. Shorten it."};
  }
  if (std::none_of(name.begin(), name.end(), is_control)) return std::nullopt;
  return Fault{"Tên có ký tự điều khiển (xuống dòng, tab…). Hãy xoá ký tự đó.",
               "The name holds control characters (a line break, a tab…). Remove them."};
}

std::optional<Fault> check_email(std::string_view email) {
  const auto at = email.find('@');
  const bool shaped = at != std::string_view::npos && at > 0 && at + 1 < email.size() && email.rfind('@') == at;
  const bool plain = std::all_of(email.begin(), email.end(), [](char c) {
    return c > 0x20 && c < 0x7F && std::string_view("()<>[],;:\\\"").find(c) == std::string_view::npos;
  });
  if (shaped && plain && email.size() <= kMostEmailCharacters) return std::nullopt;
  return Fault{"Địa chỉ thư " + quoted(email) + " không hợp lệ: cần một dấu @, không dấu cách, không xuống dòng.",
               "The address " + quoted(email) + " is not valid: one @, no spaces, no line breaks."};
}

std::optional<Fault> check_login(std::string_view login) {
  if (consists_of(login, "._@+-") && login.front() != '@') return std::nullopt;
  return Fault{"Tên đăng nhập " + quoted(login) +
                   " không hợp lệ. Chỉ dùng A-Z a-z 0-9 . _ @ + -, không bắt đầu bằng @, dài 1-64 ký tự.",
               "The login " + quoted(login) +
                   " is not valid. Use A-Z a-z 0-9 . _ @ + - only, no @ at the beginning, 1-64 characters."};
}

std::optional<Fault> check_words(std::string_view words) {
  constexpr size_t kMostWords = 200;  // characters
  if (count_characters(words) <= kMostWords) return std::nullopt;
  return Fault{"Từ cần tìm dài quá 200 ký tự. Xin tìm ít từ hơn.",
               "The words are longer than 200 characters. Look for fewer of them."};
}

v1::Level parse_level(std::string_view name) {
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  return v1::Level_Parse(std::string(kLevelPrefix) + ascii_upper(name), &level) ? level : v1::LEVEL_UNSPECIFIED;
}

v1::Role parse_role(std::string_view name) {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  return v1::Role_Parse(std::string(kRolePrefix) + ascii_upper(name), &role) ? role : v1::ROLE_UNSPECIFIED;
}

std::string role_word(v1::Role role) {
  return ascii_lower(v1::Role_Name(role).substr(kRolePrefix.size()));
}
std::string level_words() {
  return words(*v1::Level_descriptor(), kLevelPrefix.size(), false);
}
std::string role_words() {
  return words(*v1::Role_descriptor(), kRolePrefix.size(), true);
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

size_t count_characters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return lower;
}

}  // namespace giaoban::directory
