// Sockets behind the bus port; each option here answers a trap that was measured.
#include "services/bus/zeromq.h"

#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include <array>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "services/bus/zeromq_frames.h"
#include "services/bus/zeromq_keys.h"
#include "services/bus/zeromq_scales.h"

namespace giaoban::bus {

namespace {

constexpr int kEnforceDomain = 93;  // ZMQ_ZAP_ENFORCE_DOMAIN: behind the draft guard of zmq.h, but the library takes it
constexpr int64_t kMaxFrame = 1 << 20;

struct CloseSocket {
  void operator()(void* socket) const { zmq_close(socket); }
};
using Socket = std::unique_ptr<void, CloseSocket>;

[[noreturn]] void fail(const std::string& doing) {
  throw std::runtime_error(doing + ": " + zmq_strerror(zmq_errno()));
}

template <class T>
void set(void* socket, int option, T value) {
  if (zmq_setsockopt(socket, option, &value, sizeof value) != 0) fail("socket option " + std::to_string(option));
}
void set_text(void* socket, int option, const std::string& value) {
  if (zmq_setsockopt(socket, option, value.c_str(), value.size() + (option == ZMQ_ZAP_DOMAIN ? 0 : 1)) != 0) {
    fail("socket option " + std::to_string(option));
  }
}

Socket make_socket(void* context, int type) {
  Socket socket(zmq_socket(context, type));
  if (!socket) fail("socket");
  set(socket.get(), ZMQ_MAXMSGSIZE, kMaxFrame);
  set(socket.get(), ZMQ_LINGER, 500);
  set(socket.get(), ZMQ_SNDTIMEO, 0);
  set(socket.get(), ZMQ_SNDHWM, 5000);
  // None, for libzmq aborts the process when it stopped reading from a peer that then goes away and heartbeats are on
  // (libzmq 4.3.4, issues 3937 and 4364). What comes is bounded by its bytes instead, in zeromq_scales.cc.
  set(socket.get(), ZMQ_RCVHWM, 0);
  set(socket.get(), ZMQ_HANDSHAKE_IVL, 2000);
  set(socket.get(), ZMQ_HEARTBEAT_IVL, 2000);
  set(socket.get(), ZMQ_HEARTBEAT_TIMEOUT, 6000);
  set(socket.get(), ZMQ_HEARTBEAT_TTL, 6000);
  return socket;
}

Socket make_dealer(void* context, const std::string& endpoint, const std::string& server_key, const v1::KeyPair& keys) {
  Socket socket = make_socket(context, ZMQ_DEALER);
  set(socket.get(), ZMQ_IMMEDIATE, 1);
  set(socket.get(), ZMQ_RECONNECT_IVL, 20);
  set(socket.get(), ZMQ_RECONNECT_IVL_MAX, 500);
  set_text(socket.get(), ZMQ_CURVE_SERVERKEY, server_key);
  set_text(socket.get(), ZMQ_CURVE_PUBLICKEY, keys.public_key());
  set_text(socket.get(), ZMQ_CURVE_SECRETKEY, keys.secret_key());
  if (zmq_connect(socket.get(), endpoint.c_str()) != 0) fail("connect " + endpoint);
  return socket;
}

}  // namespace

class ZeroMqBus final : public Bus {
 public:
  ZeroMqBus(Context& context, const std::string& service, Endpoints endpoints, v1::KeyPair keys)
      : context_(context),
        endpoints_(std::move(endpoints)),
        keys_(std::move(keys)),
        wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (wake_ < 0) throw std::runtime_error("eventfd failed");
    // Laid now, so that the first question does not find a wire that is only just being laid.
    for (const auto& [name, endpoint] : endpoints_) {
      if (name != service) dealer(name);
    }
    if (service.empty()) return;
    router_ = make_socket(context_.context_.get(), ZMQ_ROUTER);
    set(router_.get(), ZMQ_ROUTER_MANDATORY, 1);
    set(router_.get(), ZMQ_BACKLOG, 512);
    set(router_.get(), ZMQ_CURVE_SERVER, 1);
    set_text(router_.get(), ZMQ_CURVE_SECRETKEY, keys_.secret_key());
    set_text(router_.get(), ZMQ_ZAP_DOMAIN, "giaoban");
    set(router_.get(), kEnforceDomain, 1);
    scales_.emplace(context_.context_.get(), router_.get());
    const auto& endpoint = endpoints_.at(service);
    if (zmq_bind(router_.get(), endpoint.c_str()) != 0) fail("bind " + endpoint);
  }
  ~ZeroMqBus() override { close(wake_); }

  void wait(std::chrono::milliseconds at_most) override {
    std::vector<zmq_pollitem_t> items = {{nullptr, wake_, ZMQ_POLLIN, 0}};
    if (router_) items.push_back({router_.get(), 0, ZMQ_POLLIN, 0});
    for (const auto& [name, dealer] : dealers_) items.push_back({dealer.get(), 0, ZMQ_POLLIN, 0});
    if (zmq_poll(items.data(), static_cast<int>(items.size()), at_most.count()) > 0 &&
        (items[0].revents & ZMQ_POLLIN)) {
      uint64_t count = 0;
      [[maybe_unused]] const auto n = read(wake_, &count, sizeof count);
    }
  }

  void wake() override {
    const uint64_t one = 1;
    [[maybe_unused]] const auto n = write(wake_, &one, sizeof one);
  }

  bool receive(Incoming& incoming) override {
    while (router_) {
      Message message;
      if (!receive_message(router_.get(), message)) {
        scales_->took_all();
        return false;
      }
      const uint64_t connection = Scales::connection(message.descriptor);
      if (!scales_->took(message, connection)) continue;
      // An envelope is exactly one payload frame, from somebody we know.
      if (message.parts != 2 || message.user.empty()) continue;
      const auto key = context_.keys_->by_name(message.user);
      if (!key) continue;
      incoming.peer = Peer{message.descriptor, connection}.before(message.first);
      incoming.frame = std::move(message.second);
      incoming.caller = {key->name(), key->kind(), key->office_id()};
      return true;
    }
    return false;
  }

  bool receive_answer(Answer& answer) override {
    for (const auto& [name, dealer] : dealers_) {
      Message message;
      while (receive_message(dealer.get(), message)) {
        if (message.parts != 1) continue;
        answer.service = name;
        answer.frame = std::move(message.first);
        return true;
      }
    }
    return false;
  }

  bool reply(const std::string& peer, std::string_view frame) override {
    std::string_view id = peer;
    const auto to = Peer::take_from(id);
    if (!to || !scales_->may_give(to->descriptor, to->connection, bytes_on_wire(frame.size()))) return false;
    if (zmq_send(router_.get(), id.data(), id.size(), ZMQ_SNDMORE | ZMQ_DONTWAIT) < 0) return false;
    return zmq_send(router_.get(), frame.data(), frame.size(), ZMQ_DONTWAIT) >= 0;
  }

  bool send(std::string_view service, std::string_view frame) override {
    void* const socket = dealer(std::string(service));
    return socket && zmq_send(socket, frame.data(), frame.size(), ZMQ_DONTWAIT) >= 0;
  }

 private:
  // The socket towards a service; nullptr while the service has no endpoint or no key.
  void* dealer(const std::string& name) {
    const auto found = dealers_.find(name);
    if (found != dealers_.end()) return found->second.get();
    const auto endpoint = endpoints_.find(name);
    const auto key = context_.keys_->by_name(name);
    if (endpoint == endpoints_.end() || !key) return nullptr;
    return dealers_.emplace(name, make_dealer(context_.context_.get(), endpoint->second, key->public_key(), keys_))
        .first->second.get();
  }

  Context& context_;
  Endpoints endpoints_;
  v1::KeyPair keys_;
  int wake_;
  Socket router_;
  std::optional<Scales> scales_;  // before the socket ends
  std::map<std::string, Socket> dealers_;
};

void Context::CloseContext::operator()(void* context) const {
  zmq_ctx_term(context);
}

Context::Context(std::function<v1::AllowList()> allowed)
    : context_(zmq_ctx_new()), keys_(std::make_shared<Keys>(std::move(allowed))) {
  handler_ = std::make_unique<Handler>(context_.get(), keys_);
}

Context::~Context() {
  zmq_ctx_shutdown(context_.get());
  handler_.reset();
}

std::unique_ptr<Bus> bind_zeromq(Context& context, const std::string& service, const Endpoints& endpoints,
                                 const v1::KeyPair& keys) {
  return std::make_unique<ZeroMqBus>(context, service, endpoints, keys);
}

std::unique_ptr<Bus> connect_zeromq(Context& context, const Endpoints& endpoints, const v1::KeyPair& keys) {
  return std::make_unique<ZeroMqBus>(context, "", endpoints, keys);
}

void prove_strangers_refused(Context& context, const std::string& endpoint, const std::string& server_public_key) {
  constexpr uint16_t kSucceeded = 0x1000;
  constexpr uint16_t kRefused = 0x4000;
  static std::atomic<int> count{0};
  const std::string monitor = "inproc://giaoban.stranger." + std::to_string(++count);
  Socket stranger = make_socket(context.context_.get(), ZMQ_DEALER);
  const v1::KeyPair keys = make_keys();
  set(stranger.get(), ZMQ_LINGER, 0);
  set_text(stranger.get(), ZMQ_CURVE_SERVERKEY, server_public_key);
  set_text(stranger.get(), ZMQ_CURVE_PUBLICKEY, keys.public_key());
  set_text(stranger.get(), ZMQ_CURVE_SECRETKEY, keys.secret_key());
  if (zmq_socket_monitor(stranger.get(), monitor.c_str(), kSucceeded | kRefused) != 0) fail("monitor");
  const Socket events(zmq_socket(context.context_.get(), ZMQ_PAIR));
  set(events.get(), ZMQ_LINGER, 0);
  set(events.get(), ZMQ_RCVTIMEO, 5000);
  if (zmq_connect(events.get(), monitor.c_str()) != 0) fail("monitor");
  if (zmq_connect(stranger.get(), endpoint.c_str()) != 0) fail("connect " + endpoint);
  std::array<uint8_t, 64> event{};
  const int size = zmq_recv(events.get(), event.data(), event.size(), 0);
  zmq_socket_monitor(stranger.get(), nullptr, 0);
  const int what = size >= 2 ? event[0] | (event[1] << 8) : 0;
  if (what != kRefused) throw std::runtime_error("an unknown key was not refused at " + endpoint);
}

v1::KeyPair make_keys() {
  std::array<char, 41> public_key{};
  std::array<char, 41> secret_key{};
  if (zmq_curve_keypair(public_key.data(), secret_key.data()) != 0) fail("curve keypair");
  v1::KeyPair keys;
  keys.set_public_key(public_key.data());
  keys.set_secret_key(secret_key.data());
  return keys;
}

}  // namespace giaoban::bus
