// GetChunk after GetChunk.
#include "services/gateway/files.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "giaoban/v1/dossier.pb.h"
#include "services/gateway/pieces.h"
#include "services/gateway/refusals.h"
#include "services/gateway/text.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kFiles = "/files/";
constexpr size_t kShortestId = 8;
constexpr size_t kLongestId = 64;
// What browsers may be told that it is; they save it whatever it is.
constexpr std::array<std::string_view, 3> kTypes = {"application/pdf", "image/png", "image/jpeg"};

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_id(std::string_view text) {
  return text.size() >= kShortestId && text.size() <= kLongestId &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; });
}

// The parts of one file, in order.
class Parts final : public Pieces {
 public:
  Parts(ServiceCalls& calls, FilePath path, std::chrono::milliseconds patience, Asking asking)
      : calls_(calls), path_(std::move(path)), patience_(patience), asking_(std::move(asking)) {}

  asio::awaitable<std::variant<v1::GetChunkResponse, v1::Refusal>> read() {
    v1::GetChunkRequest request;
    request.set_dossier_id(path_.dossier_id);
    request.set_file_id(path_.file_id);
    request.set_index(index_++);
    Asking asking = asking_;
    asking.until = std::chrono::steady_clock::now() + patience_;
    std::string payload = request.SerializeAsString();
    Answered answered =
        co_await calls_.ask("router", "giaoban.v1.DossierService/GetChunk", std::move(payload), std::move(asking));
    if (auto* no = std::get_if<v1::Refusal>(&answered.outcome)) co_return std::move(*no);
    v1::GetChunkResponse response;
    if (!response.ParseFromString(std::get<std::string>(answered.outcome))) co_return internal_fault();
    co_return response;
  }

  asio::awaitable<std::optional<std::string>> next() override {
    auto part = co_await read();
    if (auto* response = std::get_if<v1::GetChunkResponse>(&part)) co_return std::move(*response->mutable_data());
    co_return std::nullopt;
  }

 private:
  ServiceCalls& calls_;
  FilePath path_;
  std::chrono::milliseconds patience_;
  Asking asking_;
  uint32_t index_ = 0;
};

}  // namespace

bool is_file_path(std::string_view path) {
  return path.substr(0, kFiles.size()) == kFiles;
}

std::optional<FilePath> file_path(std::string_view path) {
  if (!is_file_path(path)) return std::nullopt;
  path.remove_prefix(kFiles.size());
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view dossier = path.substr(0, slash);
  const std::string_view file = path.substr(slash + 1);
  if (!is_id(dossier) || !is_id(file)) return std::nullopt;
  return FilePath{std::string(dossier), std::string(file)};
}

std::string disposition(std::string_view name) {
  constexpr std::string_view kAlsoPlain = "!#$&+-.^_`|~";  // attr-char of RFC 8187
  std::string ascii;
  std::string whole;
  for (const char c : name) {
    const bool plain = is_letter_or_digit(c) || kAlsoPlain.find(c) != std::string_view::npos;
    // One sign for each character: the bytes that continue one add nothing.
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    const bool safe = is_letter_or_digit(c) || c == ' ' || c == '.' || c == '-' || c == '_';
    if (!continues) ascii += safe ? c : '_';
    whole += plain ? std::string(1, c) : "%" + hex(std::string_view(&c, 1));
  }
  return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + whole;
}

asio::awaitable<std::variant<HttpResponse, v1::Refusal>> open_file(ServiceCalls& calls, FilePath path,
                                                                   std::chrono::milliseconds patience, Asking asking) {
  const auto parts = std::make_shared<Parts>(calls, std::move(path), patience, std::move(asking));
  auto first = co_await parts->read();
  if (auto* no = std::get_if<v1::Refusal>(&first)) co_return std::move(*no);
  v1::GetChunkResponse& part = std::get<v1::GetChunkResponse>(first);
  if (part.data().empty() || part.data().size() > part.size()) co_return internal_fault();
  const auto* type = std::find(kTypes.begin(), kTypes.end(), std::string_view(part.media_type()));
  HttpResponse response;
  response.content_type = type == kTypes.end() ? "application/octet-stream" : *type;
  response.headers.emplace_back("Content-Disposition", disposition(part.name()));
  response.policy = "sandbox; default-src 'none'";
  response.length = part.size();
  response.body = std::move(*part.mutable_data());
  response.rest = parts;
  co_return response;
}

}  // namespace giaoban::gateway
