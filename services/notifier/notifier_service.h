// The notifier: turns each notice of the reminder into deliveries, in the portal and outside, and owns how they stand.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "services/notifier/outbox.h"
#include "services/runtime/heard.h"
#include "services/runtime/service.h"

namespace giaoban::notifier {

// Hears the directory and the reminder; keeps no log. In the portal a notice is delivered as soon as it is recorded.
class NotifierService final : public runtime::Service {
 public:
  // `node` stands in Message-IDs. Where there is no courier for a channel nothing is recorded for it; without any,
  // notices are shown in the portal only.
  NotifierService(v1::NotifierSettings settings, std::string node, Couriers couriers);
  // By mail alone; nullptr: not at all.
  NotifierService(v1::NotifierSettings settings, std::string node, std::unique_ptr<Courier> mail);

  std::string_view name() const override { return "notifier"; }
  bool keeps_log() const override { return false; }
  std::string_view schema() const override;
  std::vector<runtime::Source> sources() const override {
    return {{"directory", false, true}, {"reminder", false, false}};
  }
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store& store) override;
  void hear(const std::string& source, const v1::LogRecord& record, const std::vector<v1::Content>& contents,
            runtime::Work& work) override;
  int64_t next_due_us(store::Store&) override { return outbox_.next_due_us(); }
  int64_t next_retry_us() const override { return outbox_.next_retry_us(); }
  void tick(runtime::Work& work) override { outbox_.take_up(heard_.directory(), work); }
  void answered(uint64_t tag, const runtime::Outcome& outcome, runtime::Work& work) override;
  void before_commit(runtime::Work& work) override { outbox_.before_commit(work.store); }
  void committed() override { outbox_.committed(); }
  bool has_results() const override { return outbox_.has_results(); }
  void collect(runtime::Work& work) override { outbox_.collect(work); }
  uint32_t in_flight() const override { return outbox_.in_flight(); }
  uint32_t retrying() const override { return outbox_.retrying(); }
  uint32_t restored(const runtime::Restored& restored, store::Store& store) const override {
    return Withheld::restore(restored, store);
  }

 private:
  std::variant<v1::ListNoticesResponse, v1::Refusal> list(const v1::ListNoticesRequest& request,
                                                          const runtime::Call& call, runtime::Work& work) const;

  runtime::HeardDirectory heard_;
  Outbox outbox_;
  runtime::Methods methods_;
};

}  // namespace giaoban::notifier
