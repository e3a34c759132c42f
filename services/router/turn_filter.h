// What of a queue was asked for: each text of the mirror is looked at once, however many papers have it.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "services/router/queue.h"
#include "workflows/core/directory.h"

namespace giaoban::router {

// Lives for one question; the three it is given must outlive it and stay as they are.
class TurnFilter {
 public:
  // At most so many words of a question are looked for; 200 characters have no more.
  static constexpr size_t kWords = 100;

  TurnFilter(const v1::ListMyTurnRequest& request, const std::string& person, int64_t now_us, const Queue& queue,
             const core::Directory& directory);
  bool takes(const Waiting& paper);
  bool is_overdue(const Waiting& paper) const { return paper.due_us != 0 && paper.due_us < now_us_; }

 private:
  using Words = std::bitset<kWords>;
  // What is known of a text that is a unit's id, or a kind's digest.
  struct Seen {
    bool looked = false;
    bool good = false;
    Words words;  // of the question, that its name has
  };
  const Seen& unit(uint32_t number);
  const Seen& kind(uint32_t number);
  Words found_in(std::string_view name) const;

  const v1::ListMyTurnRequest& request_;
  const std::string& person_;
  int64_t now_us_;
  const Queue& queue_;
  const core::Directory& directory_;
  std::vector<std::string> wanted_;
  Words all_;
  std::vector<Seen> units_, kinds_;
};

}  // namespace giaoban::router
