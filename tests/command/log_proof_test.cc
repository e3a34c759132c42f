// log verify with checkpoints, log prove, and log verify --proof: what an operator and somebody far away get to see.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "services/runtime/audit_key.h"
#include "services/store/checkpoint.h"
#include "services/store/checkpoint_file.h"
#include "services/store/log.h"
#include "services/store/sqlite.h"
#include "tests/command/program.h"

namespace giaoban::command {
namespace {

const std::string kDossier = "0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11";
const std::string kOther = "0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e12";

// A folder with a router's log: two approvals of one dossier, of which the first was undone; a checkpoint behind them,
// in the table and copied; and one approval of another dossier that nobody has signed for yet.
class ProvenLog : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(program.run_here({"init"}).code, kOk);
    data = std::make_unique<runtime::DataFolder>(program.open_data());
    open();
    write(2, kDossier, [](v1::DossierEvent& event) { event.mutable_submitted(); });
    write(3, kDossier, approved);
    write(4, kDossier, [](v1::DossierEvent& event) { event.mutable_undone(); });
    write(5, kDossier, approved);
    write(6, kDossier, [](v1::DossierEvent& event) { event.mutable_sealed(); });
    sign();
    write(3, kOther, approved);
    close();
  }
  void open() {
    store = store::open_sqlite(data->database("router"));
    store->define(store::Log::schema());
    store->define(store::checkpoint_schema());
    log = std::make_unique<store::Log>(*store, "giaoban");
    log->open("log-1");
  }
  void close() {
    log.reset();
    store.reset();
  }
  static void approved(v1::DossierEvent& event) {
    event.mutable_approved()->mutable_paper()->set_digest(std::string(32, '\x5a'));
    event.mutable_approved()->set_seals_us(1'793'000'030'000'000);
  }
  void write(uint64_t version, const std::string& dossier, const std::function<void(v1::DossierEvent&)>& what) const {
    v1::LogRecord record;
    record.set_at_us(1'793'000'000'000'000);
    auto& event = *record.mutable_dossier();
    event.set_dossier_id(dossier);
    event.set_version(version);
    event.set_at_us(1'793'000'000'000'000);
    auto& actor = *event.mutable_actor();
    actor.set_person_id("p2");
    actor.set_office_id("24.01.001.clerk.p2");
    actor.set_role(v1::ROLE_CLERK);
    actor.set_unit_id("24.01.001");
    what(event);
    store->begin();
    log->append(record);
    log->flush();
    store->commit();
  }
  void sign() const {
    v1::Checkpoint checkpoint;
    checkpoint.set_service("router");
    checkpoint.set_node(data->about.node());
    checkpoint.set_log_id(log->id());
    checkpoint.set_position(log->head());
    checkpoint.set_hash(log->head_hash());
    checkpoint.set_signed_us(1'793'000'060'000'000);
    checkpoint.set_deployment_id(data->about.deployment_id());
    checkpoint.set_generation(1);
    const auto pair = std::get<runtime::FolderAuditKey>(runtime::audit_key(*data));
    const auto signed_one = store::sign_checkpoint(checkpoint, pair.key);
    store->begin();
    store::write_checkpoint(*store, checkpoint.position(), signed_one);
    store->commit();
    std::filesystem::create_directories(data->path + "/checkpoints");
    const std::string file = data->path + "/checkpoints/router.checkpoints.jsonl";
    ASSERT_TRUE(store::append_checkpoints(file, store::end_of_checkpoints(file, {}).last_line, {signed_one}));
  }
  // Cuts the tail so that nothing in the file itself tells of it.
  void cut_after(uint64_t position) {
    open();
    const std::string at = std::to_string(position);
    store->define("DELETE FROM checkpoint; DELETE FROM log WHERE position > " + at);
    store->prepare("UPDATE log_head SET last = $1, hash = $2")
        .run({static_cast<int64_t>(position), store::Blob{log->hash_at(position)}});
    close();
  }
  static v1::LogVerified verified(const Ended& ended) {
    v1::LogVerifyReport report;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &report).ok()) << ended.out;
    return report.logs_size() == 1 ? report.logs(0) : v1::LogVerified();
  }
  static v1::LogProved proved(const std::string& line) {
    v1::LogProved report;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &report).ok()) << line;
    return report;
  }
  std::string public_key() const { return runtime::public_key_file(*data); }
  // The proof of the second approval.
  std::string proof() {
    const std::string file = program.folder.path("p.json");
    EXPECT_EQ(program.run_here({"log", "prove", "router:4", "-o", file}).code, kOk);
    return file;
  }

  Program program;
  std::unique_ptr<runtime::DataFolder> data;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Log> log;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_F(ProvenLog, VerifyCountsCheckpointsThatHold) {
  const auto log_report = verified(program.run_here({"log", "verify", "--json"}));
  EXPECT_EQ(log_report.first_bad(), 0U) << log_report.fault();
  EXPECT_EQ(log_report.records(), 6U);
  EXPECT_EQ(log_report.checkpoints(), 1U);
  EXPECT_EQ(log_report.signed_(), 5U);
  const auto told = program.run_here({"log", "verify"});
  EXPECT_TRUE(has(told.out, "router: 6 bản ghi, chuỗi băm nguyên vẹn, 1 chốt ký đúng, tới vị trí 5")) << told.out;
}

TEST_F(ProvenLog, VerifyFindsACutTailThroughTheCopiesOnly) {
  cut_after(3);
  const auto ended = program.run_here({"log", "verify"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_TRUE(has(ended.err, "từ vị trí 4: sổ hết ở đây, nhưng có chốt ký ở vị trí 5")) << ended.err;
  EXPECT_EQ(verified(program.run_here({"log", "verify", "--json"})).first_bad(), 4U);
  const std::string nothing = program.folder.path("nothing");
  std::filesystem::create_directory(nothing);
  const auto uncopied = program.run_here({"log", "verify", "--checkpoints", nothing});
  EXPECT_EQ(uncopied.code, kOk) << "without them it is invisible";
  EXPECT_TRUE(has(uncopied.err, "None of the checkpoints of the log of router is copied")) << uncopied.err;
  const std::string elsewhere = program.folder.path("elsewhere");
  std::filesystem::rename(data->path + "/checkpoints", elsewhere);
  EXPECT_EQ(program.run_here({"log", "verify"}).code, kOk);
  EXPECT_EQ(program.run_here({"log", "verify", "--checkpoints", elsewhere, "--key", public_key()}).code, kRefused);
  EXPECT_EQ(program.run_here({"log", "verify", "--audit.copy_to=" + elsewhere}).code, kRefused);
}

TEST_F(ProvenLog, VerifySaysWhenTheCopiesCannotBeHad) {
  EXPECT_EQ(program.run_here({"log", "verify", "--checkpoints", "/no/such"}).code, kRefused);
  const auto ended = program.run_here({"log", "verify", "--audit.copy_to=/no/such"});
  EXPECT_EQ(ended.code, kOk);
  EXPECT_TRUE(has(ended.err, "/no/such cannot be entered")) << ended.err;
}

TEST_F(ProvenLog, IsNotVerifiedWithoutTheKeyThatItsCheckpointsAreSignedWith) {
  std::filesystem::remove(public_key());
  const auto ended = program.run_here({"log", "verify"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_TRUE(has(ended.err, "There is no public key")) << ended.err;
}

TEST_F(ProvenLog, ProveWritesAFilePerApproval) {
  const std::string place = program.folder.path("proofs");
  std::filesystem::create_directory(place);
  const auto ended = program.run_here({"log", "prove", kDossier, "-o", place});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  for (const char* version : {"3", "5"}) {
    const std::string file = place + "/" + kDossier + "-" + version + ".proof.json";
    EXPECT_EQ(program.run({"log", "verify", "--proof", file, "--key", public_key()}).code, kOk) << file;
  }
  const size_t undone = ended.out.find("LƯU Ý: lần duyệt này sau đó đã được hoàn tác");
  EXPECT_NE(undone, std::string::npos) << ended.out;
  EXPECT_LT(undone, ended.out.find("-5.proof.json")) << "said of the first";
  EXPECT_EQ(ended.out.find("LƯU Ý", undone + 1), std::string::npos) << "and of the first only";
  const auto refused = program.run_here({"log", "prove", kDossier, "-o", program.folder.path("one.json")});
  EXPECT_EQ(refused.code, kUsage) << "two approvals do not go into one file";
}

TEST_F(ProvenLog, AProofIsReadFarFromTheDeployment) {
  const std::string file = proof();
  Program elsewhere;
  elsewhere.folder.file("p.json", read_all(file));
  elsewhere.folder.file("key.txtpb", read_all(public_key()));
  const auto ended = elsewhere.run(
      {"log", "verify", "--proof", elsewhere.folder.path("p.json"), "--key", elsewhere.folder.path("key.txtpb")});
  EXPECT_EQ(ended.code, kOk) << ended.err;
  EXPECT_EQ(ended.out.rfind("Bằng chứng đúng / the proof holds", 0), 0U) << ended.out;
  EXPECT_TRUE(has(ended.out, "p2 (văn thư, chức vụ 24.01.001.clerk.p2, đơn vị 24.01.001) đã duyệt hồ sơ " + kDossier +
                                 ", phiên bản 5, lúc 26/10/2026"))
      << ended.out;
  EXPECT_TRUE(has(ended.out, "p2 (clerk, office 24.01.001.clerk.p2, unit 24.01.001) approved dossier")) << ended.out;
  EXPECT_TRUE(has(ended.out, "trong sổ router log-1, vị trí 4")) << ended.out;
  EXPECT_TRUE(has(ended.out, "chốt ở vị trí 5 ký lúc 26/10/2026")) << ended.out;
  const auto report = proved(elsewhere
                                 .run({"log", "verify", "--json", "--proof", elsewhere.folder.path("p.json"), "--key",
                                       elsewhere.folder.path("key.txtpb")})
                                 .out);
  EXPECT_EQ(report.position(), 4U);
  EXPECT_EQ(report.checkpoint(), 5U);
  EXPECT_EQ(report.record().dossier().actor().person_id(), "p2");
}

TEST_F(ProvenLog, AProofOfAnotherKeyOrChangedProvesNothing) {
  const std::string file = proof();
  Program other;
  ASSERT_EQ(other.run_here({"init"}).code, kOk);
  const auto key =
      program.run({"log", "verify", "--proof", file, "--key", runtime::public_key_file(other.open_data())});
  EXPECT_EQ(key.code, kRefused);
  EXPECT_TRUE(has(key.err, "the signature does not hold under this key")) << key.err;
  std::string text = read_all(file);
  text.insert(2, " ");
  const auto changed =
      program.run({"log", "verify", "--proof", program.folder.file("c.json", text), "--key", public_key()});
  EXPECT_EQ(changed.code, kRefused);
  EXPECT_TRUE(has(changed.err, "không chứng minh được gì")) << changed.err;
  EXPECT_EQ(program.run({"log", "verify", "--proof", "/no/such", "--key", public_key()}).code, kRefused);
  EXPECT_EQ(program.run({"log", "verify", "--proof", file, "--key", file}).code, kRefused);
}

TEST_F(ProvenLog, AProofIsVerifiedWithAKeyAndAlone) {
  const std::string file = proof();
  EXPECT_EQ(program.run({"log", "verify", "--proof", file}).code, kUsage);
  EXPECT_EQ(program.run({"log", "verify", "router", "--proof", file, "--key", public_key()}).code, kUsage);
}

TEST_F(ProvenLog, ProveSaysWhenToComeBackForWhatIsNotSignedFor) {
  const auto ended = program.run_here({"log", "prove", kOther, "-o", program.folder.path("o.json")});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_TRUE(has(ended.err, "router:6 chưa có chốt ký")) << ended.err;
  EXPECT_TRUE(has(ended.err, "in at most ") && has(ended.err, " seconds; come back then")) << ended.err;
  EXPECT_FALSE(std::filesystem::exists(program.folder.path("o.json")));
}

TEST_F(ProvenLog, ProvePrintsAReportPerFileWithJson) {
  const std::string place = program.folder.path("proofs");
  std::filesystem::create_directory(place);
  const auto ended = program.run_here({"log", "prove", kDossier, "-o", place, "--json"});
  const size_t cut = ended.out.find('\n');
  EXPECT_EQ(proved(ended.out.substr(0, cut)).position(), 2U);
  EXPECT_EQ(proved(ended.out.substr(cut + 1)).file(), place + "/" + kDossier + "-5.proof.json");
}

TEST_F(ProvenLog, ProveRefusesWhatIsNotThere) {
  for (const char* position : {"router:0", "router:", "router:x", "router:4x", "router:-1"})
    EXPECT_EQ(program.run_here({"log", "prove", position}).code, kUsage) << position;
  EXPECT_EQ(program.run_here({"log", "prove", "router:7"}).code, kRefused);
  EXPECT_EQ(program.run_here({"log", "prove", "router:18446744073709551615"}).code, kRefused);
  EXPECT_EQ(program.run_here({"log", "prove", "records:1"}).code, kRefused);
  EXPECT_EQ(program.run_here({"log", "prove", "nobody"}).code, kRefused);
}

TEST_F(ProvenLog, ProveRefusesALogThatDoesNotHold) {
  open();
  store->define("UPDATE log SET record = record || x'00' WHERE position = 5");
  close();
  const auto ended = program.run_here({"log", "prove", "router:4"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_TRUE(has(ended.err, "Run: giaoban log verify router")) << ended.err;
}

TEST_F(ProvenLog, TheAuditKeyIsNoKeyOfTheBus) {
  EXPECT_EQ(program.run_here({"keys", "add", "audit", "--office", "o"}).code, kRefused);
  EXPECT_EQ(program.run_here({"status"}).code, kRefused);
  EXPECT_EQ(std::get<v1::Refusal>(data->key("audit")).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

}  // namespace
}  // namespace giaoban::command
