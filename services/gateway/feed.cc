// Finding whose an address is, and answering with the calendar.
#include "services/gateway/feed.h"

#include <utility>

#include "services/gateway/ask_directory.h"
#include "services/gateway/pages.h"
#include "services/gateway/sessions.h"
#include "services/gateway/text.h"
#include "services/gateway/unsubscribe.h"
#include "services/store/digest.h"
#include "workflows/core/refusal.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kFeeds = "/feed/";
constexpr std::string_view kEnding = ".ics";

v1::Refusal no_such_feed() {
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "",
                      "Không có lịch ở địa chỉ này, hoặc địa chỉ đã được đổi. Xin chép lại địa chỉ từ trang Tài khoản.",
                      "There is no calendar at this address, or it has another one now. Copy it again from the page of "
                      "your account.");
}

v1::Refusal too_many_wrong_addresses(std::chrono::microseconds left) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(left).count();
  v1::Refusal refusal = core::refuse(
      v1::REFUSAL_CODE_OVERLOADED, "",
      "Có quá nhiều lần hỏi địa chỉ lịch không có thật. Xin thử lại sau " + std::to_string(minutes) + " phút.",
      "Calendars were asked for under wrong addresses too often. Try again in " + std::to_string(minutes) +
          " minutes.");
  refusal.set_retry_after_ms(static_cast<uint32_t>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
  return refusal;
}

}  // namespace

bool is_feed_path(std::string_view path) {
  return path.substr(0, kFeeds.size()) == kFeeds;
}

std::string_view feed_token(std::string_view path) {
  path.remove_prefix(kFeeds.size());
  if (path.ends_with(kEnding)) path.remove_suffix(kEnding.size());
  return path;
}

std::string path_to_show(std::string_view path) {
  if (is_unsubscribe_path(path)) return "/unsubscribe/*";
  return is_feed_path(path) ? std::string(kFeeds) + "*" : std::string(path);
}

HttpResponse feed_response(const HttpRequest& request, std::string calendar) {
  HttpResponse response;
  const std::string tag = "\"" + hex(store::sha256({calendar}).substr(0, 16)) + "\"";
  response.content_type = "text/calendar; charset=utf-8";
  response.cache = "private, no-cache";
  response.policy = "sandbox; default-src 'none'";
  response.headers.emplace_back("ETag", tag);
  if (names_tag(request.header("if-none-match"), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Disposition", "inline; filename=\"giao-ban.ics\"");
  response.body = std::move(calendar);
  return response;
}

// Wrong tokens count against the address that they come from; whatever stands there is looked up by its hash, so that
// nothing tells a token that was never given from one that was replaced.
asio::awaitable<std::variant<std::string, v1::Refusal>> Sessions::find_feed(std::string token, std::string address,
                                                                            Asking asking) {
  if (const auto left = feeds_.begin(address, clock_.now().machine_us); left.count() > 0) {
    co_return too_many_wrong_addresses(left);
  }
  v1::FindFeedRequest request;
  request.set_token_hash(store::sha256({token}));
  auto told = co_await ask_directory<v1::FindFeedResponse>(calls_, "DirectoryService/FindFeed", request, asking);
  const auto* no = told.refusal();
  if (no == nullptr && told.response().person_id().empty()) co_return no_such_feed();
  feeds_.give_back(address);
  if (no != nullptr) co_return *no;
  co_return told.response().person_id();
}

}  // namespace giaoban::gateway
