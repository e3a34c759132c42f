// Proofs that one record lies in a log which was signed for: made from a store, verified from bytes alone
// (audit.proto).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "giaoban/v1/audit.pb.h"
#include "giaoban/v1/log.pb.h"
#include "services/store/store.h"

namespace giaoban::store {

// Why a proof proves nothing.
enum class ProofFault {
  kFile,        // not the exact text of a proof file, or longer than 64 MiB
  kRecord,      // not the exact bytes of a record, or one without a position
  kPrevious,    // no hash, or not 32 zero bytes before the first record
  kCheckpoint,  // not the exact bytes of a complete checkpoint
  kPosition,    // the checkpoint lies before the record
  kLeaves,      // not one leaf of 32 bytes per record from the one after this to the checkpoint's
  kSignature,   // the checkpoint is not signed with this key
  kChain,       // record and leaves lead to another hash than the one that was signed
};

// What is proven: this record lies at its position in the log that the checkpoint names.
struct Proven {
  v1::LogRecord record;
  v1::Checkpoint checkpoint;
};

// Verifies the text of a proof file for whom has the public key (32 bytes). Pure: no file, no clock, no deployment. Any
// bytes may be given; it takes time and memory in proportion to them. Any thread.
std::variant<Proven, ProofFault> verify_proof(std::string_view file, std::string_view public_key);
// The same for a proof that was read already.
std::variant<Proven, ProofFault> verify_proof(const v1::LogProof& proof, std::string_view public_key);

// The text of a proof file: proto3 JSON, always spelled the same.
std::string proof_file(const v1::LogProof& proof);
// Empty unless the text is exactly what proof_file would have written.
std::optional<v1::LogProof> read_proof_file(std::string_view file);

// Why there is no proof of a record.
enum class NoProof {
  kNoRecord,      // the log has no such position
  kNotSignedYet,  // no checkpoint lies at or after it
  kBroken,        // log and checkpoint do not hold together; log verify says where
};
// A proof of the record at a position, by the first checkpoint at or after it; verified before it is handed out. Works
// on a reader's store, in one snapshot.
std::variant<v1::LogProof, NoProof> make_proof(Store& store, uint64_t position, std::string_view public_key);

}  // namespace giaoban::store
