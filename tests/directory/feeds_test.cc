// The secret address of a calendar: made, replaced, found by its hash only, ended with the account.
#include <regex>

#include "services/store/digest.h"
#include "tests/directory/scene.h"

namespace giaoban::test {
namespace {

class Feeds : public Scene {
 protected:
  Feeds() { with_officers(); }

  std::string renew(const std::string& person) {
    return ask<v1::RenewFeedResponse>("RenewFeed", v1::RenewFeedRequest(), As::person(person)).token();
  }
  std::string owner(const std::string& token) {
    v1::FindFeedRequest find;
    find.set_token_hash(store::sha256({token}));
    return ask<v1::FindFeedResponse>("FindFeed", find, As::gateway()).person_id();
  }
};

TEST_F(Feeds, AreFoundByTheHashOfTheirToken) {
  const std::string token = renew("p1");
  EXPECT_TRUE(std::regex_match(token, std::regex("[A-Za-z0-9_-]{43}"))) << token;
  EXPECT_EQ(owner(token), "p1");
  EXPECT_EQ(owner(std::string(43, 'A')), "");
}

TEST_F(Feeds, ANewAddressTakesThePlaceOfTheOldOne) {
  const std::string first = renew("p1");
  const std::string others = renew("p2");
  const std::string second = renew("p1");
  EXPECT_NE(first, second);
  EXPECT_EQ(owner(first), "");
  EXPECT_EQ(owner(second), "p1");
  EXPECT_EQ(owner(others), "p2");
  EXPECT_EQ(rows("feed"), 2);
}

TEST_F(Feeds, OutliveARestartAndLeaveNothingInTheLog) {
  const auto before = log().size();
  const std::string token = renew("p1");
  EXPECT_EQ(log().size(), before);
  house.restart("directory");
  EXPECT_EQ(owner(token), "p1");
}

TEST_F(Feeds, KeepOnlyTheHash) {
  const std::string token = renew("p1");
  house.store("directory").prepare("SELECT person_id, token_hash FROM feed").each({}, [&](const store::Row& row) {
    EXPECT_EQ(row.blob(1), store::sha256({token}));
  });
}

TEST_F(Feeds, EndWithTheAccount) {
  const std::string disabled = renew("p1");
  v1::DisableAccountRequest disable;
  disable.set_person_id("p1");
  call<v1::DisableAccountResponse>("AccountService/DisableAccount", disable, As::operator_());
  EXPECT_EQ(owner(disabled), "");
  const std::string coded = renew("p2");
  issue_code("p2");
  EXPECT_EQ(owner(coded), "");
}

// Renewed after the backup means that the address before it had leaked, perhaps.
TEST_F(Feeds, DoNotComeBackWithARestore) {
  const std::string token = renew("p1");
  auto& store = house.store("directory");
  store.begin();
  house.service<directory::DirectoryService>("directory").restored({2, begins_us, {}}, store);
  store.commit();
  EXPECT_EQ(owner(token), "");
}

TEST_F(Feeds, AreOfSomebodyAndAskedForByAHash) {
  EXPECT_EQ(refused("RenewFeed", v1::RenewFeedRequest(), As::gateway()).code(), v1::REFUSAL_CODE_UNAUTHENTICATED);
  v1::FindFeedRequest find;
  find.set_token_hash("short");
  EXPECT_EQ(refused("FindFeed", find, As::gateway()).field(), "token_hash");
}

}  // namespace
}  // namespace giaoban::test
