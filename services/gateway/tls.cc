// OpenSSL through Boost.Asio.
#include "services/gateway/tls.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace giaoban::gateway {
namespace {

namespace ssl = boost::asio::ssl;

std::invalid_argument unusable(std::string_view setting, const std::string& file, std::string_view vi,
                               std::string_view en, const boost::system::error_code& why) {
  const std::string begin = std::string(setting) + " \"" + file + "\": ";
  return std::invalid_argument(begin + std::string(vi) + " / " + std::string(en) + " (" + why.message() + ")");
}

// Of what the client offers only HTTP/1.1 can be had here; a client that offers nothing of it is not told so by ALPN.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* offered,
                    unsigned int offered_length, void*) {
  static constexpr std::string_view kOurs = "\x08http/1.1";
  const std::string_view all(reinterpret_cast<const char*>(offered), offered_length);
  for (size_t at = 0; at < all.size(); at += 1 + static_cast<unsigned char>(all[at])) {
    if (all.substr(at, kOurs.size()) != kOurs) continue;
    *out = offered + at + 1;
    *length = static_cast<unsigned char>(kOurs.size() - 1);
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

std::unique_ptr<ssl::context> tls_context(const std::string& certificate, const std::string& key) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  SSL_CTX* raw = context->native_handle();
  const bool strict = SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION) == 1 &&
                      SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
  if (!strict) throw std::invalid_argument("OpenSSL không có TLS 1.2 / OpenSSL has no TLS 1.2");
  SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
  boost::system::error_code error;
  // A key with a passphrase is refused: asking for one would stop a service that starts at night.
  context->set_password_callback([](size_t, ssl::context::password_purpose) { return std::string(); }, error);
  context->use_certificate_chain_file(certificate, error);
  if (error) {
    throw unusable("gateway.tls_certificate", certificate,
                   "không đọc được chứng thư PEM; hãy kiểm tra tệp và quyền đọc",
                   "the PEM certificate cannot be read; check the file and who may read it", error);
  }
  context->use_private_key_file(key, ssl::context::pem, error);
  if (error) {
    throw unusable(
        "gateway.tls_key", key, "không đọc được khoá riêng PEM (không mật khẩu), hoặc khoá không thuộc chứng thư này",
        "the PEM key (without a passphrase) cannot be read, or it does not belong to the certificate", error);
  }
  return context;
}

}  // namespace giaoban::gateway
