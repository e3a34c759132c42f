// Messages as the library hands them over, and whose connection they came by; internal to the ZeroMQ bus.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace giaoban::bus {

// One whole message: its first two parts, and what the wire proves about the second.
struct Message {
  std::string first;
  std::string second;
  std::string user;     // name of the key; empty when the wire proves nothing
  int descriptor = -1;  // of the connection; may be closed already
  size_t parts = 0;
  int64_t on_wire = 0;  // bytes of all parts but the first, which a bound socket adds itself
};

// Takes one message from a socket, on its thread; false when there is none. Parts beyond the second are thrown away one
// by one.
bool receive_message(void* socket, Message& message);

// What so many bytes of payload weigh on the wire: ZMTP's frame around CURVE's box.
int64_t bytes_on_wire(size_t payload);

// The connection that a question came by. Stands before the routing id in Incoming::peer.
struct Peer {
  int descriptor = -1;
  uint64_t connection = 0;
  std::string before(std::string_view routing_id) const;
  // Takes it from the front, so that the routing id is left; nothing when it is not there.
  static std::optional<Peer> take_from(std::string_view& peer);
};

}  // namespace giaoban::bus
