// PreferenceService: people say how they want to be told.
#include "services/notifier/preference_calls.h"

#include <utility>

#include "giaoban/v1/delivery.pb.h"
#include "services/notifier/preferences.h"
#include "services/notifier/release.h"

namespace giaoban::notifier {

namespace {

using runtime::Call;
using runtime::Work;
template <class T>
using Result = std::variant<T, v1::Refusal>;

v1::Refusal not_found(std::string_view field, std::string_view vi, std::string_view en) {
  return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, field, vi, en);
}

// Whose they are: the caller's own, or for an operator those of the person named.
Result<std::string> whose(const std::string& named, const Call& call, const core::Directory& directory,
                          int64_t now_us) {
  if (call.caller.kind == v1::CALLER_KIND_OPERATOR) {
    if (named.empty()) {
      return core::refuse(v1::REFUSAL_CODE_FIELD_REQUIRED, "person_id", "Hãy nêu mã cán bộ.", "Name the person.");
    }
    if (directory.person(named) == nullptr) {
      return not_found("person_id", "Không có cán bộ nào mang mã này.", "There is no person of that id.");
    }
    return named;
  }
  auto self = runtime::acting_person(call, directory, now_us);
  if (std::holds_alternative<v1::Refusal>(self)) return self;
  if (!named.empty() && named != std::get<std::string>(self)) {
    return core::refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "person_id",
                        "Đồng chí chỉ xem và đổi được cách nhận tin của chính mình.",
                        "You may see and change only how you yourself are told.");
  }
  return self;
}

// Working days are those of the unit in which the person serves.
const core::Calendar& calendar_of(const std::string& person_id, const core::Directory& directory, int64_t now_us) {
  for (const auto* office : directory.offices_of(person_id)) {
    if (core::runs(*office, now_us)) return directory.calendar(office->unit_id());
  }
  return directory.calendar("");
}

Result<v1::GetPreferencesResponse> get(const v1::GetPreferencesRequest& request, const Call& call, const Work& work,
                                       const Outbox& outbox, const core::Directory& directory) {
  const int64_t now_us = work.now.business_us;
  const auto person = whose(request.person_id(), call, directory, now_us);
  if (const auto* no = std::get_if<v1::Refusal>(&person)) return *no;
  const auto& person_id = std::get<std::string>(person);
  v1::GetPreferencesResponse response;
  auto& preferences = *response.mutable_preferences();
  preferences = preferences_of(work.store, outbox.settings(), person_id);
  response.set_email_works(outbox.sends_on(v1::CHANNEL_EMAIL));
  response.set_sms_works(outbox.sends_on(v1::CHANNEL_SMS));
  response.set_webhook_works(outbox.sends_on(v1::CHANNEL_WEBHOOK));
  response.set_next_digest_us(next_digest(preferences, calendar_of(person_id, directory, now_us), now_us));
  return response;
}

Result<v1::SetPreferencesResponse> set(const v1::SetPreferencesRequest& request, const Call& call, const Work& work,
                                       const core::Directory& directory) {
  const auto person = whose(request.person_id(), call, directory, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&person)) return *no;
  if (auto no = check_preferences(request.preferences())) return std::move(*no);
  v1::SetPreferencesResponse response;
  *response.mutable_preferences() =
      save_preferences(work.store, work.ids, std::get<std::string>(person), request.preferences());
  return response;
}

Result<v1::UnsubscribeResponse> unsubscribe(const v1::UnsubscribeRequest& request, const Work& work,
                                            const v1::NotifierSettings& settings) {
  const auto person = person_behind(work.store, request.token());
  if (!person) {
    return not_found("token", "Liên kết này không đúng. Xin mở lại từ thư, hoặc đổi trong trang cá nhân.",
                     "This link is not known. Open it from the mail again, or change it in the portal.");
  }
  auto preferences = preferences_of(work.store, settings, *person);
  preferences.set_digest(v1::DIGEST_ALL);
  save_preferences(work.store, work.ids, *person, preferences);
  return v1::UnsubscribeResponse();
}

}  // namespace

void add_preference_calls(runtime::Methods& methods, const Outbox& outbox, const runtime::HeardDirectory& heard) {
  methods.query<v1::GetPreferencesRequest, v1::GetPreferencesResponse>(
      "PreferenceService/GetPreferences", runtime::kPeople | runtime::kOperator,
      [&](const v1::GetPreferencesRequest& request, const Call& call, Work& work) {
        return get(request, call, work, outbox, heard.directory());
      });
  methods.command<v1::SetPreferencesRequest, v1::SetPreferencesResponse>(
      "PreferenceService/SetPreferences", runtime::kPeople | runtime::kOperator,
      [&](const v1::SetPreferencesRequest& request, const Call& call, Work& work) {
        return set(request, call, work, heard.directory());
      });
  methods.command<v1::UnsubscribeRequest, v1::UnsubscribeResponse>(
      "PreferenceService/Unsubscribe", runtime::kGateway,
      [&](const v1::UnsubscribeRequest& request, const Call&, Work& work) {
        return unsubscribe(request, work, outbox.settings());
      });
}

}  // namespace giaoban::notifier
