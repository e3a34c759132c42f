// A house with records in it, and a directory, a router and a reminder that say what the test tells them to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "giaoban/v1/records.pb.h"
#include "services/records/records_service.h"
#include "tests/house/house.h"
#include "tests/records/speaker.h"

namespace giaoban::test {

// Lục Nam in small: district "d" over communes "a" (Bảo Đài) and "b" (Yên Sơn), cells a1-a3 and b1-b2, each with a
// secretary "s-<unit>", each commune with a clerk "c-<unit>"; the kinds "report" (owed monthly) and "letter" (not
// owed).
class World {
 public:
  static constexpr int64_t kBegins = 1'793'000'000'000'000;  // October 2026

  World();

  House house;
  Speaker& directory;
  Speaker& router;
  Speaker& reminder;

  void unit(const std::string& id, const std::string& parent, v1::Level level, const std::string& name);
  void rename(const std::string& unit, const std::string& name);
  void office(const std::string& person, const std::string& unit, v1::Role role, int64_t until_us = 0);
  void say(v1::DirectoryEvent event);

  using Fields = std::vector<v1::Field>;
  // Events of dossiers; `open` gives the new id. Settle before asking.
  std::string open(const std::string& kind, const std::string& unit, const std::string& period,
                   const Fields& fields = {});
  void save(const std::string& id, const Fields& fields);
  void submit(const std::string& id);
  void approve(const std::string& id, int64_t seals_us = 0);
  void send_back(const std::string& id, int64_t seals_us = 0);
  void reject(const std::string& id);
  void withdraw(const std::string& id);
  void undo(const std::string& id);
  void seal(const std::string& id);
  void comment(const std::string& id);
  // Handed to the district.
  void forward(const std::string& id);
  // Back before the commune.
  void reopen(const std::string& id);
  // What happens next happens then; a moment later each.
  void at(int64_t us) { at_us_ = us; }
  // Events of obligations.
  void owe(const std::string& kind, const std::string& unit, const std::string& period, int64_t due_us);
  void meet(const std::string& kind, const std::string& unit, const std::string& period, bool late = false);
  void miss(const std::string& kind, const std::string& unit, const std::string& period);
  void owe_again(const std::string& kind, const std::string& unit, const std::string& period);
  void exempt(const std::string& kind, const std::string& unit, const std::string& period);
  void lift(const std::string& kind, const std::string& unit, const std::string& period, v1::ObligationState state);
  // Opened, handed in, not decided.
  std::string filed(const std::string& kind, const std::string& unit, const std::string& period,
                    const Fields& fields = {});
  // The same with a directory that is said to have been at that position.
  void rest_on(uint64_t directory_position) { resting_on_ = directory_position; }
  uint64_t directory_head() const { return directory_head_; }

  v1::ListDossiersResponse list(const v1::ListDossiersRequest& request, const As& as);
  // The answer to any other question.
  template <class Res>
  Res ask(const std::string& method, const google::protobuf::Message& request, const As& as) {
    house.settle();
    return house.ask<Res>("records", method, request, as);
  }
  // All pages, as ids.
  std::vector<std::string> walk(v1::ListDossiersRequest request, const As& as);
  v1::SummariseDossiersResponse summarise(const std::string& period, const std::string& unit, const As& as);
  v1::KindCount count(const std::string& kind, const std::string& period, const std::string& unit, const As& as);

  // Every row that records keeps, as text.
  std::vector<std::string> rows();
  // Drops everything that records keeps and lets it hear again.
  void rebuild();

 private:
  v1::DossierEvent event(const std::string& id);
  void enter(const std::string& id, v1::Entered& entered, const std::string& state);
  void say(v1::ReminderEvent event);
  void say(v1::DossierEvent event, std::vector<v1::Content> contents = {});
  void say_paper(v1::DossierEvent event, const Fields& fields);
  void publish(const std::string& name, const std::string& file);

  std::map<std::string, std::string> parents_;  // of units
  std::map<std::string, std::string> units_;    // of dossiers
  std::map<std::string, uint64_t> versions_;
  std::map<std::string, uint32_t> rounds_;
  std::map<std::string, v1::Content> papers_;  // latest, by dossier
  std::map<std::string, std::string> digests_;
  uint64_t directory_head_ = 0;
  uint64_t resting_on_ = 0;
  int64_t at_us_ = kBegins;
};

}  // namespace giaoban::test
