// Writes a thousand logs, good ones and tampered ones, each with its copied checkpoints, a proof and our own verdict,
// for verifiers in other languages to agree with. They go where GIAOBAN_AUDIT_LOGS says, or nowhere that lasts.
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>

#include "services/store/base64.h"
#include "services/store/proof.h"
#include "tests/store/signed_log.h"

namespace giaoban::store {
namespace {

constexpr int kLogs = 1000;

using Random = std::mt19937_64;

int between(Random& random, int low, int high) {
  return low + static_cast<int>(random() % static_cast<uint64_t>(high - low + 1));
}

// What was done to it, and where.
enum class Tampering {
  kNone,
  kFlip,
  kDelete,
  kInsert,
  kSwap,
  kCut,
  kSuffix,
  kSignature,
  kReplay,
  kRestore,
  kRestoreForged
};
constexpr int kTamperings = 11;

class Written {
 public:
  Written(std::string folder, int number)
      : folder_(std::move(folder)), name_(std::to_string(number)), random_(static_cast<uint64_t>(number)) {}

  Tampering tampering() const { return tampering_; }

  void write() {
    tampering_ = static_cast<Tampering>(between(random_, 0, kTamperings - 1));
    log_.owner.generation = 1;
    log_.grow(between(random_, 1, 4), between(random_, 1, 9));
    log_.write(between(random_, 2, 9));
    tamper();
    // What is exported has no table of checkpoints: only the copies count.
    log_.sql("DELETE FROM checkpoint");
    log_.log->reload();
    write_entries();
    verdict_ = log_.audit();
  }

  // One line of JSON.
  std::string verdict(bool proven) const {
    const auto& report = verdict_.report;
    return "{\"log\":\"" + name_ + "\",\"log_id\":\"" + report.log_id() +
           "\",\"generation\":" + std::to_string(log_.owner.generation) +
           ",\"records\":" + std::to_string(report.records()) + ",\"first_bad\":" + std::to_string(report.first_bad()) +
           ",\"checkpoints\":" + std::to_string(report.checkpoints()) +
           ",\"signed\":" + std::to_string(report.signed_()) + ",\"proven\":" + (proven ? "true" : "false") + "}\n";
  }

  uint64_t first_bad() const { return verdict_.report.first_bad(); }

  // A proof from before it was tampered with, spoiled in half of the cases; whether it holds.
  bool write_proof() {
    std::string file = proof_file(proof_);
    if (random_() % 2 == 0) file = spoiled();
    write_bytes(folder_ + "/" + name_ + ".proof.json", file);
    return verify_proof(file, log_.key.public_key).index() == 0;
  }

 private:
  void sql(const std::string& text, uint64_t at) {
    std::string filled = text;
    for (size_t i; (i = filled.find('@')) != std::string::npos;) filled.replace(i, 1, std::to_string(at));
    log_.sql(filled);
  }
  void cut_after(uint64_t at) {
    sql("DELETE FROM log WHERE position > @", at);
    log_.chain_again(at);
  }

  void tamper() {
    const auto signed_up_to = last_stored_checkpoint(*log_.store)->position;
    const auto head = log_.log->head();
    const auto at = static_cast<uint64_t>(between(random_, 1, static_cast<int>(head) - 1));
    proof_ = std::get<v1::LogProof>(make_proof(
        *log_.store, static_cast<uint64_t>(between(random_, 1, static_cast<int>(signed_up_to))), log_.key.public_key));
    switch (tampering_) {
      case Tampering::kNone:
        return;
      case Tampering::kFlip:
        return sql("UPDATE log SET record = substr(record, 1, 9) || x'00' || substr(record, 11) WHERE position = @",
                   at);
      case Tampering::kDelete:
        return sql("DELETE FROM log WHERE position = @", at);
      case Tampering::kInsert:
        return sql(
            "UPDATE log SET position = -position - 1 WHERE position >= @; UPDATE log SET position = -position WHERE "
            "position < 0; INSERT INTO log SELECT @, record, hash FROM log WHERE position = @ + 1",
            at);
      case Tampering::kSwap:
        return sql(
            "UPDATE log SET position = -1 WHERE position = @; UPDATE log SET position = @ WHERE position = @ + 1; "
            "UPDATE log SET position = @ + 1 WHERE position = -1",
            at);
      case Tampering::kCut:
        return cut_after(at);
      case Tampering::kSuffix:
        cut_after(at);
        return log_.write(static_cast<int>(head - at), "-forged");
      case Tampering::kSignature:
        return spoil_copy();
      case Tampering::kReplay:
        return replay();
      case Tampering::kRestore:
      case Tampering::kRestoreForged:
        return restore(at);
    }
  }

  std::string spoiled() {
    auto proof = proof_;
    const bool has_leaves = proof.leaves_size() > 0;
    switch (between(random_, 0, 6)) {
      case 0:
        (*proof.mutable_record())[random_() % proof.record().size()] ^= 1;
        break;
      case 1:
        proof.mutable_checkpoint()->mutable_signature()->back() ^= 1;
        break;
      case 2:
        proof.add_leaves(has_leaves ? proof.leaves(0) : std::string(32, 'x'));
        break;
      case 3:
        if (has_leaves) proof.mutable_leaves()->RemoveLast();
        if (!has_leaves) proof.set_previous(std::string(31, 'x'));
        break;
      case 4:
        *proof.mutable_checkpoint() = sign_checkpoint(*read_checkpoint(proof.checkpoint()), test_key('b'));
        break;
      case 5:
        return proof_file(proof).insert(1, " ");  // the same JSON, but not its one spelling
      default: {
        std::string file = proof_file(proof);
        file[random_() % file.size()] = static_cast<char>(' ' + between(random_, 0, 94));
        return file;
      }
    }
    return proof_file(proof);
  }

  void spoil_copy() {
    auto all = read_checkpoints(log_.copies);
    const auto which = static_cast<size_t>(between(random_, 0, static_cast<int>(all.size()) - 1));
    (*all[which].mutable_signature())[9] ^= 4;
    std::string text;
    for (const auto& one : all) text += checkpoint_line(one) + "\n";
    write_bytes(log_.copies, text);
  }

  void replay() {
    auto checkpoint = log_.head();
    random_() % 2 == 0 ? checkpoint.set_log_id("log-9") : checkpoint.set_service("directory");
    log_.copy(sign_checkpoint(checkpoint, log_.key));
  }

  // Another log goes on from there, in the next generation; the forged one changes what was before.
  void restore(uint64_t at) {
    cut_after(at);
    log_.sql("UPDATE log_head SET log_id = 'log-2'; DELETE FROM checkpoint");
    log_.log->reload();
    log_.owner.generation = 2;
    log_.checkpoint("log-1");
    log_.grow(2, 3, "-after");
    if (tampering_ != Tampering::kRestoreForged) return;
    log_.sql("UPDATE log SET record = record || x'7a0178' WHERE position = 1");
    log_.chain_again(1);
  }

  void write_entries() const {
    std::ofstream out(folder_ + "/" + name_ + ".log", std::ios::binary);
    log_.store->prepare("SELECT record, hash FROM log ORDER BY position").each({}, [&](const Row& row) {
      v1::LogEntry entry;
      entry.set_record(std::string(row.blob(0)));
      entry.set_hash(std::string(row.blob(1)));
      google::protobuf::util::SerializeDelimitedToOstream(entry, &out);
    });
  }

  std::string folder_;
  std::string name_;
  Random random_;
  Tampering tampering_ = Tampering::kNone;
  SignedLog log_{":memory:", folder_ + "/" + name_ + ".checkpoints.jsonl"};
  v1::LogProof proof_;
  LogAudit verdict_;
};

TEST(AuditLogs, AreWrittenForOtherVerifiers) {
  google::protobuf::SetLogHandler(nullptr);  // it would tell of every record that is not UTF-8 any more
  const Folder temporary;
  const char* wanted = std::getenv("GIAOBAN_AUDIT_LOGS");
  const std::string folder = wanted == nullptr ? temporary.path("") : wanted;
  std::ofstream verdicts(folder + "/verdicts.jsonl");
  std::map<Tampering, int> seen;
  int good = 0;
  int proven = 0;
  for (int number = 1; number <= kLogs; ++number) {
    Written log(folder, number);
    log.write();
    const bool holds = log.write_proof();
    verdicts << log.verdict(holds);
    ++seen[log.tampering()];
    good += log.first_bad() == 0 ? 1 : 0;
    proven += holds ? 1 : 0;
    const bool innocent = log.tampering() == Tampering::kNone || log.tampering() == Tampering::kRestore;
    // A tail that nobody signed for may be cut or made again unseen; everything else shows.
    const bool may_hide = log.tampering() == Tampering::kCut || log.tampering() == Tampering::kSuffix;
    if (!may_hide) {
      EXPECT_EQ(log.first_bad() == 0, innocent) << number;
    }
  }
  write_bytes(folder + "/key.txt", to_hex(test_key().public_key));
  EXPECT_EQ(seen.size(), static_cast<size_t>(kTamperings));
  for (const auto& [tampering, count] : seen) EXPECT_GT(count, kLogs / 30) << static_cast<int>(tampering);
  EXPECT_GT(good, kLogs / 10);
  EXPECT_GT(proven, kLogs / 3);
  EXPECT_LT(proven, kLogs * 2 / 3);
}

}  // namespace
}  // namespace giaoban::store
