// The my-turn queue: filters, counts, what was put off, and that memory stays as the store is.
#include <gtest/gtest.h>

#include <set>

#include "tests/house/district.h"

namespace giaoban::test {
namespace {

class MyTurn : public testing::Test {
 protected:
  District district;

  Paper plan_of(const std::string& cell) {
    Paper paper(district);
    const std::string who = "secretary" + cell.substr(cell.size() - 1);
    EXPECT_EQ(paper.opens(who, "meeting_plan", cell), "ok");
    EXPECT_EQ(paper.submits(who), "ok");
    return paper;
  }
  v1::ListMyTurnResponse list(const v1::ListMyTurnRequest& request, const std::string& person = "clerk") {
    return district.house.ask<v1::ListMyTurnResponse>("router", "DossierService/ListMyTurn", request,
                                                      As::person(person));
  }
  template <class Fill>
  uint32_t count(Fill fill, const std::string& person = "clerk") {
    v1::ListMyTurnRequest request;
    fill(request);
    const auto answer = list(request, person);
    EXPECT_EQ(answer.total(), static_cast<uint32_t>(answer.turns_size()));
    return answer.total();
  }
  // "ok", or the field that the refusal is about, or its code where there is none.
  std::string snoozes(const std::string& person, const std::string& id, int64_t until_us) {
    v1::SnoozeRequest request;
    request.set_dossier_id(id);
    request.set_until_us(until_us);
    const auto outcome = district.house.call("router", "DossierService/Snooze", request, As::person(person));
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    return no == nullptr ? "ok" : v1::RefusalCode_Name(no->code()).substr(13) + " " + no->field();
  }
  int64_t now() { return district.house.clock().now().business_us; }
};

TEST_F(MyTurn, IsFilteredByEverythingThatAPersonSees) {
  plan_of("p.d.c.1");
  plan_of("p.d.c.2");
  Paper other = plan_of("p.d.c.2");
  Paper draft(district);
  ASSERT_EQ(draft.opens("both", "meeting_plan", "p.d.c.2", {}, "2026-12"), "ok");
  EXPECT_EQ(count([](auto&) {}), 3u);
  EXPECT_EQ(count([](auto& r) { r.set_kind("meeting_plan"); }), 3u);
  EXPECT_EQ(count([](auto& r) { r.set_kind("resolution"); }), 0u);
  EXPECT_EQ(count([](auto& r) { r.set_unit_id("p.d.c.2"); }), 2u);
  EXPECT_EQ(count([](auto& r) { r.set_unit_id("p.d.c"); }), 3u) << "and the units below it";
  EXPECT_EQ(count([](auto& r) { r.set_unit_id("nowhere"); }), 0u);
  EXPECT_EQ(count([](auto& r) { r.set_period("2026-12"); }, "both"), 1u);
  EXPECT_EQ(count([](auto& r) { r.set_state("with_commune"); }, "both"), 3u);
  EXPECT_EQ(count([](auto& r) { r.set_state("draft"); }, "both"), 1u);
  EXPECT_EQ(count([](auto& r) { r.set_claimed_by_me(true); }), 0u);
  ASSERT_EQ(other.act("clerk", [](auto& c) { c.mutable_claim(); }), "ok");
  EXPECT_EQ(count([](auto& r) { r.set_claimed_by_me(true); }), 1u);
  EXPECT_EQ(count([](auto& r) { r.set_claimed_by_me(true); }, "second_clerk"), 0u);
  EXPECT_EQ(count([](auto& r) { r.set_unit_id("p.d.c.2"), r.set_claimed_by_me(true), r.set_words("khe"); }), 1u);
}

TEST_F(MyTurn, FindsWordsWithAndWithoutDiacritics) {
  plan_of("p.d.c.1");
  plan_of("p.d.c.2");
  const auto found = [&](const std::string& words) { return count([&](auto& r) { r.set_words(words); }); };
  for (const char* words : {"Mai Thưởng", "mai thuong", "THUONG mai", "ke hoach mai", "meeting mai", "thuo"}) {
    EXPECT_EQ(found(words), 1u) << words;
  }
  EXPECT_EQ(found("thu\xCC\x9Bo\xCC\x9B\xCC\x89ng"), 1u) << "taken apart";
  EXPECT_EQ(found("chi bộ"), 2u);
  EXPECT_EQ(found("mai khe"), 0u) << "all words, not any";
  EXPECT_EQ(found("huong"), 0u) << "a word is found from its beginning";
  EXPECT_EQ(found(" ,. "), 2u);
  v1::ListMyTurnRequest request;
  std::string words;
  for (int i = 0; i < 201; ++i) words += "ộ";
  request.set_words(words);
  EXPECT_EQ(district.house.refused("router", "DossierService/ListMyTurn", request, As::person("clerk")).field(),
            "words");
}

TEST_F(MyTurn, CountsWhatWaitsOnItsFirstPageWhateverWasAskedFor) {
  for (int i = 0; i < 3; ++i) plan_of("p.d.c.1");
  Paper put_off = plan_of("p.d.c.2");
  ASSERT_EQ(snoozes("clerk", put_off.id, now() + core::kHour), "ok");
  v1::ListMyTurnRequest request;
  request.set_limit(1);
  request.set_kind("resolution");
  auto page = list(request);
  EXPECT_EQ(page.total(), 0u);
  EXPECT_EQ(page.waiting(), 3u);
  EXPECT_EQ(page.overdue(), 0u);
  EXPECT_EQ(page.snoozed(), 1u);
  ASSERT_EQ(page.counts_size(), 1);
  EXPECT_EQ(page.counts(0).kind(), "meeting_plan");
  EXPECT_EQ(page.counts(0).state(), "with_commune");
  EXPECT_EQ(page.counts(0).count(), 3u);
  EXPECT_FALSE(page.counts(0).kind_title().vi().empty());
  EXPECT_FALSE(page.counts(0).state_label().vi().empty());
  request.clear_kind();
  page = list(request);
  EXPECT_EQ(page.total(), 3u);
  EXPECT_FALSE(page.turns(0).state_label().vi().empty());
  request.set_page_token(page.next_page_token());
  page = list(request);
  EXPECT_EQ(page.total(), 3u) << "on every page";
  EXPECT_EQ(page.waiting() + page.snoozed() + static_cast<uint32_t>(page.counts_size()), 0u);
}

TEST_F(MyTurn, SaysWhatIsOverdueOnceItsTimeHasPassed) {
  Paper paper = plan_of("p.d.c.1");
  const int64_t due = paper.read("clerk").dossier().at().due_us();
  ASSERT_GT(due, now());
  const auto overdue = [&] { return count([](auto& r) { r.set_overdue(true); }); };
  district.house.advance_to(due);
  EXPECT_EQ(overdue(), 0u);
  district.house.advance_to(due + core::kSecond);
  EXPECT_EQ(overdue(), 1u);
  EXPECT_EQ(district.turn_of("clerk").overdue(), 1u);
}

TEST_F(MyTurn, KeepsItsPageWhilePapersLeaveTheQueue) {
  std::vector<Paper> papers;
  for (int i = 0; i < 6; ++i) papers.push_back(plan_of("p.d.c.1"));
  const auto first = district.turn_of("clerk", 2);
  ASSERT_EQ(first.turns_size(), 2);
  for (auto& paper : papers) {
    const bool shown =
        paper.id == first.turns(0).dossier().dossier_id() || paper.id == first.turns(1).dossier().dossier_id();
    if (shown) {
      ASSERT_EQ(paper.approves("clerk"), "ok");
    }
  }
  std::set<std::string> seen;
  std::string token = first.next_page_token();
  while (!token.empty()) {
    const auto page = district.turn_of("clerk", 2, token);
    EXPECT_EQ(page.total(), 4u);
    for (const auto& turn : page.turns()) EXPECT_TRUE(seen.insert(turn.dossier().dossier_id()).second);
    token = page.next_page_token();
  }
  EXPECT_EQ(seen.size(), 4u);
}

TEST_F(MyTurn, NamesWhoClaimed) {
  Paper paper = plan_of("p.d.c.1");
  ASSERT_EQ(paper.act("second_clerk", [](auto& c) { c.mutable_claim(); }), "ok");
  EXPECT_EQ(district.turn_of("clerk").turns(0).claimed_by_name(), "Đỗ Văn Bình");
}

TEST_F(MyTurn, IsTheSameAfterARestartAndAfterARollback) {
  plan_of("p.d.c.1");
  Paper paper = plan_of("p.d.c.2");
  ASSERT_EQ(paper.act("clerk", [](auto& c) { c.mutable_claim(); }), "ok");
  const std::string before = district.turn_of("clerk").SerializeAsString();
  district.house.restart("router");
  EXPECT_EQ(district.turn_of("clerk").SerializeAsString(), before);
  district.house.pass_machine(5'000'000);
  auto& store = district.house.store("router");
  int64_t pages = 0;
  store.prepare("PRAGMA page_count").one({}, [&](const store::Row& row) { pages = row.integer(0); });
  store.define("PRAGMA max_page_count = " + std::to_string(pages));
  std::string said;
  for (int i = 0; i < 200 && said != "STORE_FULL"; ++i) {
    Paper more(district);
    said = more.opens("secretary1", "meeting_plan", "p.d.c.1", {Paper::text_field("content", std::string(9'000, 'a'))});
  }
  ASSERT_EQ(said, "STORE_FULL");
  const auto waiting = [&] { return district.turn_of("secretary1", 200).total(); };
  const uint32_t after_rollback = waiting();
  store.define("PRAGMA max_page_count = 1000000");
  district.house.restart("router");
  EXPECT_EQ(waiting(), after_rollback) << "what was rolled back is not in the queue";
  EXPECT_EQ(district.turn_of("clerk").SerializeAsString(), before);
  district.house.pass_machine(5'000'000);
  ASSERT_EQ(paper.approves("clerk"), "ok");
  EXPECT_EQ(district.turn_of("clerk").total(), 1u);
}

TEST_F(MyTurn, PutsAPaperOffForOnePersonUntilItsTime) {
  Paper paper = plan_of("p.d.c.1");
  ASSERT_EQ(snoozes("clerk", paper.id, now() + 2 * core::kHour), "ok");
  EXPECT_EQ(district.turn_of("clerk").total(), 0u);
  EXPECT_EQ(district.turn_of("second_clerk").total(), 1u) << "nobody else notices";
  v1::ListMyTurnRequest put_off;
  put_off.set_snoozed(true);
  ASSERT_EQ(list(put_off).turns_size(), 1);
  EXPECT_EQ(list(put_off).turns(0).snoozed_until_us(), now() + 2 * core::kHour);
  EXPECT_EQ(paper.read("clerk").dossier().version(), paper.version) << "it is no event";
  district.house.restart("router");
  EXPECT_EQ(district.turn_of("clerk").total(), 0u);
  district.house.advance_to(now() + 2 * core::kHour);
  EXPECT_EQ(district.turn_of("clerk").total(), 1u);
  EXPECT_EQ(district.turn_of("clerk").turns(0).snoozed_until_us(), 0);
  EXPECT_EQ(list(put_off).total(), 0u);
}

TEST_F(MyTurn, BringsAPaperBackWhenAskedToAndWhenItMovesOn) {
  Paper paper = plan_of("p.d.c.1");
  ASSERT_EQ(snoozes("clerk", paper.id, now() + core::kHour), "ok");
  ASSERT_EQ(snoozes("clerk", paper.id, 0), "ok");
  EXPECT_EQ(district.turn_of("clerk").total(), 1u);
  ASSERT_EQ(snoozes("clerk", paper.id, 0), "ok") << "twice does no harm";
  ASSERT_EQ(snoozes("clerk", paper.id, now() + core::kHour), "ok");
  ASSERT_EQ(paper.comments("secretary1", "Xin xem sớm"), "ok");
  EXPECT_EQ(district.turn_of("clerk").total(), 0u) << "a remark moves nothing";
  ASSERT_EQ(paper.sends_back("second_clerk", "content"), "ok");
  ASSERT_EQ(paper.saves("secretary1", "content", "Mở rộng đường thôn, tổ 1 làm"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  EXPECT_EQ(district.turn_of("clerk").total(), 1u);
  EXPECT_EQ(district.turn_of("clerk").snoozed(), 0u);
}

TEST_F(MyTurn, IsNotPutOffPastItsDueTimeNorByAStranger) {
  Paper paper = plan_of("p.d.c.1");
  const int64_t due = paper.read("clerk").dossier().at().due_us();
  EXPECT_EQ(snoozes("clerk", paper.id, due + 1), "INVALID_FIELD until_us");
  EXPECT_EQ(snoozes("clerk", paper.id, now()), "INVALID_FIELD until_us");
  EXPECT_EQ(snoozes("clerk", paper.id, now() - 1), "INVALID_FIELD until_us");
  EXPECT_EQ(snoozes("clerk", paper.id, INT64_MAX), "INVALID_FIELD until_us");
  EXPECT_EQ(snoozes("clerk", paper.id, INT64_MIN), "INVALID_FIELD until_us");
  EXPECT_EQ(snoozes("secretary1", paper.id, now() + core::kHour), "NOT_OPEN dossier_id") << "it waits for the clerk";
  EXPECT_EQ(snoozes("secretary2", paper.id, now() + core::kHour), "NOT_FOUND dossier_id");
  EXPECT_EQ(snoozes("clerk", "rubbish", now() + core::kHour), "NOT_FOUND dossier_id");
  EXPECT_EQ(snoozes("", paper.id, now() + core::kHour), "UNAUTHENTICATED ");
  EXPECT_EQ(snoozes("clerk", paper.id, due), "ok");
  EXPECT_EQ(district.turn_of("clerk").total(), 0u);
  district.house.advance_to(due + 1);
  EXPECT_EQ(district.turn_of("clerk").total(), 1u);
  EXPECT_EQ(snoozes("clerk", paper.id, now() + core::kHour), "INVALID_FIELD until_us") << "it is overdue";
  Paper draft(district);
  ASSERT_EQ(draft.opens("secretary1", "resolution", "p.d.c.1", {}), "ok");
  EXPECT_EQ(snoozes("secretary1", draft.id, now() + 32 * core::kDay), "INVALID_FIELD until_us");
}

TEST_F(MyTurn, KeepsAReturnedPaperInTheCellWhoeverHoldsOfficeThere) {
  const auto ends = [&](const std::string& person) {
    v1::EndOfficeRequest request;
    request.set_office_id(district.office_of(person, "p.d.c.1"));
    district.directory<v1::EndOfficeResponse>("EndOffice", request);
    district.house.settle();
  };
  Paper returned = plan_of("p.d.c.1");
  Paper draft(district);
  ASSERT_EQ(draft.opens("secretary1"), "ok");
  ends("secretary1");
  EXPECT_EQ(district.turn_of("deputy1").total(), 1u) << "the deputy goes on with what the secretary began";
  ASSERT_EQ(returned.sends_back("clerk", "content"), "ok");
  EXPECT_EQ(district.turn_of("deputy1").total(), 2u);
  ends("deputy1");
  v1::ImportOfficersRequest people;
  people.set_csv("person_id,name,unit_id,role\nnew1,Người Mới,p.d.c.1,secretary\n");
  district.directory<v1::ImportOfficersResponse>("ImportOfficers", people);
  district.house.settle();
  const auto turn = district.turn_of("new1");
  EXPECT_EQ(turn.total(), 2u) << "and a new secretary with what waits for a deputy";
  EXPECT_EQ(turn.waiting(), 2u);
  EXPECT_EQ(snoozes("new1", returned.id, now() + core::kHour), "ok");
  EXPECT_EQ(district.turn_of("new1").total(), 1u);
  EXPECT_EQ(district.turn_of("clerk").total(), 0u);
}

TEST_F(MyTurn, ShowsADeputyNothingThatTheSecretaryIsAskedToDecide) {
  std::string file = file_text("workflows/kinds/meeting_plan.txtpb");
  const std::string clerk = "asked { role: ROLE_CLERK level: LEVEL_COMMUNE }";
  file.replace(file.find(clerk), clerk.size(), "asked { role: ROLE_SECRETARY level: LEVEL_COMMUNE }");
  district.publish(file);
  v1::ImportOfficersRequest people;
  people.set_csv("person_id,name,unit_id,role\nboss,Bí Thư,p.d.c,secretary\nvice,Phó Bí Thư,p.d.c,deputy_secretary\n");
  district.directory<v1::ImportOfficersResponse>("ImportOfficers", people);
  district.house.settle();
  Paper paper = plan_of("p.d.c.1");
  EXPECT_EQ(district.turn_of("boss").total(), 1u);
  EXPECT_EQ(district.turn_of("vice").total(), 0u);
  EXPECT_EQ(district.turn_of("vice").waiting(), 0u);
  EXPECT_EQ(snoozes("vice", paper.id, now() + core::kHour), "NOT_OPEN dossier_id");
}

TEST_F(MyTurn, IsPutOffByPeopleOnly) {
  Paper paper = plan_of("p.d.c.1");
  ASSERT_EQ(snoozes("clerk", paper.id, now() + core::kHour), "ok");
  const auto commune = As::integrator("commune", district.office_of("clerk", "p.d.c"));
  v1::SnoozeRequest request;
  request.set_dossier_id(paper.id);
  request.set_until_us(now() + core::kHour);
  EXPECT_EQ(district.house.refused("router", "DossierService/Snooze", request, commune).code(),
            v1::REFUSAL_CODE_CALLER_NOT_ALLOWED);
  const auto seen = district.house.ask<v1::ListMyTurnResponse>("router", "DossierService/ListMyTurn",
                                                               v1::ListMyTurnRequest(), commune);
  EXPECT_EQ(seen.total(), 1u) << "a machine of the office sees all that waits for it";
}

}  // namespace
}  // namespace giaoban::test
