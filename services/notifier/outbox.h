// Mails on their way out: asked about, handed to the courier after the commit, and settled by what came of them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "giaoban/v1/settings.pb.h"
#include "services/notifier/courier.h"
#include "services/notifier/deliveries.h"
#include "services/notifier/withheld.h"
#include "services/runtime/service.h"
#include "workflows/core/directory.h"

namespace giaoban::notifier {

// One mail goes: recorded as intended -> "still open?" asked of whoever knows -> recorded as being sent -> handed over
// once that is durable -> its outcome recorded. What breaks in between leaves it where the next attempt finds it; all
// attempts carry the same Message-ID. Not before the process that was sending is gone is a mail taken for interrupted.
class Outbox {
 public:
  // Without a courier no mail is recorded and none is sent. Settings left out have the defaults of their comments.
  Outbox(v1::NotifierSettings settings, std::string node, std::unique_ptr<Courier> courier);

  bool sends_mail() const { return courier_ != nullptr; }

  // Records a mail about the notice in a record of the reminder, once; as withheld when the original of a restored
  // deployment may have sent it. Nothing for a person without an address; nullptr is somebody not heard of yet.
  void intend(const v1::LogRecord& record, const v1::Person* person, runtime::Work& work) const;

  // Takes up what is due: at most so many mails are under way at once.
  void take_up(const core::Directory& directory, runtime::Work& work);
  void answered(uint64_t tag, const runtime::Outcome& outcome, const core::Directory& directory, runtime::Work& work);
  bool has_results() const;
  void collect(runtime::Work& work);

  // The service's steps of the same names.
  void load(store::Store& store);
  void before_commit(store::Store& store);
  void committed();
  int64_t next_retry_us() const;
  uint32_t in_flight() const { return static_cast<uint32_t>(hand_over_.size() + carried_.size()); }
  uint32_t retrying() const;

 private:
  size_t room() const;
  void recover(runtime::Work& work);
  void ask(DeliveryRow row, runtime::Work& work);
  void send(DeliveryRow row, const core::Directory& directory, runtime::Work& work);
  void settle(DeliveryRow row, const Carried& carried, int64_t wait_us, runtime::Work& work) const;
  int64_t wait_after(uint32_t attempts) const;

  v1::NotifierSettings settings_;
  std::string node_;
  std::unique_ptr<Courier> courier_;
  Withheld withheld_;

  // Of this process alone; survives load(), because a rollback does not call back what has left.
  bool recovered_ = false;
  std::unordered_set<std::string> carried_;  // delivery ids at the courier
  std::vector<Carried> results_;             // taken from it and not yet durable

  // Of the step that is open; dropped by load().
  bool recovering_ = false;
  size_t collected_ = 0;  // so many of results_
  std::vector<Mail> hand_over_;
  std::map<uint64_t, std::string> asking_;  // delivery ids by tag; one that is lost is asked about again later
  uint64_t next_tag_ = 1;

  // As the tables say.
  int64_t next_attempt_us_ = 0;
  uint32_t waiting_ = 0;
};

}  // namespace giaoban::notifier
