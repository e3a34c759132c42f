// The service as a whole: who may call what, what a restart keeps, what a failing neighbour leaves alone.
#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>

#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

class Directory : public Scene {};

struct Rule {
  std::string verb;
  std::vector<std::string> allowed;
};

class Callers : public Scene, public testing::WithParamInterface<Rule> {};

TEST_P(Callers, AreExactlyThoseOfTheContract) {
  with_officers();
  const std::map<std::string, As> all = {{"person", As::person("p1")},
                                         {"gateway", As::gateway()},
                                         {"operator", As::operator_()},
                                         {"service", As::service("router")},
                                         {"integrator", As::integrator("lng", "p.d.c.clerk.p3")}};
  const auto before = log().size();
  for (const auto& [name, as] : all) {
    const auto outcome = house.call_bytes("directory", "DirectoryService/" + GetParam().verb, "", as);
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    const bool refused_as_caller = no != nullptr && no->code() == v1::REFUSAL_CODE_CALLER_NOT_ALLOWED;
    const auto& allowed = GetParam().allowed;
    EXPECT_NE(refused_as_caller, std::find(allowed.begin(), allowed.end(), name) != allowed.end()) << name;
  }
  EXPECT_EQ(log().size(), before);
}

const std::vector<std::string> kOperator = {"operator"};
const std::vector<std::string> kGateway = {"gateway", "person"};
const std::vector<std::string> kReaders = {"gateway", "person", "integrator", "operator"};

INSTANTIATE_TEST_SUITE_P(Each, Callers,
                         testing::Values(Rule{"ImportUnits", kOperator}, Rule{"ImportOfficers", kOperator},
                                         Rule{"PublishKind", kOperator}, Rule{"Delegate", kOperator},
                                         Rule{"EndDelegation", kOperator}, Rule{"EndOffice", kOperator},
                                         Rule{"ListUnits", kReaders}, Rule{"ListOffices", kReaders},
                                         Rule{"ListKinds", kReaders}, Rule{"FindAccount", kGateway},
                                         Rule{"BeginSession", kGateway}, Rule{"FindSession", kGateway},
                                         Rule{"EndSession", kGateway}),
                         [](const auto& one) { return one.param.verb; });

TEST_F(Directory, AnswersEveryMethodOfItsContractAndNoOther) {
  const auto* contract =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName("giaoban.v1.DirectoryService");
  ASSERT_NE(contract, nullptr);
  std::vector<std::string> names;
  for (int i = 0; i < contract->method_count(); ++i) {
    names.push_back(contract->full_name() + "/" + contract->method(i)->name());
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(house.service<directory::DirectoryService>("directory").methods().names(), names);
}

TEST_F(Directory, KeepsEverythingThroughARestart) {
  with_officers();
  v1::DelegateRequest lend;
  lend.set_office_id("p.d.c.1.secretary.p1");
  lend.set_to_person_id("p2");
  lend.set_until_us(begins_us + core::kDay);
  lend.set_basis("QĐ 1");
  const auto lent = ask<v1::DelegateResponse>("Delegate", lend);
  v1::BeginSessionRequest session;
  session.set_token_hash(std::string(32, 't'));
  session.set_person_id("p1");
  session.set_until_us(house.clock().now().machine_us + core::kHour);
  ask<v1::BeginSessionResponse>("BeginSession", session, As::gateway());
  const auto before = log().size();

  house.restart("directory");

  EXPECT_EQ(units(kSmallTree).unchanged(), 5U);
  EXPECT_EQ(offices_of("p1").persons(0).name(), "Nguyễn Thị Một");
  EXPECT_EQ(account("ba").person_id(), "p3");
  EXPECT_EQ(ask<v1::DelegateResponse>("Delegate", lend).delegation_id(), lent.delegation_id());
  v1::FindSessionRequest find;
  find.set_token_hash(session.token_hash());
  EXPECT_EQ(ask<v1::FindSessionResponse>("FindSession", find, As::gateway()).person_id(), "p1");
  EXPECT_EQ(log().size(), before);
  house.pass_machine(core::kHour + core::kMinute);
  EXPECT_EQ(ask<v1::FindSessionResponse>("FindSession", find, As::gateway()).person_id(), "");
}

TEST_F(Directory, ForgetsWhatAFailedCommitTookBack) {
  with_tree();
  // The commit of the next batch fails: the head in the store is no longer what this writer believes.
  house.store("directory").prepare("UPDATE log_head SET last = last + 1").run({});
  v1::ImportUnitsRequest more;
  more.set_csv("id,parent,level,name,source\np.d.c.3,p.d.c,CELL,Chi bộ 3,\n");
  EXPECT_EQ(refused("ImportUnits", more).code(), v1::REFUSAL_CODE_INTERNAL);
  v1::ListUnitsRequest list;
  list.set_parent_id("p.d.c");
  EXPECT_EQ(ask<v1::ListUnitsResponse>("ListUnits", list).units_size(), 2) << "memory is as stored";
}

TEST_F(Directory, KeepsALogWhoseChainHolds) {
  with_officers();
  const auto verified = store::verify_log(house.store("directory"));
  EXPECT_EQ(verified.first_bad(), 0U) << verified.fault();
  EXPECT_EQ(verified.records(), log().size());
}

}  // namespace
}  // namespace giaoban::test
