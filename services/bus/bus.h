// The bus port: frames in, frames out, nobody waits for anybody; each frame is one serialised v1::Envelope.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "giaoban/v1/settings.pb.h"

namespace giaoban::bus {

// Who sent a frame, as the wire proved it; never what the frame says about itself.
struct Caller {
  std::string name;  // name of the allowed key: "gateway", "router", "lng-integrator"
  v1::CallerKind kind = v1::CALLER_KIND_UNSPECIFIED;
  std::string office_id;  // the office that an integrator's key is bound to
};

// A frame that asks, and where its answer goes.
struct Incoming {
  std::string peer;  // opaque; good for reply() until the peer goes away
  Caller caller;
  std::string frame;
};

// A frame that answers what this service asked another.
struct Answer {
  std::string service;
  std::string frame;
};

// One service's end of the wire. One thread, except wake(). Frames may be lost, with a peer or with a process, and are
// never sent again by the bus: whoever must know asks again with the same idempotency key.
class Bus {
 public:
  virtual ~Bus() = default;
  // Returns when a frame is there, when wake() was called, or when the time is over.
  virtual void wait(std::chrono::milliseconds at_most) = 0;
  // Makes a wait() in progress, or the next one, return at once. Any thread.
  virtual void wake() = 0;
  // Takes one queued frame; false when there is none.
  virtual bool receive(Incoming& incoming) = 0;
  virtual bool receive_answer(Answer& answer) = 0;
  // Answers; false when the peer is gone or takes no more: the answer is dropped, the peer will ask again.
  virtual bool reply(const std::string& peer, std::string_view frame) = 0;
  // Asks another service; false when it cannot be reached right now: nothing was sent.
  virtual bool send(std::string_view service, std::string_view frame) = 0;
};

}  // namespace giaoban::bus
