// Writes, remembers, compares.
#include "tests/simulation/power_writer.h"

#include <algorithm>
#include <utility>

#include "services/store/sqlite.h"

namespace giaoban::simulation {

namespace {

constexpr const char* kService = "writer";

std::vector<std::string> hashes(store::Store& store) {
  std::vector<std::string> found;
  store.prepare("SELECT hash FROM log ORDER BY position").each({}, [&](const store::Row& row) {
    found.emplace_back(row.blob(0));
  });
  return found;
}

int64_t number(store::Store& store, std::string_view sql) {
  int64_t found = 0;
  store.prepare(sql).one({}, [&](const store::Row& row) { found = row.integer(0); });
  return found;
}

}  // namespace

Damage Writer::start() {
  forget_memory();
  store_ = store::open_sqlite(disk_.path("writer.db"));
  store_->define(settings_);
  store_->define(store::Log::schema());
  store_->define("CREATE TABLE IF NOT EXISTS tally (who INTEGER PRIMARY KEY, n BIGINT NOT NULL, note BLOB)");
  log_ = std::make_unique<store::Log>(*store_, "node");
  auto found = hashes(*store_);
  Damage damage = compare(found);
  log_->open("log-1");
  acknowledged_ = std::move(found);
  unknown_.clear();
  return damage;
}

Damage Writer::compare(const std::vector<std::string>& found) {
  Damage damage;
  for (size_t i = 0; i < acknowledged_.size(); ++i) damage.lost += i >= found.size() || found[i] != acknowledged_[i];
  damage.broken = fault_of_file();
  if (!damage.broken.empty() || damage.lost > 0) return damage;
  auto all = acknowledged_;
  all.insert(all.end(), unknown_.begin(), unknown_.end());
  if (found != acknowledged_ && found != all) damage.broken = "half a transaction, or one that nobody made";
  return damage;
}

std::string Writer::fault_of_file() {
  std::string fault;
  store_->prepare("PRAGMA integrity_check").one({}, [&](const store::Row& row) { fault = row.text(0); });
  if (fault != "ok") return fault;
  const auto verified = store::verify_log(*store_);
  // A log that nobody ever opened has no head.
  if (verified.first_bad() != 0 && !verified.log_id().empty()) return verified.fault();
  if (number(*store_, "SELECT COALESCE(sum(n), 0) FROM tally") != number(*store_, "SELECT count(*) FROM log")) {
    return "the tally is of other records than the log has";
  }
  return "";
}

void Writer::append() {
  store_->begin();
  const uint64_t records = 1 + chance_.below(4);
  for (uint64_t i = 0; i < records; ++i) {
    v1::LogRecord record;
    record.set_at_us(static_cast<int64_t>(chance_.below(1'000'000)));
    record.mutable_dossier()->set_dossier_id(std::string(chance_.below(chance_.one_in(8) ? 9000 : 200), 'd'));
    const uint64_t position = log_->append(record);
    unknown_.push_back(log_->head_hash());
    store_
        ->prepare(
            "INSERT INTO tally (who, n, note) VALUES ($1, 1, zeroblob(300)) ON CONFLICT (who) DO UPDATE SET n = n + 1")
        .run({static_cast<int64_t>(position % 37)});
  }
  log_->flush();
  store_->commit();
  std::move(unknown_.begin(), unknown_.end(), std::back_inserter(acknowledged_));
  unknown_.clear();
}

void Writer::write_much() {
  store_->define("CREATE TABLE IF NOT EXISTS bulk (one INTEGER PRIMARY KEY, bytes BLOB)");
  store_->begin();
  store_->define("INSERT OR REPLACE INTO bulk VALUES (1, randomblob(3800000))");
  store_->commit();
}

void Writer::take_back() {
  store_->rollback();
  log_->reload();
  unknown_.clear();
}

void Writer::close() {
  forget_memory();
}

void Writer::die(bool power) {
  if (!disk_.dark(kService)) power ? disk_.cut_power(kService) : disk_.freeze(kService);
  forget_memory();
  disk_.thaw(kService);
}

void Writer::forget_memory() {
  log_.reset();
  store_.reset();
}

}  // namespace giaoban::simulation
