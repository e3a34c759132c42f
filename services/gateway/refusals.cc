// Refusals as Connect errors.
#include "services/gateway/refusals.h"

#include <sodium.h>

#include "services/gateway/text.h"
#include "workflows/core/refusal.h"

namespace giaoban::gateway {
namespace {

using core::refuse;

// Connect's own table of codes and statuses.
constexpr ConnectCode kUnimplemented{"unimplemented", 501};
constexpr ConnectCode kInvalidArgument{"invalid_argument", 400};
constexpr ConnectCode kFailedPrecondition{"failed_precondition", 400};
constexpr ConnectCode kAlreadyExists{"already_exists", 409};
constexpr ConnectCode kAborted{"aborted", 409};
constexpr ConnectCode kUnauthenticated{"unauthenticated", 401};
constexpr ConnectCode kPermissionDenied{"permission_denied", 403};
constexpr ConnectCode kNotFound{"not_found", 404};
constexpr ConnectCode kUnavailable{"unavailable", 503};
constexpr ConnectCode kResourceExhausted{"resource_exhausted", 429};
constexpr ConnectCode kDeadlineExceeded{"deadline_exceeded", 504};
constexpr ConnectCode kInternal{"internal", 500};

uint32_t milliseconds(std::chrono::milliseconds time) {
  return static_cast<uint32_t>(time.count());
}

}  // namespace

std::optional<ConnectCode> connect_code(v1::RefusalCode code) {
  switch (code) {
    case v1::REFUSAL_CODE_UNKNOWN_METHOD:
      return kUnimplemented;
    case v1::REFUSAL_CODE_MALFORMED:
    case v1::REFUSAL_CODE_TOO_LARGE:
    case v1::REFUSAL_CODE_INVALID_FIELD:
      return kInvalidArgument;
    case v1::REFUSAL_CODE_FIELD_REQUIRED:
    case v1::REFUSAL_CODE_FIELD_LOCKED:
    case v1::REFUSAL_CODE_NOT_OPEN:
    case v1::REFUSAL_CODE_CLOSED:
    case v1::REFUSAL_CODE_CLAIMED:
    case v1::REFUSAL_CODE_REAL_CLOCK:
    case v1::REFUSAL_CODE_NOT_PENDING:
      return kFailedPrecondition;
    case v1::REFUSAL_CODE_REQUEST_ID_REUSED:
    case v1::REFUSAL_CODE_ALREADY_EXISTS:
      return kAlreadyExists;
    case v1::REFUSAL_CODE_STALE_VERSION:
      return kAborted;
    case v1::REFUSAL_CODE_UNAUTHENTICATED:
      return kUnauthenticated;
    case v1::REFUSAL_CODE_NOT_AUTHORISED:
    case v1::REFUSAL_CODE_OWN_PAPER:
    case v1::REFUSAL_CODE_CALLER_NOT_ALLOWED:
      return kPermissionDenied;
    case v1::REFUSAL_CODE_NOT_FOUND:
      return kNotFound;
    case v1::REFUSAL_CODE_AUTHORITY_STALE:
    case v1::REFUSAL_CODE_UNAVAILABLE:
      return kUnavailable;
    case v1::REFUSAL_CODE_OVERLOADED:
    case v1::REFUSAL_CODE_STORE_FULL:
      return kResourceExhausted;
    case v1::REFUSAL_CODE_UNKNOWN_OUTCOME:
      return kDeadlineExceeded;
    case v1::REFUSAL_CODE_INTERNAL:
      return kInternal;
    default:
      return std::nullopt;
  }
}

HttpResponse refusal_response(const v1::Refusal& refusal) {
  const ConnectCode code = connect_code(refusal.code()).value_or(kInternal);
  const std::string message = refusal.text_vi() + " / " + refusal.text_en();
  HttpResponse response;
  response.status = code.status;
  response.content_type = "application/json";
  response.body = "{\"code\":\"" + std::string(code.name) + "\",\"message\":" + json_string(message) +
                  ",\"details\":[{\"type\":\"giaoban.v1.Refusal\",\"value\":\"" +
                  base64(refusal.SerializeAsString(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING) + "\"}]}";
  if (refusal.retry_after_ms() > 0) {
    const uint64_t seconds = (uint64_t{refusal.retry_after_ms()} + 999) / 1000;
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
  }
  return response;
}

v1::Refusal malformed(std::string_view field, std::string_view vi, std::string_view en) {
  return refuse(v1::REFUSAL_CODE_MALFORMED, field, vi, en);
}

v1::Refusal too_large(std::string_view vi, std::string_view en) {
  return refuse(v1::REFUSAL_CODE_TOO_LARGE, "", vi, en);
}

v1::Refusal cross_site() {
  return refuse(v1::REFUSAL_CODE_CALLER_NOT_ALLOWED, "",
                "Yêu cầu đến từ một trang khác nên không được nhận. Đồng chí mở trang của hệ thống rồi làm lại.",
                "The request comes from another site, so it is not taken. Open the system's own page and do it there.");
}

v1::Refusal wrong_type() {
  return malformed("", "Content-Type phải là application/json hoặc application/proto.",
                   "The Content-Type must be application/json or application/proto.");
}

v1::Refusal body_too_large(size_t most) {
  const std::string bound = std::to_string(most);
  return too_large("Nội dung yêu cầu dài hơn " + bound + " byte. Hãy chia nhỏ; tệp thì gửi từng phần.",
                   "The body of the request is longer than " + bound + " bytes. Split it; send files in parts.");
}

v1::Refusal unknown_method(std::string_view what) {
  const std::string name(shortened(what, 128));
  return refuse(v1::REFUSAL_CODE_UNKNOWN_METHOD, "",
                "Không có lời gọi “" + name + "” ở cổng này. Đồng chí xem lại tên dịch vụ và tên lời gọi.",
                "There is no call \"" + name + "\" at this door. Check the names of the service and of the call.");
}

v1::Refusal unauthenticated() {
  return refuse(v1::REFUSAL_CODE_UNAUTHENTICATED, "",
                "Chưa đăng nhập hoặc phiên làm việc đã hết hạn. Đồng chí đăng nhập lại rồi tiếp tục.",
                "Nobody is signed in, or the session has ended. Sign in again and go on.");
}

v1::Refusal overloaded(std::chrono::milliseconds retry) {
  v1::Refusal refusal = refuse(v1::REFUSAL_CODE_OVERLOADED, "",
                               "Hệ thống đang nhận quá nhiều yêu cầu cùng lúc nên chưa xử lý yêu cầu này. Chưa có gì "
                               "thay đổi; đồng chí thử lại sau giây lát.",
                               "Too many requests at once, so this one was not taken. Nothing was changed; try again "
                               "in a moment.");
  refusal.set_retry_after_ms(milliseconds(retry));
  return refusal;
}

v1::Refusal unavailable(std::string_view service, std::chrono::milliseconds retry) {
  const std::string name(service);
  v1::Refusal refusal = refuse(v1::REFUSAL_CODE_UNAVAILABLE, "",
                               "Bộ phận “" + name +
                                   "” chưa liên lạc được nên yêu cầu chưa được gửi đi. Chưa có gì "
                                   "thay đổi; đồng chí thử lại sau giây lát.",
                               "The service \"" + name +
                                   "\" cannot be reached, so the request was not sent. Nothing "
                                   "was changed; try again in a moment.");
  refusal.set_retry_after_ms(milliseconds(retry));
  return refusal;
}

v1::Refusal unknown_outcome() {
  return refuse(
      v1::REFUSAL_CODE_UNKNOWN_OUTCOME, "",
      "Hết thời gian chờ mà chưa có trả lời, nên chưa biết yêu cầu đã được thực hiện hay chưa. Đồng chí gửi "
      "lại với cùng mã yêu cầu: việc sẽ không bị làm hai lần.",
      "No answer came in time, so it is not known whether the request was carried out. Send it again with the "
      "same request id: it will not be done twice.");
}

v1::Refusal internal_fault() {
  return refuse(
      v1::REFUSAL_CODE_INTERNAL, "",
      "Hệ thống gặp lỗi khi xử lý yêu cầu này; lỗi đã được ghi lại kèm mã vết. Đồng chí báo cho người quản trị.",
      "The system failed on this request; the fault is in the journal under the trace id. Tell the "
      "administrator.");
}

}  // namespace giaoban::gateway
