// Send back: the paper returns to its author with remarks; their texts stay out of the log.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(SendBack, ReturnsThePaperToItsAuthor) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  paper.now += 2 * kHour;
  ASSERT_EQ(paper.by("clerk").sends_back({remark("content", "Nêu rõ kinh phí"), remark("tasks[0].due")}), "ok");
  EXPECT_EQ(paper.state(), "returned");
  EXPECT_TRUE(paper.dossier.at().with_author());
  EXPECT_EQ(paper.dossier.at().holder().unit_id(), "thon1");
  EXPECT_EQ(paper.dossier.at().due_us(), monday(10) + kDay + 30 * kMinute) << "the author's clock runs";
  EXPECT_EQ(paper.dossier.decided_hands(0), "clerk");
}

TEST(SendBack, KeepsTheTextsOutOfEventAndState) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  ASSERT_EQ(paper.by("clerk").sends_back({remark("content", "Nêu rõ kinh phí")}), "ok");
  const v1::SentBack& event = paper.last().sent_back();
  ASSERT_EQ(event.remarks_size(), 1);
  EXPECT_EQ(event.remarks(0).field(), "content");
  EXPECT_EQ(event.remarks(0).reason(), v1::SEND_BACK_REASON_INCOMPLETE);
  EXPECT_EQ(event.remarks(0).text(), "");
  EXPECT_EQ(event.paper().digest(), "digest 1");
  EXPECT_EQ(paper.contents[3].remarks(0).text(), "Nêu rõ kinh phí");
  EXPECT_EQ(paper.dossier.remarks(0).field(), "content");
  EXPECT_EQ(paper.dossier.remarks(0).text(), "");
  EXPECT_EQ(paper.dossier.remarks_content().digest(), "digest 3");
}

TEST(SendBack, WantsOneToFiftyRemarks) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("clerk").sends_back({}), "INVALID_FIELD send_back.remarks");
  EXPECT_EQ(paper.by("clerk").sends_back(std::vector(51, remark("content"))), "TOO_LARGE send_back.remarks");
  EXPECT_EQ(paper.by("clerk").sends_back(std::vector(50, remark("content"))), "ok");
}

TEST(SendBack, WantsAReasonAFieldAndATextInEachRemark) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  v1::Remark no_reason = remark("content");
  no_reason.set_reason(v1::SEND_BACK_REASON_UNSPECIFIED);
  v1::Remark odd_reason = remark("content");
  odd_reason.set_reason(static_cast<v1::SendBackReason>(99));
  const v1::Remark good = remark("content");
  EXPECT_EQ(paper.by("clerk").sends_back({good, no_reason}), "INVALID_FIELD send_back.remarks[1].reason");
  EXPECT_EQ(paper.by("clerk").sends_back({odd_reason}), "INVALID_FIELD send_back.remarks[0].reason");
  EXPECT_EQ(paper.by("clerk").sends_back({remark("nonsense")}), "INVALID_FIELD send_back.remarks[0].field");
  EXPECT_EQ(paper.by("clerk").sends_back({remark("")}), "INVALID_FIELD send_back.remarks[0].field");
  EXPECT_EQ(paper.by("clerk").sends_back({remark("content", " ")}), "INVALID_FIELD send_back.remarks[0].text");
  EXPECT_EQ(paper.by("clerk").sends_back({remark("content", std::string(2'001, 'a'))}),
            "TOO_LARGE send_back.remarks[0].text");
}

TEST(SendBack, LetsTheAuthorCorrectWhatWasMarkedAndHandInAgain) {
  const Town town;
  Paper paper(town);
  paper.returned();
  ASSERT_EQ(paper.by("secretary").saves({text("content", "Kinh phí 200 triệu đồng")}), "ok");
  ASSERT_EQ(paper.by("secretary").submits(), "ok");
  EXPECT_EQ(paper.last().submitted().round(), 2U);
  EXPECT_EQ(paper.last().submitted().paper().version(), 4U);
  EXPECT_EQ(paper.by("clerk").approves(), "ok");
}

TEST(SendBack, IsForTheOfficeAskedAndOnlyOnce) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  EXPECT_EQ(paper.by("officer").sends_back({remark("content")}), "NOT_AUTHORISED");
  ASSERT_EQ(paper.by("clerk").sends_back({remark("content")}), "ok");
  EXPECT_EQ(paper.by("clerk").sends_back({remark("content")}), "NOT_OPEN");
}

}  // namespace
}  // namespace giaoban::core
