// Effects are compared up to the cursor, which was stored with them: so this holds at every moment, also after a crash.
#include "tests/checker/follower_check.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <span>
#include <stdexcept>

#include "giaoban/v1/dossier.pb.h"
#include "tests/checker/database.h"

namespace giaoban::checker {

namespace {

const std::map<std::string, std::vector<std::string>>& followers() {
  static const std::map<std::string, std::vector<std::string>> all = {{"router", {"directory"}},
                                                                      {"reminder", {"directory", "router"}},
                                                                      {"notifier", {"directory", "reminder"}},
                                                                      {"records", {"directory", "router", "reminder"}}};
  return all;
}

std::string text_of_uuid(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

// One service's file.
class Follower {
 public:
  Follower(const std::string& data, std::string name, const std::map<std::string, LogRead>& logs, Findings& findings)
      : database_(data + "/" + name + ".db"), name_(std::move(name)), logs_(logs), findings_(findings) {}

  void check_cursors(bool at_rest) {
    database_.each("SELECT source, log_id, position, hash FROM cursor", [&](const Row& row) {
      check_cursor(std::string(row.bytes(0)), row.bytes(1), static_cast<uint64_t>(row.integer(2)), row.bytes(3));
    });
    for (const auto& source : followers().at(name_)) {
      const uint64_t head = logs_.at(source).records.size();
      if (at_rest && position(source) != head)
        bad("has heard " + source + " up to " + std::to_string(position(source)) + " of " + std::to_string(head));
    }
    database_.each("SELECT source, position FROM parked", [&](const Row& row) {
      bad("parked record " + std::to_string(row.integer(1)) + " of " + std::string(row.bytes(0)));
    });
  }

  // `sql` gives the id of a dossier and what the service keeps of it, from which `version` reads the version.
  void check_versions(const std::string& sql, const std::function<std::string(const Row&)>& id,
                      const std::function<uint64_t(const Row&)>& version) {
    std::map<std::string, uint64_t> expected;
    for (const auto& record : heard("router")) expected[record.dossier().dossier_id()] = record.dossier().version();
    std::map<std::string, uint64_t> kept;
    database_.each(sql, [&](const Row& row) { kept[id(row)] = version(row); });
    for (const auto& [dossier, at] : expected) {
      const auto found = kept.find(dossier);
      if (found == kept.end()) {
        bad("does not know dossier " + dossier);
      } else if (found->second != at) {
        bad("knows version " + std::to_string(found->second) + " of dossier " + dossier + ", having heard " +
            std::to_string(at));
      }
    }
    for (const auto& [dossier, at] : kept) {
      if (!expected.contains(dossier)) bad("knows dossier " + dossier + " without having heard of it");
    }
  }

  bool holds_back() {
    bool any = false;
    database_.each("SELECT 1 FROM held_back LIMIT 1", [&](const Row&) { any = true; });
    return any;
  }

  void check_deliveries() {
    std::map<std::string, int> left;
    for (const auto& record : heard("reminder")) {
      if (record.reminder().has_notice_due()) ++left[record.reminder().notice_due().notice_id() + "/in_app"];
    }
    database_.each("SELECT delivery_id FROM delivery WHERE channel = 1",
                   [&](const Row& row) { --left[std::string(row.bytes(0))]; });
    for (const auto& [id, count] : left) {
      if (count > 0) bad("never told notice " + id);
      if (count < 0) findings_.twice("notice " + id + " was told by " + name_ + " more often than it was due");
    }
  }

 private:
  void check_cursor(const std::string& source, std::string_view log_id, uint64_t position, std::string_view hash) {
    const auto log = logs_.find(source);
    if (log == logs_.end()) return bad("follows " + source + ", which keeps no log");
    positions_[source] = position;
    if (position == 0) return;
    const auto& hashes = log->second.hashes;
    if (log_id != log->second.id || position > hashes.size() || hash != hashes[position - 1])
      bad("stands at record " + std::to_string(position) + " of " + source + ", where that log never was");
  }
  uint64_t position(const std::string& source) const {
    const auto at = positions_.find(source);
    return at == positions_.end() ? 0 : at->second;
  }
  std::span<const v1::LogRecord> heard(const std::string& source) const {
    const auto& records = logs_.at(source).records;
    return std::span(records).first(std::min<size_t>(position(source), records.size()));
  }
  void bad(const std::string& what) { findings_.other_state(name_ + " " + what); }

  Database database_;
  std::string name_;
  const std::map<std::string, LogRead>& logs_;
  Findings& findings_;
  std::map<std::string, uint64_t> positions_;
};

void check_one(const std::string& data, const std::string& name, const std::map<std::string, LogRead>& logs,
               bool at_rest, Findings& findings) {
  Follower follower(data, name, logs, findings);
  follower.check_cursors(at_rest);
  if (name == "notifier") follower.check_deliveries();
  if (name == "reminder") {
    const auto version = [](const Row& row) {
      v1::Dossier dossier;
      dossier.ParseFromString(std::string(row.bytes(1)));
      return dossier.version();
    };
    follower.check_versions(
        "SELECT dossier_id, dossier FROM paper", [](const Row& row) { return std::string(row.bytes(0)); }, version);
  }
  // What was held back until the directory is heard shows later.
  if (name == "records" && !follower.holds_back()) {
    follower.check_versions(
        "SELECT id, version FROM dossiers", [](const Row& row) { return text_of_uuid(row.bytes(0)); },
        [](const Row& row) { return static_cast<uint64_t>(row.integer(1)); });
  }
}

}  // namespace

void check_followers(const std::string& data, const std::map<std::string, LogRead>& logs, const Known& known,
                     Findings& findings) {
  for (const auto& [name, sources] : followers()) {
    if (known.without.contains(name)) continue;
    if (!known.at_rest && !std::filesystem::exists(data + "/" + name + ".db")) continue;
    try {
      check_one(data, name, logs, known.at_rest, findings);
    } catch (const std::runtime_error& fault) {
      findings.other_state(name + ": " + fault.what());
    }
  }
}

}  // namespace giaoban::checker
