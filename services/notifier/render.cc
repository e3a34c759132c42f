// What one dispatch looks like on its channel, and the parcel in which each attempt carries it. Pure.
#include "services/notifier/render.h"

#include <map>
#include <utility>

#include "services/notifier/json.h"
#include "services/notifier/letter.h"
#include "services/notifier/preferences.h"
#include "services/notifier/segments.h"
#include "services/notifier/wording.h"
#include "services/store/digest.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

constexpr size_t kMostLines = 50;

// Names in a directory may hold anything that is text; in a line of a mail they are one line.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') c = ' ';
  }
  return text;
}

// "Báo cáo tháng, Chi bộ thôn 1": the kind and the unit, never a person and never what is written.
v1::Label line_about(const v1::NoticeDue& notice, const core::Directory& directory) {
  const std::string& obligation = notice.obligation_id();
  const auto* unit = directory.unit(obligation.substr(0, obligation.find('/')));
  if (unit == nullptr) unit = directory.unit(notice.holder().unit_id());
  const auto kind = directory.kind(notice.kind());
  v1::Label line;
  line.set_vi(kind ? kind->kind.title().vi() : notice.kind());
  line.set_en(kind ? kind->kind.title().en() : notice.kind());
  if (unit != nullptr) {
    line.set_vi(line.vi() + ", " + unit->name());
    line.set_en(line.en() + ", " + unit->name());
  }
  line.set_vi(one_line(line.vi()));
  line.set_en(one_line(line.en()));
  return line;
}

std::string mail(const Telling& telling, const v1::NotifierSettings& settings, v1::Language language,
                 const core::Directory& directory) {
  Letter letter;
  letter.from = settings.mail_from();
  letter.to = telling.address;
  letter.message_id = message_id(telling.dispatch.dispatch_id(), telling.node);
  letter.date_us = telling.machine_us;
  letter.portal_url = settings.portal_url();
  letter.unsubscribe_url = settings.portal_url() + "/unsubscribe/" + telling.unsubscribe_token;
  letter.language = language;
  letter.counts.assign(telling.dispatch.counts().begin(), telling.dispatch.counts().end());
  for (size_t i = 0; settings.say_what() && i < telling.notices.size() && i < kMostLines; ++i) {
    const auto line = line_about(telling.notices[i], directory);
    letter.lines_vi.push_back(line.vi());
    letter.lines_en.push_back(line.en());
  }
  return compose(letter);
}

std::string json(const Telling& telling, const v1::NotifierSettings& settings) {
  const auto& dispatch = telling.dispatch;
  std::string counts;
  for (const auto& one : dispatch.counts()) {
    std::string reason = v1::NoticeReason_Name(one.reason());
    reason.erase(0, std::string_view("NOTICE_REASON_").size());
    counts += (counts.empty() ? "" : ",") + std::string("{\"reason\":") + json_text(reason) +
              ",\"count\":" + std::to_string(one.count()) + "}";
  }
  return "{\"id\":" + json_text(dispatch.dispatch_id()) + ",\"person_id\":" + json_text(dispatch.person_id()) +
         ",\"counts\":[" + counts + "],\"link\":" + json_text(settings.portal_url()) +
         ",\"sent_us\":" + std::to_string(dispatch.made_us()) + "}";
}

}  // namespace

std::vector<v1::ReasonCount> count_reasons(const std::vector<v1::NoticeDue>& notices) {
  std::map<v1::NoticeReason, uint32_t> by_reason;
  for (const auto& notice : notices) ++by_reason[notice.reason()];
  std::vector<v1::ReasonCount> counts;
  for (const auto& [reason, count] : by_reason) {
    counts.emplace_back().set_reason(reason);
    counts.back().set_count(count);
  }
  return in_order(std::move(counts));
}

std::string render(const Telling& telling, const v1::NotifierSettings& settings, const v1::Preferences& preferences,
                   const core::Directory& directory, uint32_t& segments) {
  const auto& dispatch = telling.dispatch;
  segments = 0;
  if (dispatch.channel() == v1::CHANNEL_WEBHOOK) return json(telling, settings);
  if (dispatch.channel() == v1::CHANNEL_EMAIL) return mail(telling, settings, preferences.language(), directory);
  const std::vector<v1::ReasonCount> counts(dispatch.counts().begin(), dispatch.counts().end());
  std::string text = short_text(counts, preferences.language(), settings.portal_url());
  if (!settings.sms_unicode()) text = to_ascii(text);
  segments = segments_of(text).count;
  return text;
}

Parcel parcel_of(const v1::Dispatch& dispatch, const std::string& address, std::string body,
                 const v1::NotifierSettings& settings, const v1::Preferences& preferences, int64_t machine_us) {
  Parcel parcel{dispatch.dispatch_id(), "", address, std::move(body)};
  if (dispatch.channel() == v1::CHANNEL_EMAIL) parcel.from = settings.mail_from();
  if (dispatch.channel() != v1::CHANNEL_WEBHOOK) return parcel;
  const std::string timestamp = std::to_string(machine_us / core::kSecond);
  const std::string mac = store::hmac_sha256(preferences.webhook_key(), {timestamp, ".", parcel.message});
  parcel.headers = {"Content-Type: application/json", "Giaoban-Id: " + dispatch.dispatch_id(),
                    "Giaoban-Timestamp: " + timestamp, "Giaoban-Signature: v1=" + hex(mac)};
  return parcel;
}

}  // namespace giaoban::notifier
