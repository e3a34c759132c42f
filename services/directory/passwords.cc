// Passwords as argon2id hashes in their string form, "$argon2id$v=19$m=...,t=...,p=1$salt$hash".
#include "services/directory/passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace giaoban::directory {
namespace {

constexpr std::string_view kPrefix = "$argon2id$v=19$";
constexpr size_t kHashBytes = 32;
constexpr uint32_t kMostKib = 1024 * 1024;
constexpr uint32_t kMostPasses = 64;

std::string base64(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  text.pop_back();  // the zero at the end
  return text;
}

// Takes "m=19456" from the front of the text; 0 when it is not there.
uint32_t take_number(std::string_view& text, std::string_view name) {
  uint32_t number = 0;
  if (!text.starts_with(name)) return 0;
  text.remove_prefix(name.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return 0;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

// Of text that libsodium could read.
HashCost cost_of(const std::string& hash) {
  std::string_view rest = std::string_view(hash).substr(kPrefix.size());
  const uint32_t kib = take_number(rest, "m=");
  const uint32_t passes = take_number(rest, ",t=");
  return take_number(rest, ",p=") == 1 ? HashCost{kib, passes} : HashCost{0, 0};
}

}  // namespace

std::string hash_password(std::string_view password, std::string_view salt, HashCost cost) {
  if (salt.size() != kSaltBytes) throw std::invalid_argument("a salt has 16 bytes");
  static_assert(kSaltBytes == crypto_pwhash_SALTBYTES);
  std::array<unsigned char, kHashBytes> hash{};
  const int failed = crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(),
                                   reinterpret_cast<const unsigned char*>(salt.data()), cost.passes,
                                   size_t{cost.kib} * 1024, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) throw std::runtime_error("argon2id: no memory for a hash, or a cost out of bounds");
  const std::string_view bytes(reinterpret_cast<const char*>(hash.data()), hash.size());
  return std::string(kPrefix) + "m=" + std::to_string(cost.kib) + ",t=" + std::to_string(cost.passes) + ",p=1$" +
         base64(salt) + "$" + base64(bytes);
}

bool is_password_of(const std::string& hash, std::string_view password) {
  return is_password_hash(hash) && crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool is_password_hash(const std::string& text) {
  // needs_rehash reads the whole form and answers -1 when it cannot.
  if (text.size() >= crypto_pwhash_STRBYTES || !text.starts_with(kPrefix)) return false;
  if (crypto_pwhash_str_needs_rehash(text.c_str(), 1, crypto_pwhash_MEMLIMIT_MIN) < 0) return false;
  const HashCost cost = cost_of(text);
  return cost.kib >= 8 && cost.kib <= kMostKib && cost.passes >= 1 && cost.passes <= kMostPasses;
}

HashCost most_bearable(HashCost own) {
  constexpr uint32_t kTimes = 4;
  const auto most = [](uint32_t one, uint32_t usual, uint32_t bound) {
    return std::max(std::min(one, bound / kTimes) * kTimes, usual);
  };
  return {most(own.kib, HashCost().kib, kMostKib), most(own.passes, HashCost().passes, kMostPasses)};
}

bool is_bearable(const std::string& hash, HashCost most) {
  if (!is_password_hash(hash)) return false;
  const HashCost cost = cost_of(hash);
  return cost.kib <= most.kib && cost.passes <= most.passes;
}

}  // namespace giaoban::directory
