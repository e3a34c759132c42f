// PublishKind: good bytes come into force once, bad ones are refused with line and column.
#include "services/store/digest.h"
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kNote = R"(name: "note"
title { vi: "Ghi chú" en: "Note" }
symbol: "GC"
may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
form {
  sections {
    name: "what"
    title { vi: "Nội dung" en: "What" }
    fields { name: "text" label { vi: "Chữ" en: "Text" } type: FIELD_TYPE_TEXT max_length: 300 }
  }
}
way {
  first: "draft"
  states {
    name: "draft" label { vi: "Nháp" en: "Draft" } author: true
    moves { verb: VERB_SAVE }
    moves { verb: VERB_SUBMIT to: "with_commune" }
  }
  states {
    name: "with_commune" label { vi: "Ở xã" en: "Commune" } asked { role: ROLE_CLERK level: LEVEL_COMMUNE }
    moves { verb: VERB_APPROVE to: "approved" }
  }
  states { name: "approved" label { vi: "Đã duyệt" en: "Approved" } end: true outcome: OUTCOME_APPROVED }
}
)";

class PublishKind : public Scene {
 protected:
  v1::PublishKindResponse publish(const std::string& file) {
    v1::PublishKindRequest request;
    request.set_file(file);
    return ask<v1::PublishKindResponse>("PublishKind", request);
  }
  v1::ListKindsResponse kinds() { return ask<v1::ListKindsResponse>("ListKinds", v1::ListKindsRequest()); }
};

TEST_F(PublishKind, PutsAGoodKindInForce) {
  const auto response = publish(kNote);
  EXPECT_EQ(response.faults_size(), 0) << response.DebugString();
  EXPECT_EQ(response.name(), "note");
  EXPECT_EQ(response.digest(), store::sha256({kNote}));
  EXPECT_EQ(response.position(), 1U);
  ASSERT_EQ(log().size(), 1U);
  EXPECT_EQ(log()[0].directory().kind_published().file(), kNote);
  ASSERT_EQ(kinds().kinds_size(), 1);
  EXPECT_EQ(kinds().kinds(0).title().vi(), "Ghi chú");
}

TEST_F(PublishKind, ChangesNothingForTheBytesInForce) {
  publish(kNote);
  const auto second = publish(kNote);
  EXPECT_EQ(second.faults_size(), 0);
  EXPECT_EQ(second.digest(), store::sha256({kNote}));
  EXPECT_EQ(log().size(), 1U);
}

TEST_F(PublishKind, ReplacesAVersionAndMayGoBackToIt) {
  publish(kNote);
  publish("# bản mới\n" + kNote);
  EXPECT_EQ(log().size(), 2U);
  publish(kNote);
  ASSERT_EQ(log().size(), 3U);
  EXPECT_EQ(log()[2].directory().kind_published().digest(), store::sha256({kNote}));
  EXPECT_EQ(kinds().kinds_size(), 1);
}

TEST_F(PublishKind, RefusesATypingErrorAtItsPlace) {
  const auto response = publish("name: \"note\"\ntitel { vi: \"Ghi chú\" }\n");
  ASSERT_GE(response.faults_size(), 1);
  EXPECT_TRUE(response.faults(0).starts_with("2:1 ")) << response.faults(0);
  EXPECT_NE(response.faults(0).find(" / "), std::string::npos);
  EXPECT_TRUE(log().empty());
}

TEST_F(PublishKind, RefusesAWayThatStrandsAPaperAndShowsTheWayThere) {
  std::string stranded = kNote;
  const std::string approve = "    moves { verb: VERB_APPROVE to: \"approved\" }\n";
  stranded.replace(stranded.find(approve), approve.size(), "    moves { verb: VERB_COMMENT }\n");
  const auto response = publish(stranded);
  ASSERT_GE(response.faults_size(), 1);
  bool shown = false;
  for (const auto& fault : response.faults()) shown = shown || fault.find("(draft ") != std::string::npos;
  EXPECT_TRUE(shown) << response.DebugString();
  EXPECT_TRUE(log().empty());
  EXPECT_EQ(kinds().kinds_size(), 0);
}

TEST_F(PublishKind, RefusesNestingOf20000AndBytesThatAreNoText) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "way {";
  EXPECT_GE(publish(deep).faults_size(), 1);
  EXPECT_GE(publish("\xFF\xFE").faults_size(), 1);
  EXPECT_GE(publish("").faults_size(), 1);
  EXPECT_TRUE(log().empty());
}

TEST_F(PublishKind, TakesAtMost950KiB) {
  v1::PublishKindRequest request;
  request.set_file(kNote + std::string(950 * 1024 + 1 - kNote.size(), '\n'));
  EXPECT_EQ(refused("PublishKind", request).code(), v1::REFUSAL_CODE_TOO_LARGE);
  request.mutable_file()->pop_back();
  EXPECT_EQ(publish(request.file()).faults_size(), 0);
  EXPECT_EQ(log().size(), 1U);
}

}  // namespace
}  // namespace giaoban::test
