// `giaoban notices`: what it asks for, what it prints, and words that mean nothing.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/delivery.pb.h"
#include "tests/command/program.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

class NoticesCommand : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(program.run_here({"init"}).code, kOk); }
  void answer(const std::string& method, const google::protobuf::Message& response) {
    program.services.answers["notifier/DeliveryService/" + method] =
        [bytes = response.SerializeAsString()](const auto&) { return bytes; };
  }
  static v1::Delivery held() {
    v1::Delivery delivery;
    delivery.set_delivery_id("n1/email");
    delivery.mutable_notice()->set_person_id("p1");
    delivery.set_channel(v1::CHANNEL_EMAIL);
    delivery.set_state(v1::DELIVERY_STATE_HELD);
    delivery.set_recorded_us(core::parse_date("2026-11-25").value() + 9 * core::kHour);
    delivery.set_held_until_us(core::parse_date("2026-11-26").value() + 450 * core::kMinute);
    return delivery;
  }
  Program program;
};

TEST_F(NoticesCommand, ListsByPersonChannelAndStateAndSaysHowToGoOn) {
  v1::ListDeliveriesResponse page;
  *page.add_deliveries() = held();
  page.set_next_page_token("7.2");
  answer("ListDeliveries", page);
  const auto ended =
      program.run_here({"notices", "list", "--person", "p1", "--channel", "email", "--state", "held", "--limit", "3"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  const auto asked = program.services.asked_as<v1::ListDeliveriesRequest>(0);
  EXPECT_EQ(asked.person_id(), "p1");
  EXPECT_EQ(asked.channel(), v1::CHANNEL_EMAIL);
  EXPECT_EQ(asked.state(), v1::DELIVERY_STATE_HELD);
  EXPECT_EQ(asked.limit(), 3U);
  EXPECT_NE(ended.out.find("25/11/2026 09:00  held  email  p1  n1/email  → 26/11/2026 07:30"), std::string::npos)
      << ended.out;
  EXPECT_NE(ended.out.find("--page 7.2"), std::string::npos);
}

TEST_F(NoticesCommand, RefusesAStateThatThereIsNot) {
  const auto ended = program.run_here({"notices", "list", "--state", "lost"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.err.find("suppressed"), std::string::npos) << ended.err;
  EXPECT_TRUE(program.services.asked.empty());
}

TEST_F(NoticesCommand, ExplainsInBothLanguages) {
  v1::ExplainNoticeResponse why;
  auto* one = why.add_deliveries();
  *one->mutable_delivery() = held();
  one->add_reasons()->set_vi("giữ đến 26/11/2026 07:30");
  one->mutable_reasons(0)->set_en("held until 26/11/2026 07:30");
  one->mutable_dispatch()->set_segments(2);
  answer("ExplainNotice", why);
  const auto ended = program.run_here({"notices", "explain", "n1"});
  EXPECT_EQ(program.services.asked_as<v1::ExplainNoticeRequest>(0).notice_id(), "n1");
  EXPECT_NE(ended.out.find("- giữ đến 26/11/2026 07:30 / held until 26/11/2026 07:30"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("2 SMS segments"), std::string::npos);
  const auto as_json = program.run_here({"notices", "explain", "n1", "--json"});
  v1::ExplainNoticeResponse back;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(as_json.out, &back).ok()) << as_json.out;
  EXPECT_EQ(back.SerializeAsString(), why.SerializeAsString());
}

TEST_F(NoticesCommand, RetriesAndDrops) {
  v1::RetryDeliveryResponse again;
  *again.mutable_delivery() = held();
  answer("RetryDelivery", again);
  v1::DropDeliveryResponse gone;
  *gone.mutable_delivery() = held();
  answer("DropDelivery", gone);
  EXPECT_EQ(program.run_here({"notices", "retry", "n1/email"}).code, kOk);
  EXPECT_EQ(program.run_here({"notices", "drop", "n1/email"}).code, kOk);
  EXPECT_EQ(program.services.asked_as<v1::DropDeliveryRequest>(1).delivery_id(), "n1/email");
  program.services.answers["notifier/DeliveryService/DropDelivery"] = [](const auto&) {
    return core::refuse(v1::REFUSAL_CODE_NOT_OPEN, "delivery_id", "không", "no");
  };
  EXPECT_EQ(program.run_here({"notices", "drop", "n1/email"}).code, kRefused);
}

}  // namespace
}  // namespace giaoban::command
