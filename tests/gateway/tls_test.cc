// TLS at the door: the same answers under it, only good versions, only files that fit, nothing for those who speak
// none.
#include "services/gateway/tls.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <memory>

#include "giaoban/v1/dossier.pb.h"
#include "tests/gateway/certificate.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {
namespace {

// A client that trusts one certificate and speaks the versions it is told.
class TlsClient {
 public:
  TlsClient(uint16_t port, const Certificate& trusted, int least = TLS1_2_VERSION, int most = TLS1_3_VERSION)
      : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
        socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    SSL_CTX_load_verify_file(context_.get(), trusted.chain().c_str());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_min_proto_version(context_.get(), least);
    SSL_CTX_set_max_proto_version(context_.get(), most);
    static constexpr std::array<unsigned char, 12> kProtocols = {2,   'h', '2', 8,   'h', 't',
                                                                 't', 'p', '/', '1', '.', '1'};
    SSL_CTX_set_alpn_protos(context_.get(), kProtocols.data(), kProtocols.size());
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), socket_);
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_.get()), "127.0.0.1");
    agreed_ = SSL_connect(ssl_.get()) == 1;
  }
  ~TlsClient() { ::close(socket_); }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  bool agreed() const { return agreed_; }
  std::string version() const { return SSL_get_version(ssl_.get()); }
  std::string protocol() const {
    const unsigned char* name = nullptr;
    unsigned int length = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &length);
    return {reinterpret_cast<const char*>(name), length};
  }
  void send(const std::string& bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }
  // Everything until the other side has closed.
  std::string read_all() {
    std::string all;
    std::array<char, 4096> piece{};
    int got = 0;
    while ((got = SSL_read(ssl_.get(), piece.data(), piece.size())) > 0)
      all.append(piece.data(), static_cast<size_t>(got));
    clean_ = SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN;
    return all;
  }
  bool ended_cleanly() const { return clean_; }

 private:
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_{nullptr, SSL_free};
  int socket_;
  bool agreed_ = false;
  bool clean_ = false;
};

std::string what_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "nothing was thrown";
}

TEST(Tls, CarriesTheSameAnswers) {
  const Certificate certificate;
  RunningGateway gateway(certificate.settings());
  v1::DecideResponse decided;
  decided.set_dossier_id("d1");
  gateway.bus.on_payload("DossierService/Decide", decided);
  TlsClient client(gateway.port(), certificate);
  ASSERT_TRUE(client.agreed());
  EXPECT_EQ(client.version(), "TLSv1.3");
  EXPECT_EQ(client.protocol(), "http/1.1");
  client.send(request_text("POST", "/giaoban.v1.DossierService/Decide", "{}",
                           {RunningGateway::cookie(), "Content-Type: application/json"}));
  client.send(request_text("GET", "/healthz", "", {"Connection: close"}));
  const std::string all = client.read_all();
  EXPECT_NE(all.find(R"({"dossierId":"d1"})"), std::string::npos) << all;
  EXPECT_NE(all.find("\r\n\r\nok\n"), std::string::npos) << all;
  EXPECT_NE(all.find("Strict-Transport-Security: max-age=31536000\r\n"), std::string::npos) << all;
  EXPECT_TRUE(client.ended_cleanly()) << "so that nobody can cut an answer short unseen";
}

TEST(Tls, CarriesLongAnswersWhole) {
  const Certificate certificate;
  RunningGateway gateway(certificate.settings());
  v1::GetChunkResponse part;
  part.set_data(std::string(262'144, 'x'));
  part.set_name("a.pdf");
  part.set_size(8 * 262'144);
  gateway.bus.on_payload("DossierService/GetChunk", part);
  TlsClient client(gateway.port(), certificate);
  client.send(request_text("GET", "/files/dossier-1/file_0001", "", {RunningGateway::cookie(), "Connection: close"}));
  const std::string all = client.read_all();
  EXPECT_EQ(all.size() - all.find("\r\n\r\n") - 4, 8u * 262'144);
}

TEST(Tls, TakesVersion12AndNothingOlder) {
  const Certificate certificate;
  RunningGateway gateway(certificate.settings());
  EXPECT_TRUE(TlsClient(gateway.port(), certificate, TLS1_2_VERSION, TLS1_2_VERSION).agreed());
  EXPECT_FALSE(TlsClient(gateway.port(), certificate, TLS1_1_VERSION, TLS1_1_VERSION).agreed());
  EXPECT_FALSE(TlsClient(gateway.port(), certificate, TLS1_VERSION, TLS1_VERSION).agreed());
  const Certificate another;
  EXPECT_FALSE(TlsClient(gateway.port(), another).agreed()) << "the client checks whom it speaks to";
}

TEST(Tls, CutsWhoeverSpeaksNone) {
  const Certificate certificate;
  RunningGateway gateway(certificate.settings());
  HttpClient plain(gateway.port());
  plain.send(request_text("GET", "/healthz", "", {}));
  EXPECT_FALSE(plain.answered_as_http()) << "no answer that could be read on the way";
}

TEST(Tls, CutsAHandshakeThatNeverEnds) {
  const Certificate certificate;
  RunningGateway gateway(certificate.settings() + " limits { http_request_seconds: 1 }");
  HttpClient silent(gateway.port());
  EXPECT_TRUE(silent.ended());
}

TEST(Tls, LetsTheGatewayListenEverywhere) {
  const Certificate certificate;
  RunningGateway gateway(certificate.settings() + " gateway { host: \"0.0.0.0\" }");
  EXPECT_TRUE(TlsClient(gateway.port(), certificate).agreed());
}

TEST(Tls, SaysWhichFileCannotBeUsed) {
  const Certificate one;
  const Certificate another;
  std::ofstream(one.chain() + ".bad") << "nonsense";
  EXPECT_EQ(what_of([&] { tls_context(one.chain(), one.key()); }), "nothing was thrown");
  for (const std::string& chain : {one.chain() + ".none", one.chain() + ".bad", one.key()}) {
    const std::string what = what_of([&] { tls_context(chain, one.key()); });
    EXPECT_NE(what.find("gateway.tls_certificate \"" + chain + "\""), std::string::npos) << what;
  }
  for (const std::string& key : {one.key() + ".none", one.chain() + ".bad", one.chain(), another.key()}) {
    const std::string what = what_of([&] { tls_context(one.chain(), key); });
    EXPECT_NE(what.find("gateway.tls_key \"" + key + "\""), std::string::npos) << what;
  }
  const std::string half = "gateway { tls_certificate: \"" + one.chain() + "\" }";
  EXPECT_THROW(RunningGateway{half}, std::invalid_argument);
}

}  // namespace
}  // namespace giaoban::gateway
