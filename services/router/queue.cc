// Two ordered maps and a list of the texts in them.
#include "services/router/queue.h"

#include <algorithm>

namespace giaoban::router {

Id id_of(std::string_view bytes) {
  Id id{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
  return id;
}

std::string bytes_of(const Id& id) {
  return {id.begin(), id.end()};
}

void Queue::forget() {
  built_ = false;
  waiting_.clear();
  held_.clear();
  texts_.clear();
  numbers_.clear();
}

void Queue::build(store::Store& store) {
  if (built_) return;
  v1::Dossier dossier;
  const auto keep = [&](const store::Row& row) {
    dossier.ParseFromArray(row.blob(1).data(), static_cast<int>(row.blob(1).size()));
    add(id_of(row.blob(0)), standing_of(dossier), dossier);
  };
  // Two questions, one for each index: what waits, and what waits for nobody but has something due.
  store.prepare("SELECT id, body FROM dossier WHERE holder IS NOT NULL").each({}, keep);
  store.prepare("SELECT id, body FROM dossier WHERE deadline IS NOT NULL AND holder IS NULL").each({}, keep);
  built_ = true;
}

void Queue::apply(const Batch::Change& change) {
  if (!built_) return;
  const Id id = id_of(change.id);
  const auto waited = waiting_.find(change.was.holder);
  if (waited != waiting_.end()) waited->second.erase({change.was.entered_us, id});
  const auto held = held_.find(change.was.held_by);
  if (held != held_.end()) {
    held->second.erase({change.was.seals_us, id});
    if (held->second.empty()) held_.erase(held);
  }
  add(id, standing_of(change.now), change.now);
}

void Queue::add(const Id& id, const Standing& at, const v1::Dossier& dossier) {
  if (!at.held_by.empty()) held_[at.held_by].insert({at.seals_us, id});
  if (at.holder.empty()) return;
  waiting_[at.holder][{at.entered_us, id}] = {dossier.at().due_us(),         dossier.at().generation(),
                                              number(dossier.kind_digest()), number(dossier.unit_id()),
                                              number(dossier.period()),      number(dossier.at().state()),
                                              number(dossier.claimed_by()),  dossier.at().with_author()};
}

const Queue::Papers& Queue::of(const std::string& holder) const {
  static const Papers kNone;
  const auto found = waiting_.find(holder);
  return found == waiting_.end() ? kNone : found->second;
}

const std::set<Place>& Queue::held_by(const std::string& person) const {
  static const std::set<Place> kNone;
  const auto found = held_.find(person);
  return found == held_.end() ? kNone : found->second;
}

uint32_t Queue::number(const std::string& text) {
  const auto [at, is_new] = numbers_.try_emplace(text, static_cast<uint32_t>(texts_.size()));
  if (is_new) texts_.push_back(text);
  return at->second;
}

}  // namespace giaoban::router
