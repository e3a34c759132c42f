// A log in a file, with checkpoints that were signed and copied while it grew; for tests to tamper with.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/store/checkpoint.h"
#include "services/store/checkpoint_file.h"
#include "services/store/log.h"
#include "services/store/log_audit.h"
#include "services/store/sqlite.h"

namespace giaoban::store {

// A folder that is gone when the test is over.
class Folder {
 public:
  Folder() : path_((std::filesystem::temp_directory_path() / ("giaoban-audit-" + std::string(6, 'X'))).string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("mkdtemp");
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const std::string& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

// A pair that is the same in every run.
inline SigningKey test_key(char seed = 'a') {
  return signing_key(std::string(32, seed));
}

// An approval, as a router writes it.
inline v1::LogRecord approval(uint64_t number, const std::string& note = {}) {
  v1::LogRecord record;
  record.set_at_us(static_cast<int64_t>(1'793'000'000'000'000 + number));
  record.set_request_id("request-" + std::to_string(1000 + number) + note);
  record.set_principal("p2");
  auto& event = *record.mutable_dossier();
  event.set_dossier_id("0193f2c4-8a10-7cc2-b0f5-" + std::to_string(100'000'000'000 + number));
  event.set_version(3);
  event.set_at_us(record.at_us());
  event.mutable_actor()->set_person_id("p2");
  event.mutable_actor()->set_office_id("24.01.001.clerk.p2");
  event.mutable_approved()->mutable_paper()->set_digest(std::string(32, static_cast<char>('A' + number % 26)));
  return record;
}

// One log. Its checkpoints are written to its own table and to `copies`.
class SignedLog {
 public:
  LogOwner owner{"router", "luc-nam", "deployment-1", 1};
  SigningKey key = test_key();
  std::string file;
  std::string copies;

  SignedLog(std::string its_file, std::string its_copies, const std::string& log_id = "log-1")
      : file(std::move(its_file)), copies(std::move(its_copies)) {
    open(log_id);
  }
  void open(const std::string& log_id = "log-1") {
    store = open_sqlite(file);
    store->define(Log::schema());
    store->define(checkpoint_schema());
    log = std::make_unique<Log>(*store, owner.node);
    log->open(log_id);
  }
  // Everything is in the one file afterwards.
  void close() {
    log.reset();
    store.reset();
  }
  void write(int count, const std::string& note = {}) {
    store->begin();
    for (int i = 0; i < count; ++i) {
      auto record = approval(log->head() + 1, note);
      log->append(record);
    }
    log->flush();
    store->commit();
  }
  v1::Checkpoint head() const {
    v1::Checkpoint checkpoint;
    checkpoint.set_service(owner.service);
    checkpoint.set_node(owner.node);
    checkpoint.set_log_id(log->id());
    checkpoint.set_position(log->head());
    checkpoint.set_hash(log->head_hash());
    checkpoint.set_signed_us(static_cast<int64_t>(1'793'000'100'000'000 + log->head()));
    checkpoint.set_deployment_id(owner.deployment_id);
    checkpoint.set_generation(owner.generation);
    return checkpoint;
  }
  v1::SignedCheckpoint checkpoint(const std::string& continues = {}) {
    auto one = head();
    one.set_continues_log_id(continues);
    const auto signed_one = sign_checkpoint(one, key);
    keep(one.position(), signed_one);
    copy(signed_one);
    return signed_one;
  }
  void keep(uint64_t position, const v1::SignedCheckpoint& signed_one) {
    store->begin();
    write_checkpoint(*store, position, signed_one);
    store->commit();
  }
  // Without a sync: what the power does to it is not what is tested here.
  void copy(const v1::SignedCheckpoint& signed_one) const {
    std::ofstream(copies, std::ios::binary | std::ios::app) << checkpoint_line(signed_one) << "\n";
  }
  // So many times `every` records and a checkpoint.
  void grow(int times, int every, const std::string& note = {}) {
    for (int i = 0; i < times; ++i) {
      write(every, note);
      checkpoint();
    }
  }
  // Changes the database behind the log's back.
  void sql(const std::string& text) const { store->define(text); }
  // Links the records again from a position on, and makes the head fit: what somebody does who knows how it works.
  void chain_again(uint64_t from);

  LogAudit audit(bool with_copies = true) const {
    return audit_log(*store, owner, key.public_key,
                     with_copies ? read_checkpoints(copies) : std::vector<v1::SignedCheckpoint>());
  }
  uint64_t first_bad(bool with_copies = true) const { return audit(with_copies).report.first_bad(); }

  std::unique_ptr<Store> store;
  std::unique_ptr<Log> log;
};

inline void SignedLog::chain_again(uint64_t from) {
  std::string hash = log->hash_at(from - 1);
  uint64_t position = from;
  for (;; ++position) {
    std::string record;
    const auto at = static_cast<int64_t>(position);
    if (!store->prepare("SELECT record FROM log WHERE position = $1").one({at}, [&](const Row& row) {
          record = row.blob(0);
        })) {
      break;
    }
    hash = link(hash, record);
    store->prepare("UPDATE log SET hash = $1 WHERE position = $2").run({Blob{hash}, at});
  }
  store->prepare("UPDATE log_head SET last = $1, hash = $2").run({static_cast<int64_t>(position - 1), Blob{hash}});
  log->reload();
}

}  // namespace giaoban::store
