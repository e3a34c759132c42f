// Questions "is this still waiting?" about everything that is to go into one message, until all answers are there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/notice.pb.h"
#include "services/runtime/service.h"

namespace giaoban::notifier {

// What is asked about one message.
struct Round {
  enum class Answer { kAsked, kOpen, kSettled, kUnknown };
  struct Item {
    std::string delivery_id;
    Answer answer = Answer::kAsked;
  };
  std::string person_id;
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  std::string dispatch_id;  // empty before the message was made
  std::vector<Item> items;

  bool has(Answer answer) const;
};

// Memory of the open step and of those before it; what a rollback forgets is asked again later. All questions of a
// round leave with one commit, so no answer is older than the runtime waits for one.
class Rounds {
 public:
  // Asks what has to be asked about the notices, one for each item: a decision is news and stays true. The round comes
  // back at once when nothing has to be.
  std::optional<Round> begin(Round round, const std::vector<v1::NoticeDue>& notices, runtime::Work& work);
  // The round whose last answer this was.
  std::optional<Round> answered(uint64_t tag, const runtime::Outcome& outcome);

  bool is_open(const std::string& person_id, v1::Channel channel) const;
  size_t open(v1::Channel channel) const;
  size_t questions() const { return asked_.size(); }
  // The next tag goes on, so that an answer to what was forgotten is not taken for another's.
  void forget();

 private:
  struct Asked {
    uint64_t round = 0;
    size_t item = 0;
    bool owed = false;  // asked of the reminder; else of the router
  };
  std::map<uint64_t, Round> open_;
  std::map<uint64_t, size_t> missing_;  // answers, by round
  std::map<uint64_t, Asked> asked_;     // by tag
  uint64_t next_ = 1;
};

}  // namespace giaoban::notifier
