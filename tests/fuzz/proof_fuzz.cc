// Fuzz: proofs of records, as text or as edits of a true one: whatever verifies is a record that was logged, where it
// was logged, under a checkpoint that was signed.
#include <algorithm>
#include <set>

#include "services/store/checkpoint.h"
#include "services/store/log.h"
#include "services/store/proof.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/true_logs.h"

namespace giaoban::fuzz {
namespace {

void flip(std::string& bytes, uint8_t where, uint8_t how) {
  if (bytes.empty()) return;
  bytes[where % bytes.size()] = static_cast<char>(bytes[where % bytes.size()] ^ (how == 0 ? 1 : how));
}

// One lie: the forger has both logs, every signature, and knows how hashes are made.
void lie(v1::LogProof& proof, uint8_t what, uint8_t where, uint8_t how) {
  const TrueLogs& logs = true_logs();
  const TrueLog& log = logs[how % logs.size()];
  const size_t nth = where % log.records.size();
  auto& leaves = *proof.mutable_leaves();
  switch (what % 12) {
    case 0:
      return flip(*proof.mutable_record(), where, how);
    case 1:
      return flip(*proof.mutable_previous(), where, how);
    case 2:
      return leaves.empty() ? void() : flip(leaves[where % leaves.size()], static_cast<uint8_t>(where / 16), how);
    case 3:
      return leaves.empty() ? void() : leaves.DeleteSubrange(where % leaves.size(), 1);
    case 4:
      *leaves.Add() = store::leaf(log.records[nth]);
      return;
    case 5:
      return proof.set_previous(nth == 0 ? store::genesis_hash() : log.hashes[nth - 1]);
    case 6:
      return proof.set_record(log.records[nth]);
    case 7:
      *proof.mutable_checkpoint() = log.checkpoints[where % log.checkpoints.size()];
      return;
    case 8:
      return flip(*proof.mutable_checkpoint()->mutable_checkpoint(), where, how);
    case 9:
      return flip(*proof.mutable_checkpoint()->mutable_signature(), where, how);
    case 10:
      // What is hashed for a link, given out as a record; and a record that swallows its successor.
      return proof.set_record(where % 2 == 0 ? proof.previous() + store::leaf(proof.record())
                                             : proof.record() + log.records[nth]);
    default:
      return leaves.size() < 2 ? void() : leaves.SwapElements(where % leaves.size(), how % leaves.size());
  }
}

void demand_true(const store::Proven& proven) {
  for (const TrueLog& log : true_logs()) {
    if (log.id != proven.checkpoint.log_id()) continue;
    const uint64_t position = proven.record.position();
    demand(position >= 1 && position <= log.records.size(), "a position was proven that the log does not have");
    demand(proven.record.SerializeAsString() == log.records[position - 1], "a record was proven that was never logged");
    demand(position <= proven.checkpoint.position(), "a record was proven by a checkpoint before it");
    const auto is_it = [&](const v1::SignedCheckpoint& signed_one) {
      return signed_one.checkpoint() == proven.checkpoint.SerializeAsString();
    };
    demand(std::any_of(log.checkpoints.begin(), log.checkpoints.end(), is_it), "a checkpoint held that nobody signed");
    return;
  }
  demand(false, "a record of an unknown log was proven");
}

void try_file(std::string_view file) {
  const auto answer = store::verify_proof(file, auditor_key().public_key);
  if (const auto* proven = std::get_if<store::Proven>(&answer)) demand_true(*proven);
  const auto other = store::verify_proof(file, stranger_key().public_key);
  demand(!std::holds_alternative<store::Proven>(other), "a proof holds under a key that signed nothing");
  if (const auto proof = store::read_proof_file(file)) {
    demand(store::proof_file(*proof) == file, "a proof file has two spellings");
  }
}

}  // namespace
}  // namespace giaoban::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace giaoban;
  if (size == 0) return 0;
  if (*data == '{') {
    fuzz::try_file({reinterpret_cast<const char*>(data), size});
    return 0;
  }
  const fuzz::TrueLog& log = fuzz::true_logs()[data[0] % fuzz::true_logs().size()];
  v1::LogProof proof = log.proof_of(1 + data[0] / 2 % log.records.size());
  const bool lies = size > 3;
  for (size_t i = 1; i + 2 < size && i < 30; i += 3) fuzz::lie(proof, data[i], data[i + 1], data[i + 2]);
  const std::string file = store::proof_file(proof);
  fuzz::try_file(file);
  const auto answer = store::verify_proof(file, fuzz::auditor_key().public_key);
  fuzz::demand(lies || std::holds_alternative<store::Proven>(answer), "a true proof does not hold");
  return 0;
}
