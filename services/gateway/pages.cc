// Files of the portal as HTTP answers.
#include "services/gateway/pages.h"

#include <string>

#include "services/gateway/page_files.h"
#include "services/gateway/text.h"

namespace giaoban::gateway {
namespace {

// The build gives these a name with a digest of what is in them, so what a name stands for never changes.
constexpr std::string_view kNamedByDigest = "/assets/";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Takes the first of a list that is divided by a sign.
std::string_view take(std::string_view& list, char sign) {
  const size_t end = list.find(sign);
  const std::string_view first = list.substr(0, end);
  list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
  return trimmed(first);
}

// What is no file is a page of the portal, whatever it is about: ids of units have dots, names of files at the top too.
const PageFile* find(std::string_view path) {
  if (const PageFile* file = page_file(path)) return file;
  const std::string_view first = path.substr(0, path.find('/', 1));
  return first != "/assets" && first.find('.') == std::string_view::npos ? page_file("/") : nullptr;
}

}  // namespace

bool accepts_gzip(std::string_view header) {
  while (!header.empty()) {
    std::string_view one = take(header, ',');
    const std::string coding = lower(take(one, ';'));
    if (coding != "gzip" && coding != "*") continue;
    const std::string quality = lower(one);
    return quality.find_first_of("123456789") != std::string::npos || quality.find("q=") == std::string::npos;
  }
  return false;
}

bool names_tag(std::string_view header, std::string_view tag) {
  while (!header.empty()) {
    std::string_view one = take(header, ',');
    if (one.substr(0, 2) == "W/") one.remove_prefix(2);
    if (one == tag || one == "*") return true;
  }
  return false;
}

std::optional<HttpResponse> page_response(const HttpRequest& request) {
  const PageFile* file = find(request.path);
  if (file == nullptr) return std::nullopt;
  const bool packed = !file->packed.empty() && accepts_gzip(request.header("accept-encoding"));
  const std::string tag = "\"" + std::string(file->digest) + (packed ? "-gzip\"" : "\"");
  HttpResponse response;
  response.content_type = std::string(file->content_type);
  response.cache = file->path.substr(0, kNamedByDigest.size()) == kNamedByDigest ? "public, max-age=31536000, immutable"
                                                                                 : "no-cache";
  // A policy is for what a browser opens as a page or runs as a worker; on thirty small files it is bytes on a phone.
  if (file->path.substr(0, kNamedByDigest.size()) == kNamedByDigest) response.policy = {};
  response.headers.emplace_back("ETag", tag);
  if (!file->packed.empty()) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (names_tag(request.header("if-none-match"), tag)) {
    response.status = 304;
    return response;
  }
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  response.fixed = packed ? file->packed : file->body;
  return response;
}

}  // namespace giaoban::gateway
