// ListSessions and RevokeSession: one's own, and those of persons whom one keeps.
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kToken(32, 't');
const std::string kOther(32, 'u');

class MySessions : public Scene {
 protected:
  MySessions() { with_administrators(); }

  std::vector<v1::Session> listed(const As& as, const std::string& person_id = "") {
    v1::ListSessionsRequest request;
    request.set_person_id(person_id);
    const auto response = call<v1::ListSessionsResponse>("AccountService/ListSessions", request, as);
    return {response.sessions().begin(), response.sessions().end()};
  }
  v1::RevokeSessionRequest revoking(const std::string& person_id, const std::string& session_id) {
    v1::RevokeSessionRequest request;
    request.set_person_id(person_id);
    request.set_session_id(session_id);
    return request;
  }
  uint32_t revoke(const As& as, const std::string& person_id = "", const std::string& session_id = "") {
    return call<v1::RevokeSessionResponse>("AccountService/RevokeSession", revoking(person_id, session_id), as).ended();
  }
};

TEST_F(MySessions, SayWhenAndFromWhereTheLatestFirst) {
  begin_session(kToken, "p1", "Firefox");
  house.pass_machine(core::kMinute);
  begin_session(kOther, "p1", "Chrome");
  const auto sessions = listed(As::person("p1"));
  ASSERT_EQ(sessions.size(), 2U);
  EXPECT_EQ(sessions[0].agent(), "Chrome");
  EXPECT_EQ(sessions[0].address(), "192.0.2.7");
  EXPECT_EQ(sessions[0].begun_us(), house.clock().now().machine_us);
  EXPECT_EQ(sessions[0].until_us(), house.clock().now().machine_us + core::kHour);
  EXPECT_EQ(sessions[1].agent(), "Firefox");
  EXPECT_EQ(sessions[0].session_id().size(), 16U);
  EXPECT_NE(sessions[0].session_id(), sessions[1].session_id());
  v1::FindSessionRequest find;
  find.set_token_hash(kOther);
  EXPECT_EQ(ask<v1::FindSessionResponse>("FindSession", find, As::gateway()).session_id(), sessions[0].session_id());
}

TEST_F(MySessions, HaveNamesThatLeadToNoToken) {
  const std::string token = std::string("\x01\x23\x45\x67\x89\xab\xcd\xef", 8) + std::string(24, 't');
  begin_session(token, "p1");
  EXPECT_NE(listed(As::person("p1")).at(0).session_id(), "0123456789abcdef");
}

TEST_F(MySessions, LeaveOutWhatHasRunOut) {
  begin_session(kToken, "p1");
  house.pass_machine(core::kHour);
  EXPECT_TRUE(listed(As::person("p1")).empty());
  EXPECT_EQ(revoke(As::person("p1")), 0U);
}

TEST_F(MySessions, EndOneByOneOrAll) {
  begin_session(kToken, "p1");
  begin_session(kOther, "p1");
  begin_session(std::string(32, 'v'), "p2");
  const auto first = listed(As::person("p1")).at(0).session_id();
  EXPECT_EQ(revoke(As::person("p1"), "", first), 1U);
  EXPECT_EQ(revoke(As::person("p1"), "", first), 0U) << "it has ended";
  EXPECT_EQ(listed(As::person("p1")).size(), 1U);
  EXPECT_EQ(revoke(As::person("p1")), 1U);
  EXPECT_EQ(signed_in(kToken) + signed_in(kOther), "");
  EXPECT_EQ(signed_in(std::string(32, 'v')), "p2");
  EXPECT_EQ(rows("session"), 1);
  EXPECT_EQ(rows("session_detail"), 1);
}

TEST_F(MySessions, AreNobodyElsesButTheKeepers) {
  begin_session(kToken, "p1");
  const auto id = listed(As::person("p1")).at(0).session_id();
  v1::ListSessionsRequest list;
  list.set_person_id("p1");
  for (const char* who : {"p2", "p3", "theirs", "past"}) {
    EXPECT_EQ(refused_call("AccountService/ListSessions", list, As::person(who)).code(),
              v1::REFUSAL_CODE_NOT_AUTHORISED)
        << who;
    EXPECT_EQ(refused_call("AccountService/RevokeSession", revoking("p1", id), As::person(who)).code(),
              v1::REFUSAL_CODE_NOT_AUTHORISED)
        << who;
    EXPECT_EQ(revoke(As::person(who), "", id), 0U) << who << " owns no session of that name";
  }
  EXPECT_EQ(signed_in(kToken), "p1");
  EXPECT_EQ(listed(As::person("ours"), "p1").size(), 1U);
  EXPECT_EQ(listed(As::operator_(), "p1").size(), 1U);
  EXPECT_EQ(revoke(As::person("ours"), "p1", id), 1U);
  EXPECT_EQ(signed_in(kToken), "");
  EXPECT_EQ(refused_call("AccountService/ListSessions", v1::ListSessionsRequest(), As::operator_()).field(),
            "person_id");
}

TEST_F(MySessions, BoundWhatABrowserSaysOfItself) {
  v1::BeginSessionRequest request;
  request.set_token_hash(kToken);
  request.set_person_id("p1");
  request.set_until_us(house.clock().now().machine_us + core::kHour);
  std::string agent;
  for (int i = 0; i < 201; ++i) agent += "ộ";
  request.set_agent(agent);
  EXPECT_EQ(refused("BeginSession", request, As::gateway()).field(), "agent");
  request.set_agent(agent.substr(0, 600));
  request.set_address(std::string(65, '1'));
  EXPECT_EQ(refused("BeginSession", request, As::gateway()).field(), "address");
  request.clear_address();
  ask<v1::BeginSessionResponse>("BeginSession", request, As::gateway());
  EXPECT_EQ(signed_in(kToken), "p1");
}

}  // namespace
}  // namespace giaoban::test
