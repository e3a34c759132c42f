// The service as a whole: who may call what, what a restart keeps, what a failing neighbour leaves alone.
#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>

#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

class Directory : public Scene {};

struct Rule {
  std::string service;
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
    const auto outcome = house.call_bytes("directory", GetParam().service + "Service/" + GetParam().verb, "", as);
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    const bool refused_as_caller = no != nullptr && no->code() == v1::REFUSAL_CODE_CALLER_NOT_ALLOWED;
    const auto& allowed = GetParam().allowed;
    EXPECT_NE(refused_as_caller, std::find(allowed.begin(), allowed.end(), name) != allowed.end()) << name;
  }
  EXPECT_EQ(log().size(), before);
}

const std::vector<std::string> kOperator = {"operator"};
const std::vector<std::string> kKeepers = {"operator", "gateway", "person"};
const std::vector<std::string> kGateway = {"gateway", "person"};
const std::vector<std::string> kReaders = {"gateway", "person", "integrator", "operator"};

INSTANTIATE_TEST_SUITE_P(
    Each, Callers,
    testing::Values(Rule{"Directory", "ImportUnits", kKeepers}, Rule{"Directory", "ImportOfficers", kKeepers},
                    Rule{"Directory", "PublishKind", kOperator}, Rule{"Directory", "Delegate", kKeepers},
                    Rule{"Directory", "EndDelegation", kKeepers}, Rule{"Directory", "EndOffice", kKeepers},
                    Rule{"Directory", "ListUnits", kReaders}, Rule{"Directory", "ListOffices", kReaders},
                    Rule{"Directory", "ListKinds", kReaders}, Rule{"Directory", "FindAccount", kGateway},
                    Rule{"Directory", "BeginSession", kGateway}, Rule{"Directory", "FindSession", kGateway},
                    Rule{"Directory", "EndSession", kGateway}, Rule{"Directory", "RenewFeed", kGateway},
                    Rule{"Directory", "FindFeed", kGateway}, Rule{"Administration", "AddUnit", kKeepers},
                    Rule{"Administration", "RenameUnit", kKeepers}, Rule{"Administration", "AddOfficer", kKeepers},
                    Rule{"Administration", "ChangePerson", kKeepers},
                    Rule{"Administration", "ListDelegations", kKeepers}, Rule{"Account", "ListAccounts", kKeepers},
                    Rule{"Account", "IssueCode", kKeepers}, Rule{"Account", "DisableAccount", kKeepers},
                    Rule{"Account", "EnableAccount", kKeepers}, Rule{"Account", "ListSessions", kKeepers},
                    Rule{"Account", "RevokeSession", kKeepers}, Rule{"Account", "UseCode", kGateway},
                    Rule{"Account", "SetPassword", kGateway}),
    [](const auto& one) { return one.param.verb; });

TEST_P(Callers, WhoKeepMustSayWhoTheyAre) {
  if (GetParam().allowed != kKeepers) return;
  const auto outcome =
      house.call_bytes("directory", GetParam().service + "Service/" + GetParam().verb, "", As::gateway());
  ASSERT_TRUE(std::holds_alternative<v1::Refusal>(outcome));
  const auto code = std::get<v1::Refusal>(outcome).code();
  EXPECT_TRUE(code == v1::REFUSAL_CODE_UNAUTHENTICATED || code == v1::REFUSAL_CODE_NOT_FOUND) << code;
}

TEST_F(Directory, AnswersEveryMethodOfItsContractsAndNoOther) {
  std::vector<std::string> names;
  for (const char* service : {"DirectoryService", "AdministrationService", "AccountService"}) {
    const auto* contract =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(std::string("giaoban.v1.") + service);
    ASSERT_NE(contract, nullptr) << service;
    for (int i = 0; i < contract->method_count(); ++i) {
      names.push_back(contract->full_name() + "/" + contract->method(i)->name());
    }
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
