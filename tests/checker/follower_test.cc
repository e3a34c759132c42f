// What can be wrong with those who follow the logs is planted once each, and found.
#include <gtest/gtest.h>

#include "tests/checker/checker.h"
#include "tests/checker/planted.h"

namespace giaoban::checker {
namespace {

// The one fault that comes of SQL on the file of one service; empty when none does, all when there are more.
std::string fault_of(const std::string& service, const std::string& sql, bool at_rest = true) {
  Planted planted;
  planted.write();
  planted.run(service, sql);
  std::string all;
  const auto report = check(planted.data(), planted.acks(), {at_rest, {}});
  for (const auto& fault : report.faults()) all += fault;
  return all;
}

TEST(Followers, AreGoodAsPlanted) {
  EXPECT_EQ(fault_of("records", "SELECT 1"), "");
}

TEST(Followers, WhoStandWhereALogNeverWasAreFound) {
  EXPECT_EQ(fault_of("reminder", "UPDATE cursor SET hash = x'00' WHERE source = 'router'", false),
            "reminder stands at record 4 of router, where that log never was");
  EXPECT_EQ(fault_of("router", "UPDATE cursor SET log_id = 'M'", false),
            "router stands at record 1 of directory, where that log never was");
}

TEST(Followers, WhoKnowMoreThanTheLogAreFound) {
  EXPECT_EQ(fault_of("router", "UPDATE cursor SET position = 2", false),
            "router stands at record 2 of directory, where that log never was");
}

TEST(Followers, WhoHaveNotHeardEverythingAreFoundAtRestOnly) {
  EXPECT_EQ(fault_of("router", "DELETE FROM cursor", false), "");
  EXPECT_EQ(fault_of("router", "DELETE FROM cursor"), "router has heard directory up to 0 of 1");
}

TEST(Followers, WhoseFileIsGoneAreFoundAtRestOnly) {
  for (const bool at_rest : {false, true}) {
    Planted planted;
    planted.write();
    std::filesystem::remove(planted.data() + "/notifier.db");
    EXPECT_EQ(check(planted.data(), planted.acks(), {at_rest, {}}).faults_size(), at_rest ? 1 : 0);
  }
}

TEST(Followers, WhoNeverRanAreNotMissed) {
  Planted planted;
  planted.write();
  for (const char* service : {"reminder", "notifier", "records"})
    std::filesystem::remove(planted.data() + "/" + service + ".db");
  EXPECT_EQ(check(planted.data(), planted.acks(), {true, {"reminder", "notifier", "records"}}).faults_size(), 0);
}

TEST(Followers, WhoParkedARecordAreFound) {
  EXPECT_EQ(fault_of("records", "INSERT INTO parked VALUES ('router', 3)"), "records parked record 3 of router");
}

TEST(Followers, WhoMissedAnEventThatTheySayTheyHeardAreFound) {
  const std::string first = kFirstDossier;
  EXPECT_EQ(fault_of("records", "UPDATE dossiers SET version = 2 WHERE version = 3"),
            "records knows version 2 of dossier " + first + ", having heard 3");
  EXPECT_EQ(fault_of("records", "DELETE FROM dossiers WHERE version = 3"), "records does not know dossier " + first);
  EXPECT_EQ(fault_of("reminder", "UPDATE paper SET dossier = x'' WHERE dossier_id = '" + first + "'"),
            "reminder knows version 0 of dossier " + first + ", having heard 3");
}

TEST(Followers, WhoKnowADossierThatTheyCannotHaveHeardOfAreFound) {
  EXPECT_EQ(fault_of("reminder", "INSERT INTO paper VALUES ('d', x'')"),
            "reminder knows dossier d without having heard of it");
}

TEST(Followers, WhoHoldBackUntilTheDirectoryIsHeardAreNotBlamed) {
  EXPECT_EQ(fault_of("records", "DELETE FROM dossiers; INSERT INTO held_back VALUES (1)"), "");
}

TEST(Followers, WhoNeverToldANoticeAreFound) {
  EXPECT_EQ(fault_of("notifier", "DELETE FROM delivery"), "notifier never told notice a/1/0/p1/in_app");
}

TEST(Followers, WhoToldANoticeTwiceAreFound) {
  EXPECT_EQ(fault_of("notifier", "INSERT INTO delivery SELECT * FROM delivery"),
            "notice a/1/0/p1/in_app was told by notifier more often than it was due");
}

}  // namespace
}  // namespace giaoban::checker
