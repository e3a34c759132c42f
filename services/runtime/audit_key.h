// The key that signs checkpoints: <data>/keys/audit.txtpb, and its public half to give away, keys/audit.public.txtpb.
#pragma once

#include <string>
#include <variant>

#include "giaoban/v1/envelope.pb.h"
#include "services/runtime/folder.h"
#include "services/store/signature.h"

namespace giaoban::runtime {

// The pair of a folder.
struct FolderAuditKey {
  store::SigningKey key;
  bool fresh = false;  // it was made by this call
};

// Reads the pair; makes it, durably, in a folder that has neither half (init, and the first start of a folder older
// than the key). Two at once make one. A folder that has only the public half is refused: a new pair would leave what
// was signed with the old one without its key. Throws std::system_error.
std::variant<FolderAuditKey, v1::Refusal> audit_key(const DataFolder& folder);

// The public key of a file that holds either half, as 32 bytes. Throws std::system_error when it cannot be read.
std::variant<std::string, v1::Refusal> read_public_key(const std::string& file);

// Where the public half of a folder lies.
std::string public_key_file(const DataFolder& folder);

}  // namespace giaoban::runtime
