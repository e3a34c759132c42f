// The wire: who gets in, what is dropped, and what happens to frames for the absent.

#include <gtest/gtest.h>
#include <zmq.h>

#include "tests/bus/wire.h"

namespace giaoban::bus {
namespace {

TEST_F(AWire, TellsWhoSentAFrameAndCarriesTheAnswerBack) {
  const auto gateway = connect_zeromq(*context, endpoints, gateway_keys);
  Incoming incoming;
  ASSERT_TRUE(carry(*gateway, "question", incoming));
  EXPECT_EQ(incoming.frame, "question");
  EXPECT_EQ(incoming.caller.name, "gateway");
  EXPECT_EQ(incoming.caller.kind, v1::CALLER_KIND_GATEWAY);
  EXPECT_TRUE(router->reply(incoming.peer, "answer"));
  gateway->wait(kSoon);
  Answer answer;
  ASSERT_TRUE(gateway->receive_answer(answer));
  EXPECT_EQ(answer.service, "router");
  EXPECT_EQ(answer.frame, "answer");
}

TEST_F(AWire, RefusesAKeyThatIsNotOnTheList) {
  EXPECT_NO_THROW(prove_strangers_refused(*context, endpoints["router"], router_keys.public_key()));
}

// The proof at the start must fail when everybody is let in, or it proves nothing.
TEST_F(AWire, TheProofNoticesAnOpenDoor) {
  const std::string open = "ipc://" + folder + "/open";
  const std::unique_ptr<void, int (*)(void*)> other(zmq_ctx_new(), zmq_ctx_term);
  const std::unique_ptr<void, int (*)(void*)> door(zmq_socket(other.get(), ZMQ_ROUTER), zmq_close);
  const int one = 1;
  zmq_setsockopt(door.get(), ZMQ_CURVE_SERVER, &one, sizeof one);
  zmq_setsockopt(door.get(), ZMQ_CURVE_SECRETKEY, router_keys.secret_key().c_str(), 41);
  ASSERT_EQ(zmq_bind(door.get(), open.c_str()), 0);
  EXPECT_THROW(prove_strangers_refused(*context, open, router_keys.public_key()), std::runtime_error);
}

TEST_F(AWire, LetsInAKeyThatWasAddedWhileItRan) {
  const auto keys = make_keys();
  const auto late = connect_zeromq(*context, endpoints, keys);
  EXPECT_FALSE(late->send("router", "too early"));
  allow("lng-integrator", keys, v1::CALLER_KIND_INTEGRATOR, "office-1");
  const auto again = connect_zeromq(*context, endpoints, keys);
  Incoming incoming;
  ASSERT_TRUE(carry(*again, "hello", incoming));
  EXPECT_EQ(incoming.caller.kind, v1::CALLER_KIND_INTEGRATOR);
  EXPECT_EQ(incoming.caller.office_id, "office-1");
}

TEST_F(AWire, DropsAMessageWithASecondPayloadFrameAndGoesOn) {
  const std::unique_ptr<void, int (*)(void*)> other(zmq_ctx_new(), zmq_ctx_term);
  const std::unique_ptr<void, int (*)(void*)> raw(zmq_socket(other.get(), ZMQ_DEALER), zmq_close);
  const int timeout = 5000;
  zmq_setsockopt(raw.get(), ZMQ_LINGER, &timeout, sizeof timeout);
  zmq_setsockopt(raw.get(), ZMQ_CURVE_SERVERKEY, router_keys.public_key().c_str(), 41);
  zmq_setsockopt(raw.get(), ZMQ_CURVE_PUBLICKEY, gateway_keys.public_key().c_str(), 41);
  zmq_setsockopt(raw.get(), ZMQ_CURVE_SECRETKEY, gateway_keys.secret_key().c_str(), 41);
  ASSERT_EQ(zmq_connect(raw.get(), endpoints["router"].c_str()), 0);
  zmq_send(raw.get(), "one", 3, ZMQ_SNDMORE);
  zmq_send(raw.get(), "two", 3, 0);
  zmq_send(raw.get(), "good", 4, 0);
  router->wait(kSoon);
  Incoming incoming;
  ASSERT_TRUE(router->receive(incoming));
  EXPECT_EQ(incoming.frame, "good");
}

TEST_F(AWire, CutsOffAFrameOfTwoMebibytesAndServesTheOthers) {
  const auto rude = connect_zeromq(*context, endpoints, gateway_keys);
  const auto polite = connect_zeromq(*context, endpoints, gateway_keys);
  Incoming incoming;
  ASSERT_TRUE(carry(*rude, "hello", incoming));
  rude->send("router", std::string(2 << 20, 'x'));
  ASSERT_TRUE(carry(*polite, "still here?", incoming));
  EXPECT_EQ(incoming.frame, "still here?");
}

TEST_F(AWire, QueuesNothingForAServiceThatIsAway) {
  endpoints["records"] = "ipc://" + folder + "/records";
  allow("records", make_keys(), v1::CALLER_KIND_SERVICE, "");
  const auto gateway = connect_zeromq(*context, endpoints, gateway_keys);
  EXPECT_FALSE(gateway->send("records", "hello"));
  EXPECT_FALSE(gateway->send("nobody", "hello"));
}

TEST_F(AWire, CannotAnswerAPeerThatIsGone) {
  EXPECT_FALSE(router->reply("gone!", "answer"));
}

TEST_F(AWire, WakesUpFromAnotherThread) {
  router->wake();
  const auto begun = std::chrono::steady_clock::now();
  router->wait(kSoon);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, kSoon);
}

}  // namespace
}  // namespace giaoban::bus
