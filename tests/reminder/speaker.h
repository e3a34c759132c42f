// A service that says into its log what the test tells it to, for the services that follow it.
#pragma once

#include <deque>
#include <string>
#include <utility>

#include "services/runtime/service.h"

namespace giaoban::test {

// Stands in for the directory, the router or the reminder. What is said is in the log after the house has settled.
class Speaker final : public runtime::Service {
 public:
  explicit Speaker(std::string name) : name_(std::move(name)) {}

  void say(v1::DirectoryEvent event) {
    v1::LogRecord record;
    *record.mutable_directory() = std::move(event);
    queue_.push_back(std::move(record));
  }
  void say(v1::DossierEvent event) {
    v1::LogRecord record;
    *record.mutable_dossier() = std::move(event);
    queue_.push_back(std::move(record));
  }
  void say(v1::ReminderEvent event) {
    v1::LogRecord record;
    *record.mutable_reminder() = std::move(event);
    queue_.push_back(std::move(record));
  }
  // Questions that it answers.
  runtime::Methods& answers() { return methods_; }

  std::string_view name() const override { return name_; }
  bool keeps_log() const override { return true; }
  std::string_view schema() const override { return ""; }
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store&) override {}
  int64_t next_due_us(store::Store&) override { return queue_.empty() ? 0 : 1; }
  void tick(runtime::Work& work) override {
    for (auto& record : std::exchange(queue_, {})) {
      record.set_at_us(work.now.business_us);
      work.log.append(record);
    }
  }

 private:
  std::string name_;
  std::deque<v1::LogRecord> queue_;
  runtime::Methods methods_;
};

}  // namespace giaoban::test
