// Reading: who sees what, in which order, and files in parts.
#include <gtest/gtest.h>

#include <set>

#include "services/store/digest.h"
#include "tests/house/district.h"

namespace giaoban::test {
namespace {

class Reading : public testing::Test {
 protected:
  District district;
  Paper paper{district};
  void SetUp() override { ASSERT_EQ(paper.opens("secretary1"), "ok"); }
  bool sees(const As& as, const std::string& method = "GetDossier") {
    v1::GetDossierRequest request;
    request.set_dossier_id(paper.id);
    const auto outcome = district.house.call("router", "DossierService/" + method, request, as);
    if (const auto* no = std::get_if<v1::Refusal>(&outcome)) {
      EXPECT_EQ(no->code(), v1::REFUSAL_CODE_NOT_FOUND) << "nobody learns that it exists";
      return false;
    }
    return true;
  }
};

TEST_F(Reading, ADraftIsItsOwnUnitsBusiness) {
  for (const char* method : {"GetDossier", "GetHistory"}) {
    EXPECT_TRUE(sees(As::person("secretary1"), method));
    EXPECT_TRUE(sees(As::person("deputy1"), method));
    EXPECT_FALSE(sees(As::person("clerk"), method));
    EXPECT_FALSE(sees(As::person("secretary2"), method));
    EXPECT_FALSE(sees(As::person("nobody"), method));
    EXPECT_TRUE(sees(As::operator_(), method));
  }
}

TEST_F(Reading, AHandedInPaperIsSeenByItsUnitAndThoseAbove) {
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  for (const char* who : {"secretary1", "clerk", "district", "province"}) EXPECT_TRUE(sees(As::person(who))) << who;
  EXPECT_FALSE(sees(As::person("secretary2")));
}

TEST_F(Reading, NamesUnitsAndPeopleAndLeavesOutAKindThatIsKnown) {
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  ASSERT_EQ(paper.act("clerk", [](auto& c) { c.mutable_claim(); }), "ok");
  auto answer = paper.read("secretary1");
  EXPECT_EQ(answer.unit_name(), "Chi bộ thôn Mai Thưởng");
  EXPECT_EQ(answer.holder_unit_name(), "Đảng bộ xã");
  EXPECT_EQ(answer.claimed_by_name(), "Lê Thị Lan");
  EXPECT_EQ(answer.pending_by_name(), "");
  EXPECT_TRUE(answer.has_kind());
  v1::GetDossierRequest request;
  request.set_dossier_id(paper.id);
  const auto knows = [&](const std::string& digest) {
    request.set_known_kind_digest(digest);
    return !district.house
                .ask<v1::GetDossierResponse>("router", "DossierService/GetDossier", request, As::person("clerk"))
                .has_kind();
  };
  EXPECT_TRUE(knows(answer.dossier().kind_digest()));
  EXPECT_FALSE(knows(std::string(32, 'x'))) << "another version than the one that the paper is pinned to";
  ASSERT_EQ(paper.rejects("clerk"), "ok");
  EXPECT_EQ(paper.read("clerk").holder_unit_name(), "");
}

TEST_F(Reading, TellsEachPersonWhichVerbsAreOpenAndWhyOthersAreNot) {
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  const auto approve = [&](const std::string& who) {
    const auto answer = paper.read(who);
    for (const auto& verb : answer.verbs()) {
      if (verb.verb() == v1::VERB_APPROVE)
        return verb.has_closed() ? v1::RefusalCode_Name(verb.closed().code()).substr(13) : "open";
    }
    return std::string("absent");
  };
  EXPECT_EQ(approve("clerk"), "open");
  EXPECT_EQ(approve("secretary1"), "NOT_AUTHORISED");
}

TEST_F(Reading, ShowsTheHistoryWithNamesAndTexts) {
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  ASSERT_EQ(paper.sends_back("clerk", "content", "Nêu rõ ai làm"), "ok");
  v1::GetHistoryRequest request;
  request.set_dossier_id(paper.id);
  const auto history = district.house.ask<v1::GetHistoryResponse>("router", "DossierService/GetHistory", request,
                                                                  As::person("secretary1"));
  ASSERT_EQ(history.entries_size(), 3);
  EXPECT_TRUE(history.entries(0).event().has_opened());
  EXPECT_EQ(history.entries(2).person_name(), "Lê Thị Lan");
  EXPECT_EQ(history.entries(2).content().remarks(0).text(), "Nêu rõ ai làm");
  EXPECT_EQ(history.entries(2).event().sent_back().remarks(0).text(), "") << "the event itself holds no text";
}

TEST_F(Reading, ShowsTheQueueInPagesTheLongestWaitingFirst) {
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  for (int i = 0; i < 6; ++i) {
    district.house.advance_to(district.house.clock().now().business_us + core::kMinute);
    Paper more(district);
    ASSERT_EQ(more.opens("secretary1", "resolution", "p.d.c.1", {}), "ok");
    ASSERT_EQ(more.act("secretary1", [](auto& c) { c.mutable_comment()->set_text("nháp"); }), "ok");
    Paper plan(district);
    ASSERT_EQ(plan.opens("secretary2", "meeting_plan", "p.d.c.2"), "ok");
    ASSERT_EQ(plan.submits("secretary2"), "ok");
  }
  std::set<std::string> seen;
  std::string token;
  int64_t last = 0;
  do {
    const auto page = district.turn_of("clerk", 3, token);
    EXPECT_EQ(page.total(), 7u);
    for (const auto& turn : page.turns()) {
      EXPECT_GE(turn.dossier().entered_us(), last);
      last = turn.dossier().entered_us();
      seen.insert(turn.dossier().dossier_id());
    }
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(seen.size(), 7u);
  EXPECT_EQ(district.turn_of("deputy1").total(), 6u) << "who may open the kind sees its drafts";
  v1::ListMyTurnRequest bad;
  bad.set_page_token("rubbish");
  EXPECT_EQ(district.house.refused("router", "DossierService/ListMyTurn", bad, As::person("clerk")).code(),
            v1::REFUSAL_CODE_INVALID_FIELD);
}

TEST_F(Reading, CarriesFilesInPartsThatAreDurableBeforeTheyAreNamed) {
  const std::string first = "%PDF-1.7" + std::string(262'136, 'a'), second = "xong";
  v1::PutChunkRequest put;
  put.set_dossier_id(paper.id);
  put.set_file_id("file-0001");
  put.set_index(1);
  put.set_data(second);
  district.house.ask<v1::PutChunkResponse>("router", "DossierService/PutChunk", put, As::person("secretary1"));
  v1::Attach attach;
  attach.set_file_id("file-0001");
  attach.set_name("Dự thảo.pdf");
  attach.set_media_type("application/pdf");
  attach.set_size(first.size() + second.size());
  attach.set_sha256(store::sha256({first, second}));
  const auto attaches = [&] { return paper.act("secretary1", [&](auto& c) { *c.mutable_attach() = attach; }); };
  EXPECT_NE(attaches(), "ok") << "the first part is missing";
  put.set_index(0);
  put.set_data(first);
  district.house.ask<v1::PutChunkResponse>("router", "DossierService/PutChunk", put, As::person("secretary1"));
  attach.set_size(1);
  EXPECT_NE(attaches(), "ok") << "it is not what the command says";
  attach.set_size(first.size() + second.size());
  EXPECT_EQ(attaches(), "ok");
  EXPECT_EQ(district.house.refused("router", "DossierService/PutChunk", put, As::person("secretary1")).code(),
            v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(district.house.refused("router", "DossierService/PutChunk", put, As::person("secretary2")).code(),
            v1::REFUSAL_CODE_NOT_FOUND);
  v1::GetChunkRequest get;
  get.set_dossier_id(paper.id);
  get.set_file_id("file-0001");
  get.set_index(1);
  const auto got =
      district.house.ask<v1::GetChunkResponse>("router", "DossierService/GetChunk", get, As::person("deputy1"));
  EXPECT_EQ(got.data(), second);
  EXPECT_EQ(got.name(), "Dự thảo.pdf");
  get.set_index(9);
  EXPECT_EQ(district.house.refused("router", "DossierService/GetChunk", get, As::person("deputy1")).code(),
            v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Reading, SaysWhetherAReminderIsStillDue) {
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  v1::CheckWaitingRequest check;
  check.set_dossier_id(paper.id);
  check.set_generation(paper.read("clerk").dossier().at().generation());
  const auto waiting = [&] {
    return district.house
        .ask<v1::CheckWaitingResponse>("router", "DossierService/CheckWaiting", check, As::service("notifier"))
        .waiting();
  };
  EXPECT_TRUE(waiting());
  ASSERT_EQ(paper.approves("clerk"), "ok");
  EXPECT_FALSE(waiting());
}

}  // namespace
}  // namespace giaoban::test
