// The kernel's counts against ours, every few milliseconds.
#include "services/bus/zeromq_scales.h"

#include <linux/tcp.h>
#include <malloc.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <zmq.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace giaoban::bus {
namespace {

constexpr long kLookMs = 20;
// So long after a cut what was freed is given back to the system, for the allocator would keep most of it.
constexpr int64_t kSettleMs = 300;
// Heartbeats and the end of the handshake are bytes that no message accounts for.
constexpr int64_t kHeartbeatsPerSecond = 100;
constexpr int64_t kCalm = 16 << 10;
// Less than this is worth nobody's connection.
constexpr int64_t kLittle = 4 << 10;
// What lay in a queue that was never found empty is gone by then, or nobody's any more.
constexpr int64_t kLeftOverMs = 2000;
// Parts without content weigh 35 bytes on the wire and four times as much in memory; large ones as much in both.
constexpr int64_t counts(int64_t coming) {
  return coming * 3;
}
// Whoever has not said anything yet is nobody to whom we owe a place.
constexpr int64_t kStrangersCount = 4;

int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

struct Counts {
  int64_t received = 0;      // by the kernel and read by the library
  int64_t acknowledged = 0;  // by the peer's kernel
};

// Nothing when the kernel does not count: ipc, or the connection is gone.
std::optional<Counts> counts_of(int descriptor) {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return std::nullopt;
  int unread = 0;
  if (ioctl(descriptor, FIONREAD, &unread) != 0) return std::nullopt;
  return Counts{static_cast<int64_t>(info.tcpi_bytes_received) - unread, static_cast<int64_t>(info.tcpi_bytes_acked)};
}

// The number in a routing id that the library chose; nothing when the peer chose it.
std::optional<uint32_t> given_number(std::string_view routing_id) {
  if (routing_id.size() != 5 || routing_id[0] != 0) return std::nullopt;
  uint32_t number = 0;
  for (const char byte : routing_id.substr(1)) number = number << 8 | static_cast<uint8_t>(byte);
  return number;
}

int64_t place() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY) return Scales::kPlace;
  return std::max(Scales::kPlace, Scales::kMost / (static_cast<int64_t>(files.rlim_cur) / 2 + 1));
}

}  // namespace

uint64_t Scales::connection(int descriptor) {
  uint64_t cookie = 0;
  socklen_t size = sizeof cookie;
  return descriptor >= 0 && getsockopt(descriptor, SOL_SOCKET, SO_COOKIE, &cookie, &size) == 0 ? cookie : 0;
}

Scales::Scales(void* context, void* socket) : socket_(socket), events_(zmq_socket(context, ZMQ_PAIR)), place_(place()) {
  std::array<char, 64> address{};
  std::snprintf(address.data(), address.size(), "inproc://giaoban.scales.%p", socket);
  const int none = 0;
  const bool watching = events_ && zmq_setsockopt(events_, ZMQ_LINGER, &none, sizeof none) == 0 &&
                        zmq_socket_monitor(socket_, address.data(), ZMQ_EVENT_ACCEPTED) == 0 &&
                        zmq_connect(events_, address.data()) == 0;
  if (!watching) {
    if (events_) zmq_close(events_);
    throw std::runtime_error("cannot watch the connections of a socket");
  }
  thread_ = std::thread([this] { watch(); });
}

// The monitor first: nobody may write into a pair that is not read any more.
Scales::~Scales() {
  zmq_socket_monitor(socket_, nullptr, 0);
  ending_ = true;
  thread_.join();
  zmq_close(events_);
}

// The entry of a connection; whoever had its descriptor before is gone.
Scales::Weight& Scales::at(int descriptor, uint64_t connection) {
  Weight& weight = weights_[descriptor];
  if (weight.connection == connection) return weight;
  weight = Weight{connection};
  weight.calm_ms = now_ms();
  weight.weight = place_;
  weight.order = next_order_++;
  return weight;
}

bool Scales::took(const Message& message, uint64_t connection) {
  if (connection == 0) return false;
  const std::lock_guard lock(mutex_);
  Weight& weight = at(message.descriptor, connection);
  if (weight.user.empty()) weight.user = message.user;
  // The descriptor may have had another connection when the message came; the library counts them.
  if (const auto number = given_number(message.first)) {
    if (weight.number && static_cast<int32_t>(*number - *weight.number) < 0) return false;
    weight.number = number;
  }
  weight.taken += message.on_wire;
  weight.spoke = true;
  return !left_over_.contains(message.user);
}

bool Scales::may_give(int descriptor, uint64_t connection, int64_t bytes) {
  const std::lock_guard lock(mutex_);
  const auto found = weights_.find(descriptor);
  if (found == weights_.end() || found->second.connection != connection) return false;
  Weight& weight = found->second;
  if (weight.given + bytes > kMost) {
    const auto kernel = counts_of(descriptor);
    if (kernel && weight.given + bytes - kernel->acknowledged > kMost) {
      cut_off(descriptor);
      return false;
    }
  }
  weight.given += bytes;
  return true;
}

void Scales::watch() {
  int64_t look_ms = now_ms() + kLookMs;
  while (!ending_) {
    zmq_pollitem_t item = {events_, 0, ZMQ_POLLIN, 0};
    if (zmq_poll(&item, 1, std::max<int64_t>(0, look_ms - now_ms())) < 0 && zmq_errno() == ETERM) return;
    while (take_event()) {
    }
    if (now_ms() < look_ms && !too_many()) continue;
    weigh();
    look_ms = now_ms() + kLookMs;
    if (trim_ms_ != 0 && now_ms() >= trim_ms_) {
      malloc_trim(0);
      trim_ms_ = 0;
    }
  }
}

// One event of the monitor: number and value in the first frame, the endpoint in the second. False when there is none.
bool Scales::take_event() {
  std::array<uint8_t, 6> event{};
  if (zmq_recv(events_, event.data(), event.size(), ZMQ_DONTWAIT) != static_cast<int>(event.size())) return false;
  zmq_recv(events_, nullptr, 0, ZMQ_DONTWAIT);
  uint16_t what = 0;
  int32_t descriptor = -1;
  std::memcpy(&what, event.data(), sizeof what);
  std::memcpy(&descriptor, event.data() + sizeof what, sizeof descriptor);
  const uint64_t number = what == ZMQ_EVENT_ACCEPTED ? connection(descriptor) : 0;
  if (number == 0) return true;
  const std::lock_guard lock(mutex_);
  at(descriptor, number);
  // Nobody comes in while there is no room: what a newcomer sends until it is weighed would be too much.
  if (full_) cut_off(descriptor);
  return true;
}

bool Scales::too_many() {
  const std::lock_guard lock(mutex_);
  return static_cast<int64_t>(weights_.size()) * place_ > kMost;
}

void Scales::weigh() {
  const std::lock_guard lock(mutex_);
  const int64_t now = now_ms();
  for (auto it = weights_.begin(); it != weights_.end();) {
    it = weigh(it->first, it->second, now, place_) ? std::next(it) : weights_.erase(it);
  }
  if (took_all_.exchange(false) || now > cut_ms_ + kLeftOverMs) left_over_.clear();
  for (int descriptor = heaviest(); descriptor >= 0; descriptor = heaviest()) cut_off(descriptor);
}

// False when the connection is gone.
bool Scales::weigh(int descriptor, Weight& weight, int64_t now, int64_t place) {
  if (connection(descriptor) != weight.connection) return false;
  const auto kernel = counts_of(descriptor);
  if (!kernel) return true;
  const int64_t heartbeats = (now - weight.calm_ms) * kHeartbeatsPerSecond / 1000;
  const int64_t coming = kernel->received - weight.taken - heartbeats;
  const bool calm = coming <= 0 || (weight.spoke && coming <= kCalm);
  if (calm) {
    weight.taken = kernel->received;
    weight.calm_ms = now;
  }
  weight.coming = calm ? 0 : counts(coming);
  weight.spoke = false;
  weight.given = std::max(weight.given, kernel->acknowledged);
  weight.weight = place + weight.coming + weight.given - kernel->acknowledged;
  return true;
}

// The connection to end now: of the heaviest sender the heaviest, and of equals the oldest; -1 when all is well, or
// when that sender has nothing to lose but what lies in the queue already.
int Scales::heaviest() {
  struct Sender {
    int64_t weight = 0;
    int descriptor = -1;
    const Weight* heaviest = nullptr;
  };
  int64_t all = 0;
  std::map<std::string_view, Sender> senders;
  for (const auto& [user, bytes] : left_over_) {
    all += bytes;
    senders[user].weight += bytes;
  }
  for (const auto& [descriptor, weight] : weights_) {
    all += weight.weight;
    Sender& sender = senders[weight.user];
    sender.weight += weight.weight * (weight.user.empty() ? kStrangersCount : 1);
    const Weight* const other = sender.heaviest;
    if (other && (weight.weight < other->weight || (weight.weight == other->weight && weight.order > other->order))) {
      continue;
    }
    sender.heaviest = &weight;
    sender.descriptor = descriptor;
  }
  full_ = all > kMost;
  if (!full_) return -1;
  const auto by_weight = [](const auto& a, const auto& b) { return a.second.weight < b.second.weight; };
  const Sender& found = std::max_element(senders.begin(), senders.end(), by_weight)->second;
  // Without a word said a place is lent; with one it goes only when there are too many of them.
  const bool any =
      found.heaviest && (found.heaviest->user.empty() || static_cast<int64_t>(weights_.size()) * place_ > kMost);
  return any || (found.heaviest && found.heaviest->weight > place_ + kLittle) ? found.descriptor : -1;
}

// The library finds the connection ended and frees what it held of it, but for what can be taken already. Without
// lingering, so that the peer hears of it at once and not when its next probe of our window is due.
void Scales::cut_off(int descriptor) {
  const auto found = weights_.find(descriptor);
  const Weight& weight = found->second;
  if (connection(descriptor) == weight.connection) {
    const linger none{1, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    shutdown(descriptor, SHUT_RDWR);
  }
  left_over_[weight.user] += weight.coming;
  ++cut_;
  const int64_t now = now_ms();
  cut_ms_ = now;
  if (trim_ms_ == 0) trim_ms_ = now + kSettleMs;
  if (now - told_ms_ >= 1000) {
    told_ms_ = now;
    std::fprintf(stderr, "cut off a connection of %s, which took too much memory; %llu cut off so far\n",
                 weight.user.empty() ? "somebody who asked nothing yet" : weight.user.c_str(),
                 static_cast<unsigned long long>(cut_.load()));
  }
  weights_.erase(found);
}

}  // namespace giaoban::bus
