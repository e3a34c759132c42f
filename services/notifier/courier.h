// The port through which mails leave the house; the notifier records before and after, a courier only carries.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace giaoban::notifier {

// One attempt at one mail, complete: what is carried is exactly these bytes.
struct Mail {
  std::string delivery_id;
  std::string from;  // bare addresses, without < >
  std::string to;
  std::string message;  // RFC 5322, lines ended by CR LF
};

// How an attempt ended.
struct Carried {
  enum class How {
    kAccepted,        // the other side answered for it
    kRefusedForNow,   // 4xx, or it cannot be reached: the same mail may pass later
    kRefusedForGood,  // 5xx about this mail or address
    kUnknown,         // the connection broke before an answer: it may have arrived
  };
  std::string delivery_id;
  How how = How::kUnknown;
  std::string answer;  // what the other side said, printable ASCII, at most 200 characters
};

// Carries mails one after another, in the order given. All calls come from one thread and return at once; work may be
// done on a thread of the courier's own, which touches nothing of its user but the waking callback that a courier may
// be given. Every mail that was started comes back exactly once through take(), unless the courier is destroyed before.
class Courier {
 public:
  virtual ~Courier() = default;
  virtual void start(Mail mail) = 0;
  virtual bool has_results() const = 0;
  // Attempts that have ended since the last call.
  virtual std::vector<Carried> take() = 0;
};

}  // namespace giaoban::notifier
