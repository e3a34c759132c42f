// Which addresses of the Internet are not of the Internet, and which of those an operator allows all the same.
#include "services/notifier/networks.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <stdexcept>

namespace giaoban::notifier {

namespace {

using Bytes = std::array<uint8_t, 16>;

constexpr unsigned kV4Bits = 96;  // before the IPv4 address in "::ffff:a.b.c.d"

Bytes mapped(const void* v4) {
  Bytes bytes{};
  bytes[10] = bytes[11] = 0xff;
  std::memcpy(bytes.data() + 12, v4, 4);
  return bytes;
}

// NAT64 and 6to4 lead to the IPv4 address that they carry; "::a.b.c.d" is that address by an old name.
Bytes unwrapped(const Bytes& bytes) {
  constexpr std::array<uint8_t, 12> kNat64 = {0, 0x64, 0xff, 0x9b};
  if (std::equal(kNat64.begin(), kNat64.end(), bytes.begin())) return mapped(bytes.data() + 12);
  if (bytes[0] == 0x20 && bytes[1] == 0x02) return mapped(bytes.data() + 2);
  const bool compatible = std::all_of(bytes.begin(), bytes.begin() + 12, [](uint8_t b) { return b == 0; });
  const bool more_than_one = bytes[12] != 0 || bytes[13] != 0 || bytes[14] != 0;
  return compatible && more_than_one ? mapped(bytes.data() + 12) : bytes;
}

std::optional<Bytes> bytes_of(const sockaddr& address) {
  Bytes bytes{};
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof(v4));
    return mapped(&v4.sin_addr);
  }
  if (address.sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof(v6));
  std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
  return unwrapped(bytes);
}

bool share(const Bytes& a, const Bytes& b, unsigned bits) {
  const unsigned whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  const unsigned rest = bits % 8;
  return rest == 0 || (a[whole] >> (8 - rest)) == (b[whole] >> (8 - rest));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

Networks::Networks(std::string_view list) {
  for (size_t from = 0; from < list.size();) {
    const size_t end = std::min(list.find(',', from), list.size());
    const std::string one(trimmed(list.substr(from, end - from)));
    from = end + 1;
    const size_t slash = std::min(one.find('/'), one.size());
    const std::string address = one.substr(0, slash);
    const std::string length = slash < one.size() ? one.substr(slash + 1) : "";
    Network network;
    in_addr v4{};
    const bool is_v4 = inet_pton(AF_INET, address.c_str(), &v4) == 1;
    const bool is_v6 = !is_v4 && inet_pton(AF_INET6, address.c_str(), network.bytes.data()) == 1;
    const auto [stop, error] = std::from_chars(length.data(), length.data() + length.size(), network.bits);
    const bool whole = error == std::errc() && stop == length.data() + length.size();
    if ((!is_v4 && !is_v6) || !whole || network.bits > (is_v4 ? 32U : 128U)) {
      throw std::invalid_argument("không phải là mạng / no network: " + one);
    }
    if (is_v4) {
      network.bytes = mapped(&v4);
      network.bits += kV4Bits;
    }
    networks_.push_back(network);
  }
}

bool Networks::contain(const sockaddr& address) const {
  const auto bytes = bytes_of(address);
  return bytes && std::any_of(networks_.begin(), networks_.end(),
                              [&](const Network& n) { return share(*bytes, n.bytes, n.bits); });
}

bool is_private(const sockaddr& address) {
  static const Networks reserved(
      "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, "
      "192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/4, 240.0.0.0/4, "
      "::/127, fc00::/7, fe80::/10, fec0::/10, ff00::/8, 2001:db8::/32");
  return !bytes_of(address) || reserved.contain(address);
}

}  // namespace giaoban::notifier
