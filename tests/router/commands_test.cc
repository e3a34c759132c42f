// Commands as they arrive: keys, stored replies, authority, and what a bad one leaves behind (nothing).
#include <gtest/gtest.h>

#include "services/runtime/heard.h"
#include "services/store/digest.h"
#include "tests/house/district.h"
#include "workflows/core/authority.h"

namespace giaoban::test {
namespace {

class ACommand : public testing::Test {
 protected:
  District district;
  Paper paper{district};
  size_t records() { return district.house.log_of("router").size(); }
  std::string text(const runtime::Outcome& outcome) {
    if (const auto* no = std::get_if<v1::Refusal>(&outcome)) return no->SerializeAsString();
    return std::get<std::string>(outcome);
  }
};

TEST_F(ACommand, GivesTheSameAnswerByteForByteWhenItIsAskedAgain) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  auto submit = paper.command();
  submit.mutable_submit();
  ASSERT_EQ(paper.send(submit, As::person("secretary1")), "ok");
  const std::string first = text(paper.last);
  const size_t before = records();
  district.house.restart("router");
  district.house.pass_machine(5'000'000);
  EXPECT_EQ(paper.send(submit, As::person("secretary1")), "ok");
  EXPECT_EQ(text(paper.last), first);
  EXPECT_EQ(records(), before);
}

TEST_F(ACommand, GivesTheSameRefusalAgainAlthoughItWouldSucceedNow) {
  auto early = paper.command();
  early.mutable_approve();
  ASSERT_EQ(paper.send(early, As::person("clerk")), "NOT_FOUND");
  const std::string first = text(paper.last);
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  EXPECT_EQ(paper.send(early, As::person("clerk")), "NOT_FOUND");
  EXPECT_EQ(text(paper.last), first);
}

TEST_F(ACommand, IsRefusedWhenItsKeyWasUsedForSomethingElse) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  auto command = paper.command();
  command.mutable_comment()->set_text("một");
  ASSERT_EQ(paper.send(command, As::person("secretary1")), "ok");
  command.mutable_comment()->set_text("hai");
  const size_t before = records();
  EXPECT_EQ(paper.send(command, As::person("secretary1")), "REQUEST_ID_REUSED");
  EXPECT_EQ(records(), before);
}

TEST_F(ACommand, HasAKeyThatIsItsPrincipalsOwn) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  auto command = paper.command();
  command.mutable_comment()->set_text("một");
  ASSERT_EQ(paper.send(command, As::person("secretary1")), "ok");
  command.set_expected_version(paper.version);
  EXPECT_EQ(paper.send(command, As::person("deputy1")), "ok") << "another person may have thought of the same key";
}

TEST_F(ACommand, IsRefusedWithAKeyThatIsNone) {
  auto command = paper.command();
  command.mutable_submit();
  for (const auto& id : {std::string(), std::string("short"), std::string(65, 'a'), std::string("with blank!")}) {
    command.set_request_id(id);
    EXPECT_EQ(paper.send(command, As::person("secretary1")), "INVALID_FIELD") << id;
  }
  command.set_request_id("12345678");
  command.set_dossier_id("no-uuid");
  EXPECT_EQ(paper.send(command, As::person("secretary1")), "INVALID_FIELD");
}

TEST_F(ACommand, IsRefusedWhenThePaperMovedOn) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  paper.version = 1;
  EXPECT_EQ(paper.approves("clerk"), "STALE_VERSION");
}

TEST_F(ACommand, OfOneBatchSeesWhatTheOthersDid) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  const auto end = district.house.wire().attach_caller({"gateway", v1::CALLER_KIND_GATEWAY, ""}, "two");
  for (const char* who : {"clerk", "second_clerk"}) {
    auto command = paper.command();
    command.mutable_approve();
    v1::Envelope envelope;
    envelope.mutable_request()->set_method("giaoban.v1.DossierService/Decide");
    envelope.mutable_request()->set_person_id(who);
    envelope.mutable_request()->set_payload(command.SerializeAsString());
    end->send("router", envelope.SerializeAsString());
  }
  district.house.settle();
  std::vector<v1::Reply> replies;
  bus::Answer answer;
  while (end->receive_answer(answer)) {
    v1::Envelope envelope;
    envelope.ParseFromString(answer.frame);
    replies.push_back(envelope.reply());
  }
  ASSERT_EQ(replies.size(), 2u);
  EXPECT_TRUE(replies[0].has_payload());
  EXPECT_EQ(replies[1].refusal().code(), v1::REFUSAL_CODE_STALE_VERSION) << "one winner";
}

TEST_F(ACommand, IsRefusedWithoutAuthority) {
  EXPECT_EQ(paper.opens("clerk"), "NOT_AUTHORISED");
  paper = Paper(district);
  EXPECT_EQ(paper.opens("secretary1", "meeting_plan", "nowhere"), "NOT_FOUND");
  paper = Paper(district);
  EXPECT_EQ(paper.opens("secretary1", "no_such_kind"), "NOT_FOUND");
  paper = Paper(district);
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  EXPECT_EQ(paper.approves("secretary2"), "NOT_AUTHORISED");
  EXPECT_EQ(paper.approves("district"), "NOT_AUTHORISED");
  EXPECT_EQ(paper.act("", [](auto& c) { c.mutable_approve(); }), "UNAUTHENTICATED");
}

TEST_F(ACommand, NeverLetsAnybodyApproveTheirOwnPaper) {
  // A second office: "both" is deputy of the second cell and clerk of the commune.
  ASSERT_EQ(paper.opens("both", "meeting_plan", "p.d.c.2"), "ok");
  ASSERT_EQ(paper.submits("both"), "ok");
  EXPECT_EQ(paper.approves("both"), "OWN_PAPER");
  // A delegation: the clerk lends the office to the author of the first cell.
  v1::DelegateRequest lend;
  lend.set_office_id(district.office_of("clerk", "p.d.c"));
  lend.set_to_person_id("secretary1");
  lend.set_until_us(on("2026-12-01"));
  lend.set_basis("Quyết định 12-QĐ/ĐU");
  district.directory<v1::DelegateResponse>("Delegate", lend);
  Paper own(district);
  ASSERT_EQ(own.opens("secretary1"), "ok");
  ASSERT_EQ(own.submits("secretary1"), "ok");
  EXPECT_EQ(own.approves("secretary1"), "OWN_PAPER");
  EXPECT_EQ(paper.approves("secretary1"), "ok") << "somebody else's paper is fine";
  const auto record = district.house.log_of("router").back().dossier();
  EXPECT_EQ(record.actor().for_person_id(), "clerk");
  EXPECT_GT(record.actor().directory_position(), 0u);
}

TEST_F(ACommand, IsRefusedOnceAnOfficeHasEnded) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  v1::EndOfficeRequest end;
  end.set_office_id(district.office_of("clerk", "p.d.c"));
  const auto ended = district.directory<v1::EndOfficeResponse>("EndOffice", end);
  EXPECT_EQ(paper.approves("clerk"), "NOT_AUTHORISED");
  EXPECT_EQ(paper.approves("second_clerk"), "ok");
  EXPECT_EQ(district.house.log_of("router").back().dossier().actor().directory_position(), ended.position());
}

TEST_F(ACommand, IsRefusedOnceTheEndOfAnOfficeWasHeardWhateverOnesOwnClockSays) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  // The directory's clock is an hour ahead of the router's.
  v1::DirectoryEvent ended;
  ended.mutable_office_ended()->set_office_id(district.office_of("clerk", "p.d.c"));
  ended.mutable_office_ended()->set_until_us(district.house.clock().now().business_us + core::kHour);
  runtime::HeardDirectory heard;
  auto& store = district.house.store("router");
  heard.load(store);
  v1::LogRecord record;
  record.set_position(heard.directory().position() + 1);
  *record.mutable_directory() = ended;
  const int64_t now = district.house.clock().now().business_us;
  const v1::Role role = v1::ROLE_CLERK;
  EXPECT_TRUE(core::right_of(heard.directory(), "clerk", "p.d.c", role, now));
  store.begin();
  heard.hear(record, store);
  EXPECT_FALSE(core::right_of(heard.directory(), "clerk", "p.d.c", role, now));
  heard.load(store);
  EXPECT_FALSE(core::right_of(heard.directory(), "clerk", "p.d.c", role, now));
  store.rollback();
}

TEST_F(ACommand, IsRefusedWhileTheDirectoryHasNotBeenHeard) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  district.house.wire().cut("directory");
  district.house.pass_machine(6'000'000);
  EXPECT_EQ(paper.submits("secretary1"), "AUTHORITY_STALE");
  const auto command = paper.command();
  district.house.wire().heal("directory");
  district.house.pass_machine(5'000'000);
  EXPECT_EQ(paper.submits("secretary1"), "ok");
}

TEST_F(ACommand, OnAClosedDossierIsRefusedButForARemark) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  ASSERT_EQ(paper.rejects("clerk"), "ok");
  EXPECT_EQ(paper.approves("clerk"), "CLOSED");
  EXPECT_EQ(paper.submits("secretary1"), "CLOSED");
  EXPECT_EQ(paper.comments("secretary1", "Xin rút kinh nghiệm"), "ok");
}

TEST_F(ACommand, KeepsTextsOutOfTheLogAndBindsThemByDigest) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  const auto record = district.house.log_of("router").back();
  EXPECT_EQ(record.SerializeAsString().find("Mở rộng"), std::string::npos);
  std::string salt, body;
  district.house.store("router").prepare("SELECT salt, body FROM content").one({}, [&](const store::Row& row) {
    salt = row.blob(0);
    body = row.blob(1);
  });
  EXPECT_EQ(record.dossier().content().digest(), store::sha256({salt, body}));
  EXPECT_NE(body.find("Mở rộng"), std::string::npos);
}

TEST_F(ACommand, LosesNothingWhenTheDiskIsFullAndGoesOnWhenThereIsRoom) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  auto& store = district.house.store("router");
  int64_t pages = 0;
  store.prepare("PRAGMA page_count").one({}, [&](const store::Row& row) { pages = row.integer(0); });
  store.define("PRAGMA max_page_count = " + std::to_string(pages));
  std::string said;
  for (int i = 0; i < 200 && said != "STORE_FULL"; ++i) said = paper.comments("secretary1", std::string(3000, 'a'));
  EXPECT_EQ(said, "STORE_FULL");
  EXPECT_EQ(paper.read("secretary1").dossier().version(), paper.version) << "reading goes on";
  EXPECT_EQ(store::verify_log(store).first_bad(), 0u);
  store.define("PRAGMA max_page_count = 1000000");
  EXPECT_EQ(paper.comments("secretary1", "còn chỗ rồi"), "ok");
  EXPECT_EQ(paper.read("secretary1").dossier().version(), paper.version);
}

// Found by review: a key is bound to one office, not to everything that its holder may do.
TEST_F(ACommand, FromAnIntegratorIsHeldToItsOneOffice) {
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  ASSERT_EQ(paper.submits("secretary1"), "ok");
  auto approve = paper.command();
  approve.mutable_approve();
  EXPECT_EQ(paper.send(approve, As::integrator("cell2", district.office_of("both", "p.d.c.2"))), "NOT_AUTHORISED")
      << "its holder is also clerk of the commune";
  approve.set_request_id(district.new_id());
  EXPECT_EQ(paper.send(approve, As::integrator("commune", district.office_of("both", "p.d.c"))), "ok");
}

TEST_F(ACommand, FromAnIntegratorActsAsWhoeverHoldsItsOffice) {
  auto command = paper.command();
  command.mutable_open()->set_kind("meeting_plan");
  command.mutable_open()->set_unit_id("p.d.c.1");
  command.mutable_open()->set_period("2026-11");
  EXPECT_EQ(paper.send(command, As::integrator("lng", district.office_of("secretary1", "p.d.c.1"))), "ok");
  const auto record = district.house.log_of("router").back();
  EXPECT_EQ(record.principal(), "key:lng");
  EXPECT_EQ(record.dossier().actor().person_id(), "secretary1");
  EXPECT_EQ(paper.send(command, As::integrator("lost", "no-such-office")), "UNAUTHENTICATED");
}

}  // namespace
}  // namespace giaoban::test
