// Makes and verifies proofs.
#include "services/store/proof.h"

#include <limits>

#include "services/store/checkpoint.h"
#include "services/store/log.h"
#include "services/store/snapshot.h"

namespace giaoban::store {
namespace {

constexpr size_t kHashBytes = 32;

bool right_leaves(const v1::LogProof& proof, uint64_t count) {
  if (static_cast<uint64_t>(proof.leaves_size()) != count) return false;
  for (const auto& leaf : proof.leaves()) {
    if (leaf.size() != kHashBytes) return false;
  }
  return true;
}

}  // namespace

std::variant<Proven, ProofFault> verify_proof(std::string_view file, std::string_view public_key) {
  const auto proof = read_proof_file(file);
  if (!proof) return ProofFault::kFile;
  return verify_proof(*proof, public_key);
}

std::variant<Proven, ProofFault> verify_proof(const v1::LogProof& proof, std::string_view public_key) {
  Proven proven;
  if (!parse_exactly(proof.record(), proven.record)) return ProofFault::kRecord;
  const uint64_t position = proven.record.position();
  if (position == 0 || position > std::numeric_limits<int64_t>::max()) return ProofFault::kRecord;
  if (proof.previous().size() != kHashBytes) return ProofFault::kPrevious;
  if (position == 1 && proof.previous() != genesis_hash()) return ProofFault::kPrevious;
  auto opened = open_checkpoint(proof.checkpoint(), public_key);
  if (const auto* fault = std::get_if<CheckpointFault>(&opened)) {
    return *fault == CheckpointFault::kSignature ? ProofFault::kSignature : ProofFault::kCheckpoint;
  }
  proven.checkpoint = std::move(std::get<v1::Checkpoint>(opened));
  if (proven.checkpoint.position() < position) return ProofFault::kPosition;
  if (!right_leaves(proof, proven.checkpoint.position() - position)) return ProofFault::kLeaves;
  std::string hash = link(proof.previous(), proof.record());
  for (const auto& leaf : proof.leaves()) hash = link_leaf(hash, leaf);
  if (hash != proven.checkpoint.hash()) return ProofFault::kChain;
  return proven;
}

std::variant<v1::LogProof, NoProof> make_proof(Store& store, uint64_t position, std::string_view public_key) {
  const Snapshot snapshot(store);
  v1::LogProof proof;
  if (position == 0 || position > std::numeric_limits<int64_t>::max()) return NoProof::kNoRecord;
  const auto at = static_cast<int64_t>(position);
  const bool found = store.prepare("SELECT record FROM log WHERE position = $1").one({at}, [&](const Row& row) {
    proof.set_record(std::string(row.blob(0)));
  });
  if (!found) return NoProof::kNoRecord;
  const auto next = stored_checkpoints(store, position, 1);
  if (next.empty()) return NoProof::kNotSignedYet;
  *proof.mutable_checkpoint() = next.front().signed_one;
  proof.set_previous(genesis_hash());
  store.prepare("SELECT hash FROM log WHERE position = $1").one({at - 1}, [&](const Row& row) {
    proof.set_previous(std::string(row.blob(0)));
  });
  store.prepare("SELECT record FROM log WHERE position > $1 AND position <= $2 ORDER BY position")
      .each({at, static_cast<int64_t>(next.front().position)},
            [&](const Row& row) { proof.add_leaves(leaf(row.blob(0))); });
  if (verify_proof(proof, public_key).index() != 0) return NoProof::kBroken;
  return proof;
}

}  // namespace giaoban::store
