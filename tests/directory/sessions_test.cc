// Accounts and the life of a session: begun, found, ended, run out, cleared away.
#include "services/directory/passwords.h"
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

const std::string kToken(32, 't');

class Sessions : public Scene {
 protected:
  Sessions() { with_officers(); }

  v1::BeginSessionRequest request(const std::string& token, const std::string& person, int64_t minutes) {
    v1::BeginSessionRequest begin;
    begin.set_token_hash(token);
    begin.set_person_id(person);
    begin.set_until_us(house.clock().now().machine_us + minutes * core::kMinute);
    return begin;
  }
  void begin(const std::string& token, const std::string& person, int64_t minutes) {
    ask<v1::BeginSessionResponse>("BeginSession", request(token, person, minutes), As::gateway());
  }
  v1::FindSessionResponse find(const std::string& token) {
    v1::FindSessionRequest find;
    find.set_token_hash(token);
    return ask<v1::FindSessionResponse>("FindSession", find, As::gateway());
  }
};

TEST_F(Sessions, FindAccountIgnoresCase) {
  EXPECT_EQ(account("mot").person_id(), "p1");
  EXPECT_EQ(account("MoT").person_id(), "p1");
  EXPECT_TRUE(account("mot").password_hash().starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
  EXPECT_TRUE(directory::is_password_of(account("mot").password_hash(), "mat-khau-1"));
}

TEST_F(Sessions, FindAccountOfAnUnknownLoginIsEmpty) {
  EXPECT_EQ(account("nobody").person_id(), "");
  EXPECT_EQ(account("").person_id(), "");
  EXPECT_EQ(account(std::string(10'000, 'x')).password_hash(), "");
}

TEST_F(Sessions, AreFoundUntilTheyEnd) {
  begin(kToken, "p1", 10);
  EXPECT_EQ(find(kToken).person_id(), "p1");
  EXPECT_EQ(find(kToken).person_name(), "Nguyễn Thị Một");
  EXPECT_EQ(find(kToken).until_us(), house.clock().now().machine_us + 10 * core::kMinute);
  EXPECT_EQ(find(std::string(32, 'u')).person_id(), "");
  v1::EndSessionRequest end;
  end.set_token_hash(kToken);
  ask<v1::EndSessionResponse>("EndSession", end, As::gateway());
  EXPECT_EQ(find(kToken).person_id(), "");
  ask<v1::EndSessionResponse>("EndSession", end, As::gateway());
}

TEST_F(Sessions, RunOutByMachineTimeAndAreClearedAway) {
  begin(kToken, "p1", 10);
  begin(std::string(32, 'u'), "p2", 60);
  house.advance_to(begins_us + 30 * core::kDay);
  EXPECT_EQ(find(kToken).person_id(), "p1") << "business time ends no session";
  house.pass_machine(10 * core::kMinute - 1);
  EXPECT_EQ(find(kToken).person_id(), "p1");
  house.pass_machine(1);
  EXPECT_EQ(find(kToken).person_id(), "");
  EXPECT_EQ(rows("session"), 2);
  house.pass_machine(core::kMinute);
  EXPECT_EQ(rows("session"), 1);
  EXPECT_EQ(find(std::string(32, 'u')).person_id(), "p2");
  house.pass_machine(core::kHour);
  EXPECT_EQ(rows("session"), 0);
}

TEST_F(Sessions, BegunTwiceWithTheSameContentAreOne) {
  begin(kToken, "p1", 10);
  begin(kToken, "p1", 10);
  EXPECT_EQ(rows("session"), 1);
  EXPECT_EQ(refused("BeginSession", request(kToken, "p2", 10), As::gateway()).code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(find(kToken).person_id(), "p1");
}

TEST_F(Sessions, RefuseUnknownPersonsBadTokensAndBadTimes) {
  EXPECT_EQ(refused("BeginSession", request(kToken, "nobody", 10), As::gateway()).field(), "person_id");
  EXPECT_EQ(refused("BeginSession", request("short", "p1", 10), As::gateway()).field(), "token_hash");
  EXPECT_EQ(refused("BeginSession", request(kToken, "p1", 0), As::gateway()).field(), "until_us");
  EXPECT_EQ(refused("BeginSession", request(kToken, "p1", 32 * 24 * 60), As::gateway()).field(), "until_us");
  EXPECT_EQ(refused("FindSession", v1::FindSessionRequest(), As::gateway()).field(), "token_hash");
  EXPECT_EQ(refused("EndSession", v1::EndSessionRequest(), As::gateway()).field(), "token_hash");
  EXPECT_EQ(rows("session"), 0);
}

TEST_F(Sessions, AreOpenToAPersonWithoutAnyOffice) {
  officers("person_id,name,unit_id,role,login,password\nadmin,Quản trị,,,admin,mat-khau-0\n");
  begin(kToken, "admin", 10);
  EXPECT_EQ(find(kToken).person_name(), "Quản trị");
}

TEST_F(Sessions, EndWhenAnImportSetsAnotherPassword) {
  begin(kToken, "p1", 10);
  begin(std::string(32, 'u'), "p2", 10);
  officers("person_id,name,unit_id,role,login,password\np1,,,,mot,mat-khau-moi\n");
  EXPECT_TRUE(directory::is_password_of(account("mot").password_hash(), "mat-khau-moi"));
  EXPECT_EQ(find(kToken).person_id(), "");
  EXPECT_EQ(find(std::string(32, 'u')).person_id(), "p2");
}

TEST_F(Sessions, AreNeverInTheLog) {
  const auto before = log().size();
  begin(kToken, "p1", 10);
  EXPECT_EQ(log().size(), before);
}

}  // namespace
}  // namespace giaoban::test
