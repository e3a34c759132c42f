// Ed25519 through OpenSSL's EVP.
#include "services/store/signature.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>

#include "services/store/base64.h"

namespace giaoban::store {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

const unsigned char* data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Key private_key(std::string_view seed) {
  if (seed.size() != kKeyBytes) throw std::invalid_argument("an Ed25519 seed has 32 bytes");
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, data(seed), seed.size()));
  if (!key) throw std::runtime_error("Ed25519 failed");
  return key;
}

}  // namespace

SigningKey signing_key(std::string_view seed) {
  const Key key = private_key(seed);
  SigningKey pair{std::string(seed), std::string(kKeyBytes, '\0')};
  size_t size = kKeyBytes;
  auto* out = reinterpret_cast<unsigned char*>(pair.public_key.data());
  if (EVP_PKEY_get_raw_public_key(key.get(), out, &size) != 1 || size != kKeyBytes) {
    throw std::runtime_error("Ed25519 failed");
  }
  return pair;
}

SigningKey fresh_signing_key() {
  std::string seed(kKeyBytes, '\0');
  if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(seed.data()), static_cast<int>(seed.size())) != 1) {
    throw std::runtime_error("no randomness");
  }
  return signing_key(seed);
}

std::string sign(const SigningKey& key, std::string_view message) {
  const Key secret = private_key(key.seed);
  const Context context(EVP_MD_CTX_new());
  std::string signature(kSignatureBytes, '\0');
  size_t size = kSignatureBytes;
  auto* out = reinterpret_cast<unsigned char*>(signature.data());
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, secret.get()) != 1 ||
      EVP_DigestSign(context.get(), out, &size, data(message), message.size()) != 1 || size != kSignatureBytes) {
    throw std::runtime_error("Ed25519 failed");
  }
  return signature;
}

bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != kKeyBytes || signature.size() != kSignatureBytes) return false;
  const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data(public_key), public_key.size()));
  const Context context(EVP_MD_CTX_new());
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), data(signature), signature.size(), data(message), message.size()) == 1;
}

v1::AuditKey to_audit_key(const SigningKey& key) {
  v1::AuditKey pair;
  pair.set_public_key(to_hex(key.public_key));
  pair.set_secret_key(to_hex(key.seed));
  return pair;
}

v1::AuditKey public_half(const v1::AuditKey& key) {
  v1::AuditKey half;
  half.set_public_key(key.public_key());
  return half;
}

SigningKey from_audit_key(const v1::AuditKey& key) {
  const auto seed = from_hex(key.secret_key());
  if (!seed || seed->size() != kKeyBytes) throw std::invalid_argument("secret_key is not 64 hexadecimal digits");
  SigningKey pair = signing_key(*seed);
  if (pair.public_key != public_key_of(key)) {
    throw std::invalid_argument("public_key does not belong to secret_key");
  }
  return pair;
}

std::string public_key_of(const v1::AuditKey& key) {
  const auto bytes = from_hex(key.public_key());
  return bytes && bytes->size() == kKeyBytes ? *bytes : std::string();
}

}  // namespace giaoban::store
