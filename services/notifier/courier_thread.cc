// A courier with a thread of its own, which carries one message at a time over whatever line it is given.
#include "services/notifier/courier_thread.h"

#include <curl/curl.h>

#include <stdexcept>
#include <utility>

namespace giaoban::notifier {

namespace {
constexpr size_t kAnswerCharacters = 200;
}

std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kAnswerCharacters)) {
    if (c == '\r' || c == '\n') break;
    out += c >= ' ' && c < '\x7f' ? c : '?';
  }
  return out;
}

void start_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
}

CourierThread::CourierThread(std::unique_ptr<Line> line, std::function<void()> wake)
    : wake_(std::move(wake)), line_(std::move(line)) {}

CourierThread::~CourierThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (worker_.joinable()) worker_.join();
}

void CourierThread::start(Parcel parcel) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(parcel));
  }
  if (!worker_.joinable()) worker_ = std::thread([this] { work(); });
  changed_.notify_all();
}

bool CourierThread::has_results() const {
  const std::lock_guard lock(mutex_);
  return !done_.empty();
}

std::vector<Carried> CourierThread::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(done_, {});
}

bool CourierThread::is_stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void CourierThread::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (stopping_) return;
    const Parcel parcel = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    Carried carried;
    try {
      carried = line_->carry(parcel, [this] { return is_stopping(); });
    } catch (const std::exception& e) {  // of the worker's thread nobody else would hear
      carried = {parcel.dispatch_id, Carried::How::kRefusedForNow, printable(e.what())};
    }
    lock.lock();
    done_.push_back(std::move(carried));
    lock.unlock();
    wake_();
  }
}

}  // namespace giaoban::notifier
