// A service that says what a test tells it to, as directory, router and reminder do; and fields for its papers.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/runtime/service.h"

namespace giaoban::test {

// A service that appends to its log what it is given.
class Speaker final : public runtime::Service {
 public:
  explicit Speaker(std::string name) : name_(std::move(name)) {}
  void say(v1::LogRecord record, std::vector<v1::Content> contents = {}) {
    waiting_.emplace_back(std::move(record), std::move(contents));
  }

  std::string_view name() const override { return name_; }
  bool keeps_log() const override { return true; }
  std::string_view schema() const override { return ""; }
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store&) override {}
  int64_t next_due_us(store::Store&) override { return 0; }
  int64_t next_retry_us() const override { return waiting_.empty() ? 0 : 1; }
  void tick(runtime::Work& work) override;
  std::vector<v1::Content> contents_of(const v1::LogRecord& record, store::Store&) override {
    return contents_[record.position()];
  }
  // As the law may ask: the texts of all records before that position are gone, the log stays.
  void erase_contents(uint64_t before) { contents_.erase(contents_.begin(), contents_.lower_bound(before)); }

 private:
  std::string name_;
  runtime::Methods methods_;
  std::deque<std::pair<v1::LogRecord, std::vector<v1::Content>>> waiting_;
  std::map<uint64_t, std::vector<v1::Content>> contents_;
};

// Fields of a paper.
v1::Field text(const std::string& name, const std::string& value);
v1::Field number(const std::string& name, int64_t value);
v1::Field column(const std::string& name, const std::string& of, const std::vector<std::string>& cells);

}  // namespace giaoban::test
