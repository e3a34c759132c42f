// A house around the notifier: speakers for what it hears, answers to what it asks, and a courier that records.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "services/notifier/notifier_service.h"
#include "tests/house/house.h"
#include "tests/reminder/apart.h"
#include "tests/reminder/speaker.h"
#include "workflows/core/time.h"

namespace giaoban::test {

// What a courier was given, and the outcomes it is to report; outlives the courier, as the world outlives a process.
struct Post {
  std::vector<notifier::Parcel> started;
  std::vector<notifier::Carried> outcomes;

  // Ends the n-th attempt.
  void end(size_t attempt, notifier::Carried::How how, const std::string& answer) {
    outcomes.push_back({started.at(attempt).dispatch_id, how, answer});
  }
};

class RecordingCourier final : public notifier::Courier {
 public:
  explicit RecordingCourier(Post& post) : post_(post) {}
  void start(notifier::Parcel mail) override { post_.started.push_back(std::move(mail)); }
  bool has_results() const override { return !post_.outcomes.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(post_.outcomes, {}); }

 private:
  Post& post_;
};

// The notifier runs apart from the house, so that its process can die. It is Wednesday, 25 November 2026, 08:00.
class PostOffice {
 public:
  using Make = std::function<std::unique_ptr<notifier::Courier>()>;
  using MakeAll = std::function<notifier::Couriers()>;

  // By mail alone.
  explicit PostOffice(const Make& make, const v1::NotifierSettings& settings = {})
      : PostOffice(
            [make] {
              notifier::Couriers couriers;
              if (auto mail = make()) couriers[v1::CHANNEL_EMAIL] = std::move(mail);
              return couriers;
            },
            settings, 1) {}
  PostOffice(MakeAll make, v1::NotifierSettings settings, uint64_t seed)
      : house(core::parse_date("2026-11-25").value() + 8 * core::kHour, seed),
        directory(house.add(std::make_unique<Speaker>("directory"))),
        router(house.add(std::make_unique<Speaker>("router"))),
        reminder(house.add(std::make_unique<Speaker>("reminder"))),
        notifier(house, "notifier", [make = std::move(make), settings]() mutable {
          if (!settings.has_per_second()) settings.set_per_second(10'000);
          return std::make_unique<notifier::NotifierService>(settings, "luc-nam", make());
        }) {
    reminder.answers().query<v1::CheckOwedRequest, v1::CheckOwedResponse>(
        "ObligationService/CheckOwed", runtime::kService,
        [this](const v1::CheckOwedRequest& request, const runtime::Call&,
               runtime::Work&) -> std::variant<v1::CheckOwedResponse, v1::Refusal> {
          asked.push_back(request.obligation_id());
          v1::CheckOwedResponse response;
          response.set_owed(still_open && !done.contains(request.obligation_id()));
          return response;
        });
    router.answers().query<v1::CheckWaitingRequest, v1::CheckWaitingResponse>(
        "DossierService/CheckWaiting", runtime::kService,
        [this](const v1::CheckWaitingRequest& request, const runtime::Call&,
               runtime::Work&) -> std::variant<v1::CheckWaitingResponse, v1::Refusal> {
          asked.push_back(request.dossier_id() + "/" + std::to_string(request.generation()));
          v1::CheckWaitingResponse response;
          response.set_waiting(still_open);
          return response;
        });
    house.start();
    notifier.start();
  }

  // Somebody who is told everything at once.
  void person(const std::string& id, const std::string& email) {
    stranger(id, email);
    v1::Preferences at_once;
    at_once.set_email(true);
    at_once.set_digest(v1::DIGEST_NONE);
    prefers(id, at_once);
  }
  void prefers(const std::string& id, const v1::Preferences& preferences) {
    v1::SetPreferencesRequest request;
    request.set_person_id(id);
    *request.mutable_preferences() = preferences;
    ask<v1::SetPreferencesResponse>("PreferenceService/SetPreferences", request, As::operator_());
  }
  // Somebody who has set nothing.
  void stranger(const std::string& id, const std::string& email) {
    v1::DirectoryEvent event;
    event.mutable_person_added()->mutable_person()->set_person_id(id);
    event.mutable_person_added()->mutable_person()->set_email(email);
    directory.say(event);
    notifier.settle();
  }
  // A reminder about what a cell owes.
  void owed(const std::string& id, const std::string& person, v1::NoticeReason reason = v1::NOTICE_REASON_OVERDUE) {
    v1::ReminderEvent event;
    auto& notice = *event.mutable_notice_due();
    notice.set_notice_id(id);
    notice.set_person_id(person);
    notice.set_obligation_id(obligation);
    notice.set_reason(reason);
    reminder.say(event);
    notifier.settle();
  }
  // A notice about a dossier.
  void about(const std::string& id, const std::string& person, v1::NoticeReason reason) {
    v1::ReminderEvent event;
    auto& notice = *event.mutable_notice_due();
    notice.set_notice_id(id);
    notice.set_person_id(person);
    notice.set_dossier_id("d1");
    notice.set_generation(4);
    notice.set_reason(reason);
    reminder.say(event);
    notifier.settle();
  }
  void advance_to(const std::string& date, int64_t minute) {
    house.clock().set_business(core::parse_date(date).value() + minute * core::kMinute);
    notifier.settle();
  }
  void pass_machine(int64_t seconds) {
    house.clock().pass_machine(seconds * core::kSecond);
    notifier.settle();
  }
  v1::Delivery mail(const std::string& notice_id) {
    const auto row = notifier::find_delivery(notifier.store(), notice_id + "/email");
    return row ? row->delivery : v1::Delivery();
  }
  template <class Res>
  Res ask(const std::string& method, const google::protobuf::Message& request, const As& as) {
    const auto outcome = notifier.call(method, request, as);
    if (const auto* no = std::get_if<v1::Refusal>(&outcome)) throw std::runtime_error(no->ShortDebugString());
    Res response;
    response.ParseFromString(std::get<std::string>(outcome));
    return response;
  }
  v1::RefusalCode refused(const std::string& method, const google::protobuf::Message& request, const As& as) {
    const auto outcome = notifier.call(method, request, as);
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    return no == nullptr ? v1::REFUSAL_CODE_UNSPECIFIED : no->code();
  }

  std::vector<std::string> asked;
  bool still_open = true;
  std::set<std::string> done;  // obligations
  std::string obligation = "c1/report/2026-11";
  House house;
  Speaker& directory;
  Speaker& router;
  Speaker& reminder;
  Apart<notifier::NotifierService> notifier;
};

}  // namespace giaoban::test
