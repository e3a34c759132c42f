// The bus port over ZeroMQ: a ROUTER bound by each service, one DEALER per service asked, CURVE with an allow-list.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "services/bus/bus.h"

namespace giaoban::bus {

// The one ZeroMQ context of a process, with the handler that decides whose keys may speak. The handler is bound before
// any socket; if its thread ends by itself the process ends, because without it CURVE lets everybody in.
// Must outlive every bus made with it. Any thread.
class Context {
 public:
  // `allowed` gives the present allow-list; it is read now and again whenever an unknown key knocks.
  explicit Context(std::function<v1::AllowList()> allowed);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

 private:
  friend class ZeroMqBus;
  friend void prove_strangers_refused(Context&, const std::string&, const std::string&);
  class Keys;
  class Handler;
  struct CloseContext {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, CloseContext> context_;
  std::shared_ptr<Keys> keys_;
  std::unique_ptr<Handler> handler_;
};

// Where the services are: name to "ipc://..." or "tcp://host:port".
using Endpoints = std::map<std::string, std::string>;

// The end of a service: bound to its endpoint, and able to ask the others. Throws std::runtime_error when it cannot
// bind. The caller holds the lock of the service's data: ipc would let a second process steal the endpoint without a
// word.
std::unique_ptr<Bus> bind_zeromq(Context& context, const std::string& service, const Endpoints& endpoints,
                                 const v1::KeyPair& keys);
// The end of somebody who only asks: the gateway, the command line.
std::unique_ptr<Bus> connect_zeromq(Context& context, const Endpoints& endpoints, const v1::KeyPair& keys);

// Knocks at the endpoint with a fresh unknown key and throws std::runtime_error unless it is refused within 5 s.
void prove_strangers_refused(Context& context, const std::string& endpoint, const std::string& server_public_key);

// A fresh CURVE pair.
v1::KeyPair make_keys();

}  // namespace giaoban::bus
