// Folds dossiers with the core's evolve, which is the definition of the fold.
#include "tests/checker/dossier_check.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>

#include "tests/checker/database.h"
#include "workflows/core/evolve.h"

namespace giaoban::checker {

namespace {

std::string hex(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

// A UUID without its dashes, as the table's key has it in bytes.
std::string key_of(std::string dossier_id) {
  std::erase(dossier_id, '-');
  return dossier_id;
}

std::string about(const v1::Acknowledgement& promised) {
  return "acknowledged to " + promised.person_id() + " under " + promised.request_id() + ": version " +
         std::to_string(promised.version()) + " of dossier " + promised.dossier_id();
}

}  // namespace

Replay::Replay(const std::vector<v1::LogRecord>& records, Findings& findings) : findings_(findings) {
  for (const auto& record : records) take(record);
}

void Replay::take(const v1::LogRecord& record) {
  if (!record.has_dossier()) {
    findings_.broken_log("log of router: record " + std::to_string(record.position()) + " is about no dossier");
    return;
  }
  const auto& event = record.dossier();
  auto& fold = folds_[event.dossier_id()];
  if (event.version() <= fold.version()) {
    findings_.twice("dossier " + event.dossier_id() + ": version " + std::to_string(event.version()) +
                    " comes twice, at position " + std::to_string(record.position()));
  } else if (event.version() != fold.version() + 1) {
    findings_.other_state("dossier " + event.dossier_id() + ": version " + std::to_string(fold.version() + 1) +
                          " is missing");
  }
  core::evolve(fold, event);
  effects_[record.position()] = {&record, fold.at().state()};
  check_request(record);
}

void Replay::check_request(const v1::LogRecord& record) {
  if (record.request_id().empty()) return;
  const int event = record.dossier().event_case();
  const auto [at, fresh] = batches_.try_emplace(record.principal() + "\n" + record.request_id());
  auto& batch = at->second;
  // One command may write several events, but side by side, about one dossier, and each only once.
  const bool goes_on =
      batch.last_position + 1 == record.position() && batch.dossier_id == record.dossier().dossier_id();
  const bool repeats = std::find(batch.events.begin(), batch.events.end(), event) != batch.events.end();
  if (!fresh && (!goes_on || repeats)) {
    findings_.twice("request " + record.request_id() + " of " + record.principal() + " took effect again at position " +
                    std::to_string(record.position()));
  }
  batch.dossier_id = record.dossier().dossier_id();
  batch.last_position = record.position();
  batch.events.push_back(event);
}

void Replay::check_acknowledgements(const std::string& file) const {
  std::ifstream lines(file);
  if (!lines) return findings_.lost("the file of acknowledgements cannot be read: " + file);
  for (std::string line; std::getline(lines, line);) {
    v1::Acknowledgement promised;
    if (!google::protobuf::util::JsonStringToMessage(line, &promised).ok()) {
      findings_.lost("a line of the file of acknowledgements is none: " + line.substr(0, 200));
      continue;
    }
    findings_.report().set_acknowledged(findings_.report().acknowledged() + 1);
    check_acknowledgement(promised);
  }
}

void Replay::check_acknowledgement(const v1::Acknowledgement& promised) const {
  const auto at = effects_.find(promised.position());
  if (at == effects_.end()) return findings_.lost(about(promised) + " is not in the log");
  const auto& record = *at->second.record;
  if (record.dossier().dossier_id() != promised.dossier_id() || record.dossier().version() != promised.version()) {
    return findings_.lost(about(promised) + " is not at position " + std::to_string(promised.position()));
  }
  if (record.principal() != promised.person_id() || record.request_id() != promised.request_id()) {
    return findings_.lost(about(promised) + " is in the log as somebody else's act");
  }
  if (at->second.state_after != promised.state()) {
    findings_.lost(about(promised) + " leads to " + at->second.state_after + ", not to " + promised.state());
  }
}

void Replay::check_states(const std::string& data) const {
  std::map<std::string, const v1::Dossier*> expected;
  for (const auto& [id, fold] : folds_) expected[key_of(id)] = &fold;
  findings_.report().set_dossiers(static_cast<uint32_t>(folds_.size()));
  try {
    Database database(data + "/router.db");
    database.each("SELECT id, version, body FROM dossier", [&](const Row& row) {
      const std::string key = hex(row.bytes(0));
      const auto at = expected.find(key);
      if (at == expected.end())
        return findings_.other_state("dossier " + key + " is stored, but the log does not know it");
      v1::Dossier stored;
      const bool readable = stored.ParseFromString(std::string(row.bytes(2)));
      if (!readable || stored.SerializeAsString() != at->second->SerializeAsString()) {
        findings_.other_state("dossier " + at->second->dossier_id() + ": what is stored is not the fold of its events");
      } else if (static_cast<uint64_t>(row.integer(1)) != at->second->version()) {
        findings_.other_state("dossier " + at->second->dossier_id() + ": its row says version " +
                              std::to_string(row.integer(1)));
      }
      expected.erase(at);
    });
  } catch (const std::runtime_error& fault) {
    findings_.other_state(std::string("table of dossiers: ") + fault.what());
  }
  for (const auto& [key, fold] : expected)
    findings_.other_state("dossier " + fold->dossier_id() + " is in the log, but not stored");
}

}  // namespace giaoban::checker
