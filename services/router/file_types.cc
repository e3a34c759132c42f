// The allow-list of extensions, and what each must begin with.
#include "services/router/file_types.h"

#include <algorithm>
#include <string>

#include "workflows/core/refusal.h"

namespace giaoban::router {

namespace {

using std::string_view;
using namespace std::string_view_literals;

constexpr string_view kZip = "PK\x03\x04"sv;
constexpr string_view kOle = "\xD0\xCF\x11\xE0"sv;
constexpr size_t kLongestName = 255;

struct FileType {
  string_view extension;
  string_view magic;  // empty: plain text
};

constexpr FileType kTypes[] = {
    {"pdf", "%PDF-"sv},
    {"png", "\x89PNG\r\n\x1A\n"sv},
    {"jpg", "\xFF\xD8\xFF"sv},
    {"jpeg", "\xFF\xD8\xFF"sv},
    {"docx", kZip},
    {"xlsx", kZip},
    {"odt", kZip},
    {"ods", kZip},
    {"doc", kOle},
    {"xls", kOle},
    {"txt", ""sv},
    {"csv", ""sv},
};

const FileType* type_of(string_view name) {
  const auto dot = name.rfind('.');
  if (dot == string_view::npos) return nullptr;
  std::string extension(name.substr(dot + 1));
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto* found =
      std::find_if(std::begin(kTypes), std::end(kTypes), [&](const FileType& t) { return t.extension == extension; });
  return found == std::end(kTypes) ? nullptr : found;
}

v1::Refusal no(string_view vi, string_view en) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "attach.name", vi, en);
}

// UTF-8 without U+0000, without surrogates and overlong forms.
bool is_plain_text(string_view bytes) {
  const auto at = [&](size_t i) { return static_cast<unsigned char>(i < bytes.size() ? bytes[i] : 0); };
  for (size_t i = 0; i < bytes.size();) {
    const unsigned first = at(i);
    if (first == 0) return false;
    const size_t length = first < 0x80   ? 1
                          : first < 0xC2 ? 0
                          : first < 0xE0 ? 2
                          : first < 0xF0 ? 3
                          : first < 0xF5 ? 4
                                         : 0;
    if (length == 0) return false;
    const unsigned second = at(i + 1);
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return false;
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return false;
    for (size_t next = 1; next < length; ++next) {
      if ((at(i + next) & 0xC0U) != 0x80U) return false;
    }
    i += length;
  }
  return true;
}

// Controls, and marks that are not seen but change how a name reads ("gpj.exe" for "exe.jpg").
bool has_hidden(string_view name) {
  for (size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    const string_view two = name.substr(i, 2);
    if (two >= "\xC2\x80"sv && two <= "\xC2\x9F"sv && two.size() == 2) return true;
    const string_view three = name.substr(i, 3);
    if ((three >= "\xE2\x80\x8B"sv && three <= "\xE2\x80\x8F"sv) ||
        (three >= "\xE2\x80\xA8"sv && three <= "\xE2\x80\xAE"sv) ||
        (three >= "\xE2\x81\xA0"sv && three <= "\xE2\x81\xAF"sv) || three == "\xEF\xBB\xBF"sv) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<v1::Refusal> check_file_name(string_view name) {
  const auto characters = std::count_if(name.begin(), name.end(), [](char c) { return (c & 0xC0) != 0x80; });
  if (characters == 0 || static_cast<size_t>(characters) > kLongestName) {
    return no("Tên tệp phải dài 1-255 ký tự. Đề nghị đặt lại tên tệp.",
              "A file's name has 1-255 characters. Give the file another name.");
  }
  if (name.find_first_of("/\\") != string_view::npos || name.front() == '.' || has_hidden(name)) {
    return no("Tên tệp có dấu phân cách thư mục, dấu chấm ở đầu hoặc ký tự không nhìn thấy. Đề nghị đặt lại tên tệp.",
              "The file's name holds a path separator, begins with a dot or has characters that cannot be seen. Give "
              "the file another name.");
  }
  if (type_of(name) != nullptr) return std::nullopt;
  return no(
      "Không nhận tệp loại này. Chỉ nhận pdf, png, jpg, docx, xlsx, odt, ods, doc, xls, txt và csv; đề nghị "
      "chuyển sang một trong các loại đó, tốt nhất là pdf.",
      "Files of this type are not taken. Only pdf, png, jpg, docx, xlsx, odt, ods, doc, xls, txt and csv are; "
      "convert it to one of those, pdf for preference.");
}

std::optional<v1::Refusal> check_file_bytes(string_view name, string_view bytes) {
  const FileType* type = type_of(name);
  if (type == nullptr) return check_file_name(name);
  const bool agrees = type->magic.empty() ? is_plain_text(bytes) : bytes.starts_with(type->magic);
  if (agrees) return std::nullopt;
  const std::string is(type->extension);
  return no("Nội dung tệp không phải là " + is + " như đuôi tên tệp. Đề nghị lưu lại đúng loại (pdf, png, jpg, docx, " +
                "xlsx, odt, ods, doc, xls, txt hoặc csv bằng UTF-8) rồi đính kèm.",
            "The file is not a " + is + ", as its name says. Save it as what it is (pdf, png, jpg, docx, xlsx, odt, " +
                "ods, doc, xls, txt or csv in UTF-8) and attach it again.");
}

}  // namespace giaoban::router
