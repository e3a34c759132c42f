// What the gateway's tests stand on: a bus that records and answers, a clock moved by hand, a raw HTTP client, a
// running gateway.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "services/bus/bus.h"
#include "services/gateway/gateway.h"

namespace giaoban::gateway {

// Business time of every service here.
inline constexpr int64_t kBusinessUs = 1'793'000'000'000'000;

// Answers each method as the test says; what has no answer stays open until answer() is called. Any thread.
class RecordingBus final : public bus::Bus {
 public:
  struct Asked {
    std::string service;
    v1::Request request;
  };
  using Handler = std::function<v1::Reply(const v1::Request&)>;

  void on(const std::string& method, Handler handler);
  void on_payload(const std::string& method, const google::protobuf::Message& response);
  void cut(const std::string& service);
  // Waits until so many questions of that method have come, at most ten seconds; all that came.
  std::vector<Asked> wait_for(const std::string& method, size_t count);
  std::vector<Asked> asked(const std::string& method);
  // Puts an answer on the wire as if `service` had sent it.
  void answer(const std::string& service, v1::Reply reply);

  void wait(std::chrono::milliseconds at_most) override;
  void wake() override;
  bool receive(bus::Incoming&) override { return false; }
  bool receive_answer(bus::Answer& answer) override;
  bool reply(const std::string&, std::string_view) override { return false; }
  bool send(std::string_view service, std::string_view frame) override;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Handler> handlers_;
  std::map<std::string, bool> cut_;
  std::vector<Asked> asked_;
  std::deque<bus::Answer> answers_;
  bool woken_ = false;
};

// Both times are one, moved by hand. Any thread.
class HandClock final : public runtime::Clock {
 public:
  runtime::Moment now() override { return {now_us, now_us}; }
  bool set_business(int64_t) override { return false; }
  std::atomic<int64_t> now_us{1'700'000'000'000'000};
};

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string code() const;     // of a Connect error
  v1::Refusal refusal() const;  // from the details of a Connect error
};

// One connection. Blocking, at most ten seconds per read.
class HttpClient {
 public:
  explicit HttpClient(uint16_t port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  void send(const std::string& bytes);
  // Reads one answer; nullopt when the connection ended instead.
  std::optional<HttpAnswer> read();
  // True when the other side has closed; waits for it.
  bool ended();
  // True when what came, up to the end of the connection, begins as an answer does.
  bool answered_as_http();
  // True when something can be read, or the connection ended, within that time.
  bool readable(int within_ms);
  HttpAnswer exchange(const std::string& bytes);
  HttpAnswer post(const std::string& call, const std::string& body, const std::vector<std::string>& headers = {});

 private:
  bool fill();
  int socket_;
  std::string buffer_;
};

// A gateway on a free port, in a thread of its own, with cheap hashes and one person signed in.
class RunningGateway {
 public:
  explicit RunningGateway(const std::string& settings = "");
  ~RunningGateway() { stop(); }
  void stop();
  uint16_t port() const { return gateway_->port(); }
  // The header of the person "p1", whose session the directory knows.
  static std::string cookie() { return "Cookie: __Host-giaoban=" + token(); }
  static std::string token() { return std::string(43, 'A'); }

  RecordingBus bus;
  HandClock clock;
  runtime::RandomIds ids;
  runtime::RecordingJournal journal;  // only to be read after stop()

 private:
  std::unique_ptr<Gateway> gateway_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

// A reply that carries a message.
v1::Reply reply_with(const google::protobuf::Message& message);
v1::Reply reply_refusing(v1::RefusalCode code, const std::string& field = "");
// The head and body of a request, with Host and Content-Length.
std::string request_text(const std::string& method, const std::string& target, const std::string& body,
                         const std::vector<std::string>& headers);
// A cheap argon2id hash.
std::string hash_of(const std::string& password);

}  // namespace giaoban::gateway
