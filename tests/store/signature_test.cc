// Ed25519 as RFC 8032 has it, and keys that are refused.
#include "services/store/signature.h"

#include <gtest/gtest.h>

#include "services/store/base64.h"

namespace giaoban::store {
namespace {

struct Vector {
  const char* seed;
  const char* public_key;
  const char* message;
  const char* signature;
};

// RFC 8032, 7.1, tests 1 to 3.
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
     "655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
     "b00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28d"
     "c027beceea1ec40a"},
};

TEST(Signature, IsThatOfTheStandard) {
  for (const auto& vector : kVectors) {
    const auto key = signing_key(*from_hex(vector.seed));
    const std::string message = *from_hex(vector.message);
    EXPECT_EQ(to_hex(key.public_key), vector.public_key);
    EXPECT_EQ(to_hex(sign(key, message)), vector.signature);
    EXPECT_TRUE(signature_holds(key.public_key, message, *from_hex(vector.signature)));
  }
}

TEST(Signature, HoldsForThatMessageUnderThatKeyOnly) {
  const auto key = fresh_signing_key();
  const auto other = fresh_signing_key();
  const std::string signature = sign(key, "yes");
  EXPECT_TRUE(signature_holds(key.public_key, "yes", signature));
  EXPECT_FALSE(signature_holds(key.public_key, "yes ", signature));
  EXPECT_FALSE(signature_holds(other.public_key, "yes", signature));
  for (size_t bit = 0; bit < 512; ++bit) {
    std::string altered = signature;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(signature_holds(key.public_key, "yes", altered)) << bit;
  }
}

// A signature whose second half is larger by the order of the group is the same equation: it must not be a second one.
TEST(Signature, HasNoSecondSpelling) {
  const auto key = signing_key(*from_hex(kVectors[0].seed));
  std::string signature = sign(key, "yes");
  const std::string order = *from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (size_t i = 0; i < 32; ++i) {
    carry += static_cast<unsigned char>(signature[32 + i]) + static_cast<unsigned char>(order[i]);
    signature[32 + i] = static_cast<char>(carry & 0xff);
    carry >>= 8;
  }
  EXPECT_FALSE(signature_holds(key.public_key, "yes", signature));
}

TEST(Signature, RefusesWrongLengths) {
  const auto key = fresh_signing_key();
  const std::string signature = sign(key, "yes");
  EXPECT_FALSE(signature_holds("", "yes", signature));
  EXPECT_FALSE(signature_holds(key.public_key.substr(1), "yes", signature));
  EXPECT_FALSE(signature_holds(key.public_key + "x", "yes", signature));
  EXPECT_FALSE(signature_holds(key.public_key, "yes", ""));
  EXPECT_FALSE(signature_holds(key.public_key, "yes", signature + "x"));
  EXPECT_THROW(signing_key("short"), std::invalid_argument);
}

TEST(AuditKey, ComesBackFromItsMessage) {
  const auto key = fresh_signing_key();
  const auto pair = to_audit_key(key);
  EXPECT_EQ(from_audit_key(pair).seed, key.seed);
  EXPECT_EQ(public_key_of(public_half(pair)), key.public_key);
  EXPECT_TRUE(public_half(pair).secret_key().empty());
}

TEST(AuditKey, WhoseHalvesDoNotBelongTogetherIsRefused) {
  auto pair = to_audit_key(fresh_signing_key());
  EXPECT_THROW(from_audit_key(public_half(pair)), std::invalid_argument);
  pair.set_public_key(to_hex(fresh_signing_key().public_key));
  EXPECT_THROW(from_audit_key(pair), std::invalid_argument);
  pair.set_public_key("not a key");
  EXPECT_EQ(public_key_of(pair), "");
}

}  // namespace
}  // namespace giaoban::store
