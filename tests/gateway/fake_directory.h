// A directory with one account, for tests of signing in.
#pragma once

#include <map>
#include <string>

#include "giaoban/v1/dossier.pb.h"
#include "tests/gateway/fakes.h"

namespace giaoban::gateway {

inline std::string credentials(const std::string& login, const std::string& password) {
  return R"({"login":")" + login + R"(","password":")" + password + R"("})";
}

// A directory with one account, "an" / "đúng", and live sessions.
class FakeDirectory {
 public:
  explicit FakeDirectory(RunningGateway& gateway) {
    gateway.bus.on("DirectoryService/FindAccount", [hash = hash_of("đúng")](const v1::Request& request) {
      v1::FindAccountRequest asked;
      asked.ParseFromString(request.payload());
      v1::FindAccountResponse response;
      if (asked.login() == "an" || asked.login() == "AN") {
        response.set_person_id("p1");
        response.set_password_hash(hash);
      }
      return reply_with(response);
    });
    gateway.bus.on("DirectoryService/BeginSession", [this](const v1::Request& request) {
      v1::BeginSessionRequest asked;
      asked.ParseFromString(request.payload());
      sessions_[asked.token_hash()] = asked;
      return reply_with(v1::BeginSessionResponse());
    });
    gateway.bus.on("DirectoryService/FindSession", [this](const v1::Request& request) {
      v1::FindSessionRequest asked;
      asked.ParseFromString(request.payload());
      v1::FindSessionResponse response;
      if (const auto found = sessions_.find(asked.token_hash()); found != sessions_.end()) {
        response.set_person_id(found->second.person_id());
        response.set_person_name("Nguyễn Văn An");
        response.set_until_us(found->second.until_us());
      }
      return reply_with(response);
    });
    gateway.bus.on("DirectoryService/EndSession", [this](const v1::Request& request) {
      v1::EndSessionRequest asked;
      asked.ParseFromString(request.payload());
      sessions_.erase(asked.token_hash());
      return reply_with(v1::EndSessionResponse());
    });
    gateway.bus.on_payload("DossierService/ListMyTurn", v1::ListMyTurnResponse());
  }

 private:
  std::map<std::string, v1::BeginSessionRequest> sessions_;  // only on the bus thread
};

inline std::string cookie_of(const HttpAnswer& answer) {
  const std::string& set = answer.headers.at("set-cookie");
  return "Cookie: " + set.substr(0, set.find(';'));
}

}  // namespace giaoban::gateway
