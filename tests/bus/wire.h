// A wire of its own for each test: who is allowed, and the bound end of the router.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "services/bus/zeromq.h"

namespace giaoban::bus {

inline constexpr std::chrono::milliseconds kSoon{5000};

// A bound router, a gateway that may ask it, and the list of who may.
class AWire : public testing::Test {
 protected:
  explicit AWire(const std::string& endpoint = "") {
    std::string made = (std::filesystem::temp_directory_path() / "giaoban-bus-XXXXXX").string();
    folder = mkdtemp(made.data());
    endpoints["router"] = endpoint.empty() ? "ipc://" + folder + "/router" : endpoint;
    allow("router", router_keys, v1::CALLER_KIND_SERVICE, "");
    allow("gateway", gateway_keys, v1::CALLER_KIND_GATEWAY, "");
    context = std::make_unique<Context>([this] { return allowed; });
    router = bind_zeromq(*context, "router", endpoints, router_keys);
  }
  ~AWire() override {
    router.reset();
    std::filesystem::remove_all(folder);
  }
  void allow(const std::string& name, const v1::KeyPair& keys, v1::CallerKind kind, const std::string& office) {
    auto& key = *allowed.add_keys();
    key.set_name(name);
    key.set_public_key(keys.public_key());
    key.set_kind(kind);
    key.set_office_id(office);
  }
  // Sends as soon as the wire stands, and gives what arrived at the router.
  bool carry(Bus& from, const std::string& frame, Incoming& incoming) {
    const auto until = std::chrono::steady_clock::now() + kSoon;
    bool sent = false;
    while (std::chrono::steady_clock::now() < until) {
      sent = sent || from.send("router", frame);
      if (router->receive(incoming)) return true;
      router->wait(std::chrono::milliseconds(5));
    }
    return false;
  }

  std::string folder;
  Endpoints endpoints;
  v1::AllowList allowed;
  v1::KeyPair router_keys = make_keys(), gateway_keys = make_keys();
  std::unique_ptr<Context> context;
  std::unique_ptr<Bus> router;
};

}  // namespace giaoban::bus
