// Lists: filters, order, pages and words.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/records/world.h"

namespace giaoban::test {
namespace {

using Ids = std::vector<std::string>;

v1::ListDossiersRequest request(const std::string& unit = "") {
  v1::ListDossiersRequest request;
  request.set_unit_id(unit);
  return request;
}

v1::ListDossiersRequest words(const std::string& words) {
  v1::ListDossiersRequest request;
  request.set_words(words);
  return request;
}

TEST(List, ShowsWhatADossierIsAndHowItStands) {
  World world;
  const auto id = world.filed("report", "a1", "2026-10", {text("theme", "Mở rộng đường thôn"), number("attended", 9)});
  world.send_back(id);
  const auto page = world.list(request(), As::operator_());
  ASSERT_EQ(page.lines_size(), 1);
  const auto& line = page.lines(0);
  EXPECT_EQ(line.dossier_id(), id);
  EXPECT_EQ(line.kind(), "report");
  EXPECT_EQ(line.unit_id(), "a1");
  EXPECT_EQ(line.unit_name(), "Chi bộ thôn Em");
  EXPECT_EQ(line.period(), "2026-10");
  EXPECT_EQ(line.state(), "draft");
  EXPECT_EQ(line.title(), "Mở rộng đường thôn");
  EXPECT_EQ(line.changed_us(), World::kBegins + 3);
  EXPECT_EQ(line.due_us(), World::kBegins + 1003);
  EXPECT_EQ(line.rounds(), 1u);
  EXPECT_EQ(line.version(), 3u);
  EXPECT_EQ(line.outcome(), v1::OUTCOME_UNSPECIFIED);
  EXPECT_EQ(page.total(), 1u);
  EXPECT_EQ(page.next_page_token(), "");
}

TEST(List, GivesTheNewestPeriodFirstThenUnitsInVietnameseOrder) {
  World world;
  const auto em = world.filed("report", "a1", "2026-10");
  const auto dat = world.filed("report", "a2", "2026-10");
  const auto dung = world.filed("report", "a3", "2026-10");
  const auto ten = world.filed("report", "b1", "2026-10");
  const auto two = world.filed("report", "b2", "2026-10");
  const auto later = world.filed("report", "b1", "2026-11");
  const auto timeless = world.filed("letter", "a3", "");
  EXPECT_EQ(world.walk(request(), As::operator_()), (Ids{later, dung, dat, em, two, ten, timeless}));
}

TEST(List, KeepsToUnitKindPeriodAndState) {
  World world;
  const auto report = world.filed("report", "a1", "2026-10");
  const auto letter = world.filed("letter", "a1", "");
  const auto other = world.filed("report", "b1", "2026-10");
  const auto draft = world.open("report", "a2", "2026-11");
  const auto approved = world.filed("report", "a3", "2026-11");
  world.approve(approved);

  const auto found = [&](auto set) {
    v1::ListDossiersRequest asked;
    set(asked);
    const auto ids = world.walk(asked, As::operator_());
    EXPECT_EQ(world.list(asked, As::operator_()).total(), ids.size());
    return ids;
  };
  EXPECT_EQ(found([](auto& r) { r.set_unit_id("a"); }), (Ids{approved, draft, report, letter}));
  EXPECT_EQ(found([](auto& r) { r.set_unit_id("a1"); }), (Ids{report, letter}));
  EXPECT_EQ(found([](auto& r) { r.set_kind("letter"); }), Ids{letter});
  EXPECT_EQ(found([](auto& r) { r.set_period("2026-11"); }), (Ids{approved, draft}));
  EXPECT_EQ(found([](auto& r) { r.set_state("review"); }), (Ids{report, other, letter}));
  EXPECT_EQ(found([](auto& r) { r.set_state("review"), r.set_kind("report"); }), (Ids{report, other}));
  EXPECT_EQ(found([](auto& r) { r.set_state("review"), r.set_kind("report"), r.set_unit_id("b"); }), Ids{other});
  EXPECT_EQ(found([](auto& r) { r.set_state("nowhere"); }), Ids{});
}

TEST(List, FindsWordsHoweverTheyAreWritten) {
  World world;
  const auto road =
      world.filed("report", "a1", "2026-10", {text("content", "Đảng uỷ xã mở rộng đường\nhoà giải ở thôn")});
  const auto clean = world.filed("report", "a2", "2026-09", {text("content", "Vệ sinh đường làng")});
  for (const std::string same :
       {"Đảng ủy", "dang uy", "ĐẢNG UỶ", "Đa\u0309ng u\u0309y", "hòa giải", "Hoà", "  rong   DUONG "}) {
    EXPECT_EQ(world.walk(words(same), As::operator_()), Ids{road}) << same;
  }
  EXPECT_EQ(world.walk(words("đường"), As::operator_()), (Ids{road, clean}));
  EXPECT_EQ(world.walk(words("duo"), As::operator_()), (Ids{road, clean})) << "the beginning of a word is enough";
  EXPECT_EQ(world.walk(words("uong"), As::operator_()), Ids{}) << "its middle is not";
  EXPECT_EQ(world.walk(words("đường sinh"), As::operator_()), Ids{clean}) << "all words must be there";
  EXPECT_EQ(world.walk(words("đường biển"), As::operator_()), Ids{});
  EXPECT_EQ(world.walk(words(" ... "), As::operator_()), (Ids{road, clean})) << "nothing to look for";
}

TEST(List, FindsTheWordsOfTheLatestVersionOnly) {
  World world;
  const auto id = world.open("report", "a1", "2026-10", {text("theme", "Làm đường")});
  world.save(id, {text("theme", "Làm cầu")});
  EXPECT_EQ(world.walk(words("đường"), As::operator_()), Ids{});
  EXPECT_EQ(world.walk(words("làm cầu"), As::operator_()), Ids{id});
  EXPECT_EQ(world.list(words("cầu"), As::operator_()).lines(0).title(), "Làm cầu");
}

TEST(List, SearchesOnlyWhereTheCallerMayLook) {
  World world;
  const auto ours = world.filed("report", "a1", "2026-10", {text("theme", "Làm đường")});
  world.filed("report", "b1", "2026-10", {text("theme", "Làm đường")});
  const auto page = world.list(words("đường"), As::person("c-a"));
  ASSERT_EQ(page.lines_size(), 1);
  EXPECT_EQ(page.lines(0).dossier_id(), ours);
  EXPECT_EQ(page.total(), 1u);
}

TEST(List, IsCompleteAndWithoutRepeatsWhilePapersComeIn) {
  World world;
  const Ids units = {"a1", "a2", "a3", "b1", "b2"};
  const Ids periods = {"2026-09", "2026-10", "2026-11"};
  std::set<std::string> there;
  for (int i = 0; i < 60; ++i) {
    there.insert(world.filed("report", units[static_cast<size_t>(i) % 5], periods[static_cast<size_t>(i) % 3],
                             {text("theme", i % 2 ? "Làm đường" : "Làm cầu")}));
  }
  for (const std::string looked_for : {"", "lam"}) {
    auto asked = words(looked_for);
    asked.set_limit(7);
    std::vector<std::string> seen;
    int page_number = 0;
    do {
      const auto page = world.list(asked, As::operator_());
      EXPECT_LE(page.lines_size(), 7);
      for (const auto& line : page.lines()) seen.push_back(line.dossier_id());
      asked.set_page_token(page.next_page_token());
      world.filed("report", units[static_cast<size_t>(page_number++) % 5], "2026-10", {text("theme", "Làm thêm")});
      // A unit that comes in between moves the places of its neighbours' papers in no page.
      world.unit("new-" + looked_for + std::to_string(page_number), "a", v1::LEVEL_CELL,
                 "Chi bộ thôn A" + std::to_string(90 - page_number));
    } while (!asked.page_token().empty());
    const std::set<std::string> once(seen.begin(), seen.end());
    EXPECT_EQ(once.size(), seen.size());
    EXPECT_TRUE(std::includes(once.begin(), once.end(), there.begin(), there.end()));
  }
}

TEST(List, SaysHowManyThereAreOnEveryPage) {
  World world;
  for (int i = 0; i < 5; ++i) world.filed("report", "a1", "2026-10", {text("theme", "Làm đường")});
  for (const std::string looked_for : {"", "duong"}) {
    auto asked = words(looked_for);
    asked.set_limit(2);
    const auto first = world.list(asked, As::operator_());
    asked.set_page_token(first.next_page_token());
    const auto second = world.list(asked, As::operator_());
    EXPECT_EQ(first.total(), 5u);
    EXPECT_EQ(second.total(), 5u);
    EXPECT_EQ(second.lines_size(), 2);
  }
}

TEST(List, RefusesWhatItCannotAnswer) {
  World world;
  world.house.settle();
  const auto refused = [&](auto set) {
    v1::ListDossiersRequest asked;
    set(asked);
    return world.house.refused("records", "RecordsService/ListDossiers", asked, As::operator_());
  };
  const auto expect = [](const v1::Refusal& no, v1::RefusalCode code, const std::string& field) {
    EXPECT_EQ(no.code(), code);
    EXPECT_EQ(no.field(), field);
    EXPECT_FALSE(no.text_vi().empty() || no.text_en().empty());
  };
  std::string too_long;
  for (int i = 0; i < 201; ++i) too_long += "ệ";
  expect(refused([](auto& r) { r.set_limit(201); }), v1::REFUSAL_CODE_INVALID_FIELD, "limit");
  expect(refused([&](auto& r) { r.set_words(too_long); }), v1::REFUSAL_CODE_INVALID_FIELD, "words");
  expect(refused([](auto& r) { r.set_period("11/2026"); }), v1::REFUSAL_CODE_INVALID_FIELD, "period");
  expect(refused([](auto& r) { r.set_kind("novel"); }), v1::REFUSAL_CODE_NOT_FOUND, "kind");
  expect(refused([](auto& r) { r.set_unit_id("x"); }), v1::REFUSAL_CODE_NOT_FOUND, "unit_id");
  for (const std::string bad :
       {"x", "~~~", "2026-10~a1~1", "2026-10~x~1~1", "2026-10~a1~1x~1", "2026-10~a1~1~-1", "a~b~c~d~e"}) {
    expect(refused([&](auto& r) { r.set_page_token(bad); }), v1::REFUSAL_CODE_INVALID_FIELD, "page_token");
  }
}

TEST(List, TakesWordsOfExactlyTwoHundredCharacters) {
  World world;
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "ệ";
  EXPECT_EQ(world.list(words(longest), As::operator_()).total(), 0u);
}

}  // namespace
}  // namespace giaoban::test
