// A courier with a thread of its own, which carries one message at a time over whatever line it is given.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "services/notifier/courier.h"

namespace giaoban::notifier {

// The way to the other side; used by the worker alone.
class Line {
 public:
  using Stopping = std::function<bool()>;
  virtual ~Line() = default;
  // One attempt. Bounded in time, and over within about a second once `stopping` says so.
  virtual Carried carry(const Parcel& parcel, const Stopping& stopping) = 0;
};

// The worker owns the line; everything shared lies behind one mutex. What a line throws becomes "refused for now".
class CourierThread : public Courier {
 public:
  // `wake` is called from the worker after an attempt has ended; it must be safe to call from any thread.
  CourierThread(std::unique_ptr<Line> line, std::function<void()> wake);
  // Ends the attempt under way (its outcome stays unknown) and drops what was not begun; returns within about a second.
  ~CourierThread() override;
  CourierThread(const CourierThread&) = delete;
  CourierThread& operator=(const CourierThread&) = delete;

  void start(Parcel parcel) override;
  bool has_results() const override;
  std::vector<Carried> take() override;

 private:
  void work();
  bool is_stopping() const;

  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Parcel> waiting_;
  std::vector<Carried> done_;
  bool stopping_ = false;
  std::unique_ptr<Line> line_;  // the worker's
  std::thread worker_;          // begins with the first message
};

// libcurl wants this once per process, before any other call. Throws std::runtime_error when it cannot be had.
void start_curl();

}  // namespace giaoban::notifier
