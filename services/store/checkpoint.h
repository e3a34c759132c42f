// Checkpoints: what a log was at one moment, signed; they lie in a table beside it (audit.proto).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "giaoban/v1/audit.pb.h"
#include "services/store/signature.h"
#include "services/store/store.h"

namespace giaoban::store {

// Whose checkpoints they are.
struct LogOwner {
  std::string service;
  std::string node;
  std::string deployment_id;  // empty in folders older than ids
  uint32_t generation = 1;
};

// Signs these bytes of a checkpoint for ever.
v1::SignedCheckpoint sign_checkpoint(const v1::Checkpoint& checkpoint, const SigningKey& key);

// Why a signed checkpoint is none.
enum class CheckpointFault {
  kUnreadable,  // not the exact bytes of a complete checkpoint: a field missing, unknown, or of a wrong length
  kSignature,   // not signed with this key
};
// What was signed, for whom has the public key (32 bytes). Pure.
std::variant<v1::Checkpoint, CheckpointFault> open_checkpoint(const v1::SignedCheckpoint& signed_one,
                                                              std::string_view public_key);
// What it says, whoever signed it; empty when it is unreadable. Pure.
std::optional<v1::Checkpoint> read_checkpoint(const v1::SignedCheckpoint& signed_one);

// True when it is of the owner's deployment: the same id or, where one of them is older than ids, the same node.
bool same_deployment(const LogOwner& owner, const v1::Checkpoint& checkpoint);

// Reads a message from bytes that must be exactly those that this program would write for it: nothing unknown, nothing
// twice, nothing trailing. Pure.
bool parse_exactly(std::string_view bytes, google::protobuf::Message& message);

// The table, for Store::define.
std::string_view checkpoint_schema();
// Inside a transaction; a second one of the same position takes the place of the first (the log was restored there).
void write_checkpoint(Store& store, uint64_t position, const v1::SignedCheckpoint& signed_one);

// One row.
struct StoredCheckpoint {
  uint64_t position = 0;
  v1::SignedCheckpoint signed_one;  // empty when the row cannot be read
};
// In order of position, at most `most` of those from position `from` on; none in a store older than the table.
std::vector<StoredCheckpoint> stored_checkpoints(Store& store, uint64_t from, uint32_t most);
std::optional<StoredCheckpoint> last_stored_checkpoint(Store& store);

}  // namespace giaoban::store
