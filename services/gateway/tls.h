// What the gateway needs to speak TLS: its certificate, its key, and how strict it is.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace giaoban::gateway {

// For a server: TLS 1.2 and 1.3, forward secrecy only, no compression, no renegotiation, HTTP/1.1 by ALPN. The files
// are PEM: the chain beginning with the server's own certificate, and its key without a passphrase; they are read once.
// Throws std::invalid_argument, which says what to do, when one cannot be read or they do not belong together.
std::unique_ptr<boost::asio::ssl::context> tls_context(const std::string& certificate, const std::string& key);

}  // namespace giaoban::gateway
