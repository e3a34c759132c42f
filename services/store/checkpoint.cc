// Signs, reads and keeps checkpoints.
#include "services/store/checkpoint.h"

#include <limits>

namespace giaoban::store {
namespace {

// So that a signature for something else is never one for a checkpoint.
constexpr std::string_view kPurpose = "giaoban checkpoint v1\n";
constexpr size_t kHashBytes = 32;

std::string to_sign(std::string_view checkpoint) {
  return std::string(kPurpose).append(checkpoint);
}

bool complete(const v1::Checkpoint& checkpoint) {
  return !checkpoint.service().empty() && !checkpoint.node().empty() && !checkpoint.log_id().empty() &&
         checkpoint.position() > 0 && checkpoint.position() <= std::numeric_limits<int64_t>::max() &&
         checkpoint.hash().size() == kHashBytes && checkpoint.signed_us() > 0 && checkpoint.generation() > 0 &&
         checkpoint.continues_log_id() != checkpoint.log_id();
}

// Nothing when the store is older than the table.
Statement* prepared(Store& store, std::string_view sql) {
  try {
    return &store.prepare(sql);
  } catch (const StoreRefused&) {
    return nullptr;
  }
}

StoredCheckpoint stored(const Row& row) {
  StoredCheckpoint one{static_cast<uint64_t>(row.integer(0)), {}};
  if (!parse_exactly(row.blob(1), one.signed_one)) one.signed_one.Clear();
  return one;
}

}  // namespace

bool parse_exactly(std::string_view bytes, google::protobuf::Message& message) {
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max())) return false;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return false;
  message.DiscardUnknownFields();
  return message.SerializeAsString() == bytes;
}

v1::SignedCheckpoint sign_checkpoint(const v1::Checkpoint& checkpoint, const SigningKey& key) {
  v1::SignedCheckpoint signed_one;
  signed_one.set_checkpoint(checkpoint.SerializeAsString());
  signed_one.set_signature(sign(key, to_sign(signed_one.checkpoint())));
  return signed_one;
}

std::optional<v1::Checkpoint> read_checkpoint(const v1::SignedCheckpoint& signed_one) {
  v1::Checkpoint checkpoint;
  if (!parse_exactly(signed_one.checkpoint(), checkpoint) || !complete(checkpoint)) return std::nullopt;
  return checkpoint;
}

std::variant<v1::Checkpoint, CheckpointFault> open_checkpoint(const v1::SignedCheckpoint& signed_one,
                                                              std::string_view public_key) {
  auto checkpoint = read_checkpoint(signed_one);
  if (!checkpoint) return CheckpointFault::kUnreadable;
  if (!signature_holds(public_key, to_sign(signed_one.checkpoint()), signed_one.signature())) {
    return CheckpointFault::kSignature;
  }
  return std::move(*checkpoint);
}

bool same_deployment(const LogOwner& owner, const v1::Checkpoint& checkpoint) {
  if (owner.deployment_id.empty() || checkpoint.deployment_id().empty()) return owner.node == checkpoint.node();
  return owner.deployment_id == checkpoint.deployment_id();
}

std::string_view checkpoint_schema() {
  return "CREATE TABLE IF NOT EXISTS checkpoint (position BIGINT PRIMARY KEY, signed BLOB NOT NULL);";
}

void write_checkpoint(Store& store, uint64_t position, const v1::SignedCheckpoint& signed_one) {
  const std::string bytes = signed_one.SerializeAsString();
  store
      .prepare(
          "INSERT INTO checkpoint (position, signed) VALUES ($1, $2) "
          "ON CONFLICT (position) DO UPDATE SET signed = excluded.signed")
      .run({static_cast<int64_t>(position), Blob{bytes}});
}

std::vector<StoredCheckpoint> stored_checkpoints(Store& store, uint64_t from, uint32_t most) {
  std::vector<StoredCheckpoint> all;
  Statement* const found =
      prepared(store, "SELECT position, signed FROM checkpoint WHERE position >= $1 ORDER BY position LIMIT $2");
  if (found == nullptr || from > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) return all;
  found->each({static_cast<int64_t>(from), static_cast<int64_t>(most)},
              [&](const Row& row) { all.push_back(stored(row)); });
  return all;
}

std::optional<StoredCheckpoint> last_stored_checkpoint(Store& store) {
  std::optional<StoredCheckpoint> last;
  Statement* const found = prepared(store, "SELECT position, signed FROM checkpoint ORDER BY position DESC LIMIT 1");
  if (found != nullptr) found->one({}, [&](const Row& row) { last = stored(row); });
  return last;
}

}  // namespace giaoban::store
