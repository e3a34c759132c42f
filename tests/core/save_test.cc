// Save: the author writes while the paper is with its author; after a return only what was marked.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Save, KeepsWhatItDoesNotName) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  ASSERT_EQ(paper.by("deputy").saves({number("members", 30), empty("day")}), "ok");
  EXPECT_TRUE(paper.last().has_saved());
  ASSERT_EQ(paper.fields.size(), 2U);
  EXPECT_EQ(paper.fields[0].name(), "content");
  EXPECT_EQ(paper.fields[1].number(), 30);
  EXPECT_EQ(paper.dossier.fields().version(), 2U);
  EXPECT_EQ(paper.dossier.author_hands_size(), 2) << "whoever writes is an author";
}

TEST(Save, MayEmptyTheForm) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("secretary").saves({empty("content"), empty("day")}), "ok");
  EXPECT_TRUE(paper.fields.empty());
  EXPECT_EQ(paper.by("secretary").submits(), "FIELD_REQUIRED content");
}

TEST(Save, IsForTheAuthorOnly) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("neighbour").saves({number("members", 1)}), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("clerk").saves({number("members", 1)}), "NOT_AUTHORISED");
}

TEST(Save, IsOpenOnlyWithTheAuthor) {
  Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("secretary").saves({number("members", 1)}), "NOT_OPEN");
  town.state("commune").add_moves()->set_verb(v1::VERB_SAVE);
  EXPECT_EQ(paper.by("secretary").saves({number("members", 1)}), "NOT_OPEN") << "even if the kind says otherwise";
}

TEST(Save, RefusesWhatTheFormRefuses) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("secretary").saves({}), "INVALID_FIELD save.fields");
  EXPECT_EQ(paper.by("secretary").saves({text("place", "x\ny")}), "INVALID_FIELD place");
  EXPECT_EQ(paper.by("secretary").saves(std::vector<v1::Field>(201, text("place", "x"))), "TOO_LARGE save.fields");
}

TEST(Save, BoundsAllFieldsTogether) {
  Town town;
  v1::Section& section = *town.kind.kind.mutable_form()->mutable_sections(0);
  std::vector<v1::Field> large;
  for (int i = 0; i < 14; ++i) {
    v1::FormField& field = *section.add_fields();
    field.set_name("annex" + std::to_string(i));
    field.set_type(v1::FIELD_TYPE_LONG_TEXT);
    field.set_max_length(20'000);
    std::string words;
    for (int c = 0; c < 20'000; ++c) words += "đ";
    large.push_back(text(field.name(), words));
  }
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("secretary").saves(large), "TOO_LARGE save.fields");
  EXPECT_EQ(paper.by("secretary").saves({large.begin(), large.begin() + 7}), "ok");
  EXPECT_EQ(paper.by("secretary").saves({large.begin() + 7, large.end()}), "TOO_LARGE save.fields");
}

TEST(Save, AfterAReturnWritesOnlyWhatWasMarked) {
  const Town town;
  Paper paper(town);
  paper.returned();
  EXPECT_EQ(paper.by("secretary").saves({number("members", 1)}), "FIELD_LOCKED members");
  EXPECT_EQ(paper.by("secretary").saves({text("content", "Sửa"), number("members", 1)}), "FIELD_LOCKED members");
  EXPECT_EQ(paper.by("secretary").saves({text("content", "Sửa"), moment("day", "2026-11-20")}), "ok")
      << "sending a locked field as it was changes nothing";
}

TEST(Save, IsFreeAgainOnceTheAuthorTookThePaperBack) {
  const Town town;
  Paper paper(town);
  paper.returned();
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  ASSERT_EQ(paper.by("secretary").withdraws(), "ok");
  EXPECT_EQ(paper.by("secretary").saves({number("members", 1)}), "ok");
}

}  // namespace
}  // namespace giaoban::core
