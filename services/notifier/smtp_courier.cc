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
constexpr long kMailSeconds = 30;
constexpr size_t kAnswerCharacters = 200;

struct FreeEasy {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// libcurl wants this once per process, before any other call.
void start_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kAnswerCharacters)) {
    if (c == '\r' || c == '\n') break;
    out += c >= ' ' && c < '\x7f' ? c : '?';
  }
  return out;
}

// 5xx about the mail itself is final; about the connection or the log-in it is the operator's to mend, and the mail
// waits.
Carried::How judge(CURLcode code, long answer) {
  if (code == CURLE_OK) return Carried::How::kAccepted;
  const bool of_connection = code == CURLE_LOGIN_DENIED || code == CURLE_REMOTE_ACCESS_DENIED ||
                             code == CURLE_USE_SSL_FAILED || code == CURLE_AUTH_ERROR;
  const bool unreached = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
                         code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR;
  if (of_connection || unreached || (answer >= 400 && answer < 500)) return Carried::How::kRefusedForNow;
  return answer >= 500 && answer < 600 ? Carried::How::kRefusedForGood : Carried::How::kUnknown;
}

}  // namespace

// One connection, used by the worker alone.
class SmtpCourier::Line {
 public:
  Line(const std::string& url, std::function<bool()> stopping)
      : stopping_(std::move(stopping)), curl_(curl_easy_init()) {
    if (!curl_) throw std::runtime_error("libcurl: no handle");
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, kMailSeconds);
    set(CURLOPT_READFUNCTION, &Line::give);
    set(CURLOPT_READDATA, this);
    set(CURLOPT_HEADERFUNCTION, &Line::hear);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Line::go_on);
    set(CURLOPT_XFERINFODATA, this);
  }

  Carried carry(const Mail& mail) {
    try {
      return attempt(mail);
    } catch (const std::exception& e) {  // of the worker's thread nobody else would hear
      return {mail.delivery_id, Carried::How::kRefusedForNow, printable(e.what())};
    }
  }

 private:
  Carried attempt(const Mail& mail) {
    if (!is_address(mail.from) || !is_address(mail.to)) {
      return {mail.delivery_id, Carried::How::kRefusedForGood, "not a mail address; nothing was sent"};
    }
    rest_ = mail.message;
    heard_.clear();
    refused_.clear();
    const std::unique_ptr<curl_slist, FreeList> to(curl_slist_append(nullptr, mail.to.c_str()));
    set(CURLOPT_MAIL_FROM, mail.from.c_str());
    set(CURLOPT_MAIL_RCPT, to.get());
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.message.size()));
    const CURLcode code = curl_easy_perform(curl_.get());
    long answer = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &answer);
    const auto how = judge(code, answer);
    if (code == CURLE_OK) return {mail.delivery_id, how, printable(heard_)};
    return {mail.delivery_id, how, printable(refused_.empty() ? curl_easy_strerror(code) : refused_)};
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(curl_.get(), option, value);
    if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
  }

  static size_t give(char* to, size_t size, size_t count, void* self) {
    auto& rest = static_cast<Line*>(self)->rest_;
    const size_t bytes = std::min(size * count, rest.size());
    std::memcpy(to, rest.data(), bytes);
    rest.remove_prefix(bytes);
    return bytes;
  }
  static size_t hear(char* from, size_t size, size_t count, void* self) {
    const std::string_view line(from, size * count);
    const bool refuses = !line.empty() && (line[0] == '4' || line[0] == '5');
    auto& me = *static_cast<Line*>(self);
    (refuses ? me.refused_ : me.heard_) = line;
    return line.size();
  }
  static int go_on(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Line*>(self)->stopping_() ? 1 : 0;
  }

  std::function<bool()> stopping_;
  std::string_view rest_;  // of the message being sent
  std::string heard_;      // the last line of the server
  std::string refused_;    // the last 4xx or 5xx: after one libcurl says QUIT, so a 221 follows
  std::unique_ptr<CURL, FreeEasy> curl_;
};

SmtpCourier::SmtpCourier(const std::string& smtp_url, std::function<void()> wake) : wake_(std::move(wake)) {
  start_curl();
  line_ = std::make_unique<Line>(smtp_url, [this] {
    const std::lock_guard lock(mutex_);
    return stopping_;
  });
  worker_ = std::thread([this] { work(); });
}

SmtpCourier::~SmtpCourier() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  worker_.join();
}

void SmtpCourier::start(Mail mail) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(mail));
  }
  changed_.notify_all();
}

bool SmtpCourier::has_results() const {
  const std::lock_guard lock(mutex_);
  return !done_.empty();
}

std::vector<Carried> SmtpCourier::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(done_, {});
}

void SmtpCourier::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const Mail mail = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    Carried carried = line_->carry(mail);
    lock.lock();
    done_.push_back(std::move(carried));
    lock.unlock();
    wake_();
  }
}

}  // namespace giaoban::notifier
