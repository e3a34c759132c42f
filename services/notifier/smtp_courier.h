// A courier over SMTP: one worker thread, one connection kept open, through libcurl.
#pragma once

#include <functional>
#include <string>

#include "services/notifier/courier_thread.h"

namespace giaoban::notifier {

// Where mails go and how.
struct SmtpOptions {
  std::string url;            // "smtp://host:port" or "smtps://..."
  std::string starttls = {};  // "require", "try", "no"; empty: "try" to this machine, else "require"
  std::string user = {};      // empty: no sign-in
  std::string password = {};
  std::string ca_file = {};  // certificates to trust, PEM; empty: the system's
  long mail_seconds = 30;    // the longest that one mail may take
};

// "smtps://" and required STARTTLS check the server's certificate. A mail takes at most `mail_seconds`; one whose time
// ran out, or whose connection broke, may have arrived. An address that cannot stand in a command is refused for good
// without asking the server.
class SmtpCourier final : public CourierThread {
 public:
  // Throws std::runtime_error when libcurl cannot be had.
  SmtpCourier(const SmtpOptions& options, std::function<void()> wake);
};

}  // namespace giaoban::notifier
