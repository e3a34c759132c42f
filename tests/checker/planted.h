// A small data folder made by hand, good as it stands, in which the tests of the checker plant one fault at a time.
#pragma once

#include <google/protobuf/util/json_util.h>
#include <openssl/sha.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/log.pb.h"
#include "giaoban/v1/report.pb.h"
#include "workflows/core/evolve.h"

namespace giaoban::checker {

inline constexpr const char* kFirstDossier = "0190a000-0000-7000-8000-000000000001";
inline constexpr const char* kSecondDossier = "0190a000-0000-7000-8000-000000000002";

// Owns its folder. Records are gathered first and written by write(); faults are planted in between or after.
class Planted {
 public:
  Planted() {
    std::string made = (std::filesystem::temp_directory_path() / "giaoban-checker-XXXXXX").string();
    if (mkdtemp(made.data()) == nullptr) throw std::runtime_error("no folder for the test");
    folder_ = made;
    open(kFirstDossier, "p1", "request-1");
    submit(kFirstDossier, "p1", "request-2", 2);
    open(kSecondDossier, "p2", "request-1");  // ids are per person
    approve(kFirstDossier, "c1", "request-3", 3);
    oblige("a/meeting_plan/2026-11");
    notify("a/1/0/p1");
    meet("a/meeting_plan/2026-11");
  }
  ~Planted() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Planted(const Planted&) = delete;
  Planted& operator=(const Planted&) = delete;

  std::string data() const { return folder_; }
  std::string acks() const { return folder_ + "/acks.jsonl"; }

  // One act: its event in the router's log, and the line of whoever was told.
  void act(v1::DossierEvent event, const std::string& id, uint64_t version, const std::string& person,
           const std::string& request) {
    event.set_dossier_id(id);
    event.set_version(version);
    v1::LogRecord record;
    record.set_request_id(request);
    record.set_principal(person);
    *record.mutable_dossier() = event;
    router.push_back(record);
    v1::Acknowledgement line;
    line.set_person_id(person);
    line.set_request_id(request);
    line.set_dossier_id(id);
    line.set_version(version);
    line.set_position(router.size());
    core::evolve(folds[id], event);
    line.set_state(folds[id].at().state());
    promised.push_back(line);
  }
  void open(const std::string& id, const std::string& person, const std::string& request) {
    v1::DossierEvent event;
    event.mutable_opened()->set_kind("meeting_plan");
    event.mutable_opened()->mutable_entered()->set_state("draft");
    act(event, id, 1, person, request);
  }
  void submit(const std::string& id, const std::string& person, const std::string& request, uint64_t version) {
    v1::DossierEvent event;
    event.mutable_submitted()->mutable_entered()->set_state("with_commune");
    act(event, id, version, person, request);
  }
  void approve(const std::string& id, const std::string& person, const std::string& request, uint64_t version) {
    v1::DossierEvent event;
    event.mutable_approved()->mutable_entered()->set_state("approved");
    act(event, id, version, person, request);
  }
  void comment(const std::string& id, const std::string& person, const std::string& request, uint64_t version) {
    v1::DossierEvent event;
    event.mutable_commented();
    act(event, id, version, person, request);
  }
  void oblige(const std::string& id) {
    remind()->mutable_obligation_opened()->mutable_obligation()->set_obligation_id(id);
  }
  void meet(const std::string& id) { remind()->mutable_obligation_met()->set_obligation_id(id); }
  void reopen(const std::string& id) { remind()->mutable_obligation_reopened()->set_obligation_id(id); }
  void exempt(const std::string& id) { remind()->mutable_obligation_exempted()->set_obligation_id(id); }
  void lift(const std::string& id) { remind()->mutable_obligation_exemption_lifted()->set_obligation_id(id); }
  void notify(const std::string& id) { remind()->mutable_notice_due()->set_notice_id(id); }

  void write() {
    v1::LogRecord kind;
    kind.mutable_directory()->mutable_kind_published()->set_name("meeting_plan");
    const std::string known = write_log("directory", {kind}), acted = write_log("router", router),
                      told = write_log("reminder", reminder);
    follow("router", {{"directory", known}});
    follow("reminder", {{"directory", known}, {"router", acted}});
    follow("notifier", {{"directory", known}, {"reminder", told}});
    follow("records", {{"directory", known}, {"router", acted}, {"reminder", told}});
    write_effects();
    run("router", "CREATE TABLE dossier (id BLOB PRIMARY KEY, version BIGINT, body BLOB)");
    for (const auto& [id, fold] : folds) {
      run("router", "INSERT INTO dossier VALUES (x'" + without_dashes(id) + "', " + std::to_string(fold.version()) +
                        ", x'" + hex(fold.SerializeAsString()) + "')");
    }
    std::ofstream file(acks());
    for (const auto& line : promised) {
      std::string json;
      if (!google::protobuf::util::MessageToJsonString(line, &json).ok()) throw std::runtime_error("no JSON");
      file << json << "\n";
    }
  }
  // SQL on the file of one service.
  void run(const std::string& service, const std::string& sql) const {
    sqlite3* db = nullptr;
    const int opened = sqlite3_open((folder_ + "/" + service + ".db").c_str(), &db);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> closing(db, sqlite3_close);
    if (opened != SQLITE_OK ||
        sqlite3_exec(db, ("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; " + sql).c_str(), nullptr, nullptr,
                     nullptr) != SQLITE_OK) {
      throw std::runtime_error(sql + ": " + sqlite3_errmsg(db));
    }
  }

  std::vector<v1::LogRecord> router, reminder;
  std::vector<v1::Acknowledgement> promised;
  std::map<std::string, v1::Dossier> folds;

 private:
  v1::ReminderEvent* remind() { return reminder.emplace_back().mutable_reminder(); }

  // What the followers made of it all.
  void write_effects() {
    run("reminder", "CREATE TABLE paper (dossier_id TEXT, dossier BLOB)");
    run("records", "CREATE TABLE dossiers (id BLOB, version BIGINT); CREATE TABLE held_back (position BIGINT)");
    run("notifier", "CREATE TABLE delivery (delivery_id TEXT, channel BIGINT)");
    std::map<std::string, uint64_t> versions;
    for (const auto& record : router) versions[record.dossier().dossier_id()] = record.dossier().version();
    for (const auto& [id, version] : versions) {
      v1::Dossier kept;
      kept.set_version(version);
      run("reminder", "INSERT INTO paper VALUES ('" + id + "', x'" + hex(kept.SerializeAsString()) + "')");
      run("records", "INSERT INTO dossiers VALUES (x'" + without_dashes(id) + "', " + std::to_string(version) + ")");
    }
    for (const auto& record : reminder) {
      const auto& notice = record.reminder().notice_due();
      if (record.reminder().has_notice_due())
        run("notifier", "INSERT INTO delivery VALUES ('" + notice.notice_id() + "/in_app', 1)");
    }
  }
  // Cursors of a follower: by source the position and hash of its head, as write_log returned them.
  void follow(const std::string& service, const std::map<std::string, std::string>& heads) {
    run(service,
        "CREATE TABLE cursor (source TEXT, log_id TEXT, position BIGINT, hash BLOB);"
        "CREATE TABLE parked (source TEXT, position BIGINT)");
    for (const auto& [source, head] : heads)
      run(service, "INSERT INTO cursor VALUES ('" + source + "', 'L', " + head + ")");
  }
  // The head as SQL: position, hash.
  std::string write_log(const std::string& service, const std::vector<v1::LogRecord>& records) {
    run(service,
        "CREATE TABLE log (position BIGINT PRIMARY KEY, record BLOB, hash BLOB);"
        "CREATE TABLE log_head (one INTEGER PRIMARY KEY, log_id TEXT, epoch BIGINT, last BIGINT, hash BLOB, last_us "
        "BIGINT)");
    std::string hash(SHA256_DIGEST_LENGTH, '\0');
    uint64_t position = 0;
    for (auto record : records) {
      record.set_position(++position);
      record.set_at_us(static_cast<int64_t>(1000 * position));
      const std::string bytes = record.SerializeAsString();
      hash = sha256('\1' + hash + sha256('\0' + bytes));
      run(service,
          "INSERT INTO log VALUES (" + std::to_string(position) + ", x'" + hex(bytes) + "', x'" + hex(hash) + "')");
    }
    const std::string head = std::to_string(position) + ", x'" + hex(hash) + "'";
    run(service, "INSERT INTO log_head VALUES (1, 'L', 1, " + head + ", 0)");
    return head;
  }
  static std::string sha256(const std::string& bytes) {
    std::string hash(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
           reinterpret_cast<unsigned char*>(hash.data()));
    return hash;
  }
  static std::string hex(const std::string& bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
      text += kDigits[static_cast<unsigned char>(c) >> 4U];
      text += kDigits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
  }
  static std::string without_dashes(std::string id) {
    std::erase(id, '-');
    return id;
  }

  std::string folder_;
};

}  // namespace giaoban::checker
