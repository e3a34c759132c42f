// A house around the notifier: speakers for what it hears, answers to what it asks, and a courier that records.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "services/notifier/notifier_service.h"
#include "tests/house/house.h"
#include "tests/reminder/apart.h"
#include "tests/reminder/speaker.h"
#include "workflows/core/time.h"

namespace giaoban::test {

// What a courier was given, and the outcomes it is to report; outlives the courier, as the world outlives a process.
struct Post {
  std::vector<notifier::Mail> started;
  std::vector<notifier::Carried> outcomes;

  // Ends the n-th attempt.
  void end(size_t attempt, notifier::Carried::How how, const std::string& answer) {
    outcomes.push_back({started.at(attempt).delivery_id, how, answer});
  }
};

class RecordingCourier final : public notifier::Courier {
 public:
  explicit RecordingCourier(Post& post) : post_(post) {}
  void start(notifier::Mail mail) override { post_.started.push_back(std::move(mail)); }
  bool has_results() const override { return !post_.outcomes.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(post_.outcomes, {}); }

 private:
  Post& post_;
};

// The notifier runs apart from the house, so that its process can die.
class PostOffice {
 public:
  using Make = std::function<std::unique_ptr<notifier::Courier>()>;

  explicit PostOffice(Make make, v1::NotifierSettings settings = {})
      : house(core::parse_date("2026-11-25").value() + 8 * core::kHour),
        directory(house.add(std::make_unique<Speaker>("directory"))),
        router(house.add(std::make_unique<Speaker>("router"))),
        reminder(house.add(std::make_unique<Speaker>("reminder"))),
        notifier(house, "notifier", [make, settings] {
          return std::make_unique<notifier::NotifierService>(settings, "luc-nam", make());
        }) {
    reminder.answers().query<v1::CheckOwedRequest, v1::CheckOwedResponse>(
        "ObligationService/CheckOwed", runtime::kService,
        [this](const v1::CheckOwedRequest& request, const runtime::Call&,
               runtime::Work&) -> std::variant<v1::CheckOwedResponse, v1::Refusal> {
          asked.push_back(request.obligation_id());
          v1::CheckOwedResponse response;
          response.set_owed(still_open);
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

  void person(const std::string& id, const std::string& email) {
    v1::DirectoryEvent event;
    event.mutable_person_added()->mutable_person()->set_person_id(id);
    event.mutable_person_added()->mutable_person()->set_email(email);
    directory.say(event);
    notifier.settle();
  }
  // A reminder about what a cell owes.
  void owed(const std::string& id, const std::string& person) {
    v1::ReminderEvent event;
    auto& notice = *event.mutable_notice_due();
    notice.set_notice_id(id);
    notice.set_person_id(person);
    notice.set_obligation_id("c1/report/2026-11");
    notice.set_reason(v1::NOTICE_REASON_OVERDUE);
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
  House house;
  Speaker& directory;
  Speaker& router;
  Speaker& reminder;
  Apart<notifier::NotifierService> notifier;
};

}  // namespace giaoban::test
