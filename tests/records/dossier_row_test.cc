// What an event does to a row.
#include "services/records/dossier_row.h"

#include <gtest/gtest.h>

namespace giaoban::records {
namespace {

v1::Kind kind() {
  v1::Kind kind;
  auto& end = *kind.mutable_way()->add_states();
  end.set_name("done");
  end.set_end(true);
  end.set_outcome(v1::OUTCOME_APPROVED);
  return kind;
}

v1::DossierEvent event(uint64_t version) {
  v1::DossierEvent event;
  event.set_version(version);
  event.set_at_us(static_cast<int64_t>(version) * 1000);
  return event;
}

DossierRow submitted() {
  DossierRow row;
  auto opened = event(1);
  opened.mutable_opened()->mutable_entered()->set_state("draft");
  apply(row, opened, nullptr);
  auto handed_in = event(2);
  handed_in.mutable_submitted()->set_round(1);
  handed_in.mutable_submitted()->mutable_entered()->set_state("review");
  handed_in.mutable_submitted()->mutable_entered()->set_due_us(99);
  apply(row, handed_in, nullptr);
  return row;
}

v1::DossierEvent approved(int64_t seals_us) {
  auto approved = event(3);
  approved.mutable_approved()->set_seals_us(seals_us);
  approved.mutable_approved()->mutable_entered()->set_state("done");
  approved.mutable_approved()->mutable_entered()->set_end(true);
  return approved;
}

TEST(Apply, CountsWhatWasHandedIn) {
  const auto row = submitted();
  EXPECT_EQ(row.state, "review");
  EXPECT_EQ(row.rounds, 1);
  EXPECT_EQ(row.version, 2);
  EXPECT_EQ(row.changed_us, 2000);
  EXPECT_EQ(row.due_us, 99);
  EXPECT_TRUE(row.counted);
  EXPECT_FALSE(row.ended);
}

TEST(Apply, TakesTheOutcomeFromThePinnedKind) {
  auto row = submitted();
  const auto pinned = kind();
  apply(row, approved(0), &pinned);
  EXPECT_TRUE(row.ended);
  EXPECT_EQ(row.outcome, v1::OUTCOME_APPROVED);
  EXPECT_EQ(row.due_us, 0);
}

TEST(Apply, LetsAHeldDecisionCountOnlyOnceItSeals) {
  auto row = submitted();
  const auto pinned = kind();
  apply(row, approved(5000), &pinned);
  EXPECT_EQ(row.state, "review");
  EXPECT_EQ(row.version, 3);
  EXPECT_EQ(row.outcome, v1::OUTCOME_UNSPECIFIED);

  auto sealed = event(4);
  sealed.mutable_sealed();
  apply(row, sealed, &pinned);
  EXPECT_EQ(row.state, "done");
  EXPECT_EQ(row.outcome, v1::OUTCOME_APPROVED);
  EXPECT_TRUE(row.pending.empty());
}

TEST(Apply, ForgetsADecisionThatWasTakenBack) {
  auto row = submitted();
  auto held = event(3);
  held.mutable_sent_back()->set_seals_us(5000);
  held.mutable_sent_back()->mutable_entered()->set_state("draft");
  apply(row, held, nullptr);
  auto undone = event(4);
  undone.mutable_undone();
  apply(row, undone, nullptr);
  auto sealed = event(5);
  sealed.mutable_sealed();
  apply(row, sealed, nullptr);
  EXPECT_EQ(row.state, "review");
  EXPECT_EQ(row.returns, 0);
}

TEST(Apply, KnowsWhoIsAskedSinceWhenAndHowFarItHasCome) {
  DossierRow row;
  auto opened = event(1);
  opened.mutable_opened()->mutable_entered()->set_with_author(true);
  opened.mutable_opened()->mutable_entered()->mutable_holder()->set_unit_id("cell");
  EXPECT_TRUE(apply(row, opened, nullptr));
  EXPECT_EQ(row.stage, v1::STAGE_OPENED);
  EXPECT_FALSE(row.waits()) << "a draft waits for nobody else";

  auto handed_in = event(2);
  handed_in.mutable_submitted()->set_round(1);
  auto& holder = *handed_in.mutable_submitted()->mutable_entered()->mutable_holder();
  holder.set_unit_id("commune");
  holder.set_role(v1::ROLE_CLERK);
  EXPECT_TRUE(apply(row, handed_in, nullptr));
  EXPECT_EQ(row.holder_unit, "commune");
  EXPECT_EQ(row.holder_role, v1::ROLE_CLERK);
  EXPECT_EQ(row.entered_us, 2000);
  EXPECT_EQ(row.stage, v1::STAGE_HANDED_IN);
  EXPECT_TRUE(row.waits());

  auto held = event(3);
  held.mutable_sent_back()->set_seals_us(9000);
  held.mutable_sent_back()->mutable_entered()->set_with_author(true);
  held.mutable_sent_back()->mutable_entered()->mutable_holder()->set_unit_id("cell");
  EXPECT_FALSE(apply(row, held, nullptr));
  EXPECT_EQ(row.holder_unit, "commune");
  EXPECT_FALSE(row.returned);
  auto sealed = event(4);
  sealed.mutable_sealed();
  EXPECT_TRUE(apply(row, sealed, nullptr));
  EXPECT_EQ(row.holder_unit, "cell");
  EXPECT_EQ(row.entered_us, 4000);
  EXPECT_TRUE(row.returned);
  EXPECT_TRUE(row.waits());
  EXPECT_EQ(row.stage, v1::STAGE_DECIDED);

  auto again = event(5);
  again.mutable_submitted()->set_round(2);
  EXPECT_TRUE(apply(row, again, nullptr));
  EXPECT_EQ(row.stage, v1::STAGE_HANDED_IN) << "the new round is not decided";
  EXPECT_FALSE(row.returned);
  const auto pinned = kind();
  EXPECT_TRUE(apply(row, approved(0), &pinned));
  EXPECT_EQ(row.stage, v1::STAGE_APPROVED);
  EXPECT_EQ(row.holder_unit, "");
}

TEST(Apply, HasADraftThatWasThrownAwayCountAsBegunOnly) {
  DossierRow row;
  auto thrown = event(1);
  thrown.mutable_withdrawn()->mutable_entered()->set_end(true);
  apply(row, thrown, nullptr);
  EXPECT_EQ(row.stage, v1::STAGE_OPENED);
}

TEST(Apply, CountsAReturnAndKeepsTheHandedInVersion) {
  auto row = submitted();
  auto back = event(3);
  back.mutable_sent_back()->mutable_entered()->set_state("draft");
  apply(row, back, nullptr);
  EXPECT_EQ(row.returns, 1);
  EXPECT_TRUE(row.counted);
}

TEST(Apply, LeavesOutWhatWasTakenBackUntilItIsHandedInAgain) {
  auto row = submitted();
  auto back = event(3);
  back.mutable_withdrawn()->mutable_entered()->set_state("draft");
  apply(row, back, nullptr);
  EXPECT_FALSE(row.counted);
  auto again = event(4);
  again.mutable_submitted()->set_round(2);
  apply(row, again, nullptr);
  EXPECT_TRUE(row.counted);
}

TEST(Apply, LeavesOutARejectedPaperThatIsBackWithItsAuthor) {
  auto row = submitted();
  auto no = event(3);
  no.mutable_rejected()->mutable_entered()->set_end(true);
  apply(row, no, nullptr);
  EXPECT_FALSE(row.counted);
  auto reopened = event(4);
  reopened.mutable_reopened()->mutable_entered()->set_with_author(true);
  apply(row, reopened, nullptr);
  EXPECT_FALSE(row.counted);
  EXPECT_FALSE(row.ended);
}

TEST(Apply, OnlyCountsTheVersionOfWhatMovesNothing) {
  auto row = submitted();
  auto remark = event(3);
  remark.mutable_commented();
  apply(row, remark, nullptr);
  EXPECT_EQ(row.state, "review");
  EXPECT_EQ(row.version, 3);
  EXPECT_EQ(row.changed_us, 3000);
}

}  // namespace
}  // namespace giaoban::records
