// What others ask the reminder: lists by page, for people only what they may read, and whether something is still owed.
#include <gtest/gtest.h>

#include "tests/reminder/district.h"

namespace giaoban::test {
namespace {

class Lookup : public ::testing::Test {
 protected:
  Lookup() : d("2026-11-02 09:00") {
    d.settle_in();
    d.publish(report_kind("plan"), "plan");
    d.house.start();
  }
  v1::ListObligationsRequest under(const std::string& unit) {
    v1::ListObligationsRequest request;
    request.set_unit_id(unit);
    return request;
  }
  std::string ids(const v1::ListObligationsRequest& request, const As& as = As::operator_()) {
    const auto response =
        d.house.ask<v1::ListObligationsResponse>("reminder", "ObligationService/ListObligations", request, as);
    std::string out;
    for (const auto& owed : response.obligations()) out += owed.unit_id() + "/" + owed.kind() + " ";
    token = response.next_page_token();
    return out;
  }
  v1::RefusalCode refused(const v1::ListObligationsRequest& request, const As& as) {
    return d.house.refused("reminder", "ObligationService/ListObligations", request, as).code();
  }
  District d;
  std::string token;
};

TEST_F(Lookup, ListsByKindAndUnit) {
  EXPECT_EQ(ids(under("d")), "c1/plan c2/plan c3/plan c1/report c2/report c3/report ");
  EXPECT_EQ(token, "");
}

TEST_F(Lookup, ListsOnlyThePartOfTheTree) {
  EXPECT_EQ(ids(under("c2")), "c2/plan c2/report ");
}

TEST_F(Lookup, GoesOnWhereThePageEnded) {
  auto request = under("d");
  request.set_limit(4);
  EXPECT_EQ(ids(request), "c1/plan c2/plan c3/plan c1/report ");
  request.set_page_token(token);
  EXPECT_EQ(ids(request), "c2/report c3/report ");
  EXPECT_EQ(token, "");
}

TEST_F(Lookup, HasNoTokenWhenThePageEndsExactlyAtTheEnd) {
  auto request = under("d");
  request.set_limit(6);
  ids(request);
  EXPECT_EQ(token, "");
}

TEST_F(Lookup, FiltersByPeriodKindAndState) {
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  auto request = under("d");
  request.set_state(v1::OBLIGATION_STATE_ON_TIME);
  EXPECT_EQ(ids(request), "c1/report ");
  request.set_state(v1::OBLIGATION_STATE_OPEN);
  request.set_kind("report");
  EXPECT_EQ(ids(request), "c2/report c3/report ");
  request.set_period("2026-12");
  EXPECT_EQ(ids(request), "");
}

TEST_F(Lookup, ShowsPeopleWhatTheyMayRead) {
  EXPECT_EQ(ids(under("m"), As::person("clerk")), "c1/plan c2/plan c3/plan c1/report c2/report c3/report ");
  EXPECT_EQ(ids(under("c1"), As::person("p1")), "c1/plan c1/report ");
}

TEST_F(Lookup, RefusesAUnitThatThePersonMayNotRead) {
  EXPECT_EQ(refused(under("c2"), As::person("p1")), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(refused(under("m"), As::person("p1")), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(refused(under("nowhere"), As::operator_()), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(refused(under("c1"), As::gateway()), v1::REFUSAL_CODE_UNAUTHENTICATED);
}

// They were open to everybody once, and to a gateway that names nobody.
TEST_F(Lookup, KeepsTheSumsOfAllForWhoMayReadAll) {
  const auto code = [&](const As& as) {
    const auto outcome =
        d.house.call("reminder", "ObligationService/SummariseObligations", v1::SummariseObligationsRequest(), as);
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    return no == nullptr ? v1::REFUSAL_CODE_UNSPECIFIED : no->code();
  };
  EXPECT_EQ(code(As::gateway()), v1::REFUSAL_CODE_UNAUTHENTICATED);
  EXPECT_EQ(code(As::person("p1")), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(code(As::person("chief")), v1::REFUSAL_CODE_UNSPECIFIED) << "of the district, which is all there is";
  EXPECT_EQ(code(As::operator_()), v1::REFUSAL_CODE_UNSPECIFIED);
}

TEST_F(Lookup, RefusesALimitOverAThousandAndAStrangeToken) {
  auto request = under("d");
  request.set_limit(1001);
  EXPECT_EQ(refused(request, As::operator_()), v1::REFUSAL_CODE_INVALID_FIELD);
  request.set_limit(10);
  request.set_page_token("page 2");
  EXPECT_EQ(refused(request, As::operator_()), v1::REFUSAL_CODE_INVALID_FIELD);
}

TEST_F(Lookup, SaysWhetherSomethingIsStillOwed) {
  const auto owed = [&](const std::string& id) {
    v1::CheckOwedRequest request;
    request.set_obligation_id(id);
    return d.house
        .ask<v1::CheckOwedResponse>("reminder", "ObligationService/CheckOwed", request, As::service("notifier"))
        .owed();
  };
  EXPECT_TRUE(owed("c1/report/2026-11"));
  d.open("d1", "c1", "p1");
  d.submit("d1", "p1");
  EXPECT_FALSE(owed("c1/report/2026-11"));
  d.withdraw("d1", "p1");
  d.house.advance_to(at("2026-11-26 09:00"));
  EXPECT_TRUE(owed("c1/report/2026-11"));
  EXPECT_FALSE(owed("c1/report/1999-01"));
  EXPECT_FALSE(owed("nonsense"));
}

}  // namespace
}  // namespace giaoban::test
