// Delegate, EndDelegation, EndOffice: rights are lent for a time, on a paper, never in a circle; and end at once.
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kOffice1 = "p.d.c.1.secretary.p1";
const std::string kOffice2 = "p.d.c.2.secretary.p2";
const std::string kOffice3 = "p.d.c.clerk.p3";

class Delegate : public Scene {
 protected:
  Delegate() { with_officers(); }

  v1::DelegateRequest wanted(const std::string& office, const std::string& to, const std::string& from = "2026-11-05",
                             const std::string& until = "2026-11-20") {
    v1::DelegateRequest request;
    request.set_office_id(office);
    request.set_to_person_id(to);
    request.set_from_us(from.empty() ? 0 : day(from));
    request.set_until_us(day(until));
    request.set_basis("Công văn số 12-CV/ĐU");
    return request;
  }
  v1::DelegateResponse lend(const v1::DelegateRequest& request) {
    return ask<v1::DelegateResponse>("Delegate", request);
  }
  std::string refused_field(const v1::DelegateRequest& request) {
    const auto before = log().size();
    const auto no = refused("Delegate", request);
    EXPECT_EQ(log().size(), before);
    EXPECT_NE(no.text_vi(), "");
    EXPECT_NE(no.text_en(), "");
    return no.field();
  }
  void end(const std::string& delegation_id) {
    v1::EndDelegationRequest request;
    request.set_delegation_id(delegation_id);
    ask<v1::EndDelegationResponse>("EndDelegation", request);
  }
  void end_office(const std::string& office_id) {
    v1::EndOfficeRequest request;
    request.set_office_id(office_id);
    ask<v1::EndOfficeResponse>("EndOffice", request);
  }
};

TEST_F(Delegate, LendsAnOfficeForATime) {
  const auto response = lend(wanted(kOffice1, "p2"));
  EXPECT_EQ(response.position(), log().size());
  const auto delegation = log().back().directory().delegated().delegation();
  EXPECT_EQ(delegation.delegation_id(), response.delegation_id());
  EXPECT_EQ(delegation.office_id(), kOffice1);
  EXPECT_EQ(delegation.to_person_id(), "p2");
  EXPECT_EQ(delegation.from_us(), day("2026-11-05"));
  EXPECT_EQ(delegation.until_us(), day("2026-11-20"));
  EXPECT_EQ(delegation.basis(), "Công văn số 12-CV/ĐU");
}

TEST_F(Delegate, BeginsNowWithoutABeginning) {
  lend(wanted(kOffice1, "p2", ""));
  EXPECT_EQ(log().back().directory().delegated().delegation().from_us(), begins_us);
}

TEST_F(Delegate, AskedAgainIsTheSameDelegation) {
  const auto first = lend(wanted(kOffice1, "p2"));
  EXPECT_EQ(lend(wanted(kOffice1, "p2")).delegation_id(), first.delegation_id());
  const auto now = lend(wanted(kOffice1, "p3", ""));
  house.advance_to(begins_us + core::kMinute);
  const auto count = log().size();
  EXPECT_EQ(lend(wanted(kOffice1, "p3", "")).delegation_id(), now.delegation_id());
  EXPECT_EQ(log().size(), count);
}

TEST_F(Delegate, IsGivenAnewAfterItWasEnded) {
  const auto first = lend(wanted(kOffice1, "p2"));
  end(first.delegation_id());
  EXPECT_NE(lend(wanted(kOffice1, "p2")).delegation_id(), first.delegation_id());
}

TEST_F(Delegate, RefusesWhatDoesNotExist) {
  EXPECT_EQ(refused_field(wanted("nowhere", "p2")), "office_id");
  EXPECT_EQ(refused_field(wanted(kOffice1, "nobody")), "to_person_id");
}

TEST_F(Delegate, RefusesThePersonWhoHoldsTheOffice) {
  EXPECT_EQ(refused_field(wanted(kOffice1, "p1")), "to_person_id");
}

TEST_F(Delegate, RefusesAnEndThatIsPastOrBeforeTheBeginning) {
  EXPECT_EQ(refused_field(wanted(kOffice1, "p2", "2026-11-20", "2026-11-20")), "until_us");
  EXPECT_EQ(refused_field(wanted(kOffice1, "p2", "2026-10-01", "2026-10-20")), "until_us");
}

TEST_F(Delegate, Takes366DaysButNotOneMicrosecondMore) {
  auto request = wanted(kOffice1, "p2");
  request.set_until_us(request.from_us() + 366 * core::kDay + 1);
  EXPECT_EQ(refused_field(request), "until_us");
  request.set_until_us(request.from_us() + 366 * core::kDay);
  EXPECT_NE(lend(request).delegation_id(), "");
  request.set_from_us(INT64_MIN);
  request.set_until_us(INT64_MAX);
  EXPECT_EQ(refused_field(request), "until_us");
}

TEST_F(Delegate, RefusesAnOfficeWhoseTermEndsBefore) {
  end_office(kOffice1);
  EXPECT_EQ(refused_field(wanted(kOffice1, "p2")), "office_id");
}

TEST_F(Delegate, WantsABasisOf1To500Characters) {
  auto request = wanted(kOffice1, "p2");
  request.set_basis("");
  EXPECT_EQ(refused_field(request), "basis");
  std::string basis;
  for (int i = 0; i < 500; ++i) basis += "ộ";
  request.set_basis(basis + "ộ");
  EXPECT_EQ(refused_field(request), "basis");
  request.set_basis(basis);
  EXPECT_NE(lend(request).delegation_id(), "");
}

TEST_F(Delegate, RefusesTwoWhoStandInForEachOther) {
  lend(wanted(kOffice1, "p2"));
  const auto no = refused("Delegate", wanted(kOffice2, "p1"));
  EXPECT_EQ(no.field(), "to_person_id");
  EXPECT_NE(no.text_en().find("circle"), std::string::npos);
}

TEST_F(Delegate, RefusesACircleOfThree) {
  lend(wanted(kOffice1, "p2"));
  lend(wanted(kOffice2, "p3"));
  EXPECT_EQ(refused_field(wanted(kOffice3, "p1")), "to_person_id");
}

TEST_F(Delegate, AllowsBothDirectionsOneAfterTheOther) {
  lend(wanted(kOffice1, "p2", "2026-11-05", "2026-11-20"));
  EXPECT_NE(lend(wanted(kOffice2, "p1", "2026-11-20", "2026-12-01")).delegation_id(), "");
}

TEST_F(Delegate, AllowsTheOtherDirectionOnceTheFirstWasEnded) {
  end(lend(wanted(kOffice1, "p2")).delegation_id());
  EXPECT_NE(lend(wanted(kOffice2, "p1")).delegation_id(), "");
}

TEST_F(Delegate, AllowsOnePersonToStandInForTwo) {
  lend(wanted(kOffice1, "p3"));
  EXPECT_NE(lend(wanted(kOffice2, "p3")).delegation_id(), "");
}

TEST_F(Delegate, EndsAtOnceAndOnlyOnce) {
  const auto id = lend(wanted(kOffice1, "p2")).delegation_id();
  house.advance_to(day("2026-11-10"));
  end(id);
  EXPECT_EQ(log().back().directory().delegation_ended().delegation_id(), id);
  EXPECT_EQ(log().back().directory().delegation_ended().until_us(), day("2026-11-10"));
  const auto count = log().size();
  house.advance_to(day("2026-11-11"));
  end(id);
  EXPECT_EQ(log().size(), count) << "it had ended";
  v1::EndDelegationRequest unknown;
  unknown.set_delegation_id("x");
  EXPECT_EQ(refused("EndDelegation", unknown).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Delegate, EndOfficeEndsATermAtOnceAndOnlyOnce) {
  house.advance_to(day("2026-11-10"));
  end_office(kOffice1);
  EXPECT_EQ(offices_of("p1").offices(0).until_us(), day("2026-11-10"));
  const auto count = log().size();
  house.advance_to(day("2026-11-11"));
  end_office(kOffice1);
  EXPECT_EQ(log().size(), count);
  EXPECT_EQ(offices_of("p1").offices(0).until_us(), day("2026-11-10"));
  v1::EndOfficeRequest unknown;
  unknown.set_office_id("x");
  EXPECT_EQ(refused("EndOffice", unknown).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

}  // namespace
}  // namespace giaoban::test
