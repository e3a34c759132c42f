// What operators see and do: lists in pages, reasons, one more try, giving up; and what a person may ask.
#include <gtest/gtest.h>

#include <set>

#include "tests/notifier/post_office.h"

namespace giaoban::test {
namespace {

using How = notifier::Carried::How;

class Deliveries : public ::testing::Test {
 protected:
  Deliveries() : office([this] { return std::make_unique<RecordingCourier>(post); }) {
    office.person("p1", "p1@example.vn");
    office.stranger("p2", "p2@example.vn");
  }
  v1::ListDeliveriesResponse list(const v1::ListDeliveriesRequest& request) {
    return office.ask<v1::ListDeliveriesResponse>("DeliveryService/ListDeliveries", request, As::operator_());
  }
  std::string why(const std::string& id, const As& as = As::operator_()) {
    v1::ExplainNoticeRequest request;
    request.set_notice_id(id);
    const auto told = office.ask<v1::ExplainNoticeResponse>("DeliveryService/ExplainNotice", request, as);
    std::string text;
    for (const auto& reason : told.deliveries(told.deliveries_size() - 1).reasons()) text += reason.en() + "; ";
    return text;
  }
  template <class Request, class Response>
  v1::DeliveryState act(const std::string& method, const std::string& id) {
    Request request;
    request.set_delivery_id(id);
    return office.ask<Response>(method, request, As::operator_()).delivery().state();
  }
  v1::DeliveryState retry(const std::string& id) {
    return act<v1::RetryDeliveryRequest, v1::RetryDeliveryResponse>("DeliveryService/RetryDelivery", id);
  }
  v1::DeliveryState drop(const std::string& id) {
    return act<v1::DropDeliveryRequest, v1::DropDeliveryResponse>("DeliveryService/DropDelivery", id);
  }
  template <class Request>
  v1::RefusalCode refused(const std::string& method, const std::string& id) {
    Request request;
    request.set_delivery_id(id);
    return office.refused(method, request, As::operator_());
  }
  void end(size_t attempt, How how) {
    post.end(attempt, how, "550 no such mailbox");
    office.notifier.settle();
  }
  Post post;
  PostOffice office;
};

TEST_F(Deliveries, AreListedNewestFirstInPagesThatMissNothing) {
  for (int i = 0; i < 7; ++i) office.owed("n" + std::to_string(i), i % 2 == 0 ? "p1" : "p2");
  v1::ListDeliveriesRequest request;
  request.set_limit(4);
  std::vector<std::string> ids;
  do {
    const auto page = list(request);
    for (const auto& delivery : page.deliveries()) ids.push_back(delivery.delivery_id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(ids.size(), 14U);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 14U);
  EXPECT_EQ(ids.front().substr(0, 3), "n6/");
}

TEST_F(Deliveries, AreListedByPersonChannelAndState) {
  office.owed("n1", "p1");
  office.owed("n2", "p2");
  v1::ListDeliveriesRequest request;
  request.set_person_id("p2");
  EXPECT_EQ(list(request).deliveries_size(), 2);
  request.set_channel(v1::CHANNEL_EMAIL);
  ASSERT_EQ(list(request).deliveries_size(), 1);
  EXPECT_EQ(core::for_people(list(request).deliveries(0).held_until_us()), "26/11/2026 07:30");
  request.set_state(v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(list(request).deliveries_size(), 0);
}

TEST_F(Deliveries, RefuseAPageThatWasNeverGivenOut) {
  for (const char* token : {"x", "1", "1.", "1.9", ".1", "1.2x"}) {
    v1::ListDeliveriesRequest request;
    request.set_page_token(token);
    EXPECT_EQ(office.refused("DeliveryService/ListDeliveries", request, As::operator_()),
              v1::REFUSAL_CODE_INVALID_FIELD)
        << token;
  }
}

TEST_F(Deliveries, AreExplainedByWhatHoldsThem) {
  office.owed("n2", "p2");
  const auto text = why("n2");
  EXPECT_NE(text.find("rung"), std::string::npos);
  EXPECT_NE(text.find("it is not urgent, so it goes with the morning digest; held until 26/11/2026 07:30"),
            std::string::npos)
      << text;
  EXPECT_EQ(why("n2/email"), text) << "also under the name of a delivery";
}

TEST_F(Deliveries, AreExplainedByTheDayOfRestAndTheQuietHours) {
  office.advance_to("2026-11-27", 21 * 60);
  office.owed("n2", "p2", v1::NOTICE_REASON_RETURNED);
  const auto text = why("n2");
  EXPECT_NE(text.find("28/11/2026 is a day of rest (weekly rest)"), std::string::npos) << text;
  EXPECT_NE(text.find("quiet hours"), std::string::npos) << text;
  EXPECT_NE(text.find("held until 30/11/2026 06:30"), std::string::npos) << text;
}

TEST_F(Deliveries, AreExplainedByWhatTheOtherSideSaid) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForGood);
  EXPECT_NE(why("n1").find("\"550 no such mailbox\""), std::string::npos);
  office.still_open = false;
  office.owed("n3", "p1");
  EXPECT_NE(why("n3").find("not needed any more"), std::string::npos);
}

TEST_F(Deliveries, AreExplainedToTheirPersonAndToNoOther) {
  office.owed("n1", "p1");
  EXPECT_NE(why("n1", As::person("p1")), "");
  v1::ExplainNoticeRequest request;
  request.set_notice_id("n1");
  EXPECT_EQ(office.refused("DeliveryService/ExplainNotice", request, As::person("p2")), v1::REFUSAL_CODE_NOT_FOUND);
  request.set_notice_id("n9");
  EXPECT_EQ(office.refused("DeliveryService/ExplainNotice", request, As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Deliveries, ThatAreDeadAreTriedOnceMoreWithTheSameBytes) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForGood);
  EXPECT_EQ(retry("n1/email"), v1::DELIVERY_STATE_RETRYING);
  ASSERT_EQ(post.started.size(), 2U);
  EXPECT_EQ(post.started[0].message, post.started[1].message);
  end(1, How::kAccepted);
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_SENT);
  EXPECT_EQ(refused<v1::RetryDeliveryRequest>("DeliveryService/RetryDelivery", "n1/email"), v1::REFUSAL_CODE_NOT_OPEN);
}

TEST_F(Deliveries, ToABadAddressAreTriedOnceItIsMended) {
  office.person("p3", "p3 at example");
  office.owed("n1", "p3");
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_DEAD);
  office.person("p3", "p3@example.vn");
  EXPECT_EQ(retry("n1/email"), v1::DELIVERY_STATE_INTENDED);
  ASSERT_EQ(post.started.size(), 1U);
  EXPECT_EQ(post.started[0].to, "p3@example.vn");
}

TEST_F(Deliveries, ThatAreDeadGoToTheAddressThatWasMendedSince) {
  office.owed("n1", "p1");
  end(0, How::kRefusedForGood);
  office.person("p1", "mended@example.vn");
  EXPECT_EQ(retry("n1/email"), v1::DELIVERY_STATE_INTENDED);
  ASSERT_EQ(post.started.size(), 2U);
  EXPECT_EQ(post.started[1].to, "mended@example.vn");
  end(1, How::kAccepted);
  EXPECT_EQ(office.mail("n1").state(), v1::DELIVERY_STATE_SENT);
}

TEST_F(Deliveries, ThatAreHeldOrRetryingCanBeGivenUp) {
  office.owed("n2", "p2");
  EXPECT_EQ(drop("n2/email"), v1::DELIVERY_STATE_DROPPED);
  office.advance_to("2026-11-26", 450);
  EXPECT_TRUE(post.started.empty());
  office.owed("n1", "p1");
  end(0, How::kRefusedForNow);
  EXPECT_EQ(drop("n1/email"), v1::DELIVERY_STATE_DROPPED);
  office.pass_machine(100'000);
  EXPECT_EQ(post.started.size(), 1U);
  EXPECT_EQ(office.notifier.status().retrying(), 0U);
}

TEST_F(Deliveries, UnderWayOrDoneCannotBeGivenUp) {
  office.owed("n1", "p1");
  EXPECT_EQ(refused<v1::DropDeliveryRequest>("DeliveryService/DropDelivery", "n1/email"), v1::REFUSAL_CODE_NOT_OPEN);
  EXPECT_EQ(refused<v1::DropDeliveryRequest>("DeliveryService/DropDelivery", "n1/in_app"), v1::REFUSAL_CODE_NOT_OPEN);
  EXPECT_EQ(refused<v1::DropDeliveryRequest>("DeliveryService/DropDelivery", "nothing"), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Deliveries, AreCountedByRung) {
  office.owed("n1", "p1");
  office.owed("n2", "p2");
  const auto counts = office.ask<v1::SummariseDeliveriesResponse>("NoticeService/SummariseDeliveries",
                                                                  v1::SummariseDeliveriesRequest(), As::operator_());
  uint64_t mails = 0;
  for (const auto& rung : counts.rungs()) {
    EXPECT_EQ(rung.reason(), v1::NOTICE_REASON_OVERDUE);
    if (rung.channel() == v1::CHANNEL_EMAIL) mails += rung.count();
  }
  EXPECT_EQ(mails, 2U);
  EXPECT_EQ(counts.rungs_size(), 3) << "in the portal, being sent, held";
}

}  // namespace
}  // namespace giaoban::test
