// What each person wants, as the notifier keeps it; and the links by which a mail can be turned down.
#include "services/notifier/preferences.h"

#include <algorithm>

#include "services/store/digest.h"
#include "workflows/core/refusal.h"

namespace giaoban::notifier {

namespace {

constexpr uint32_t kMinutes = 1440;
constexpr size_t kKeyBytes = 32;
constexpr size_t kLongestUrl = 500;

bool is_phone(std::string_view text) {
  const bool long_enough = text.size() >= 8 && text.size() <= 16;
  return long_enough && text[0] == '+' && text[1] != '0' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_web_address(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (text.size() > kLongestUrl || !text.starts_with(kScheme)) return false;
  const std::string_view rest = text.substr(kScheme.size());
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  return !host.empty() && host.find('@') == std::string_view::npos && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\';
  });
}

v1::Refusal invalid(std::string_view field, std::string_view vi, std::string_view en) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "preferences." + std::string(field), vi, en);
}

std::string secret(store::Store& store, runtime::Ids& ids) {
  std::string key;
  store.prepare("SELECT value FROM notifier_secret WHERE name = 'unsubscribe'").one({}, [&](const store::Row& row) {
    key = row.blob(0);
  });
  if (!key.empty()) return key;
  key = ids.bytes(kKeyBytes);
  store.prepare("INSERT INTO notifier_secret (name, value) VALUES ('unsubscribe', $1)").run({store::Blob{key}});
  return key;
}

std::optional<v1::Preferences> kept(store::Store& store, std::string_view person_id) {
  std::optional<v1::Preferences> found;
  store.prepare("SELECT body FROM preference WHERE person_id = $1").one({person_id}, [&](const store::Row& row) {
    found.emplace().ParseFromArray(row.blob(0).data(), static_cast<int>(row.blob(0).size()));
  });
  return found;
}

}  // namespace

std::string_view preference_schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS preference (person_id TEXT PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS notifier_secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS unsubscribe_link (token TEXT PRIMARY KEY, person_id TEXT NOT NULL);
  )";
}

v1::Preferences default_preferences(const v1::NotifierSettings& settings) {
  v1::Preferences preferences;
  preferences.set_email(true);
  preferences.set_digest(v1::DIGEST_UNLESS_URGENT);
  preferences.set_digest_minute(settings.digest_minute());
  preferences.set_quiet_from_minute(settings.quiet_from_minute());
  preferences.set_quiet_until_minute(settings.quiet_until_minute());
  preferences.set_language(v1::LANGUAGE_BOTH);
  return preferences;
}

v1::Preferences preferences_of(store::Store& store, const v1::NotifierSettings& settings, std::string_view person_id) {
  const auto own = kept(store, person_id);
  return own ? *own : default_preferences(settings);
}

std::optional<v1::Refusal> check_preferences(const v1::Preferences& p) {
  if (!p.phone().empty() && !is_phone(p.phone())) {
    return invalid("phone", "Số điện thoại không đúng. Hãy viết theo mẫu +84912345678.",
                   "This is no phone number. Write it like +84912345678.");
  }
  if (p.sms() && p.phone().empty()) {
    return invalid("phone", "Muốn nhận tin nhắn thì phải có số điện thoại. Hãy viết theo mẫu +84912345678.",
                   "Messages by SMS need a phone number. Write it like +84912345678.");
  }
  if (!p.webhook_url().empty() && !is_web_address(p.webhook_url())) {
    return invalid("webhook_url",
                   "Địa chỉ không dùng được. Hãy viết địa chỉ bắt đầu bằng https://, không có khoảng trắng, không kèm "
                   "tên người dùng.",
                   "This address cannot be used. Write one that begins with https://, without blanks and without a "
                   "user's name.");
  }
  if (p.webhook() && p.webhook_url().empty()) {
    return invalid("webhook_url", "Muốn báo tới phần mềm riêng thì phải có địa chỉ https:// của nó.",
                   "Telling a program of your own needs its address, https://...");
  }
  for (const auto& [field, minute] :
       {std::pair{"digest_minute", p.digest_minute()}, std::pair{"quiet_from_minute", p.quiet_from_minute()},
        std::pair{"quiet_until_minute", p.quiet_until_minute()}}) {
    if (minute >= kMinutes) {
      return invalid(field, "Phút trong ngày phải từ 0 đến 1439; 450 là 07:30.",
                     "A minute of the day lies between 0 and 1439; 450 is 07:30.");
    }
  }
  if (!v1::Digest_IsValid(p.digest())) return invalid("digest", "Không có cách gộp này.", "There is no such digest.");
  if (!v1::Language_IsValid(p.language())) {
    return invalid("language", "Không có ngôn ngữ này.", "There is no such language.");
  }
  return std::nullopt;
}

v1::Preferences save_preferences(store::Store& store, runtime::Ids& ids, std::string_view person_id,
                                 v1::Preferences preferences) {
  const auto before = kept(store, person_id);
  preferences.set_webhook_key(before ? before->webhook_key() : "");
  if (preferences.webhook_key().empty() && !preferences.webhook_url().empty()) {
    preferences.set_webhook_key(hex(ids.bytes(kKeyBytes)));
  }
  if (preferences.digest() == v1::DIGEST_UNSPECIFIED) preferences.set_digest(v1::DIGEST_UNLESS_URGENT);
  if (preferences.language() == v1::LANGUAGE_UNSPECIFIED) preferences.set_language(v1::LANGUAGE_BOTH);
  const std::string body = preferences.SerializeAsString();
  store
      .prepare(
          "INSERT INTO preference (person_id, body) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET body = "
          "excluded.body")
      .run({person_id, store::Blob{body}});
  return preferences;
}

std::string unsubscribe_token(store::Store& store, runtime::Ids& ids, std::string_view person_id) {
  const std::string token = hex(store::hmac_sha256(secret(store, ids), {"unsubscribe ", person_id}).substr(0, 16));
  store.prepare("INSERT INTO unsubscribe_link (token, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
      .run({std::string_view(token), person_id});
  return token;
}

std::optional<std::string> person_behind(store::Store& store, std::string_view token) {
  std::optional<std::string> person;
  store.prepare("SELECT person_id FROM unsubscribe_link WHERE token = $1").one({token}, [&](const store::Row& row) {
    person = row.text(0);
  });
  return person;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

}  // namespace giaoban::notifier
