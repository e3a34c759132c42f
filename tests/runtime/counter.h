// Two tiny services for the tests of the loop: one that counts words into a log, one that hears them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "giaoban/v1/command.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "services/runtime/hear_again.h"
#include "services/runtime/service.h"

namespace giaoban::test {

// Owner of a log of words. Its one command is DossierService/Decide, whose dossier_id is the word; "throw" throws,
// "full" fills the disk, "clash" breaks a constraint.
class Counter final : public runtime::Service {
 public:
  Counter() {
    methods_.command<v1::DecideRequest, v1::DecideResponse>(
        "DossierService/Decide", runtime::kPeople,
        [this](const v1::DecideRequest& request, const runtime::Call& call, runtime::Work& work)
            -> std::variant<v1::DecideResponse, v1::Refusal> { return count(request, call, work); });
    methods_.query<v1::GetDossierRequest, v1::GetDossierResponse>(
        "DossierService/GetDossier", runtime::kPeople,
        [this](const v1::GetDossierRequest& request, const runtime::Call&,
               runtime::Work&) -> std::variant<v1::GetDossierResponse, v1::Refusal> {
          v1::GetDossierResponse response;
          response.mutable_dossier()->set_version(words_[request.dossier_id()]);
          if (request.dossier_id() == "endless") response.mutable_dossier()->set_period(std::string(2 << 20, 'x'));
          return response;
        });
  }
  std::string_view name() const override { return "counter"; }
  bool keeps_log() const override { return true; }
  std::string_view schema() const override {
    return "CREATE TABLE IF NOT EXISTS word (word TEXT PRIMARY KEY, times BIGINT NOT NULL)";
  }
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store& store) override {
    words_.clear();
    store.prepare("SELECT word, times FROM word").each({}, [&](const store::Row& row) {
      words_[std::string(row.text(0))] = static_cast<uint64_t>(row.integer(1));
    });
  }
  int64_t next_due_us(store::Store&) override { return due_us; }
  void tick(runtime::Work&) override {
    ++ticks;
    due_us = 0;
  }
  int64_t due_us = 0;
  int ticks = 0;
  int commits = 0;
  void committed() override { ++commits; }

 private:
  v1::DecideResponse count(const v1::DecideRequest& request, const runtime::Call&, runtime::Work& work) {
    const auto& word = request.dossier_id();
    ++words_[word];
    v1::LogRecord record;
    record.set_at_us(work.now.business_us);
    record.mutable_dossier()->set_dossier_id(word);
    record.mutable_dossier()->mutable_commented();
    v1::DecideResponse response;
    response.set_position(work.log.append(record));
    response.set_version(words_[word]);
    work.store
        .prepare(
            "INSERT INTO word (word, times) VALUES ($1, 1) ON CONFLICT (word) DO UPDATE SET times = word.times + 1")
        .run({std::string_view(word)});
    if (word == "throw") throw std::logic_error("as asked");
    if (word == "full") throw store::StoreFull("as asked");
    if (word == "clash") work.store.prepare("INSERT INTO word (word, times) VALUES ('clash', 1)").run({});
    return response;
  }
  runtime::Methods methods_;
  std::map<std::string, uint64_t> words_;
};

// Hears the counter and keeps what it heard; words in `indigestible` throw.
class Listener final : public runtime::Service {
 public:
  std::string_view name() const override { return "listener"; }
  bool keeps_log() const override { return false; }
  std::string_view schema() const override {
    return "CREATE TABLE IF NOT EXISTS heard (n INTEGER PRIMARY KEY, word TEXT NOT NULL)";
  }
  std::vector<runtime::Source> sources() const override { return {{"counter", false, never_park}}; }
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store& store) override {
    if (std::exchange(forgets, false)) {
      store.begin();
      store.define("DELETE FROM heard");
      runtime::hear_all_again(store);
      store.commit();
    }
    heard.clear();
    store.prepare("SELECT word FROM heard ORDER BY n").each({}, [&](const store::Row& row) {
      heard.emplace_back(row.text(0));
    });
  }
  void hear(const std::string&, const v1::LogRecord& record, const std::vector<v1::Content>&,
            runtime::Work& work) override {
    const auto& word = record.dossier().dossier_id();
    if (indigestible.contains(word)) throw std::runtime_error("cannot digest " + word);
    heard.push_back(word);
    work.store.prepare("INSERT INTO heard (word) VALUES ($1)").run({std::string_view(word)});
  }
  int64_t next_due_us(store::Store&) override { return 0; }
  void tick(runtime::Work&) override {}

  bool never_park = false;
  bool forgets = false;  // everything, when loaded the next time
  std::set<std::string> indigestible;
  std::vector<std::string> heard;

 private:
  runtime::Methods methods_;
};

}  // namespace giaoban::test
