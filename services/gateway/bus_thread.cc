// The loop around the bus: send what is queued, hand over what came, wait.
#include "services/gateway/bus_thread.h"

#include <iterator>
#include <utility>

namespace giaoban::gateway {

namespace {
// A service that is being started again is back within this time more often than not; asking later is up to the client.
constexpr std::chrono::milliseconds kPatience{500};
constexpr std::chrono::milliseconds kTryAgain{20};
}  // namespace

void BusThread::start() {
  thread_ = std::thread([this] {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
  });
}

void BusThread::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  bus_.wake();
  if (thread_.joinable()) thread_.join();
}

void BusThread::send(uint64_t correlation, std::string service, std::string frame) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    queue_.push_back({correlation, std::move(service), std::move(frame)});
    if (queue_.size() > 1) return;  // the thread was woken for the first and has not yet looked
  }
  bus_.wake();
}

void BusThread::rethrow_failure() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
}

void BusThread::work() {
  while (send_queued()) {
    take_answers();
    bus_.wait(again_.empty() ? std::chrono::milliseconds(1000) : kTryAgain);
    take_answers();
  }
}

bool BusThread::send_queued() {
  std::deque<Outgoing> out;
  out.swap(again_);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    out.insert(out.end(), std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
    queue_.clear();
  }
  const auto now = std::chrono::steady_clock::now();
  for (Outgoing& question : out) {
    if (bus_.send(question.service, question.frame)) continue;
    if (question.until == std::chrono::steady_clock::time_point()) question.until = now + kPatience;
    if (now < question.until) {
      again_.push_back(std::move(question));
    } else {
      arrived_({question.correlation, std::move(question.service), std::nullopt});
    }
  }
  return true;
}

void BusThread::take_answers() {
  bus::Answer answer;
  while (bus_.receive_answer(answer)) {
    v1::Envelope envelope;
    // Bytes that are no reply are dropped: the asker's deadline answers it.
    if (!envelope.ParseFromString(answer.frame) || !envelope.has_reply()) continue;
    const uint64_t correlation = envelope.reply().correlation();
    arrived_({correlation, answer.service, std::move(*envelope.mutable_reply())});
  }
}

}  // namespace giaoban::gateway
