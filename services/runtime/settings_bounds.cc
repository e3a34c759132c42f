// What values settings may have: bounds of numbers, allowed words, addresses; each refusal says what would be right.
#include <arpa/inet.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "services/runtime/settings.h"
#include "workflows/core/refusal.h"

namespace giaoban::runtime {
namespace {

using Faults = std::vector<std::pair<std::string, v1::Refusal>>;

struct Bounds {
  std::string_view name;
  uint32_t least;
  uint32_t most;
};

constexpr Bounds kNumbers[] = {
    {"bus.first_port", 1, 65'531},  // five services, one port each
    {"gateway.port", 0, 65'535},
    {"gateway.session_minutes", 1, 10'080},
    {"gateway.argon2_kib", 8, 1'048'576},
    {"gateway.argon2_passes", 1, 16},
    {"gateway.failures_per_account", 1, 1'000'000},
    {"gateway.failures_per_address", 1, 1'000'000},
    {"gateway.hashing_at_once", 1, 64},
    {"router.authority_max_age_ms", 1, 3'600'000},
    {"router.hold_seconds", 0, 3'600},
    {"router.bulk_hold_seconds", 0, 3'600},
    {"notifier.retry_seconds", 1, 86'400},
    {"notifier.attempts", 1, 100},
    {"notifier.per_second", 1, 10'000},
    {"notifier.sms_price", 0, 1'000'000},
    {"notifier.digest_minute", 0, 1'439},
    {"notifier.quiet_from_minute", 0, 1'439},
    {"notifier.quiet_until_minute", 0, 1'439},
    {"limits.batch", 1, 10'000},
    {"limits.in_flight", 1, 1'000'000},
    {"limits.http_body_bytes", 1'024, 1'044'480},  // what fits into one frame of the bus
    {"limits.json_depth", 1, 64},
    {"limits.http_connections", 1, 60'000},
    {"limits.http_request_seconds", 1, 600},
    {"limits.call_ms", 1, 600'000},
    {"audit.every_records", 1, 1'000'000},
    {"audit.every_seconds", 1, 86'400},
};

bool is_address(const std::string& text) {
  unsigned char bytes[sizeof(in6_addr)];
  return inet_pton(AF_INET, text.c_str(), bytes) == 1 || inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

bool is_loopback(const std::string& text) {
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24U) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

bool is_one_of(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool begins_with_scheme(const std::string& text, std::initializer_list<std::string_view> schemes) {
  return std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) {
    return text.size() > scheme.size() && std::string_view(text).substr(0, scheme.size()) == scheme;
  });
}

bool is_mail_address(const std::string& text) {
  const size_t at = text.find('@');
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127 && c != ','; });
  return plain && at != std::string::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string::npos;
}

// Nothing that could end a line, in a header or in a file of settings.
bool is_printable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

// "10.1.0.0/16, fd00::/8": addresses with a length each.
bool are_networks(const std::string& text) {
  for (size_t from = 0; from < text.size();) {
    const size_t end = std::min(text.find(',', from), text.size());
    std::string one = text.substr(from, end - from);
    from = end + 1;
    one.erase(0, std::min(one.find_first_not_of(' '), one.size()));
    one.erase(one.find_last_not_of(' ') + 1);
    const size_t slash = one.find('/');
    const std::string length = slash == std::string::npos ? "" : one.substr(slash + 1);
    const bool digits = !length.empty() && length.size() <= 3 &&
                        std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int most = one.find(':') == std::string::npos ? 32 : 128;
    if (!digits || !is_address(one.substr(0, slash)) || std::stoi(length) > most) return false;
  }
  return true;
}

// What a text must be; nothing when it may be anything.
struct Rule {
  std::string_view name;
  std::function<bool(const std::string&)> holds;
  std::string_view vi;
  std::string_view en;
};

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = {
      {"bus.transport",
       [](const auto& t) {
         return is_one_of(t, {"ipc", "tcp"});
       },
       "Hãy viết \"ipc\" hoặc \"tcp\".", "Write \"ipc\" or \"tcp\"."},
      {"bus.host", is_address, "Hãy viết một địa chỉ IP, ví dụ \"127.0.0.1\".",
       "Write an IP address, such as \"127.0.0.1\"."},
      {"gateway.host", is_address, "Hãy viết một địa chỉ IP, ví dụ \"127.0.0.1\".",
       "Write an IP address, such as \"127.0.0.1\"."},
      {"notifier.smtp_url",
       [](const auto& t) {
         return t.empty() || begins_with_scheme(t, {"smtp://", "smtps://"});
       },
       "Hãy viết \"smtp://máy:cổng\", \"smtps://máy:cổng\", hoặc để trống nếu không gửi thư.",
       "Write \"smtp://host:port\", \"smtps://host:port\", or leave it empty to send no mail."},
      {"notifier.mail_from", is_mail_address, "Hãy viết một địa chỉ thư, ví dụ \"giaoban@localhost\".",
       "Write a mail address, such as \"giaoban@localhost\"."},
      {"notifier.portal_url",
       [](const auto& t) {
         return begins_with_scheme(t, {"http://", "https://"}) && is_printable(t);
       },
       "Hãy viết địa chỉ bắt đầu bằng \"http://\" hoặc \"https://\".",
       "Write an address that begins with \"http://\" or \"https://\"."},
      {"notifier.mode",
       [](const auto& t) {
         return is_one_of(t, {"test", "team", "live"});
       },
       "Hãy viết \"test\", \"team\" hoặc \"live\".", "Write \"test\", \"team\" or \"live\"."},
      {"notifier.smtp_starttls",
       [](const auto& t) {
         return t.empty() || is_one_of(t, {"require", "try", "no"});
       },
       "Hãy viết \"require\", \"try\", \"no\" hoặc để trống.",
       "Write \"require\", \"try\", \"no\", or leave it empty."},
      {"notifier.sms_url",
       [](const auto& t) {
         return t.empty() || (begins_with_scheme(t, {"http://", "https://"}) && is_printable(t));
       },
       "Hãy viết địa chỉ bắt đầu bằng \"https://\", hoặc để trống nếu không gửi tin nhắn.",
       "Write an address that begins with \"https://\", or leave it empty to send no messages."},
      {"notifier.webhook_networks", are_networks,
       "Hãy viết các mạng cách nhau bằng dấu phẩy, ví dụ \"10.1.0.0/16\", hoặc để trống.",
       "Write networks separated by commas, such as \"10.1.0.0/16\", or leave it empty."},
      {"audit.copy_to", [](const auto& t) { return t.empty() || t.front() == '/'; },
       "Hãy viết đường dẫn đầy đủ, bắt đầu bằng \"/\", hoặc để trống.",
       "Write a whole path, beginning with \"/\", or leave it empty."},
      {"journal.level",
       [](const auto& t) {
         return is_one_of(t, {"debug", "info", "warn", "error"});
       },
       "Hãy viết \"debug\", \"info\", \"warn\" hoặc \"error\".", "Write \"debug\", \"info\", \"warn\" or \"error\"."},
      {"journal.to",
       [](const auto& t) {
         return is_one_of(t, {"stderr", "file"});
       },
       "Hãy viết \"stderr\" hoặc \"file\".", "Write \"stderr\" or \"file\"."},
  };
  return all;
}

void check_number(const std::string& name, uint32_t value, Faults& faults) {
  const auto* bounds =
      std::find_if(std::begin(kNumbers), std::end(kNumbers), [&](const auto& b) { return b.name == name; });
  if (bounds == std::end(kNumbers) || (value >= bounds->least && value <= bounds->most)) return;
  const std::string number = std::to_string(value);
  const std::string least = std::to_string(bounds->least);
  const std::string most = std::to_string(bounds->most);
  faults.emplace_back(
      name,
      core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, name,
                   name + " là " + number + ", ngoài phạm vi. Hãy viết một số từ " + least + " đến " + most + ".",
                   name + " is " + number + ", out of bounds. Write a number from " + least + " to " + most + "."));
}

void check_text(const std::string& name, const std::string& value, Faults& faults) {
  const auto rule = std::find_if(rules().begin(), rules().end(), [&](const auto& r) { return r.name == name; });
  if (rule == rules().end() || rule->holds(value)) return;
  faults.emplace_back(name, core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, name,
                                         name + " là \"" + value + "\", không dùng được. " + std::string(rule->vi),
                                         name + " is \"" + value + "\", which cannot be. " + std::string(rule->en)));
}

void check_tls(const v1::GatewaySettings& gateway, Faults& faults) {
  const bool certificate = !gateway.tls_certificate().empty();
  const bool key = !gateway.tls_key().empty();
  if (certificate != key) {
    const std::string name = certificate ? "gateway.tls_key" : "gateway.tls_certificate";
    const std::string other = certificate ? "gateway.tls_certificate" : "gateway.tls_key";
    faults.emplace_back(
        name, core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, name,
                           other + " có mà " + name + " để trống. TLS cần cả chứng thư và khoá: hãy đặt cả hai.",
                           other + " is set but " + name + " is not. TLS needs both: set both, or neither."));
  }
  if (certificate || key || !is_address(gateway.host()) || is_loopback(gateway.host())) return;
  const std::string name = "gateway.host";
  faults.emplace_back(
      name, core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, name,
                         name + " là \"" + gateway.host() +
                             "\". Cổng chưa có TLS nên chỉ được mở ở địa chỉ nội bộ của máy: hãy viết \"127.0.0.1\", "
                             "hoặc đặt gateway.tls_certificate và gateway.tls_key.",
                         name + " is \"" + gateway.host() +
                             "\". Without TLS the gateway may listen on this machine only: write \"127.0.0.1\", or set "
                             "gateway.tls_certificate and gateway.tls_key."));
}

}  // namespace

Faults check_bounds(const v1::Settings& settings) {
  using google::protobuf::FieldDescriptor;
  Faults faults;
  const auto* type = settings.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* section = type->field(i);
    const auto& values = settings.GetReflection()->GetMessage(settings, section);
    for (int j = 0; j < section->message_type()->field_count(); ++j) {
      const auto* field = section->message_type()->field(j);
      const std::string name = section->name() + "." + field->name();
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
        check_number(name, values.GetReflection()->GetUInt32(values, field), faults);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        check_text(name, values.GetReflection()->GetString(values, field), faults);
      }
    }
  }
  check_tls(settings.gateway(), faults);
  return faults;
}

}  // namespace giaoban::runtime
