// Evolve: total, deterministic, and the whole of a dossier; shown on stories made up from seeds.
#include "workflows/core/evolve.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/random.h"
#include "tests/core/story.h"
#include "workflows/core/authority.h"

namespace giaoban::core {
namespace {

v1::Dossier fold(const std::vector<v1::DossierEvent>& events) {
  v1::Dossier dossier;
  for (const v1::DossierEvent& event : events) {
    v1::DossierEvent read;  // as it comes back from the log
    EXPECT_TRUE(read.ParseFromString(event.SerializeAsString()));
    evolve(dossier, read);
  }
  return dossier;
}

TEST(Evolve, AppliesEveryEventToEveryDossier) {
  const Town town;
  const auto* kinds = v1::DossierEvent::descriptor()->FindOneofByName("event");
  for (int i = 0; i < kinds->field_count(); ++i) {
    v1::DossierEvent event;
    event.set_version(77);
    event.GetReflection()->MutableMessage(&event, kinds->field(i));
    v1::Dossier nothing;
    evolve(nothing, event);
    EXPECT_EQ(nothing.version(), 77U) << kinds->field(i)->name();
    Paper paper(town);
    paper.approved();
    evolve(paper.dossier, event);
    EXPECT_EQ(paper.dossier.version(), 77U) << kinds->field(i)->name();
  }
}

TEST(Evolve, MovesTheVersionForAnEventThatItDoesNotKnow) {
  const Town town;
  Paper paper(town);
  paper.submitted();
  v1::Dossier expected = paper.dossier;
  expected.set_version(3);
  v1::DossierEvent event;
  event.set_version(3);
  evolve(paper.dossier, event);
  EXPECT_EQ(paper.dossier.SerializeAsString(), expected.SerializeAsString());
}

TEST(Evolve, KnowsEveryEventOfTheContract) {
  const auto* kinds = v1::DossierEvent::descriptor()->FindOneofByName("event");
  EXPECT_EQ(kinds->field_count(), v1::Verb_MAX) << "one event for every verb";
}

// A story that nobody wrote: people and deadlines try things, most are refused, time passes.
class MadeUp {
 public:
  explicit MadeUp(uint64_t seed)
      : random_(seed),
        town_(seed % 3 == 0 ? Town::Shape::kWithoutDistrict : Town::Shape::kWithDistrict),
        paper_(town_) {
    for (const char* dual : {"secretary", "clerk"}) {
      if (random_.below(3) == 0) town_.office(dual, "tinh", v1::ROLE_CLERK);
    }
    town_.delegates("d1", office_of("clerk", "xa1", v1::ROLE_CLERK), "deputy", 0, monday(17) + 9 * kDay);
    paper_.hold = random_.below(2) * 5 * kMinute;
  }

  const Paper& paper() const { return paper_; }

  void tries_something() {
    const bool ended = paper_.dossier.at().end();
    const v1::Dossier before = paper_.dossier;
    Doer doer = paper_.by(somebody());
    if (random_.below(40) == 0) paper_.sees_version = static_cast<uint64_t>(random_.below(5));
    const std::string answer = act(doer);
    paper_.sees_version.reset();
    if (ended && answer == "ok") expect_annotation(before);
    if (answer == "ok") expect_four_eyes(before);
    paper_.now += random_.below(4) == 0 ? random_.below(3 * kDay) : random_.below(kMinute);
  }

 private:
  // Often whoever acted last, so that claims are put back and decisions undone.
  std::string somebody() {
    static const std::vector<std::string> people = {
        "secretary", "deputy", "neighbour", "clerk", "second_clerk", "officer", "second_officer", "provincial", ""};
    if (!paper_.events.empty() && random_.below(3) == 0) return paper_.last().actor().person_id();
    return people[static_cast<size_t>(random_.below(static_cast<int64_t>(people.size())))];
  }

  std::string act(Doer& doer) {
    if (paper_.events.empty()) return doer.opens({text("content", "Đường"), moment("day", "2026-11-20")});
    const auto generation = static_cast<uint32_t>(paper_.dossier.generation() + 1 - random_.below(3));
    switch (random_.below(17)) {
      case 0:
        return doer.undoes();
      case 1:
        return doer.saves({number("members", random_.below(600))});
      case 2:
        return doer.saves({text("content", random_.below(5) == 0 ? "" : "Sửa " + std::to_string(random_.below(99)))});
      case 3:
      case 4:
        return doer.submits();
      case 5:
        return doer.receives();
      case 6:
        return doer.claims();
      case 7:
        return doer.releases();
      case 8:
        return doer.approves(random_.below(2) == 0 ? "" : "Đồng ý");
      case 9:
        return doer.sends_back({remark(random_.below(2) == 0 ? "content" : "members")});
      case 10:
        return random_.below(4) == 0 ? doer.rejects("Không") : doer.forwards();
      case 11:
        return random_.below(4) == 0 ? doer.withdraws() : doer.comments("Đã đọc");
      case 12:
        return doer.reopens("Xem lại");
      case 13:
        return doer.undoes();
      case 14:
        return doer.seals(random_.below(2) == 0 ? 0 : generation);
      case 15:
        return paper_.deadline().seals(generation);
      default:
        return paper_.deadline().expires(generation);
    }
  }

  void expect_four_eyes(const v1::Dossier& before) const {
    const v1::DossierEvent& event = paper_.last();
    if (!event.has_approved() && !event.has_sent_back() && !event.has_rejected() && !event.has_forwarded()) return;
    for (const std::string& hand : hands(event.actor())) {
      EXPECT_EQ(std::count(before.author_hands().begin(), before.author_hands().end(), hand), 0) << hand;
      EXPECT_EQ(std::count(before.decided_hands().begin(), before.decided_hands().end(), hand), 0) << hand;
    }
  }

  void expect_annotation(const v1::Dossier& before) const {
    if (paper_.last().has_reopened()) return;
    EXPECT_TRUE(paper_.last().has_commented()) << paper_.last().ShortDebugString();
    EXPECT_EQ(paper_.dossier.at().SerializeAsString(), before.at().SerializeAsString());
    EXPECT_EQ(paper_.dossier.fields().SerializeAsString(), before.fields().SerializeAsString());
  }

  Random random_;
  Town town_;
  Paper paper_;
};

// What holds of any dossier that decide and evolve have made.
void expect_sound(const Paper& paper) {
  const v1::Dossier& dossier = paper.dossier;
  EXPECT_EQ(dossier.version(), paper.events.size());
  if (paper.events.empty()) return;
  EXPECT_EQ(fold(paper.events).SerializeAsString(), dossier.SerializeAsString());
  EXPECT_GE(dossier.generation(), dossier.at().generation());
  EXPECT_EQ(dossier.at().end(), !dossier.at().has_holder());
  EXPECT_FALSE(dossier.at().end() && dossier.has_pending());
}

TEST(Evolve, MakesEveryDossierTheFoldOfItsEvents) {
  std::map<v1::DossierEvent::EventCase, int> seen;
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    MadeUp story(seed);
    for (int step = 0; step < 150 && !testing::Test::HasFailure(); ++step) story.tries_something();
    expect_sound(story.paper());
    ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
    for (const v1::DossierEvent& event : story.paper().events) ++seen[event.event_case()];
  }
  for (const auto event :
       {v1::DossierEvent::kOpened, v1::DossierEvent::kSaved, v1::DossierEvent::kSubmitted, v1::DossierEvent::kReceived,
        v1::DossierEvent::kClaimed, v1::DossierEvent::kReleased, v1::DossierEvent::kApproved,
        v1::DossierEvent::kSentBack, v1::DossierEvent::kRejected, v1::DossierEvent::kForwarded,
        v1::DossierEvent::kWithdrawn, v1::DossierEvent::kCommented, v1::DossierEvent::kReopened,
        v1::DossierEvent::kExpired, v1::DossierEvent::kUndone, v1::DossierEvent::kSealed}) {
    EXPECT_GT(seen[event], 20) << "the stories must go everywhere: " << event;
  }
}

TEST(Evolve, GivesTheSameBytesForTheSameStory) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    MadeUp first(seed);
    MadeUp second(seed);
    for (int step = 0; step < 80; ++step) {
      first.tries_something();
      second.tries_something();
    }
    ASSERT_EQ(first.paper().events.size(), second.paper().events.size());
    for (size_t i = 0; i < first.paper().events.size(); ++i) {
      ASSERT_EQ(first.paper().events[i].SerializeAsString(), second.paper().events[i].SerializeAsString());
    }
  }
}

// Whatever bytes a client sends, decide answers and never throws.
TEST(Decide, AnswersAnyCommandThatParses) {
  Random random(99);
  const Town town;
  int parsed = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes;
    for (int64_t left = random.below(40); left > 0; --left) bytes += static_cast<char>(random.below(128));
    v1::DecideRequest command;
    if (!command.ParseFromString(bytes)) continue;
    ++parsed;
    Paper paper(town);
    if (i % 2 == 0) paper.drafted();
    EXPECT_NE(paper.by("secretary").does(command), "");
  }
  EXPECT_GT(parsed, 100);
}

}  // namespace
}  // namespace giaoban::core
