// Printed codes for the first sign-in: "K7QF-2MXN-8RTD", drawn, kept as a digest, compared in constant time.
#include "services/directory/printed_code.h"

#include <sodium.h>

#include "services/store/digest.h"

namespace giaoban::directory {
namespace {

constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t kCodeLength = 12;
constexpr size_t kGroup = 4;
constexpr size_t kSaltLength = 16;
constexpr size_t kDigestLength = 32;
// Bytes from here on would favour the first symbols.
constexpr size_t kFair = 256 / kAlphabet.size() * kAlphabet.size();

}  // namespace

std::string draw_code(runtime::Ids& ids) {
  std::string code;
  while (code.size() < kCodeLength) {
    for (const char c : ids.bytes(kCodeLength)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < kFair && code.size() < kCodeLength) code += kAlphabet[byte % kAlphabet.size()];
    }
  }
  return code;
}

std::string printed(std::string_view code) {
  std::string text;
  for (size_t i = 0; i < code.size(); ++i) {
    if (i != 0 && i % kGroup == 0) text += '-';
    text += code[i];
  }
  return text;
}

void set_code(Account& account, std::string_view code, runtime::Ids& ids, int64_t now_us) {
  account.password_hash.clear();
  account.code_salt = ids.bytes(kSaltLength);
  account.code_digest = store::sha256({account.code_salt, code});
  account.code_until_us = now_us + kCodeLife;
  account.code_failures = 0;
}

bool is_code_of(const Account& account, std::string_view code) {
  const std::string digest = store::sha256({account.code_salt, code});
  std::string kept = account.code_digest;
  const bool whole = kept.size() == kDigestLength;
  kept.resize(kDigestLength);
  return sodium_memcmp(digest.data(), kept.data(), kDigestLength) == 0 && whole;
}

}  // namespace giaoban::directory
