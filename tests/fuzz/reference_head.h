// A second opinion on the head of an HTTP request: RFC 9112 at its strictest, line by line, without a parser library.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace giaoban::fuzz {

struct ReferenceHead {
  std::string method;
  std::string path;
  std::map<std::string, std::string> headers;  // names in lower case; the first of each
  std::map<std::string, int> times;
};

inline bool is_among(char c, std::string_view letters) {
  return letters.find(c) != std::string_view::npos;
}

inline bool is_token(std::string_view text) {
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && !is_among(c, "!#$%&'*+-.^_`|~")) return false;
  }
  return !text.empty();
}

inline bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A header line; bytes above 0x7F are nobody's business but the receiver's.
inline bool take_header(std::string_view line, ReferenceHead& head) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  std::string name(line.substr(0, colon));
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && is_among(value.front(), " \t")) value.remove_prefix(1);
  while (!value.empty() && is_among(value.back(), " \t")) value.remove_suffix(1);
  for (const char c : value) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f') return false;
  }
  head.headers.emplace(name, std::string(value));
  ++head.times[name];
  return true;
}

inline bool take_request_line(std::string_view line, ReferenceHead& head) {
  const size_t first = line.find(' ');
  if (first == std::string_view::npos || !is_token(line.substr(0, first))) return false;
  head.method = std::string(line.substr(0, first));
  line.remove_prefix(first + 1);
  const size_t second = line.find(' ');
  if (second == std::string_view::npos || line.substr(second + 1) != "HTTP/1.1") return false;
  const std::string_view target = line.substr(0, second);
  if (!target.starts_with('/')) return false;
  for (const char c : target) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == '\x7f') return false;
  }
  head.path = std::string(target.substr(0, target.find('?')));
  return true;
}

// Lengths and hosts that two readers could understand differently.
inline bool is_unambiguous(const ReferenceHead& head) {
  const auto value = [&](const char* name) {
    const auto found = head.headers.find(name);
    return found == head.headers.end() ? std::string() : found->second;
  };
  const auto times = [&](const char* name) { return head.times.contains(name) ? head.times.at(name) : 0; };
  const bool post = head.method == "POST";
  if (times("host") != 1 || value("host").empty()) return false;
  if (times("transfer-encoding") + times("content-length") > 1) return false;
  if (times("transfer-encoding") == 1) return post && value("transfer-encoding") == "chunked";
  if (times("content-length") == 0) return !post;
  return is_number(value("content-length")) &&
         (post || value("content-length").find_first_not_of('0') == std::string::npos);
}

// Nothing unless every reader understands the head in the same way.
inline std::optional<ReferenceHead> read_strictly(std::string_view text) {
  static const std::set<std::string> known = {"GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"};
  ReferenceHead head;
  for (bool first = true; !text.starts_with("\r\n"); first = false) {
    const size_t end = text.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    if (line.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
    if (!(first ? take_request_line(line, head) : take_header(line, head))) return std::nullopt;
    text.remove_prefix(end + 2);
  }
  if (text != "\r\n" || !known.contains(head.method) || !is_unambiguous(head)) return std::nullopt;
  return head;
}

}  // namespace giaoban::fuzz
