// The port through which messages leave the house; the notifier records before and after, a courier only carries.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace giaoban::notifier {

// One attempt at one message, complete: what is carried is exactly these bytes.
struct Parcel {
  std::string dispatch_id;
  std::string from;                       // of a mail; a bare address, without < >
  std::string to;                         // bare mail address, https address or phone number
  std::string message;                    // RFC 5322 with lines ended by CR LF, JSON, or the text of an SMS
  std::vector<std::string> headers = {};  // of HTTP, "Name: value"
};

// How an attempt ended.
struct Carried {
  enum class How {
    kAccepted,        // the other side answered for it
    kRefusedForNow,   // it cannot be reached or says "not now": the same message may pass later, and has not passed yet
    kRefusedForGood,  // the other side will never take it
    kUnknown,         // the connection broke before an answer: it may have arrived
  };
  std::string dispatch_id;
  How how = How::kUnknown;
  std::string answer;  // what the other side said, printable ASCII, at most 200 characters
};

// Carries messages one after another, in the order given. All calls come from one thread and return at once; work may
// be done on a thread of the courier's own, which touches nothing of its user but the waking callback that a courier
// may be given. Everything that was started comes back exactly once through take(), unless the courier is destroyed
// before.
class Courier {
 public:
  virtual ~Courier() = default;
  virtual void start(Parcel parcel) = 0;
  virtual bool has_results() const = 0;
  // Attempts that have ended since the last call.
  virtual std::vector<Carried> take() = 0;
};

// Printable ASCII of what the other side said: its first line, at most 200 characters.
std::string printable(std::string_view text);

}  // namespace giaoban::notifier
