// Defaults of all settings, declared here and nowhere else, and the file that `init` makes of them.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>

#include <stdexcept>

#include "services/runtime/settings.h"

namespace giaoban::runtime {
namespace {

constexpr const char* kDefaults = R"(
  bus { transport: "ipc" host: "127.0.0.1" first_port: 7300 }
  gateway {
    host: "127.0.0.1" port: 8080 session_minutes: 480
    argon2_kib: 19456 argon2_passes: 2
    failures_per_account: 10 failures_per_address: 100 hashing_at_once: 2
    tls_certificate: "" tls_key: ""
  }
  router { authority_max_age_ms: 5000 hold_seconds: 30 bulk_hold_seconds: 120 }
  notifier {
    smtp_url: "" mail_from: "giaoban@localhost" portal_url: "http://127.0.0.1:8080"
    retry_seconds: 60 attempts: 8
    mode: "live" team: "" per_second: 20
    smtp_user: "" smtp_password_file: "" smtp_starttls: ""
    sms_url: "" sms_token_file: "" sms_price: 0 sms_unicode: false
    webhook_networks: "" say_what: false
    digest_minute: 450 quiet_from_minute: 1200 quiet_until_minute: 390
  }
  journal { level: "info" to: "file" }
  limits {
    batch: 256 in_flight: 4096
    http_body_bytes: 393216 json_depth: 32 http_connections: 1024 http_request_seconds: 15
    call_ms: 5000
  }
  audit { copy_to: "" every_records: 1000 every_seconds: 60 }
)";

constexpr const char* kHead = R"(# Cài đặt của thư mục dữ liệu này; bỏ dấu # ở đầu dòng để đổi một giá trị.
# Settings of this data folder; take the # away to change a value.
# Biến môi trường GIAOBAN_GATEWAY_PORT và cờ --gateway.port=... được ưu tiên hơn tệp này.
# The environment (GIAOBAN_GATEWAY_PORT) and flags (--gateway.port=...) win over this file.
# Kiểm tra / check: giaoban config check
)";

}  // namespace

v1::Settings default_settings() {
  v1::Settings settings;
  if (!google::protobuf::TextFormat::ParseFromString(kDefaults, &settings)) {
    throw std::logic_error("the defaults of the settings cannot be parsed");
  }
  return settings;
}

std::string first_settings() {
  std::string text = settings_template();
  const std::string untold = "  # mode: \"live\"\n";
  const auto at = text.find(untold);
  if (at == std::string::npos) throw std::logic_error("the template of the settings names no mode");
  return text.replace(at, untold.size(),
                      "  # Chưa gửi gì cho ai; khi đã thử xong, hãy viết \"live\".\n"
                      "  # Nothing is sent to anybody; write \"live\" when all has been tried.\n"
                      "  mode: \"test\"\n");
}

std::string settings_template() {
  const v1::Settings settings = default_settings();
  const auto* type = settings.GetDescriptor();
  std::string text = kHead;
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* section = type->field(i);
    const auto& values = settings.GetReflection()->GetMessage(settings, section);
    text += "\n" + section->name() + " {\n";
    for (int j = 0; j < section->message_type()->field_count(); ++j) {
      const auto* field = section->message_type()->field(j);
      std::string value;
      google::protobuf::TextFormat::PrintFieldValueToString(values, field, -1, &value);
      text += "  # " + field->name() + ": " + value + "\n";
    }
    text += "}\n";
  }
  return text;
}

}  // namespace giaoban::runtime
