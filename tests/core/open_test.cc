// Open: a dossier begins, or why not.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

TEST(Open, BeginsADossierInTheFirstState) {
  const Town town;
  Paper paper(town);
  ASSERT_EQ(paper.by("secretary").opens({text("content", "Đường"), text("place", "")}), "ok");
  const v1::Opened& opened = paper.last().opened();
  EXPECT_EQ(opened.kind(), "paper");
  EXPECT_EQ(opened.kind_digest(), town.kind.digest);
  EXPECT_EQ(opened.unit_id(), "thon1");
  EXPECT_EQ(opened.period(), "2026-11");
  EXPECT_EQ(opened.entered().state(), "draft");
  EXPECT_TRUE(opened.entered().with_author());
  EXPECT_EQ(paper.last().actor().person_id(), "secretary");
  EXPECT_EQ(paper.last().actor().directory_position(), town.directory.position());
  ASSERT_EQ(paper.contents[1].fields_size(), 1);
  EXPECT_EQ(paper.contents[1].fields(0).text(), "Đường");
}

TEST(Open, LeavesADossierThatKnowsItsBeginning) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.dossier.dossier_id(), paper.id);
  EXPECT_EQ(paper.dossier.version(), 1U);
  EXPECT_EQ(paper.dossier.opened_us(), paper.now);
  EXPECT_EQ(paper.dossier.entered_us(), paper.now);
  EXPECT_EQ(paper.dossier.generation(), 1U);
  EXPECT_EQ(paper.dossier.author_hands(0), "secretary");
  EXPECT_EQ(paper.dossier.fields().version(), 1U);
  EXPECT_TRUE(paper.dossier.asked_units().empty());
}

TEST(Open, NeedsNoFields) {
  const Town town;
  Paper paper(town);
  EXPECT_EQ(paper.by("deputy").opens(), "ok");
  EXPECT_FALSE(paper.dossier.has_fields());
  EXPECT_TRUE(paper.contents.empty());
}

TEST(Open, RefusesAnIdThatIsNoUuidOfVersionSeven) {
  const Town town;
  for (const char* bad : {"", "x", "01934f8e-5a00-4c3d-9f00-0123456789ab", "01934f8e-5a00-7c3d-cf00-0123456789ab",
                          "01934F8E-5A00-7C3D-9F00-0123456789AB", "01934f8e05a00-7c3d-9f00-0123456789ab",
                          "01934f8e-5a00-7c3d-9f00-0123456789ag", "01934f8e-5a00-7c3d-9f00-0123456789ab0"}) {
    Paper paper(town);
    paper.id = bad;
    EXPECT_EQ(paper.by("secretary").opens(), "INVALID_FIELD dossier_id") << bad;
  }
}

TEST(Open, RefusesAnIdThatIsTaken) {
  const Town town;
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.by("secretary").opens(), "ALREADY_EXISTS dossier_id");
}

TEST(Open, RefusesAVersionThatCannotBe) {
  const Town town;
  Paper paper(town);
  paper.sees_version = 3;
  EXPECT_EQ(paper.by("secretary").opens(), "STALE_VERSION expected_version");
}

TEST(Open, RefusesAnUnknownKindOrUnit) {
  const Town town;
  Paper paper(town);
  EXPECT_EQ(paper.by("secretary").opens_for("thon1", "2026-11", "song"), "NOT_FOUND open.kind");
  EXPECT_EQ(paper.by("secretary").opens_for("nowhere", "2026-11"), "NOT_FOUND open.unit_id");
  paper.kind_known = false;
  EXPECT_EQ(paper.by("secretary").opens(), "NOT_FOUND open.kind");
}

TEST(Open, IsForOfficesThatTheKindNamesInThatVeryUnit) {
  const Town town;
  Paper paper(town);
  EXPECT_EQ(paper.by("neighbour").opens(), "NOT_AUTHORISED");
  EXPECT_EQ(paper.by("clerk").opens(), "NOT_AUTHORISED") << "not for a unit below";
  EXPECT_EQ(paper.by("clerk").opens_for("xa1", "2026-11"), "NOT_AUTHORISED") << "not at a level that owes none";
  EXPECT_EQ(paper.deadline().opens(), "NOT_AUTHORISED");
}

TEST(Open, IsForATermThatRuns) {
  Town town;
  town.ends(office_of("secretary", "thon1", v1::ROLE_SECRETARY), monday(7));
  Paper paper(town);
  EXPECT_EQ(paper.by("secretary").opens(), "NOT_AUTHORISED");
  town.delegates("d", office_of("deputy", "thon1", v1::ROLE_DEPUTY_SECRETARY), "secretary", 0, monday(9));
  EXPECT_EQ(paper.by("secretary").opens(), "ok");
  EXPECT_EQ(paper.dossier.author_hands_size(), 2);
}

TEST(Open, WantsAPeriodOfTheKind) {
  Town town;
  Paper paper(town);
  for (const char* bad : {"", "2026-Q4", "2026-13", "november"}) {
    EXPECT_EQ(paper.by("secretary").opens_for("thon1", bad), "INVALID_FIELD open.period") << bad;
  }
  town.kind.kind.clear_cadence();
  EXPECT_EQ(paper.by("secretary").opens_for("thon1", "whenever"), "INVALID_FIELD open.period");
  EXPECT_EQ(Paper(town).by("secretary").opens_for("thon1", "2026-Q4"), "ok");
  EXPECT_EQ(Paper(town).by("secretary").opens_for("thon1", ""), "ok");
}

TEST(Open, ChecksWhatIsWritten) {
  const Town town;
  Paper paper(town);
  EXPECT_EQ(paper.by("secretary").opens({number("members", 501)}), "INVALID_FIELD members");
  EXPECT_EQ(paper.by("secretary").opens(std::vector<v1::Field>(201, text("content", "x"))), "TOO_LARGE open.fields");
}

TEST(Open, CountsTimeFromTheFieldsThatItBrings) {
  Town town;
  *town.state("draft").mutable_due() = town.state("district").due();
  Paper paper(town);
  paper.drafted();
  EXPECT_EQ(paper.dossier.at().due_us(), start_of({2026, 11, 19}) + 17 * kHour);
}

}  // namespace
}  // namespace giaoban::core
