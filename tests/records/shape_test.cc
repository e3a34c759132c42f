// Databases of other versions: what they hold goes, and everything is heard again.
#include "services/records/shape.h"

#include <gtest/gtest.h>

#include "tests/records/world.h"

namespace giaoban::test {
namespace {

// The tables as the version before had them.
constexpr char kBefore[] = R"(
  DROP TABLE records_shape; DROP TABLE dossiers; DROP TABLE tallies; DROP TABLE postings; DROP TABLE owed;
  DROP TABLE owed_tallies; DROP TABLE stays; DELETE FROM search_key; DELETE FROM numbers;
  CREATE TABLE dossiers (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
    kind_digest BLOB NOT NULL, unit_id TEXT NOT NULL, place BIGINT NOT NULL, period TEXT NOT NULL, state TEXT NOT NULL,
    ended BIGINT NOT NULL, outcome BIGINT NOT NULL, changed_us BIGINT NOT NULL, due_us BIGINT NOT NULL,
    rounds BIGINT NOT NULL, returns BIGINT NOT NULL, version BIGINT NOT NULL, counted BIGINT NOT NULL,
    title TEXT NOT NULL, pending BLOB);
  CREATE INDEX dossiers_by_place ON dossiers (period, place, no);
  CREATE INDEX dossiers_by_kind ON dossiers (kind, period, place, no);
  CREATE INDEX dossiers_by_state ON dossiers (state, period, place, no);
  CREATE TABLE posting (period TEXT NOT NULL, word TEXT NOT NULL, unit BIGINT NOT NULL,
    no BIGINT NOT NULL, PRIMARY KEY (period, word, unit, no)) WITHOUT ROWID;
  CREATE TABLE tallies (above TEXT NOT NULL, period TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL, ended BIGINT NOT NULL, outcome BIGINT NOT NULL, papers BIGINT NOT NULL, returns BIGINT NOT NULL,
    PRIMARY KEY (above, period, kind, state, ended, outcome)) WITHOUT ROWID;
  INSERT INTO dossiers VALUES (1, x'01', 'report', x'02', 'a1', 5, '2026-10', 'draft', 0, 0, 1, 1, 0, 0, 1, 0, '', NULL);
  INSERT INTO search_key VALUES (1, ' cu');
  INSERT INTO attempt VALUES ('router', 1, 5);
  INSERT INTO parked VALUES ('router', 1, '', x'00', 'no such column', 5);
)";

class ADatabase : public testing::Test {
 protected:
  ADatabase() {
    world.owe("report", "a1", "2026-10", World::kBegins + 4);
    world.approve(world.filed("report", "a1", "2026-10", {text("theme", "Mở rộng đường"), number("attended", 9)}));
    world.filed("letter", "b1", "", {text("theme", "Vệ sinh")});
    world.house.settle();
    rows = world.rows();
  }
  World world;
  std::vector<std::string> rows;
};

TEST_F(ADatabase, OfTheVersionBeforeHearsEverythingAgain) {
  world.house.store("records").define(kBefore);
  world.house.restart("records");
  world.house.settle();
  EXPECT_EQ(world.rows(), rows);
  const auto status = world.house.status("records");
  EXPECT_EQ(status.parked(), 0u);
  for (const auto& cursor : status.cursors()) EXPECT_EQ(cursor.position(), cursor.head()) << cursor.source();
  world.filed("letter", "a2", "");
  EXPECT_EQ(world.count("letter", "", "", As::operator_()).opened(), 2u);
}

TEST_F(ADatabase, OfAnotherShapeHearsEverythingAgain) {
  world.house.store("records").define("UPDATE records_shape SET number = number + 1; DELETE FROM stays;");
  world.house.restart("records");
  world.house.settle();
  EXPECT_EQ(world.rows(), rows);
}

TEST_F(ADatabase, OfThisShapeIsKept) {
  world.house.store("records").define("UPDATE dossiers SET title = 'kept' WHERE kind = 'letter'");
  world.house.restart("records");
  v1::ListDossiersRequest letters;
  letters.set_kind("letter");
  EXPECT_EQ(world.list(letters, As::operator_()).lines(0).title(), "kept");
}

}  // namespace
}  // namespace giaoban::test
