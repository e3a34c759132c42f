// Sessions that the directory vouched for a moment ago, so that not every request asks it again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace giaoban::gateway {

// Who is signed in.
struct Session {
  std::string person_id;
  std::string person_name;
  int64_t until_us = 0;    // machine time
  std::string session_id;  // its name for the person
};

// One thread. Keys are SHA-256 of the token. An entry is good for `keep` of machine time: an end of the session that
// was made elsewhere counts here at the latest then. When full, it forgets everything and asks the directory again.
class SessionCache {
 public:
  SessionCache(std::chrono::microseconds keep, size_t most) : keep_us_(keep.count()), most_(most) {}

  std::optional<Session> find(const std::string& token_hash, int64_t now_us) {
    const auto found = entries_.find(token_hash);
    if (found == entries_.end()) return std::nullopt;
    if (found->second.good_until_us > now_us && found->second.session.until_us > now_us) return found->second.session;
    entries_.erase(found);
    return std::nullopt;
  }
  void keep(const std::string& token_hash, const Session& session, int64_t now_us) {
    if (entries_.size() >= most_) entries_.clear();
    entries_[token_hash] = {session, now_us + keep_us_};
  }
  void forget(const std::string& token_hash) { entries_.erase(token_hash); }
  // All sessions of a person but one.
  void forget_others(const std::string& person_id, const std::string& token_hash) {
    std::erase_if(entries_, [&](const auto& entry) {
      return entry.second.session.person_id == person_id && entry.first != token_hash;
    });
  }
  void forget_all() { entries_.clear(); }

 private:
  struct Entry {
    Session session;
    int64_t good_until_us = 0;
  };
  int64_t keep_us_;
  size_t most_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace giaoban::gateway
