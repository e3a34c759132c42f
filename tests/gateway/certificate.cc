// X.509 through OpenSSL.
#include "tests/gateway/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace giaoban::gateway {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void must(bool good) {
  if (!good) throw std::runtime_error("OpenSSL cannot make a certificate");
}

}  // namespace

Certificate::Certificate() {
  std::string pattern = std::filesystem::temp_directory_path() / "giaoban-tls-XXXXXX";
  must(mkdtemp(pattern.data()) != nullptr);
  folder_ = pattern;
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> pair(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> x509(X509_new(), X509_free);
  must(pair && x509);
  X509_set_version(x509.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509.get()), 3600);
  X509_NAME* name = X509_get_subject_name(x509.get());
  const auto* text = reinterpret_cast<const unsigned char*>("127.0.0.1");
  must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1);
  must(X509_set_issuer_name(x509.get(), name) == 1 && X509_set_pubkey(x509.get(), pair.get()) == 1);
  X509_EXTENSION* alternative = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  must(alternative != nullptr && X509_add_ext(x509.get(), alternative, -1) == 1);
  X509_EXTENSION_free(alternative);
  must(X509_sign(x509.get(), pair.get(), EVP_sha256()) > 0);
  const File chain_file(std::fopen(chain().c_str(), "w"), std::fclose);
  const File key_file(std::fopen(key().c_str(), "w"), std::fclose);
  must(chain_file && key_file && PEM_write_X509(chain_file.get(), x509.get()) == 1);
  must(PEM_write_PrivateKey(key_file.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
}

Certificate::~Certificate() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string Certificate::settings() const {
  return "gateway { tls_certificate: \"" + chain() + "\" tls_key: \"" + key() + "\" }";
}

}  // namespace giaoban::gateway
