// A certificate of one's own, made on the spot, for tests of TLS.
#pragma once

#include <string>

namespace giaoban::gateway {

// Two files in PEM in a folder of their own; gone with the object.
class Certificate {
 public:
  // For "127.0.0.1", signed by itself. Throws std::runtime_error when OpenSSL cannot.
  Certificate();
  ~Certificate();
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;
  std::string chain() const { return folder_ + "/chain.pem"; }
  std::string key() const { return folder_ + "/key.pem"; }
  // The settings of a gateway that uses it.
  std::string settings() const;

 private:
  std::string folder_;
};

}  // namespace giaoban::gateway
