// Who fills our memory is cut off, and nobody else: neither the others nor who asks much and takes the answers.
#include "services/bus/zeromq_scales.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <zmq.h>

#include <array>
#include <cstring>
#include <vector>

#include "tests/bus/wire.h"

namespace giaoban::bus {
namespace {

// A port that is free now.
uint16_t free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(bind(probe, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size), 0);
  close(probe);
  return ntohs(address.sin_port);
}

// A client of the library whose loss of connection can be seen.
class Watched {
 public:
  Watched(const std::string& endpoint, const v1::KeyPair& server, const v1::KeyPair& keys, int most_received)
      : context_(zmq_ctx_new(), zmq_ctx_term),
        socket_(zmq_socket(context_.get(), ZMQ_DEALER), zmq_close),
        events_(zmq_socket(context_.get(), ZMQ_PAIR), zmq_close) {
    for (void* one : {socket_.get(), events_.get()}) set(one, ZMQ_LINGER, 0);
    set(socket_.get(), ZMQ_RCVHWM, most_received);
    set(socket_.get(), ZMQ_RECONNECT_IVL, -1);
    set(socket_.get(), ZMQ_SNDTIMEO, 1000);
    zmq_setsockopt(socket_.get(), ZMQ_CURVE_SERVERKEY, server.public_key().c_str(), 41);
    zmq_setsockopt(socket_.get(), ZMQ_CURVE_PUBLICKEY, keys.public_key().c_str(), 41);
    zmq_setsockopt(socket_.get(), ZMQ_CURVE_SECRETKEY, keys.secret_key().c_str(), 41);
    zmq_socket_monitor(socket_.get(), "inproc://events", ZMQ_EVENT_CONNECTED | ZMQ_EVENT_DISCONNECTED);
    zmq_connect(events_.get(), "inproc://events");
    zmq_connect(socket_.get(), endpoint.c_str());
  }
  // False when it could not even be queued: the connection is gone.
  bool send(const std::string& frame) { return zmq_send(socket_.get(), frame.data(), frame.size(), 0) >= 0; }
  bool lost(std::chrono::milliseconds within) {
    if (descriptor_ < 0) descriptor_ = next_event(kSoon);
    return next_event(within) >= 0;
  }
  // From now on its end is the other's error, not a goodbye.
  void leave_rudely() {
    if (descriptor_ < 0) descriptor_ = next_event(kSoon);
    const linger none{1, 0};
    EXPECT_EQ(setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &none, sizeof none), 0);
  }

 private:
  // The descriptor that it is about; -1 when none came.
  int next_event(std::chrono::milliseconds within) {
    zmq_pollitem_t item = {events_.get(), 0, ZMQ_POLLIN, 0};
    if (zmq_poll(&item, 1, within.count()) <= 0) return -1;
    std::array<char, 6> event{};
    zmq_recv(events_.get(), event.data(), event.size(), 0);
    zmq_recv(events_.get(), nullptr, 0, 0);
    int descriptor = -1;
    std::memcpy(&descriptor, event.data() + 2, sizeof descriptor);
    return descriptor;
  }
  static void set(void* socket, int option, int value) { zmq_setsockopt(socket, option, &value, sizeof value); }
  std::unique_ptr<void, int (*)(void*)> context_;
  std::unique_ptr<void, int (*)(void*)> socket_;
  std::unique_ptr<void, int (*)(void*)> events_;
  int descriptor_ = -1;
};

class AScale : public AWire {
 protected:
  AScale() : AWire("tcp://127.0.0.1:" + std::to_string(free_port())) {
    allow("lng", lng_keys, v1::CALLER_KIND_INTEGRATOR, "office");
  }
  // Takes what comes within the time, or until so many bytes came.
  size_t take(size_t bytes, std::chrono::milliseconds within = kSoon) {
    const auto until = std::chrono::steady_clock::now() + within;
    size_t taken = 0;
    while (taken < bytes && std::chrono::steady_clock::now() < until) {
      Incoming incoming;
      while (router->receive(incoming)) taken += incoming.frame.size();
      router->wait(std::chrono::milliseconds(5));
    }
    return taken;
  }

  const v1::KeyPair lng_keys = make_keys();
  const std::string half = std::string(512 << 10, 'x');
};

TEST_F(AScale, CutsOffWhoSendsMoreThanIsTaken) {
  Watched flood(endpoints["router"], router_keys, lng_keys, 1000);
  for (int i = 0; i < 80 && flood.send(half); ++i) {
  }
  EXPECT_TRUE(flood.lost(kSoon)) << "40 MiB lie in the memory of a service that has no time";
}

TEST_F(AScale, KeepsWhoseQuestionsAreTakenHoweverMany) {
  Watched busy(endpoints["router"], router_keys, lng_keys, 1000);
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 8; ++i) busy.send(half);
    ASSERT_EQ(take(8 * half.size()), 8 * half.size()) << round;
  }
  EXPECT_FALSE(busy.lost(std::chrono::milliseconds(200)));
}

TEST_F(AScale, CutsOffWhoReadsNoAnswers) {
  Watched deaf(endpoints["router"], router_keys, lng_keys, 1);
  deaf.send("question");
  router->wait(kSoon);
  Incoming incoming;
  ASSERT_TRUE(router->receive(incoming));
  int given = 0;
  while (given < 200 && router->reply(incoming.peer, half)) ++given;
  EXPECT_LT(given, 200) << "100 MiB wait for one who reads nothing";
  EXPECT_FALSE(router->reply(incoming.peer, "more")) << "its connection was ended";
}

TEST_F(AScale, LeavesTheOthersAlone) {
  const auto gateway = connect_zeromq(*context, endpoints, gateway_keys);
  Incoming incoming;
  ASSERT_TRUE(carry(*gateway, "hello", incoming));
  const std::string asker = incoming.peer;
  std::vector<std::unique_ptr<Watched>> floods;
  for (int i = 0; i < 8; ++i) {
    floods.push_back(std::make_unique<Watched>(endpoints["router"], router_keys, lng_keys, 1000));
    floods.back()->send("hello");
  }
  ASSERT_EQ(take(8 * 5), 8u * 5);
  for (int i = 0; i < 4; ++i) {
    for (auto& flood : floods) flood->send(half);
  }
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(gateway->send("router", half)) << "heavier than each of the others";
  const auto until = std::chrono::steady_clock::now() + kSoon;
  size_t lost = 0;
  while (lost == 0 && std::chrono::steady_clock::now() < until) {
    for (auto& flood : floods) lost += flood->lost(std::chrono::milliseconds(10));
  }
  EXPECT_GT(lost, 0u) << "16 MiB under one key";
  EXPECT_TRUE(router->reply(asker, "answer"));
  gateway->wait(kSoon);
  Answer answer;
  EXPECT_TRUE(gateway->receive_answer(answer));
}

TEST_F(AScale, EndsTheOldestOfThoseWhoSayNothingWhenTheyAreTooMany) {
  const auto gateway = connect_zeromq(*context, endpoints, gateway_keys);
  Incoming incoming;
  ASSERT_TRUE(carry(*gateway, "hello", incoming));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const std::string& endpoint = endpoints["router"];
  address.sin_port = htons(static_cast<uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1))));
  std::vector<int> silent;
  for (int i = 0; i < 900; ++i) {
    silent.push_back(socket(AF_INET, SOCK_STREAM, 0));
    ASSERT_EQ(connect(silent.back(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  // The library greets first and hangs up itself only after two seconds.
  std::vector<char> greeting(64);
  pollfd first = {silent.front(), POLLIN, 0};
  ssize_t got = 1;
  const auto begun = std::chrono::steady_clock::now();
  while (got > 0 && poll(&first, 1, 1500) > 0) got = recv(first.fd, greeting.data(), greeting.size(), 0);
  EXPECT_LE(got, 0) << "the oldest";
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(1500));
  ASSERT_TRUE(carry(*gateway, "still here", incoming));
  for (const int one : silent) close(one);
}

// libzmq ends the process at the next heartbeat when it had stopped reading from somebody who then went away.
TEST_F(AScale, LivesWhenManyQuestionsWaitAndTheirAskerGoesAway) {
  {
    Watched flood(endpoints["router"], router_keys, lng_keys, 1000);
    for (int i = 0; i < 30'000; ++i) flood.send("question");
    ASSERT_EQ(zmq_poll(nullptr, 0, 500), 0) << "all of them are on their way";
    flood.leave_rudely();
  }
  const auto heartbeat = std::chrono::steady_clock::now() + std::chrono::milliseconds(2500);
  while (std::chrono::steady_clock::now() < heartbeat) zmq_poll(nullptr, 0, 100);
  EXPECT_EQ(take(1, std::chrono::milliseconds(100)), 0u) << "nobody waits for these answers";
  const auto gateway = connect_zeromq(*context, endpoints, gateway_keys);
  Incoming incoming;
  EXPECT_TRUE(carry(*gateway, "still here", incoming));
}

}  // namespace
}  // namespace giaoban::bus
