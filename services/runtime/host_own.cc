// What every service answers whatever its job: reading its log, how it stands, its clock, its parked records.
#include <algorithm>

#include "services/runtime/host.h"

namespace giaoban::runtime {

namespace {

using core::refuse;

template <class Req>
bool parse(const std::string& payload, Req& request, Outcome& outcome) {
  v1::Refusal no;
  if (read_request(payload, request, no)) return true;
  outcome = no;
  return false;
}

bool is_operator(const bus::Caller& caller) {
  return caller.kind == v1::CALLER_KIND_OPERATOR;
}

v1::Refusal not_allowed() {
  return refuse(v1::REFUSAL_CODE_CALLER_NOT_ALLOWED, "", "Khoá này không được phép gọi chức năng này.",
                "This key may not call this method.");
}

}  // namespace

Outcome Host::own_method(const Queued& queued) {
  const auto& method = queued.request.method();
  const auto& payload = queued.request.payload();
  const auto& caller = queued.incoming.caller;
  Outcome outcome;
  if (method == "giaoban.v1.LogService/Read") {
    v1::ReadRequest read;
    if (caller.kind != v1::CALLER_KIND_SERVICE && !is_operator(caller)) return not_allowed();
    return parse(payload, read, outcome) ? read_log(queued, read) : outcome;
  }
  if (method == "giaoban.v1.LogService/Await") {
    v1::AwaitRequest await;
    if (!may_await(caller)) return not_allowed();
    if (!parse(payload, await, outcome)) return outcome;
    v1::AwaitResponse response;
    response.set_head(log_.head());
    return response.SerializeAsString();
  }
  if (method == "giaoban.v1.StatusService/GetStatus") {
    return is_operator(caller) || caller.kind == v1::CALLER_KIND_SERVICE ? Outcome(status().SerializeAsString())
                                                                         : not_allowed();
  }
  if (method == "giaoban.v1.StatusService/ListParked") {
    if (!is_operator(caller)) return not_allowed();
    v1::ListParkedResponse response;
    for (auto& record : list_parked(store_)) *response.add_records() = std::move(record);
    return response.SerializeAsString();
  }
  if (method == "giaoban.v1.StatusService/ResolveParked")
    return is_operator(caller) ? resolve_parked(payload) : not_allowed();
  if (method == "giaoban.v1.ClockService/SetClock") return is_operator(caller) ? set_clock(payload) : not_allowed();
  return refuse(v1::REFUSAL_CODE_UNKNOWN_METHOD, "",
                "Không có chức năng '" + method.substr(0, 128) + "' ở dịch vụ này.",
                "This service has no method '" + method.substr(0, 128) + "'.");
}

// How long a log is says nothing of what is in it, so a gateway may know it too.
bool Host::may_await(const bus::Caller& caller) {
  return caller.kind == v1::CALLER_KIND_GATEWAY || caller.kind == v1::CALLER_KIND_SERVICE || is_operator(caller);
}

// A reader at the head waits for more; one that stands in another log is told so at once.
bool Host::read_must_wait(const v1::ReadRequest& read) const {
  if (read.after() != log_.head() || read.wait_ms() == 0) return false;
  return (read.log_id().empty() || read.log_id() == log_.id()) &&
         (read.after() == 0 || read.hash() == log_.head_hash());
}

Outcome Host::read_log(const Queued& queued, const v1::ReadRequest& read) {
  const bool another = !read.log_id().empty() && read.log_id() != log_.id();
  if (another || read.after() > log_.head() || (read.after() > 0 && log_.hash_at(read.after()) != read.hash())) {
    journal_.error("a reader stands where this log never was", {{"caller", queued.incoming.caller.name}});
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "after", "Con trỏ không thuộc sổ nhật ký này; bên đọc phải dừng lại.",
                  "The cursor does not belong to this log; the reader must stop.");
  }
  if (read.with_content() && queued.incoming.caller.name != "records") return not_allowed();
  v1::ReadResponse response;
  response.set_log_id(log_.id());
  response.set_head(log_.head());
  const uint32_t max = read.max() == 0 ? 500 : std::min<uint32_t>(read.max(), 1000);
  size_t bytes = 0;
  for (auto& entry : log_.read(read.after(), max)) {
    if (read.with_content()) {
      v1::LogRecord record;
      record.ParseFromString(entry.record());
      for (auto& content : service_.contents_of(record, store_)) *entry.add_contents() = std::move(content);
    }
    bytes += entry.ByteSizeLong();
    if (response.entries_size() > 0 && bytes > 900 * 1024) break;
    *response.add_entries() = std::move(entry);
  }
  return response.SerializeAsString();
}

Outcome Host::set_clock(const std::string& payload) {
  v1::SetClockRequest request;
  Outcome outcome;
  if (!parse(payload, request, outcome)) return outcome;
  if (request.business_us() < now_.business_us) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "business_us", "Giờ nghiệp vụ không lùi được.",
                  "Business time never goes back.");
  }
  if (!clock_.can_be_set()) {
    return refuse(v1::REFUSAL_CODE_REAL_CLOCK, "",
                  "Thư mục dữ liệu này chạy theo giờ thật; chỉ thư mục tạo với --stepped-clock mới chỉnh được giờ.",
                  "This data folder keeps real time; only one made with --stepped-clock can be moved.");
  }
  transact([&](Work& step) {
    step.store
        .prepare("INSERT INTO business_clock (one, us) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET us = excluded.us")
        .run({request.business_us()});
  });
  clock_.set_business(request.business_us());
  now_ = clock_.now();
  v1::SetClockResponse response;
  response.set_business_us(now_.business_us);
  return response.SerializeAsString();
}

Outcome Host::resolve_parked(const std::string& payload) {
  v1::ResolveParkedRequest request;
  Outcome outcome;
  if (!parse(payload, request, outcome)) return outcome;
  v1::LogEntry entry;
  if (!find_parked(store_, request.source(), request.position(), entry)) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "position", "Không có bản ghi nào bị gác lại ở vị trí này.",
                  "No record is parked at this position.");
  }
  if (!request.drop() && behind_parked(store_, request.source(), request.position())) {
    return refuse(v1::REFUSAL_CODE_NOT_OPEN, "position",
                  "Còn bản ghi bị gác lại trước đó về cùng việc; xin xử lý theo thứ tự.",
                  "An earlier record about the same thing is still parked; handle them in order.");
  }
  v1::ResolveParkedResponse response;
  try {
    transact([&](Work& step) {
      v1::LogRecord record;
      record.ParseFromString(entry.record());
      drop_parked(step.store, request.source(), request.position());
      if (!request.drop())
        service_.hear(request.source(), record, {entry.contents().begin(), entry.contents().end()}, step);
    });
    reload();  // heard late: memory is rebuilt in the store's order
    response.set_resolved(true);
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const std::exception& e) {
    journal_.warn("a parked record failed again", {{"source", request.source()}, {"fault", e.what()}});
  }
  return response.SerializeAsString();
}

}  // namespace giaoban::runtime
