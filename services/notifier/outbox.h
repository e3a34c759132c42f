// Messages on their way out: held, gathered, asked about, handed to a courier after the commit, and settled by what
// came of them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "giaoban/v1/settings.pb.h"
#include "services/notifier/courier.h"
#include "services/notifier/deliveries.h"
#include "services/notifier/dispatches.h"
#include "services/notifier/outgoing.h"
#include "services/notifier/pace.h"
#include "services/notifier/rounds.h"
#include "services/notifier/withheld.h"
#include "services/runtime/service.h"
#include "workflows/core/directory.h"

namespace giaoban::notifier {

// One courier per channel; none: nothing goes out that way.
using Couriers = std::map<v1::Channel, std::unique_ptr<Courier>>;

// One notice goes: recorded for each channel -> held until the person's hour -> released -> with all that is released
// for that person on that channel asked about -> what is still open becomes one dispatch, recorded with its bytes as
// being sent -> handed over once that is durable -> its outcome recorded. What breaks in between leaves it where the
// next attempt finds it; all attempts send the same bytes. Not before the process that was sending is gone is a
// dispatch taken for interrupted; an SMS that was is never sent again by itself.
class Outbox {
 public:
  // Settings left out have the defaults of their comments.
  Outbox(v1::NotifierSettings settings, std::string node, Couriers couriers);

  const v1::NotifierSettings& settings() const { return settings_; }
  bool sends_on(v1::Channel channel) const;

  // Records deliveries of the notice in a record of the reminder, each once; as withheld when the original of a
  // restored deployment may have sent them. Nothing on a channel that the person does not want or cannot be reached on;
  // somebody not heard of yet may have an address by the time of sending.
  void intend(const v1::LogRecord& record, const core::Directory& directory, runtime::Work& work) const;

  // Does what is due: a few hundred releases, or as many messages as may be under way and may leave this second.
  void take_up(const core::Directory& directory, runtime::Work& work);
  void answered(uint64_t tag, const runtime::Outcome& outcome, const core::Directory& directory, runtime::Work& work);
  bool has_results() const;
  void collect(runtime::Work& work);

  // By an operator. False when it is being sent right now, or stands as nothing that can be tried again or given up.
  // What is dead is written anew when the person has another address now; everything else goes again as it is.
  bool retry(DeliveryRow row, const core::Directory& directory, runtime::Work& work) const;
  bool drop(DeliveryRow row, runtime::Work& work) const;

  // The service's steps of the same names.
  void load(store::Store& store);
  void before_commit(store::Store& store);
  void committed();
  int64_t next_due_us() const { return couriers_.empty() ? 0 : next_release_us_; }
  int64_t next_retry_us() const;
  uint32_t in_flight() const { return static_cast<uint32_t>(hand_over_.size() + carried_.size()); }
  uint32_t retrying() const;

 private:
  struct Handed {
    Parcel parcel;
    v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
    size_t deliveries = 0;
  };
  // At a courier.
  struct Flying {
    v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
    size_t deliveries = 0;
  };
  // outbox.cc
  size_t room(v1::Channel channel) const;
  void recover(const core::Directory& directory, runtime::Work& work);
  void adopt(runtime::Work& work) const;
  void hold_again(const core::Directory& directory, runtime::Work& work) const;
  bool hold_off(Outgoing outgoing, DeliveryRow row, const core::Directory& directory, runtime::Work& work) const;
  bool release(const core::Directory& directory, runtime::Work& work) const;
  bool take_up_one(v1::Channel channel, const core::Directory& directory, runtime::Work& work);
  void ask(Round round, const core::Directory& directory, runtime::Work& work);
  // outbox_send.cc
  void finish(const Round& round, const core::Directory& directory, runtime::Work& work);
  void finish_again(const Round& round, runtime::Work& work);
  void dispatch(const Round& round, const std::vector<std::string>& delivery_ids, const core::Directory& directory,
                runtime::Work& work);
  static std::string address_of(const std::string& person_id, v1::Channel channel, const v1::Preferences& preferences,
                                const core::Directory& directory);
  void attempt(DispatchRow row, size_t deliveries, runtime::Work& work);
  void settle(DispatchRow row, const Carried& carried, int64_t wait_us, runtime::Work& work) const;
  void save(const DispatchRow& row, runtime::Work& work) const;
  int64_t wait_after(uint32_t attempts) const;

  v1::NotifierSettings settings_;
  std::string node_;
  Couriers couriers_;
  Withheld withheld_;

  // Of this process alone; survives load(), because a rollback does not call back what has left.
  bool recovered_ = false;
  std::unordered_map<std::string, Flying> carried_;  // by dispatch
  std::vector<Carried> results_;                     // taken from couriers and not yet durable
  std::map<v1::Channel, Pace> pace_;

  // Of the step that is open; dropped by load().
  bool recovering_ = false;
  size_t collected_ = 0;  // so many of results_
  std::vector<Handed> hand_over_;
  Rounds rounds_;

  // As the tables say.
  int64_t next_release_us_ = 0;
  std::map<v1::Channel, int64_t> next_on_;  // machine time; 0: nothing waits there
  uint64_t waiting_ = 0;
};

}  // namespace giaoban::notifier
