// The recording bus, the raw HTTP client and the running gateway.
#include "tests/gateway/fakes.h"

#include <arpa/inet.h>
#include <google/protobuf/text_format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "services/gateway/text.h"

namespace giaoban::gateway {

void RecordingBus::on(const std::string& method, Handler handler) {
  const std::lock_guard lock(mutex_);
  handlers_["giaoban.v1." + method] = std::move(handler);
}

void RecordingBus::on_payload(const std::string& method, const google::protobuf::Message& response) {
  on(method, [reply = reply_with(response)](const v1::Request&) { return reply; });
}

void RecordingBus::cut(const std::string& service) {
  const std::lock_guard lock(mutex_);
  cut_[service] = true;
}

std::vector<RecordingBus::Asked> RecordingBus::asked(const std::string& method) {
  return wait_for(method, 0);
}

std::vector<RecordingBus::Asked> RecordingBus::wait_for(const std::string& method, size_t count) {
  std::unique_lock lock(mutex_);
  std::vector<Asked> found;
  changed_.wait_for(lock, std::chrono::seconds(10), [&] {
    found.clear();
    for (const Asked& asked : asked_) {
      if (asked.request.method() == "giaoban.v1." + method) found.push_back(asked);
    }
    return found.size() >= count;
  });
  return found;
}

void RecordingBus::answer(const std::string& service, v1::Reply reply) {
  const std::lock_guard lock(mutex_);
  v1::Envelope envelope;
  *envelope.mutable_reply() = std::move(reply);
  answers_.push_back({service, envelope.SerializeAsString()});
  woken_ = true;
  changed_.notify_all();
}

void RecordingBus::wait(std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, at_most, [this] { return woken_; });
  woken_ = false;
}

void RecordingBus::wake() {
  const std::lock_guard lock(mutex_);
  woken_ = true;
  changed_.notify_all();
}

bool RecordingBus::receive_answer(bus::Answer& answer) {
  const std::lock_guard lock(mutex_);
  if (answers_.empty()) return false;
  answer = std::move(answers_.front());
  answers_.pop_front();
  return true;
}

bool RecordingBus::send(std::string_view service, std::string_view frame) {
  v1::Envelope envelope;
  envelope.ParseFromArray(frame.data(), static_cast<int>(frame.size()));
  Handler handler;
  {
    const std::lock_guard lock(mutex_);
    if (cut_.contains(std::string(service))) return false;
    asked_.push_back({std::string(service), envelope.request()});
    const auto found = handlers_.find(envelope.request().method());
    if (found != handlers_.end()) handler = found->second;
    changed_.notify_all();
  }
  if (!handler) return true;
  v1::Reply reply = handler(envelope.request());
  reply.set_correlation(envelope.request().correlation());
  if (reply.business_us() == 0) reply.set_business_us(kBusinessUs);
  answer(std::string(service), std::move(reply));
  return true;
}

std::string HttpAnswer::code() const {
  const std::string begin = "{\"code\":\"";
  if (body.compare(0, begin.size(), begin) != 0) return {};
  return body.substr(begin.size(), body.find('"', begin.size()) - begin.size());
}

v1::Refusal HttpAnswer::refusal() const {
  const std::string begin = "\"value\":\"";
  const size_t at = body.find(begin);
  v1::Refusal refusal;
  if (at == std::string::npos) return refusal;
  const std::string text = body.substr(at + begin.size(), body.find('"', at + begin.size()) - at - begin.size());
  std::string bytes(text.size(), '\0');
  size_t length = 0;
  const int bad = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                    text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  if (bad == 0) refusal.ParseFromArray(bytes.data(), static_cast<int>(length));
  return refusal;
}

HttpClient::HttpClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to the gateway");
  }
}

HttpClient::~HttpClient() {
  ::close(socket_);
}

void HttpClient::send(const std::string& bytes) {
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t now = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return;  // the other side closed; read() tells
    sent += static_cast<size_t>(now);
  }
}

bool HttpClient::readable(int within_ms) {
  pollfd wanted{socket_, POLLIN, 0};
  return ::poll(&wanted, 1, within_ms) > 0;
}

bool HttpClient::fill() {
  std::array<char, 4096> piece{};
  if (!readable(10'000)) throw std::runtime_error("no answer within ten seconds");
  const ssize_t got = ::recv(socket_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  buffer_.append(piece.data(), static_cast<size_t>(got));
  return true;
}

std::optional<HttpAnswer> HttpClient::read() {
  while (buffer_.find("\r\n\r\n") == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  HttpAnswer answer;
  const size_t end = buffer_.find("\r\n\r\n");
  answer.status = std::stoi(buffer_.substr(9, 3));
  size_t at = buffer_.find("\r\n") + 2;
  while (at < end + 2) {
    const size_t line_end = buffer_.find("\r\n", at);
    const size_t colon = buffer_.find(':', at);
    answer.headers[lower(buffer_.substr(at, colon - at))] = buffer_.substr(colon + 2, line_end - colon - 2);
    at = line_end + 2;
  }
  buffer_.erase(0, end + 4);
  if (answer.status == 100) return answer;
  if (answer.status == 304) return answer;
  const size_t length = std::stoul(answer.headers.at("content-length"));
  while (buffer_.size() < length) {
    if (!fill()) return std::nullopt;
  }
  answer.body = buffer_.substr(0, length);
  buffer_.erase(0, length);
  return answer;
}

bool HttpClient::ended() {
  return buffer_.empty() && !fill();
}

bool HttpClient::answered_as_http() {
  while (fill()) {
  }
  return buffer_.compare(0, 5, "HTTP/") == 0;
}

HttpAnswer HttpClient::exchange(const std::string& bytes) {
  send(bytes);
  auto answer = read();
  if (!answer) throw std::runtime_error("the connection ended without an answer");
  return *answer;
}

HttpAnswer HttpClient::post(const std::string& call, const std::string& body, const std::vector<std::string>& headers) {
  std::vector<std::string> all = headers;
  const bool typed = std::any_of(all.begin(), all.end(), [](const auto& h) { return h.starts_with("Content-Type:"); });
  if (!typed) all.emplace_back("Content-Type: application/json");
  return exchange(request_text("POST", "/giaoban.v1." + call, body, all));
}

RunningGateway::RunningGateway(const std::string& settings) {
  GatewayOptions options;
  const std::string cheap = "gateway { port: 0 argon2_kib: 8 argon2_passes: 1 }";
  using google::protobuf::TextFormat;
  if (!TextFormat::ParseFromString(cheap, &options.settings) ||
      !TextFormat::MergeFromString(settings, &options.settings)) {
    throw std::logic_error("bad settings");
  }
  v1::FindSessionResponse session;
  session.set_person_id("p1");
  session.set_person_name("Nguyễn Văn An");
  session.set_session_id("00112233445566aa");
  session.set_until_us(clock.now_us + 3'600'000'000);
  bus.on_payload("DirectoryService/FindSession", session);
  gateway_ = std::make_unique<Gateway>(std::move(options), bus, clock, ids, journal);
  thread_ = std::thread([this] { gateway_->run(stop_); });
}

void RunningGateway::stop() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

v1::Reply reply_with(const google::protobuf::Message& message) {
  v1::Reply reply;
  reply.set_payload(message.SerializeAsString());
  return reply;
}

v1::Reply reply_refusing(v1::RefusalCode code, const std::string& field) {
  v1::Reply reply;
  reply.mutable_refusal()->set_code(code);
  reply.mutable_refusal()->set_field(field);
  reply.mutable_refusal()->set_text_vi("Chưa được.");
  reply.mutable_refusal()->set_text_en("Not yet.");
  return reply;
}

std::string request_text(const std::string& method, const std::string& target, const std::string& body,
                         const std::vector<std::string>& headers) {
  std::string text = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  for (const std::string& header : headers) text += header + "\r\n";
  if (method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + body;
}

std::string hash_of(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (sodium_init() < 0 || crypto_pwhash_str(out.data(), password.data(), password.size(), 1, 8192) != 0) {
    throw std::runtime_error("cannot hash");
  }
  return out.data();
}

}  // namespace giaoban::gateway
