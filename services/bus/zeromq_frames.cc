// Part by part out of the library.
#include "services/bus/zeromq_frames.h"

#include <zmq.h>

#include <cstring>

namespace giaoban::bus {

bool receive_message(void* socket, Message& message) {
  message = Message();
  int more = 1;
  while (more) {
    zmq_msg_t part;
    zmq_msg_init(&part);
    if (zmq_msg_recv(&part, socket, ZMQ_DONTWAIT) < 0) {
      zmq_msg_close(&part);
      return false;
    }
    if (++message.parts <= 2) {
      auto& kept = message.parts == 1 ? message.first : message.second;
      kept.assign(static_cast<char*>(zmq_msg_data(&part)), zmq_msg_size(&part));
    }
    if (message.parts > 1) message.on_wire += bytes_on_wire(zmq_msg_size(&part));
    // From the payload frame: on 4.3.4 the properties are lost on the routing-id frame after a poll.
    if (message.parts == 2) {
      const char* const user = zmq_msg_gets(&part, "User-Id");
      message.user = user ? user : "";
      message.descriptor = zmq_msg_get(&part, ZMQ_SRCFD);
    }
    more = zmq_msg_more(&part);
    zmq_msg_close(&part);
  }
  return true;
}

int64_t bytes_on_wire(size_t payload) {
  const auto box = static_cast<int64_t>(payload) + 33;  // "MESSAGE" with its length, nonce, authenticator, flags
  return box + (box > 255 ? 9 : 2);
}

std::string Peer::before(std::string_view routing_id) const {
  std::string peer(sizeof descriptor + sizeof connection, '\0');
  std::memcpy(peer.data(), &descriptor, sizeof descriptor);
  std::memcpy(peer.data() + sizeof descriptor, &connection, sizeof connection);
  return peer.append(routing_id);
}

std::optional<Peer> Peer::take_from(std::string_view& peer) {
  Peer taken;
  if (peer.size() <= sizeof taken.descriptor + sizeof taken.connection) return std::nullopt;
  std::memcpy(&taken.descriptor, peer.data(), sizeof taken.descriptor);
  std::memcpy(&taken.connection, peer.data() + sizeof taken.descriptor, sizeof taken.connection);
  peer.remove_prefix(sizeof taken.descriptor + sizeof taken.connection);
  return taken;
}

}  // namespace giaoban::bus
