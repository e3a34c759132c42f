// Two short logs with their checkpoints, signed by one auditor: what proofs may prove, and nothing else.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "giaoban/v1/audit.pb.h"
#include "giaoban/v1/log.pb.h"
#include "services/store/checkpoint.h"
#include "services/store/log.h"

namespace giaoban::fuzz {

// Everything by position, the first at 0.
struct TrueLog {
  std::string id;
  std::vector<std::string> records;
  std::vector<std::string> hashes;
  std::vector<v1::SignedCheckpoint> checkpoints;  // after every third record

  v1::LogProof proof_of(uint64_t position) const {
    const size_t last = (position + 2) / 3 * 3;
    v1::LogProof proof;
    proof.set_record(records[position - 1]);
    proof.set_previous(position == 1 ? store::genesis_hash() : hashes[position - 2]);
    for (size_t i = position; i < last; ++i) proof.add_leaves(store::leaf(records[i]));
    *proof.mutable_checkpoint() = checkpoints[last / 3 - 1];
    return proof;
  }
};
using TrueLogs = std::array<TrueLog, 2>;

inline const store::SigningKey& auditor_key() {
  static const store::SigningKey key = store::signing_key(std::string(32, 'a'));
  return key;
}
// Signs nothing.
inline const store::SigningKey& stranger_key() {
  static const store::SigningKey key = store::signing_key(std::string(32, 'b'));
  return key;
}

inline TrueLog make_true_log(const std::string& id) {
  TrueLog log{id, {}, {}, {}};
  std::string hash = store::genesis_hash();
  for (uint64_t position = 1; position <= 9; ++position) {
    v1::LogRecord record;
    record.set_position(position);
    record.set_at_us(static_cast<int64_t>(1'700'000'000'000'000 + position));
    record.mutable_dossier()->set_dossier_id(id + std::to_string(position));
    record.mutable_dossier()->set_version(position);
    record.mutable_dossier()->mutable_received();
    log.records.push_back(record.SerializeAsString());
    hash = store::link(hash, log.records.back());
    log.hashes.push_back(hash);
    if (position % 3 != 0) continue;
    v1::Checkpoint checkpoint;
    checkpoint.set_service("router");
    checkpoint.set_node("node");
    checkpoint.set_log_id(id);
    checkpoint.set_position(position);
    checkpoint.set_hash(hash);
    checkpoint.set_signed_us(1'700'000'000'000'000);
    checkpoint.set_deployment_id("01934f8e-5a00-7c3d-9f00-0123456789ab");
    checkpoint.set_generation(1);
    log.checkpoints.push_back(store::sign_checkpoint(checkpoint, auditor_key()));
  }
  return log;
}

inline const TrueLogs& true_logs() {
  static const TrueLogs logs = {make_true_log("01934f8e-5a00-7c3d-9f00-00000000000a"),
                                make_true_log("01934f8e-5a00-7c3d-9f00-00000000000b")};
  return logs;
}

}  // namespace giaoban::fuzz
