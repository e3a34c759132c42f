// Whose keys may speak.
#include "services/bus/zeromq_keys.h"

#include <zmq.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>
#include <vector>

namespace giaoban::bus {

Context::Keys::Keys(std::function<v1::AllowList()> allowed) : allowed_(std::move(allowed)) {
  read();
}

void Context::Keys::read() {
  const v1::AllowList list = allowed_();
  std::map<std::string, v1::AllowedKey> by_key, by_name;
  for (const auto& key : list.keys()) {
    by_key[key.public_key()] = key;
    by_name[key.name()] = key;
  }
  by_key_.swap(by_key);
  by_name_.swap(by_name);
}

// A list that cannot be read right now leaves the old one in force: who is unknown stays refused, and nobody else
// suffers.
void Context::Keys::read_again() {
  try {
    read();
  } catch (const std::exception& e) {
    std::fprintf(stderr, "the list of allowed keys cannot be read: %s\n", e.what());
  }
}

std::optional<v1::AllowedKey> Context::Keys::by_public_key(const std::string& z85) {
  const std::lock_guard lock(mutex_);
  if (!by_key_.contains(z85)) read_again();
  const auto found = by_key_.find(z85);
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<v1::AllowedKey> Context::Keys::by_name(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (!by_name_.contains(name)) read_again();
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

Context::Handler::Handler(void* context, std::shared_ptr<Keys> keys)
    : context_(context), socket_(zmq_socket(context, ZMQ_REP)), keys_(std::move(keys)) {
  if (!socket_ || zmq_bind(socket_, "inproc://zeromq.zap.01") != 0)
    throw std::runtime_error("cannot bind the ZAP handler");
  const int none = 0;
  zmq_setsockopt(socket_, ZMQ_LINGER, &none, sizeof none);
  thread_ = std::thread([this] { serve(); });
}

Context::Handler::~Handler() {
  ending_ = true;
  thread_.join();
}

void Context::Handler::serve() {
  while (answer()) {
  }
  zmq_close(socket_);
  if (ending_) return;
  std::fputs("the handler of keys ended by itself: nobody would be refused any more, so this process ends\n", stderr);
  std::abort();
}

// One request of the library: version, id, domain, address, identity, mechanism, key. False when the context ends.
bool Context::Handler::answer() {
  std::vector<std::string> frames;
  int more = 1;
  while (more) {
    zmq_msg_t message;
    zmq_msg_init(&message);
    if (zmq_msg_recv(&message, socket_, 0) < 0) {
      const int error = zmq_errno();
      zmq_msg_close(&message);
      if (error == EINTR) continue;
      if (error == ETERM) ending_ = true;
      return false;
    }
    frames.emplace_back(static_cast<char*>(zmq_msg_data(&message)), zmq_msg_size(&message));
    more = zmq_msg_more(&message);
    zmq_msg_close(&message);
  }
  std::string name;
  if (frames.size() == 7 && frames[5] == "CURVE" && frames[6].size() == 32) {
    std::array<char, 41> z85{};
    zmq_z85_encode(z85.data(), reinterpret_cast<const uint8_t*>(frames[6].data()), 32);
    if (const auto key = keys_->by_public_key(z85.data())) name = key->name();
  }
  const bool good = !name.empty();
  const std::vector<std::string> reply = {
      "1.0", frames.size() > 1 ? frames[1] : "", good ? "200" : "400", good ? "OK" : "unknown key", name, ""};
  for (size_t i = 0; i < reply.size(); ++i) {
    zmq_send(socket_, reply[i].data(), reply[i].size(), i + 1 < reply.size() ? ZMQ_SNDMORE : 0);
  }
  return true;
}

}  // namespace giaoban::bus
