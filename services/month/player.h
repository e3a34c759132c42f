// The people of the month at work: files, corrections, withdrawals and the clerks' mornings, each at its time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "services/month/door.h"
#include "services/month/draw.h"
#include "services/month/filling.h"
#include "services/month/plan.h"
#include "services/runtime/ids.h"

namespace giaoban::month {

// A cell and who acts in it.
struct CellPeople {
  std::string unit_id;
  size_t secretary = 0;  // index into the cast's persons
  size_t deputy = 0;     // the same as the secretary where the deputy does not sign in
};

// Somebody who decides on what comes up.
struct Reviewer {
  size_t person = 0;
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  size_t desk = 0;  // counted within the level
  size_t of = 1;    // how many share the same unit's work; they take the days in turn
  size_t turn = 0;
};

// Everybody who acts.
struct Cast {
  std::vector<Person> persons;
  std::vector<CellPeople> cells;
  std::vector<Reviewer> reviewers;
};

// Plays acts over the door. One thread: the one that calls act(). Everything it is given must outlive it.
class Player {
 public:
  Player(uint64_t seed, Cast& cast, const Plan& plan, const std::vector<v1::Kind>& owed, Door& door,
         boost::asio::io_context& context);
  ~Player();

  // When the next act is meant to happen; 0 when none is left.
  int64_t next_us() const;
  // Everything that is meant to happen up to then, people beside each other, at most kAtOnce of them. Comes back when
  // all is answered; throws what the first of them threw.
  void act(int64_t now_us);

 private:
  static constexpr size_t kAtOnce = 16;
  enum class What { kDraft, kFile, kWithdraw, kCorrect, kReview, kExempt };
  struct Act {
    What what = What::kReview;
    size_t who = 0;  // index of a filing, of a reviewer, or of an exemption
    std::string dossier_id;
  };
  using Queue = std::multimap<int64_t, Act>;

  Task<void> work(std::vector<Act>& acts, size_t& next);
  Task<void> play(Act act);
  Task<void> draft(size_t filing);
  Task<void> file(size_t filing);
  Task<void> withdraw(size_t filing, std::string dossier_id);
  Task<void> correct(size_t filing, std::string dossier_id);
  Task<void> review(size_t reviewer);
  Task<void> exempt(size_t exemption);
  Task<void> judge_one(Person& clerk, std::string dossier_id);
  Task<bool> submit(Person& person, std::string dossier_id, uint64_t version);

  Person& author(const Filing& filing);
  Writer writer(const Filing& filing);
  Draw draw(const Filing& filing, uint32_t round) const;
  v1::DecideRequest command(const std::string& dossier_id, uint64_t version);
  v1::DecideRequest opening(const Filing& filing, const std::vector<v1::Field>& fields);
  void after_decision(const std::string& dossier_id, v1::Verb decision);
  // An evening within so many days, the same for the same paper and round.
  int64_t some_evening(size_t filing, uint32_t round, int64_t within_days) const;

  uint64_t seed_;
  Cast& cast_;
  const Plan& plan_;
  const std::vector<v1::Kind>& owed_;
  Door& door_;
  boost::asio::io_context& context_;
  runtime::SeededIds ids_;
  Queue queue_;
  int64_t now_us_ = 0;
  std::map<std::string, size_t> filing_of_;  // by dossier
  std::vector<std::string> drafts_;          // by filing: a dossier begun and not handed in
  std::vector<uint32_t> rounds_;             // by filing: how often it came back
  bool rejected_ = false;
};

}  // namespace giaoban::month
