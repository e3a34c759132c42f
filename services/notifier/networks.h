// Which addresses of the Internet are not of the Internet, and which of those an operator allows all the same.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace giaoban::notifier {

// "10.1.0.0/16, fd00::/8". Immutable. An IPv4 address inside an IPv6 one counts as the IPv4 address.
class Networks {
 public:
  Networks() = default;
  // Throws std::invalid_argument for text that is no list of networks.
  explicit Networks(std::string_view list);

  bool contain(const sockaddr& address) const;

 private:
  struct Network {
    std::array<uint8_t, 16> bytes{};
    unsigned bits = 0;
  };
  std::vector<Network> networks_;
};

// Loopback, private, link-local, shared, multicast and reserved addresses, also wrapped into IPv6; and every address of
// a family that is neither.
bool is_private(const sockaddr& address);

}  // namespace giaoban::notifier
