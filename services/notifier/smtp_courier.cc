// A courier over SMTP: one worker thread, one connection kept open, through libcurl.
#include "services/notifier/smtp_courier.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

#include "services/notifier/letter.h"

namespace giaoban::notifier {

namespace {

constexpr long kConnectSeconds = 10;

struct FreeEasy {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// RFC 4954, to a command of somebody who is not signed in, or not well enough.
bool wants_login(long answer) {
  return answer == 530 || answer == 534 || answer == 535 || answer == 538;
}

// 5xx about the mail itself is final; about the connection or the log-in it is the operator's to mend, and the mail
// waits.
Carried::How judge(CURLcode code, long answer) {
  if (code == CURLE_OK) return Carried::How::kAccepted;
  const bool of_connection = code == CURLE_LOGIN_DENIED || code == CURLE_REMOTE_ACCESS_DENIED ||
                             code == CURLE_USE_SSL_FAILED || code == CURLE_AUTH_ERROR ||
                             code == CURLE_WEIRD_SERVER_REPLY || wants_login(answer);
  const bool unreached = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
                         code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR;
  if (of_connection || unreached || (answer >= 400 && answer < 500)) return Carried::How::kRefusedForNow;
  return answer >= 500 && answer < 600 ? Carried::How::kRefusedForGood : Carried::How::kUnknown;
}

// Whether the address of the server is this machine, from its text alone.
bool is_loopback(std::string_view url) {
  const auto scheme = url.find("://");
  const std::string_view host = url.substr(scheme == std::string_view::npos ? 0 : scheme + 3);
  const std::string_view name = host.substr(0, host.find_first_of(":/"));
  const bool digits = name.find_first_not_of("0123456789.") == std::string_view::npos;
  return name == "localhost" || (digits && name.starts_with("127.")) || host.starts_with("[::1]");
}

// One connection.
class SmtpLine final : public Line {
 public:
  explicit SmtpLine(const SmtpOptions& options) : curl_(curl_easy_init()) {
    if (!curl_) throw std::runtime_error("libcurl: no handle");
    set(CURLOPT_URL, options.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, options.mail_seconds);
    set(CURLOPT_READFUNCTION, &SmtpLine::give);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_HEADERFUNCTION, &SmtpLine::hear);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &SmtpLine::go_on);
    set(CURLOPT_XFERINFODATA, this);
    secure(options);
  }

  Carried carry(const Parcel& parcel, const Stopping& stopping) override {
    if (!is_address(parcel.from) || !is_address(parcel.to)) {
      return {parcel.dispatch_id, Carried::How::kRefusedForGood, "not a mail address; nothing was sent"};
    }
    stopping_ = &stopping;
    rest_ = parcel.message;
    heard_.clear();
    refused_.clear();
    const std::unique_ptr<curl_slist, FreeList> to(curl_slist_append(nullptr, parcel.to.c_str()));
    set(CURLOPT_MAIL_FROM, parcel.from.c_str());
    set(CURLOPT_MAIL_RCPT, to.get());
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(parcel.message.size()));
    const CURLcode code = curl_easy_perform(curl_.get());
    long answer = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &answer);
    const auto how = judge(code, answer);
    if (code == CURLE_OK) return {parcel.dispatch_id, how, printable(heard_)};
    return {parcel.dispatch_id, how, printable(refused_.empty() ? curl_easy_strerror(code) : refused_)};
  }

 private:
  // Encryption that is only tried keeps out listeners, not liars, so the certificate is looked at where it is required.
  void secure(const SmtpOptions& options) {
    const std::string how =
        options.starttls.empty() ? (is_loopback(options.url) ? "try" : "require") : options.starttls;
    set(CURLOPT_USE_SSL, static_cast<long>(how == "require" ? CURLUSESSL_ALL
                                           : how == "try"   ? CURLUSESSL_TRY
                                                            : CURLUSESSL_NONE));
    if (how == "try" && options.url.starts_with("smtp://")) {
      set(CURLOPT_SSL_VERIFYPEER, 0L);
      set(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
    if (options.user.empty()) return;
    set(CURLOPT_USERNAME, options.user.c_str());
    set(CURLOPT_PASSWORD, options.password.c_str());
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(curl_.get(), option, value);
    if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
  }

  static size_t give(char* to, size_t size, size_t count, void* self) {
    auto& rest = static_cast<SmtpLine*>(self)->rest_;
    const size_t bytes = std::min(size * count, rest.size());
    std::memcpy(to, rest.data(), bytes);
    rest.remove_prefix(bytes);
    return bytes;
  }
  static size_t hear(char* from, size_t size, size_t count, void* self) {
    const std::string_view line(from, size * count);
    const bool refuses = !line.empty() && (line[0] == '4' || line[0] == '5');
    auto& me = *static_cast<SmtpLine*>(self);
    (refuses ? me.refused_ : me.heard_) = line;
    return line.size();
  }
  static int go_on(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return (*static_cast<SmtpLine*>(self)->stopping_)() ? 1 : 0;
  }

  const Stopping* stopping_ = nullptr;  // of the attempt under way
  std::string_view rest_;               // of the message being sent
  std::string heard_;                   // the last line of the server
  std::string refused_;                 // the last 4xx or 5xx: after one libcurl says QUIT, so a 221 follows
  std::unique_ptr<CURL, FreeEasy> curl_;
};

std::unique_ptr<Line> make_line(const SmtpOptions& options) {
  start_curl();
  return std::make_unique<SmtpLine>(options);
}

}  // namespace

SmtpCourier::SmtpCourier(const SmtpOptions& options, std::function<void()> wake)
    : CourierThread(make_line(options), std::move(wake)) {}

}  // namespace giaoban::notifier
