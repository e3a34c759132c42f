// The one click of a mail: pages in both languages, and the question to the notifier.
#include "services/gateway/unsubscribe.h"

#include <string>
#include <utility>

#include "giaoban/v1/delivery.pb.h"
#include "services/gateway/door.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kPath = "/unsubscribe/";

HttpResponse page(unsigned status, std::string_view body) {
  HttpResponse response;
  response.status = status;
  response.content_type = "text/html; charset=utf-8";
  response.policy = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  response.body =
      "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<title>Giao ban</title>\n</head>\n<body>\n<main>\n";
  response.body.append(body).append("</main>\n</body>\n</html>\n");
  return response;
}

}  // namespace

bool is_unsubscribe_path(std::string_view path) {
  return path.starts_with(kPath);
}

HttpResponse unsubscribe_page() {
  return page(
      200,
      "<h1>Chỉ nhận bản tổng hợp buổi sáng</h1>\n"
      "<p>Bấm nút dưới đây thì từ nay mọi nhắc việc qua thư được gộp vào một bản tổng hợp mỗi buổi sáng ngày làm "
      "việc. Việc phải làm vẫn còn: không tắt được bản tổng hợp và danh sách trong trang Giao ban.</p>\n"
      "<div lang=\"en\">\n<h2>Morning digest only</h2>\n"
      "<p>With this button all reminders by mail are gathered into one digest on the morning of each working day. "
      "The duties stay: the digest and the list in the portal cannot be switched off here.</p>\n</div>\n"
      "<form method=\"post\">\n<button type=\"submit\" name=\"List-Unsubscribe\" value=\"One-Click\">Chỉ nhận bản "
      "tổng hợp / Digest only</button>\n</form>\n");
}

HttpResponse unsubscribed_page() {
  return page(
      200,
      "<h1>Đã xong</h1>\n<p>Từ nay đồng chí chỉ nhận một bản tổng hợp mỗi buổi sáng ngày làm việc. Đổi lại được "
      "trong <a href=\"/\">trang Giao ban</a>.</p>\n"
      "<p lang=\"en\">Done. From now on you get one digest on the morning of each working day. You can change it "
      "back in the <a href=\"/\">portal</a>.</p>\n");
}

HttpResponse unknown_link_page() {
  return page(
      404,
      "<h1>Liên kết không đúng</h1>\n<p>Xin mở lại liên kết từ thư, hoặc đổi cách nhận tin trong <a "
      "href=\"/\">trang Giao ban</a>.</p>\n"
      "<p lang=\"en\">This link is not known. Open it from the mail again, or change how you are told in the <a "
      "href=\"/\">portal</a>.</p>\n");
}

// Whoever holds the link may do this one thing; mail programs do it without a session and without a page.
asio::awaitable<HttpResponse> Door::unsubscribe(Exchange& exchange) {
  if (exchange.request.method != "POST") co_return unsubscribe_page();
  v1::UnsubscribeRequest request;
  request.set_token(exchange.request.path.substr(kPath.size()));
  Asking asking = exchange.asking;
  asking.until = exchange.begun + limits_.call;
  std::string service = "notifier";
  std::string method = "giaoban.v1.PreferenceService/Unsubscribe";
  std::string payload = request.SerializeAsString();
  const Answered answered =
      co_await calls_.ask(std::move(service), std::move(method), std::move(payload), std::move(asking));
  const auto* no = std::get_if<v1::Refusal>(&answered.outcome);
  if (no == nullptr) co_return unsubscribed_page();
  exchange.code = no->code();
  if (no->code() == v1::REFUSAL_CODE_NOT_FOUND) co_return unknown_link_page();
  co_return respond_refusal(exchange, *no);
}

}  // namespace giaoban::gateway
