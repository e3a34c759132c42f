// Ed25519 (RFC 8032), for what must be provable without the deployment: checkpoints of its logs.
#pragma once

#include <string>
#include <string_view>

#include "giaoban/v1/audit.pb.h"

namespace giaoban::store {

// A pair as bytes.
struct SigningKey {
  std::string seed;        // 32 bytes, secret
  std::string public_key;  // 32 bytes
};

// Throws std::invalid_argument unless the seed has 32 bytes. Any thread, as everything here.
SigningKey signing_key(std::string_view seed);
// From the system's randomness.
SigningKey fresh_signing_key();

// 64 bytes.
std::string sign(const SigningKey& key, std::string_view message);
// False too for a key or a signature of another length, and for a key that is no point of the curve.
bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature);

// A pair as it lies in keys/audit.txtpb, and its public half alone.
v1::AuditKey to_audit_key(const SigningKey& key);
v1::AuditKey public_half(const v1::AuditKey& key);
// The pair; throws std::invalid_argument when the secret half is missing or the halves do not belong together.
SigningKey from_audit_key(const v1::AuditKey& key);
// The public half as 32 bytes; empty when it is not 64 hexadecimal digits.
std::string public_key_of(const v1::AuditKey& key);

}  // namespace giaoban::store
