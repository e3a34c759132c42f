// The my-turn queue and the decisions on hold, mirrored in memory so that ten thousand waiting papers are counted and
// filtered without reading one of them; the rows stay as lean as they are.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/router/batch.h"

namespace giaoban::router {

// The 16 bytes of a dossier's id.
using Id = std::array<unsigned char, 16>;
Id id_of(std::string_view bytes);
std::string bytes_of(const Id& id);

// Where a paper stands in a queue: the longest waiting first, then by id.
struct Place {
  int64_t at_us = 0;  // since when it waits; for a held decision, when it seals
  Id id{};
  auto operator<=>(const Place&) const = default;
};

// What a queue knows of one waiting paper. Texts are numbers; see Queue::text().
struct Waiting {
  int64_t due_us = 0;  // 0: never
  uint32_t generation = 0;
  uint32_t kind_digest = 0, unit = 0, period = 0, state = 0, claimed_by = 0;
  bool with_author = false;
};

// Mirrors committed rows: built from them at the first question after forget(), then kept up by apply() after each
// commit. While it is not built, apply() does nothing and costs nothing. One thread.
class Queue {
 public:
  using Papers = std::map<Place, Waiting>;

  // Reads every waiting and every held dossier; nothing when that was done already.
  void build(store::Store& store);
  // Memory may not be as the store is any more: at the start and after a rollback.
  void forget();
  // One dossier as a commit left it, and where it stood before.
  void apply(const Batch::Change& change);

  // What waits for an office, by the key of holder_key(); the reference is good until the next call that changes.
  const Papers& of(const std::string& holder) const;
  // Decisions of a person on hold, the next to seal first.
  const std::set<Place>& held_by(const std::string& person) const;
  // The text behind a number, and how many numbers there are.
  const std::string& text(uint32_t number) const { return texts_[number]; }
  size_t texts() const { return texts_.size(); }

 private:
  void add(const Id& id, const Standing& at, const v1::Dossier& dossier);
  uint32_t number(const std::string& text);

  bool built_ = false;
  std::unordered_map<std::string, Papers> waiting_;
  std::unordered_map<std::string, std::set<Place>> held_;
  std::vector<std::string> texts_;
  std::unordered_map<std::string, uint32_t> numbers_;
};

}  // namespace giaoban::router
