// The gateway: speaks HTTP to the outside and the bus to the inside; keeps nothing but sessions it has just seen.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "giaoban/v1/settings.pb.h"
#include "services/bus/bus.h"
#include "services/runtime/clock.h"
#include "services/runtime/ids.h"
#include "services/runtime/journal.h"

namespace giaoban::gateway {

struct GatewayOptions {
  v1::Settings settings;  // what is absent has its default
};

// Everything handed in must outlive it. Threads: clock and ids are used by the thread in run() only; the bus, except
// wake(), by a thread of the gateway's own between the begin and the end of run(); the journal by the thread in run().
class Gateway {
 public:
  // Listens from here on; clients that connect before run() wait. Throws std::invalid_argument for a certificate or key
  // that cannot be used and, without them, for an address other than loopback; std::system_error when the address is
  // taken.
  Gateway(GatewayOptions options, bus::Bus& bus, runtime::Clock& clock, runtime::Ids& ids, runtime::Journal& journal);
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  // The port it listens on, also when the settings said 0. Any thread.
  uint16_t port() const;
  // Serves until `stop` is set, looked at every 50 ms; then takes nothing new, finishes open requests for at most two
  // seconds, and returns. Once. A failure of the bus leaves as an exception: the process must end.
  void run(const std::atomic<bool>& stop);

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace giaoban::gateway
