// Rows of the dossiers that the router told of: what their events add up to, and when each wants attention next.
#include "services/reminder/paper_rows.h"

namespace giaoban::reminder {

namespace {

using store::Row;
using store::Value;

PaperRow from(const Row& row) {
  PaperRow paper;
  paper.dossier.ParseFromArray(row.blob(0).data(), static_cast<int>(row.blob(0).size()));
  paper.author_id = row.text(1);
  paper.opened_at = static_cast<uint64_t>(row.integer(2));
  paper.handed_us = row.integer(3);
  paper.climbed_us = row.integer(4);
  paper.next_us = row.integer(5);
  return paper;
}

}  // namespace

std::string_view paper_schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS paper (dossier_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, kind TEXT NOT NULL,
      period TEXT NOT NULL, ended BIGINT NOT NULL, author_id TEXT NOT NULL, opened_at BIGINT NOT NULL,
      handed_us BIGINT NOT NULL, climbed_us BIGINT NOT NULL, next_us BIGINT, dossier BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS paper_answers ON paper (period, kind, unit_id) WHERE period <> '';
    CREATE INDEX IF NOT EXISTS paper_next ON paper (next_us) WHERE next_us IS NOT NULL;
  )";
}

std::optional<PaperRow> find_paper(store::Store& store, const std::string& dossier_id) {
  std::optional<PaperRow> found;
  store.prepare("SELECT dossier, author_id, opened_at, handed_us, climbed_us, next_us FROM paper WHERE dossier_id = $1")
      .one({std::string_view(dossier_id)}, [&](const Row& row) { found = from(row); });
  return found;
}

void save_paper(store::Store& store, const PaperRow& paper) {
  const auto& d = paper.dossier;
  const std::string bytes = d.SerializeAsString();
  store
      .prepare(
          "INSERT INTO paper (dossier_id, unit_id, kind, period, ended, author_id, opened_at, handed_us, climbed_us, "
          "next_us, dossier) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (dossier_id) DO UPDATE "
          "SET ended = excluded.ended, author_id = excluded.author_id, handed_us = excluded.handed_us, "
          "climbed_us = excluded.climbed_us, next_us = excluded.next_us, dossier = excluded.dossier")
      .run({std::string_view(d.dossier_id()), std::string_view(d.unit_id()), std::string_view(d.kind()),
            std::string_view(d.period()), int64_t{d.at().end()}, std::string_view(paper.author_id),
            static_cast<int64_t>(paper.opened_at), paper.handed_us, paper.climbed_us,
            paper.next_us == 0 ? Value{} : Value{paper.next_us}, store::Blob{bytes}});
}

std::vector<Answer> answers_to(store::Store& store, const ObligationKey& key) {
  std::vector<Answer> answers;
  store
      .prepare(
          "SELECT dossier_id, handed_us, ended FROM paper WHERE period = $1 AND kind = $2 AND unit_id = $3 "
          "AND period <> '' ORDER BY opened_at")
      .each({std::string_view(key.period), std::string_view(key.kind), std::string_view(key.unit_id)},
            [&](const Row& row) {
              answers.push_back({std::string(row.text(0)), row.integer(1), row.integer(2) != 0});
            });
  return answers;
}

std::vector<PaperRow> due_papers(store::Store& store, int64_t now_us, int64_t max) {
  std::vector<PaperRow> rows;
  store
      .prepare(
          "SELECT dossier, author_id, opened_at, handed_us, climbed_us, next_us FROM paper WHERE next_us <= $1 "
          "ORDER BY next_us LIMIT $2")
      .each({now_us, max}, [&](const Row& row) { rows.push_back(from(row)); });
  return rows;
}

int64_t next_paper_us(store::Store& store) {
  int64_t next = 0;
  store.prepare("SELECT next_us FROM paper WHERE next_us IS NOT NULL ORDER BY next_us LIMIT 1")
      .one({}, [&](const Row& row) { next = row.integer(0); });
  return next;
}

void look_again_at_papers(store::Store& store, int64_t now_us) {
  store.prepare("UPDATE paper SET next_us = $1 WHERE next_us > $1").run({now_us});
}

}  // namespace giaoban::reminder
