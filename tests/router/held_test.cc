// Decisions on hold: who sees them, in which order, for how long, and after a restart.
#include <gtest/gtest.h>

#include "tests/house/district.h"

namespace giaoban::test {
namespace {

DistrictOptions with_holds() {
  DistrictOptions options;
  options.router.hold_us = 30 * core::kSecond;
  options.router.bulk_hold_us = 120 * core::kSecond;
  return options;
}

class Held : public testing::Test {
 protected:
  District district{with_holds()};

  Paper plan() {
    Paper paper(district);
    EXPECT_EQ(paper.opens("secretary1"), "ok");
    EXPECT_EQ(paper.submits("secretary1"), "ok");
    return paper;
  }
  std::string approves_in_bulk(Paper& paper) {
    return paper.act("clerk", [](auto& c) {
      c.mutable_approve();
      c.set_bulk(true);
    });
  }
  std::vector<v1::Turn> held(const As& as) {
    const auto answer =
        district.house.ask<v1::ListHeldResponse>("router", "DossierService/ListHeld", v1::ListHeldRequest(), as);
    return {answer.held().begin(), answer.held().end()};
  }
  std::vector<v1::Turn> held(const std::string& person = "clerk") { return held(As::person(person)); }
  void pass(int64_t seconds) {
    district.house.advance_to(district.house.clock().now().business_us + seconds * core::kSecond);
  }
};

TEST_F(Held, IsListedForWhoDecidedTheNextToSealFirst) {
  Paper late = plan(), soon = plan();
  ASSERT_EQ(approves_in_bulk(late), "ok");
  ASSERT_EQ(soon.approves("clerk"), "ok");
  const auto mine = held();
  ASSERT_EQ(mine.size(), 2u);
  EXPECT_EQ(mine[0].dossier().dossier_id(), soon.id);
  EXPECT_EQ(mine[1].dossier().dossier_id(), late.id);
  EXPECT_EQ(mine[0].unit_name(), "Chi bộ thôn Mai Thưởng");
  EXPECT_EQ(mine[0].dossier().pending().verb(), v1::VERB_APPROVE);
  EXPECT_EQ(district.turn_of("clerk").total(), 0u) << "it waits for nobody";
  EXPECT_EQ(district.turn_of("second_clerk").total(), 0u);
  EXPECT_EQ(soon.read("district").pending_by_name(), "Lê Thị Lan");
  for (const char* who : {"second_clerk", "secretary1", "district", "nobody"}) EXPECT_TRUE(held(who).empty()) << who;
  EXPECT_EQ(district.house.refused("router", "DossierService/ListHeld", v1::ListHeldRequest(), As::gateway()).code(),
            v1::REFUSAL_CODE_UNAUTHENTICATED);
}

TEST_F(Held, IsLongerInBulk) {
  Paper one = plan(), many = plan();
  ASSERT_EQ(one.approves("clerk"), "ok");
  ASSERT_EQ(approves_in_bulk(many), "ok");
  pass(31);
  EXPECT_EQ(one.read("clerk").dossier().at().state(), "approved");
  EXPECT_TRUE(many.read("clerk").dossier().has_pending());
  ASSERT_EQ(held().size(), 1u);
  pass(88);
  EXPECT_TRUE(many.read("clerk").dossier().has_pending());
  pass(2);
  EXPECT_EQ(many.read("clerk").dossier().at().state(), "approved");
  EXPECT_TRUE(held().empty());
}

TEST_F(Held, IsUndoneFromAnotherDeviceAndWaitsAgain) {
  Paper paper = plan();
  ASSERT_EQ(paper.approves("clerk"), "ok");
  district.house.restart("router");
  district.house.pass_machine(5'000'000);
  // Another device knows nothing but what it is told.
  const auto mine = held();
  ASSERT_EQ(mine.size(), 1u);
  Paper elsewhere(district);
  elsewhere.id = mine[0].dossier().dossier_id();
  elsewhere.version = mine[0].dossier().version();
  EXPECT_EQ(elsewhere.undoes("second_clerk"), "NOT_AUTHORISED");
  EXPECT_EQ(elsewhere.undoes("clerk"), "ok");
  EXPECT_TRUE(held().empty());
  EXPECT_EQ(district.turn_of("clerk").total(), 1u);
  EXPECT_EQ(district.turn_of("second_clerk").total(), 1u);
}

TEST_F(Held, GoesOutAtOnceWhenAskedTo) {
  Paper paper = plan();
  ASSERT_EQ(approves_in_bulk(paper), "ok");
  EXPECT_EQ(paper.act("clerk", [](auto& c) { c.mutable_seal(); }), "ok");
  EXPECT_TRUE(held().empty());
  EXPECT_EQ(paper.state, "approved");
}

TEST_F(Held, IsTheSameBeforeAndAfterARestart) {
  std::vector<Paper> papers;
  for (int i = 0; i < 4; ++i) papers.push_back(plan());
  EXPECT_TRUE(held().empty()) << "from here on the queue is kept in memory";
  for (auto& paper : papers) ASSERT_EQ(paper.approves("clerk"), "ok");
  ASSERT_EQ(papers[1].undoes("clerk"), "ok");
  const auto before = held();
  ASSERT_EQ(before.size(), 3u);
  district.house.restart("router");
  const auto after = held();
  ASSERT_EQ(after.size(), 3u);
  for (size_t i = 0; i < 3; ++i) EXPECT_EQ(after[i].SerializeAsString(), before[i].SerializeAsString());
}

TEST_F(Held, IsNotShownToWhoLeftTheOffice) {
  Paper paper = plan();
  ASSERT_EQ(paper.approves("clerk"), "ok");
  v1::EndOfficeRequest end;
  end.set_office_id(district.office_of("clerk", "p.d.c"));
  district.directory<v1::EndOfficeResponse>("EndOffice", end);
  EXPECT_TRUE(held().empty());
}

TEST_F(Held, IsSeenByAKeyOfTheOfficeThatDecidedOnly) {
  Paper paper = plan();
  ASSERT_EQ(paper.approves("both"), "ok");
  EXPECT_EQ(held("both").size(), 1u);
  EXPECT_TRUE(held(As::integrator("cell2", district.office_of("both", "p.d.c.2"))).empty());
}

TEST_F(Held, IsListedWithoutWhatGrowsWithAPaper) {
  Paper paper = plan();
  ASSERT_EQ(paper.approves("clerk"), "ok");
  ASSERT_FALSE(paper.read("clerk").dossier().author_hands().empty());
  const auto dossier = held().at(0).dossier();
  EXPECT_TRUE(dossier.author_hands().empty());
  EXPECT_TRUE(dossier.decided_hands().empty());
  EXPECT_TRUE(dossier.attachments().empty());
  EXPECT_TRUE(dossier.taken().empty());
  EXPECT_EQ(dossier.pending().actor().person_id(), "clerk");
  EXPECT_EQ(dossier.version(), paper.version) << "enough to take it back";
}

TEST_F(Held, IsListedAsFarAsAnAnswerHoldsHoweverLargeThePapersAre) {
  Paper paper = plan();
  ASSERT_EQ(paper.approves("clerk"), "ok");
  auto& store = district.house.store("router");
  std::string body, positions;
  int64_t deadline = 0;
  store.prepare("SELECT body, positions, deadline FROM dossier").one({}, [&](const store::Row& row) {
    body = row.blob(0);
    positions = row.blob(1);
    deadline = row.integer(2);
  });
  v1::Dossier dossier;
  ASSERT_TRUE(dossier.ParseFromString(body));
  dossier.add_asked_units(std::string(4000, 'u'));
  body = dossier.SerializeAsString();
  for (int i = 0; i < 400; ++i) {
    const std::string id = "sixteen bytes" + std::to_string(100 + i);
    store.prepare("INSERT INTO dossier (id, version, body, positions, entered, deadline) VALUES ($1, 1, $2, $3, 1, $4)")
        .run({store::Blob{id}, store::Blob{body}, store::Blob{positions}, deadline});
  }
  district.house.restart("router");
  const auto mine = held();
  EXPECT_GT(mine.size(), 150u);
  EXPECT_LT(mine.size(), 401u);
}

}  // namespace
}  // namespace giaoban::test
