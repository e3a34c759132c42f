// Requests: admitted early, commands in one commit, queries after it, replies last.
#include <algorithm>
#include <iterator>

#include "services/runtime/field_count.h"
#include "services/runtime/host.h"

namespace giaoban::runtime {

namespace {

using core::refuse;
constexpr size_t kLargestFrame = 1 << 20;
// Of requests that were taken and are not answered. More stay with the bus, which knows whom to cut off.
constexpr size_t kMostHeldBytes = 2 << 20;
// Of the answers of one round: what comes meanwhile must be looked at before long, for it lies in memory.
constexpr size_t kMostAnswersBytes = 2 << 20;
constexpr int64_t kClocksDifferUs = 60'000'000;
constexpr int64_t kLongestWaitUs = 2'000'000;

v1::Refusal overloaded() {
  auto no = refuse(v1::REFUSAL_CODE_OVERLOADED, "", "Dịch vụ đang quá tải. Xin gửi lại sau giây lát.",
                   "The service has too much to do. Please send again in a moment.");
  no.set_retry_after_ms(200);
  return no;
}

v1::Refusal internal() {
  return refuse(v1::REFUSAL_CODE_INTERNAL, "", "Lỗi của hệ thống; chưa có gì thay đổi. Báo quản trị kèm mã vết.",
                "A fault of ours; nothing was changed. Tell the operator, with the trace id.");
}

v1::Refusal store_full() {
  auto no = refuse(v1::REFUSAL_CODE_STORE_FULL, "",
                   "Ổ đĩa đầy nên chưa ghi được; vẫn đọc được. Xin gửi lại sau khi có chỗ trống.",
                   "The disk is full, so nothing was written; reading goes on. Send again once there is room.");
  no.set_retry_after_ms(5000);
  return no;
}

v1::Refusal too_much_to_answer() {
  return refuse(v1::REFUSAL_CODE_TOO_LARGE, "", "Kết quả dài quá 1 MiB nên không gửi được. Xin hỏi ít hơn mỗi lần.",
                "The answer is longer than 1 MiB and cannot be sent. Ask for less at a time.");
}

unsigned caller_bit(v1::CallerKind kind) {
  switch (kind) {
    case v1::CALLER_KIND_GATEWAY:
      return kGateway;
    case v1::CALLER_KIND_INTEGRATOR:
      return kIntegrator;
    case v1::CALLER_KIND_SERVICE:
      return kService;
    case v1::CALLER_KIND_OPERATOR:
      return kOperator;
    default:
      return 0;
  }
}

// One read transaction for the questions of a round: locking the database for each statement costs more than reading
// it.
class Reading {
 public:
  explicit Reading(store::Store& store) : store_(store) {}
  ~Reading() {
    if (open_ && store_.in_transaction()) store_.rollback();
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  void begin() {
    if (!open_) store_.begin_reading();
    open_ = true;
  }
  void end() {
    if (open_) store_.commit();
    open_ = false;
  }

 private:
  store::Store& store_;
  bool open_ = false;
};

}  // namespace

bool Host::take_requests() {
  bool did = false;
  bus::Incoming incoming;
  size_t bytes = bytes_of(commands_) + bytes_of(queries_) + bytes_of(waiting_);
  // Bounded per round, so that a flood cannot keep the round from ending.
  for (uint32_t n = 0; n < limits_.in_flight && bytes < kMostHeldBytes && bus_.receive(incoming); ++n) {
    did = true;
    const size_t size = incoming.frame.size();
    bytes += size;
    v1::Envelope envelope;
    if (!has_few_fields(incoming.frame, *envelope.GetDescriptor()) || !envelope.ParseFromString(incoming.frame) ||
        !envelope.has_request()) {
      journal_.warn("dropped a frame that is no request", {{"caller", incoming.caller.name}});
      continue;
    }
    std::string().swap(incoming.frame);  // clear() would keep its memory as long as the request waits
    admit({std::move(incoming), std::move(*envelope.mutable_request()), nullptr, size, 0});
  }
  return did;
}

size_t Host::bytes_of(const std::deque<Queued>& queue) {
  size_t bytes = 0;
  for (const Queued& queued : queue) bytes += queued.bytes;
  return bytes;
}

void Host::admit(Queued queued) {
  const auto& request = queued.request;
  // A deadline that passed long ago says that the two clocks differ, not that nobody waits.
  const int64_t late_us = request.deadline_us() == 0 ? 0 : now_.machine_us - request.deadline_us();
  if (late_us > 0 && late_us < kClocksDifferUs) return;
  if (commands_.size() + queries_.size() + waiting_.size() >= limits_.in_flight) {
    reply(queued, overloaded());
    return;
  }
  queued.method = service_.methods().find(request.method());
  const bool asserts = !request.person_id().empty() && queued.incoming.caller.kind != v1::CALLER_KIND_GATEWAY;
  if (asserts || (queued.method && (queued.method->callers & caller_bit(queued.incoming.caller.kind)) == 0)) {
    journal_.warn("refused a caller", {{"caller", queued.incoming.caller.name}, {"method", request.method()}});
    reply(queued, refuse(v1::REFUSAL_CODE_CALLER_NOT_ALLOWED, "", "Khoá này không được phép gọi chức năng này.",
                         "This key may not call this method."));
    return;
  }
  (queued.method && queued.method->writes ? commands_ : queries_).push_back(std::move(queued));
}

bool Host::run_commands() {
  if (commands_.empty()) return false;
  const auto count = std::min<size_t>(commands_.size(), limits_.batch);
  const auto end = commands_.begin() + static_cast<std::ptrdiff_t>(count);
  std::vector<Queued> batch(std::make_move_iterator(commands_.begin()), std::make_move_iterator(end));
  commands_.erase(commands_.begin(), end);
  std::vector<Outcome> outcomes(batch.size());
  run_batch(batch, outcomes, 0, batch.size());
  for (size_t i = 0; i < batch.size(); ++i) reply(batch[i], outcomes[i]);
  handled_ += batch.size();
  return true;
}

// All in one commit; when anything throws, one by one, so that no command fails its neighbours.
void Host::run_batch(std::vector<Queued>& batch, std::vector<Outcome>& outcomes, size_t from, size_t to) {
  try {
    transact([&](Work& step) {
      for (size_t i = from; i < to; ++i) {
        const Call call{batch[i].incoming.caller, batch[i].request};
        outcomes[i] = batch[i].method->handle(call, step);
      }
    });
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const store::StoreFull& e) {
    journal_.error("disk full", {{"fault", e.what()}});
    for (size_t i = from; i < to; ++i) outcomes[i] = store_full();
  } catch (const std::exception& e) {
    if (to - from == 1) {
      const auto& request = batch[from].request;
      journal_.error("a command failed",
                     {{"fault", e.what()}, {"method", request.method()}, {"trace_id", request.trace_id()}});
      outcomes[from] = internal();
      return;
    }
    for (size_t i = from; i < to; ++i) run_batch(batch, outcomes, i, i + 1);
  }
}

bool Host::run_queries() {
  bool did = !queries_.empty();
  const bool moved = seen_head_ != log_.head() || did;
  seen_head_ = log_.head();
  // What waited comes first, in its order; it is looked at again only when there may be more to see.
  std::deque<Queued> again;
  for (auto& queued : waiting_) {
    if (queued.until_us <= now_.machine_us || moved || !service_.keeps_log()) {
      queries_.push_back(std::move(queued));
    } else {
      again.push_back(std::move(queued));
    }
  }
  waiting_ = std::move(again);
  std::deque<Queued> todo;
  todo.swap(queries_);
  size_t parked_bytes = bytes_of(waiting_);
  size_t answers = 0, answers_bytes = 0;
  Reading reading(store_);
  for (; !todo.empty() && answers < limits_.batch && answers_bytes < kMostAnswersBytes; todo.pop_front()) {
    Queued& queued = todo.front();
    if (gone_.contains(queued.incoming.peer)) continue;
    const bool timed_out = queued.until_us != 0 && queued.until_us <= now_.machine_us;
    int64_t wait_us = kLongestWaitUs;
    const bool wait = poll_must_wait(queued, wait_us).value_or(behind(queued.request));
    if (wait && !timed_out && wait_us > 0) {
      if (queued.until_us == 0) queued.until_us = now_.machine_us + wait_us;
      parked_bytes += queued.bytes;
      if (parked_bytes > kMostHeldBytes / 2) {
        reply(queued, overloaded());
        continue;
      }
      waiting_.push_back(std::move(queued));
      continue;
    }
    did = true;
    ++handled_;
    ++answers;
    // The host's own methods may write, so they stand outside.
    queued.method != nullptr ? reading.begin() : reading.end();
    const size_t bytes = reply(queued, run_query(queued));
    if (bytes == 0) gone_.insert(queued.incoming.peer);
    answers_bytes += bytes;
  }
  reading.end();
  queries_ = std::move(todo);
  gone_.clear();  // or only slow to take: the next round tries again
  return did;
}

// Nothing when it is no poll of the log; `wait_us` becomes how long the asker wants to wait.
std::optional<bool> Host::poll_must_wait(const Queued& queued, int64_t& wait_us) const {
  if (queued.method != nullptr) return std::nullopt;
  const auto& request = queued.request;
  v1::ReadRequest read;
  v1::AwaitRequest await;
  if (request.method() == "giaoban.v1.LogService/Read" && read.ParseFromString(request.payload())) {
    wait_us = std::min<int64_t>(read.wait_ms() * int64_t{1000}, kLongestWaitUs);
    return read_must_wait(read);
  }
  if (request.method() == "giaoban.v1.LogService/Await" && await.ParseFromString(request.payload())) {
    wait_us = std::min<int64_t>(await.wait_ms() * int64_t{1000}, kLongestWaitUs);
    return may_await(queued.incoming.caller) && log_.head() <= await.after();
  }
  return std::nullopt;
}

// Owners of a log are asked for their own positions; services without one for the router's.
bool Host::behind(const v1::Request& request) const {
  if (request.min_position() == 0) return false;
  if (service_.keeps_log() && !cursors_.contains("router")) return log_.head() < request.min_position();
  const auto router = cursors_.find("router");
  return router != cursors_.end() && router->second.position < request.min_position();
}

Outcome Host::run_query(const Queued& queued) {
  if (behind(queued.request)) {
    auto no = refuse(v1::REFUSAL_CODE_UNAVAILABLE, "",
                     "Dữ liệu chưa cập nhật tới thời điểm yêu cầu. Xin hỏi lại sau giây lát.",
                     "What was asked for has not been heard yet. Please ask again in a moment.");
    no.set_retry_after_ms(500);
    return no;
  }
  try {
    if (queued.method == nullptr) return own_method(queued);
    Work step = work();
    return queued.method->handle({queued.incoming.caller, queued.request}, step);
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const std::exception& e) {
    const auto& request = queued.request;
    journal_.error("a query failed",
                   {{"fault", e.what()}, {"method", request.method()}, {"trace_id", request.trace_id()}});
    return internal();
  }
}

// How long the answer is; 0 when it could not be delivered.
size_t Host::reply(const Queued& queued, const Outcome& outcome) {
  v1::Envelope envelope;
  auto& reply = *envelope.mutable_reply();
  reply.set_correlation(queued.request.correlation());
  reply.set_position(log_.head());
  reply.set_business_us(now_.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) {
    *reply.mutable_refusal() = *no;
  } else {
    reply.set_payload(std::get<std::string>(outcome));
  }
  // A frame over the bus's limit would cut the peer off without a word.
  if (envelope.ByteSizeLong() > kLargestFrame) *reply.mutable_refusal() = too_much_to_answer();
  const std::string frame = envelope.SerializeAsString();
  if (!bus_.reply(queued.incoming.peer, frame)) {
    journal_.warn("a reply could not be delivered", {{"caller", queued.incoming.caller.name}});
    return 0;
  }
  return frame.size();
}

}  // namespace giaoban::runtime
