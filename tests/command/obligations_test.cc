// `giaoban obligations` and `giaoban explain`: what they ask, and how the answers read.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "tests/command/program.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

constexpr const char* kId = "24.1/meeting_plan/2026-11";
constexpr int64_t kWhen = 1'795'665'600'000'000;  // 26/11/2026 11:00

class Obligations : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(program.run_here({"init"}).code, kOk); }
  void answer(const std::string& method, const google::protobuf::Message& response) {
    program.services.answers[method] = [bytes = response.SerializeAsString()](const auto&) { return bytes; };
  }
  static v1::Obligation owed(v1::ObligationState state) {
    v1::Obligation owed;
    owed.set_obligation_id(kId);
    owed.set_due_us(kWhen);
    owed.set_state(state);
    return owed;
  }
  Program program;
};

TEST_F(Obligations, ListAsksForAStateByItsWordAndShowsEachInALine) {
  v1::ListObligationsResponse found;
  *found.add_obligations() = owed(v1::OBLIGATION_STATE_MISSING);
  found.set_next_page_token("t");
  answer("reminder/ObligationService/ListObligations", found);
  const auto ended = program.run_here({"obligations", "list", "--unit", "24", "--state", "missing"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  const auto asked = program.services.asked_as<v1::ListObligationsRequest>(0);
  EXPECT_EQ(asked.unit_id(), "24");
  EXPECT_EQ(asked.state(), v1::OBLIGATION_STATE_MISSING);
  EXPECT_NE(
      ended.out.find(std::string(kId) + "  hạn / due " + core::for_people(kWhen) + "  chưa có, quá hạn / missing"),
      std::string::npos)
      << ended.out;
  EXPECT_NE(ended.out.find("--after \"t\""), std::string::npos);
  EXPECT_EQ(program.run_here({"obligations", "list", "--unit", "24", "--state", "lost"}).code, kUsage);
}

TEST_F(Obligations, ExemptSendsTheBasisAndShowsWhatCameOfIt) {
  v1::ExemptResponse freed;
  *freed.mutable_obligation() = owed(v1::OBLIGATION_STATE_EXEMPT);
  freed.mutable_obligation()->set_exempt_basis("TB 12");
  answer("reminder/ObligationService/Exempt", freed);
  const auto ended = program.run_here({"obligations", "exempt", kId, "--basis", "TB 12"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_EQ(program.services.key, "operator");
  EXPECT_EQ(program.services.asked_as<v1::ExemptRequest>(0).basis(), "TB 12");
  EXPECT_NE(ended.out.find("được miễn / exempt  “TB 12”, operator"), std::string::npos) << ended.out;
  EXPECT_EQ(program.run_here({"obligations", "exempt", kId}).code, kUsage) << "not without a basis";
}

TEST_F(Obligations, LiftSaysHowItStandsNow) {
  v1::LiftExemptionResponse lifted;
  *lifted.mutable_obligation() = owed(v1::OBLIGATION_STATE_OPEN);
  answer("reminder/ObligationService/LiftExemption", lifted);
  const auto ended = program.run_here({"obligations", "lift", kId});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_NE(ended.out.find("chưa nộp / open"), std::string::npos) << ended.out;
}

TEST_F(Obligations, ARefusalEndsWithOne) {
  program.services.answers["reminder/ObligationService/Exempt"] = [](const auto&) {
    return core::refuse(v1::REFUSAL_CODE_CLOSED, "", "đã nộp", "handed in");
  };
  const auto ended = program.run_here({"obligations", "exempt", kId, "--basis", "x"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.err.find("handed in"), std::string::npos);
}

v1::ExplainRemindersResponse ladder() {
  v1::ExplainRemindersResponse ladder;
  ladder.set_due_us(kWhen);
  ladder.add_due_reasons()->set_vi("đến hạn ngày 26");
  auto& rung = *ladder.add_rungs();
  rung.set_days(3);
  rung.set_whom(v1::WHOM_SUPERIOR);
  rung.set_at_us(kWhen + 4 * core::kDay);
  rung.set_state(v1::RUNG_STATE_COMING);
  rung.add_reasons()->set_vi("2 ngày nghỉ hằng tuần không tính");
  rung.add_person_ids("an");
  return ladder;
}

TEST_F(Obligations, ExplainTakesADossierOrAnObligation) {
  answer("reminder/ObligationService/ExplainReminders", ladder());
  const auto ended = program.run_here({"explain", kId});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_EQ(program.services.asked_as<v1::ExplainRemindersRequest>(0).obligation_id(), kId);
  for (const auto& said :
       {"Hạn / Due: " + core::for_people(kWhen), std::string("đến hạn ngày 26"), std::string("+3  cấp trên / superior"),
        std::string("sẽ nhắc / to come"), std::string("2 ngày nghỉ"), std::string("would tell an")}) {
    EXPECT_NE(ended.out.find(said), std::string::npos) << said << " in\n" << ended.out;
  }
  program.run_here({"explain", "0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11"});
  EXPECT_EQ(program.services.asked_as<v1::ExplainRemindersRequest>(1).dossier_id(),
            "0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11");
}

TEST_F(Obligations, ExplainPrintsTheAnswerAsJson) {
  answer("reminder/ObligationService/ExplainReminders", ladder());
  v1::ExplainRemindersResponse read;
  const auto ended = program.run_here({"explain", kId, "--json"});
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &read).ok()) << ended.out;
  EXPECT_EQ(read.SerializeAsString(), ladder().SerializeAsString());
}

TEST_F(Obligations, ExplainAsksTheNotifierOfANotice) {
  v1::ExplainNoticeResponse told;
  told.mutable_notice()->set_notice_id(std::string(kId) + "/0/-3/an");
  told.mutable_notice()->set_person_id("an");
  told.mutable_notice()->set_for_person_id("binh");
  auto& mail = *told.add_deliveries();
  mail.mutable_delivery()->set_channel(v1::CHANNEL_EMAIL);
  mail.mutable_delivery()->set_state(v1::DELIVERY_STATE_HELD);
  mail.add_reasons()->set_vi("giờ yên lặng đến 06:30");
  answer("notifier/DeliveryService/ExplainNotice", told);
  const auto ended = program.run_here({"explain", std::string(kId) + "/0/-3/an"});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_EQ(program.services.asked_as<v1::ExplainNoticeRequest>(0).notice_id(), std::string(kId) + "/0/-3/an");
  for (const auto* said : {"an (thay / for binh)", "thư điện tử / mail: giữ lại", "giờ yên lặng đến 06:30"}) {
    EXPECT_NE(ended.out.find(said), std::string::npos) << said << " in\n" << ended.out;
  }
  program.run_here({"explain", "0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11/2/returned/an"});
  EXPECT_EQ(program.services.asked.size(), 2u) << "a dossier's notice too";
}

}  // namespace
}  // namespace giaoban::command
