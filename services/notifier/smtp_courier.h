// A courier over SMTP: one worker thread, one connection kept open, through libcurl.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "services/notifier/courier.h"

namespace giaoban::notifier {

// The worker owns the connection; everything shared lies behind one mutex. "smtps://" speaks TLS and checks the
// server's certificate; "smtp://" speaks plainly and is meant for a relay on this host or a trusted network. A mail
// takes at most 30 seconds. An address that cannot stand in a command is refused for good without asking the server.
class SmtpCourier final : public Courier {
 public:
  // `wake` is called from the worker after a mail has ended; it must be safe to call from any thread. Throws
  // std::runtime_error when libcurl cannot be had.
  SmtpCourier(const std::string& smtp_url, std::function<void()> wake);
  // Ends the mail under way (its outcome stays unknown) and drops what was not begun; returns within about a second.
  ~SmtpCourier() override;
  SmtpCourier(const SmtpCourier&) = delete;
  SmtpCourier& operator=(const SmtpCourier&) = delete;

  void start(Mail mail) override;
  bool has_results() const override;
  std::vector<Carried> take() override;

 private:
  class Line;
  void work();

  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Mail> waiting_;
  std::vector<Carried> done_;
  bool stopping_ = false;
  std::unique_ptr<Line> line_;  // the worker's
  std::thread worker_;          // last: it begins when all the rest is there
};

}  // namespace giaoban::notifier
