// Addresses that a stranger must not make us call, in all the ways of writing them.
#include "services/notifier/networks.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>
#include <stdexcept>

namespace giaoban::notifier {
namespace {

sockaddr_storage address(const std::string& text) {
  sockaddr_storage out{};
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    std::memcpy(&out, &v4, sizeof(v4));
  } else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    std::memcpy(&out, &v6, sizeof(v6));
  } else {
    throw std::runtime_error(text);
  }
  return out;
}

bool is_refused(const std::string& text) {
  const auto storage = address(text);
  return is_private(reinterpret_cast<const sockaddr&>(storage));
}

TEST(PrivateAddresses, AreLoopbackPrivateLinkLocalSharedAndReserved) {
  for (const char* text : {"127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255",
                           "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255",
                           "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1"}) {
    EXPECT_TRUE(is_refused(text)) << text;
  }
}

TEST(PrivateAddresses, AreSeenThroughEveryWrapping) {
  for (const char* text :
       {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1"}) {
    EXPECT_TRUE(is_refused(text)) << text;
  }
}

TEST(PrivateAddresses, AreNotThoseOfTheInternet) {
  for (const char* text : {"1.1.1.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "100.128.0.1", "2606:4700::1111",
                           "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"}) {
    EXPECT_FALSE(is_refused(text)) << text;
  }
}

TEST(PrivateAddresses, AreAllThatAreNoInternetAddressesAtAll) {
  sockaddr local{};
  local.sa_family = AF_UNIX;
  EXPECT_TRUE(is_private(local));
}

TEST(Networks, ContainWhatTheirPrefixSays) {
  const Networks networks("10.1.0.0/16, fd00:1::/32,192.168.7.9/32");
  const auto contain = [&](const std::string& text) {
    const auto storage = address(text);
    return networks.contain(reinterpret_cast<const sockaddr&>(storage));
  };
  EXPECT_TRUE(contain("10.1.255.1"));
  EXPECT_TRUE(contain("::ffff:10.1.2.3"));
  EXPECT_TRUE(contain("fd00:1::5"));
  EXPECT_TRUE(contain("192.168.7.9"));
  EXPECT_FALSE(contain("10.2.0.1"));
  EXPECT_FALSE(contain("fd00:2::5"));
  EXPECT_FALSE(contain("192.168.7.8"));
}

TEST(Networks, RefuseWhatIsNone) {
  for (const char* text : {"10.1.0.0", "10.1.0.0/33", "10.1.0.0/x", "host/8", "::1/129", "10.1.0.0/8/8", "/8"}) {
    EXPECT_THROW(Networks{text}, std::invalid_argument) << text;
  }
  EXPECT_NO_THROW(Networks(""));
}

}  // namespace
}  // namespace giaoban::notifier
