// Saying things as directory and router would.
#include "tests/records/world.h"

#include <algorithm>

#include "services/store/digest.h"
#include "tests/records/form.h"

namespace giaoban::test {

World::World()
    : house(kBegins),
      directory(house.add(std::make_unique<Speaker>("directory"))),
      router(house.add(std::make_unique<Speaker>("router"))),
      reminder(house.add(std::make_unique<Speaker>("reminder"))) {
  house.add(std::make_unique<records::RecordsService>());
  unit("d", "", v1::LEVEL_DISTRICT, "Đảng bộ huyện Lục Nam");
  unit("b", "d", v1::LEVEL_COMMUNE, "Đảng bộ xã Yên Sơn");
  unit("a", "d", v1::LEVEL_COMMUNE, "Đảng bộ xã Bảo Đài");
  unit("a1", "a", v1::LEVEL_CELL, "Chi bộ thôn Em");
  unit("a2", "a", v1::LEVEL_CELL, "Chi bộ thôn Đạt");
  unit("a3", "a", v1::LEVEL_CELL, "Chi bộ thôn Dũng");
  unit("b1", "b", v1::LEVEL_CELL, "Chi bộ thôn 10");
  unit("b2", "b", v1::LEVEL_CELL, "Chi bộ thôn 2");
  for (const std::string cell : {"a1", "a2", "a3", "b1", "b2"}) office("s-" + cell, cell, v1::ROLE_SECRETARY);
  for (const std::string commune : {"a", "b", "d"}) office("c-" + commune, commune, v1::ROLE_CLERK);
  publish("report",
          std::string("name: \"report\" cadence { level: LEVEL_CELL every: EVERY_MONTH opens_day: 1 due_day: 25 }") +
              kForm);
  publish("letter", std::string("name: \"letter\"") + kForm);
  house.start();
}

void World::say(v1::DirectoryEvent event) {
  v1::LogRecord record;
  *record.mutable_directory() = std::move(event);
  directory.say(std::move(record));
  resting_on_ = ++directory_head_;
}

void World::unit(const std::string& id, const std::string& parent, v1::Level level, const std::string& name) {
  v1::DirectoryEvent event;
  auto& added = *event.mutable_unit_added()->mutable_unit();
  added.set_unit_id(id);
  added.set_parent_id(parent);
  added.set_level(level);
  added.set_name(name);
  parents_[id] = parent;
  say(std::move(event));
}

void World::rename(const std::string& unit, const std::string& name) {
  v1::DirectoryEvent event;
  event.mutable_unit_renamed()->set_unit_id(unit);
  event.mutable_unit_renamed()->set_name(name);
  say(std::move(event));
}

void World::office(const std::string& person, const std::string& unit, v1::Role role, int64_t until_us) {
  v1::DirectoryEvent event;
  auto& begun = *event.mutable_office_begun()->mutable_office();
  begun.set_office_id(person + "-" + unit);
  begun.set_person_id(person);
  begun.set_unit_id(unit);
  begun.set_role(role);
  begun.set_until_us(until_us);
  say(std::move(event));
}

void World::publish(const std::string& name, const std::string& file) {
  v1::DirectoryEvent event;
  auto& published = *event.mutable_kind_published();
  published.set_name(name);
  published.set_digest(store::sha256({file}));
  published.set_file(file);
  digests_[name] = published.digest();
  say(std::move(event));
}

v1::DossierEvent World::event(const std::string& id) {
  v1::DossierEvent event;
  event.set_dossier_id(id);
  event.set_version(++versions_[id]);
  event.set_at_us(++at_us_);
  event.mutable_actor()->set_directory_position(resting_on_);
  return event;
}

// Drafts are with the secretary of the unit, reviews with the clerk of the unit above it, the rest with that above.
void World::enter(const std::string& id, v1::Entered& entered, const std::string& state) {
  const bool end = state == "approved" || state == "rejected" || state == "withdrawn";
  const std::string& unit = units_[id];
  entered.set_state(state);
  entered.set_end(end);
  entered.set_with_author(state == "draft");
  if (end) return;
  entered.set_due_us(at_us_ + 1000);
  auto& holder = *entered.mutable_holder();
  holder.set_role(state == "draft" ? v1::ROLE_SECRETARY : v1::ROLE_CLERK);
  holder.set_unit_id(state == "draft" ? unit : state == "review" ? parents_[unit] : parents_[parents_[unit]]);
}

void World::say(v1::ReminderEvent event) {
  v1::LogRecord record;
  *record.mutable_reminder() = std::move(event);
  reminder.say(std::move(record));
}

void World::owe(const std::string& kind, const std::string& unit, const std::string& period, int64_t due_us) {
  v1::ReminderEvent event;
  auto& owed = *event.mutable_obligation_opened()->mutable_obligation();
  owed.set_obligation_id(unit + "/" + kind + "/" + period);
  owed.set_unit_id(unit);
  owed.set_kind(kind);
  owed.set_period(period);
  owed.set_due_us(due_us);
  say(std::move(event));
}

void World::meet(const std::string& kind, const std::string& unit, const std::string& period, bool late) {
  v1::ReminderEvent event;
  event.mutable_obligation_met()->set_obligation_id(unit + "/" + kind + "/" + period);
  event.mutable_obligation_met()->set_state(late ? v1::OBLIGATION_STATE_LATE : v1::OBLIGATION_STATE_ON_TIME);
  say(std::move(event));
}

void World::miss(const std::string& kind, const std::string& unit, const std::string& period) {
  v1::ReminderEvent event;
  event.mutable_obligation_missed()->set_obligation_id(unit + "/" + kind + "/" + period);
  say(std::move(event));
}

void World::owe_again(const std::string& kind, const std::string& unit, const std::string& period) {
  v1::ReminderEvent event;
  event.mutable_obligation_reopened()->set_obligation_id(unit + "/" + kind + "/" + period);
  say(std::move(event));
}

void World::exempt(const std::string& kind, const std::string& unit, const std::string& period) {
  v1::ReminderEvent event;
  event.mutable_obligation_exempted()->set_obligation_id(unit + "/" + kind + "/" + period);
  say(std::move(event));
}

void World::lift(const std::string& kind, const std::string& unit, const std::string& period,
                 v1::ObligationState state) {
  v1::ReminderEvent event;
  event.mutable_obligation_exemption_lifted()->set_obligation_id(unit + "/" + kind + "/" + period);
  event.mutable_obligation_exemption_lifted()->set_state(state);
  say(std::move(event));
}

void World::say(v1::DossierEvent event, std::vector<v1::Content> contents) {
  v1::LogRecord record;
  *record.mutable_dossier() = std::move(event);
  router.say(std::move(record), std::move(contents));
}

void World::say_paper(v1::DossierEvent event, const Fields& fields) {
  event.mutable_content()->set_version(event.version());
  v1::Content content;
  content.set_dossier_id(event.dossier_id());
  content.set_version(event.version());
  for (const auto& field : fields) *content.add_fields() = field;
  papers_[event.dossier_id()] = content;
  say(std::move(event), {std::move(content)});
}

std::string World::open(const std::string& kind, const std::string& unit, const std::string& period,
                        const Fields& fields) {
  std::string number = std::to_string(versions_.size() + 1);
  const std::string id = "00000000-0000-7000-8000-" + std::string(12 - number.size(), '0') + number;
  auto opening = event(id);
  auto& opened = *opening.mutable_opened();
  opened.set_kind(kind);
  opened.set_kind_digest(digests_[kind]);
  opened.set_unit_id(unit);
  opened.set_period(period);
  units_[id] = unit;
  enter(id, *opened.mutable_entered(), "draft");
  say_paper(std::move(opening), fields);
  return id;
}

void World::save(const std::string& id, const Fields& fields) {
  auto saving = event(id);
  saving.mutable_saved();
  say_paper(std::move(saving), fields);
}

void World::submit(const std::string& id) {
  auto submitting = event(id);
  submitting.mutable_submitted()->set_round(++rounds_[id]);
  enter(id, *submitting.mutable_submitted()->mutable_entered(), "review");
  const auto& paper = papers_[id];
  submitting.mutable_submitted()->mutable_paper()->set_version(paper.version());
  say(std::move(submitting), {paper});
}

void World::approve(const std::string& id, int64_t seals_us) {
  auto deciding = event(id);
  deciding.mutable_approved()->set_seals_us(seals_us);
  enter(id, *deciding.mutable_approved()->mutable_entered(), "approved");
  say(std::move(deciding));
}

void World::send_back(const std::string& id, int64_t seals_us) {
  auto deciding = event(id);
  deciding.mutable_sent_back()->set_seals_us(seals_us);
  enter(id, *deciding.mutable_sent_back()->mutable_entered(), "draft");
  say(std::move(deciding));
}

void World::reject(const std::string& id) {
  auto deciding = event(id);
  enter(id, *deciding.mutable_rejected()->mutable_entered(), "rejected");
  say(std::move(deciding));
}

void World::withdraw(const std::string& id) {
  auto withdrawing = event(id);
  enter(id, *withdrawing.mutable_withdrawn()->mutable_entered(), "withdrawn");
  say(std::move(withdrawing));
}

void World::undo(const std::string& id) {
  auto undoing = event(id);
  undoing.mutable_undone();
  say(std::move(undoing));
}

void World::seal(const std::string& id) {
  auto sealing = event(id);
  sealing.mutable_sealed();
  say(std::move(sealing));
}

void World::comment(const std::string& id) {
  auto commenting = event(id);
  commenting.mutable_commented();
  say(std::move(commenting));
}

void World::forward(const std::string& id) {
  auto forwarding = event(id);
  enter(id, *forwarding.mutable_forwarded()->mutable_entered(), "above");
  say(std::move(forwarding));
}

void World::reopen(const std::string& id) {
  auto reopening = event(id);
  enter(id, *reopening.mutable_reopened()->mutable_entered(), "review");
  say(std::move(reopening));
}

std::string World::filed(const std::string& kind, const std::string& unit, const std::string& period,
                         const Fields& fields) {
  const std::string id = open(kind, unit, period, fields);
  submit(id);
  return id;
}

v1::ListDossiersResponse World::list(const v1::ListDossiersRequest& request, const As& as) {
  house.settle();
  return house.ask<v1::ListDossiersResponse>("records", "RecordsService/ListDossiers", request, as);
}

std::vector<std::string> World::walk(v1::ListDossiersRequest request, const As& as) {
  std::vector<std::string> ids;
  do {
    const auto page = list(request, as);
    for (const auto& line : page.lines()) ids.push_back(line.dossier_id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return ids;
}

v1::SummariseDossiersResponse World::summarise(const std::string& period, const std::string& unit, const As& as) {
  house.settle();
  v1::SummariseDossiersRequest request;
  request.set_period(period);
  request.set_unit_id(unit);
  return house.ask<v1::SummariseDossiersResponse>("records", "RecordsService/SummariseDossiers", request, as);
}

v1::KindCount World::count(const std::string& kind, const std::string& period, const std::string& unit, const As& as) {
  const auto summary = summarise(period, unit, as);
  for (const auto& count : summary.kinds()) {
    if (count.kind() == kind) return count;
  }
  throw std::runtime_error("no counts of " + kind);
}

std::vector<std::string> World::rows() {
  const std::vector<std::pair<std::string, int>> tables = {
      {"dossiers", 25},  {"search_key", 2}, {"postings", 4}, {"numbers", 4},      {"tallies", 10},
      {"unit_place", 3}, {"held_back", 2},  {"owed", 7},     {"owed_tallies", 7}, {"stays", 8}};
  std::vector<std::string> rows;
  for (const auto& [table, columns] : tables) {
    house.store("records").prepare("SELECT * FROM " + table + " ORDER BY 1, 2").each({}, [&](const store::Row& row) {
      std::string line = table;
      for (int i = 0; i < columns; ++i) line.append("|").append(row.is_null(i) ? "null" : row.blob(i));
      rows.push_back(std::move(line));
    });
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

void World::rebuild() {
  for (const std::string table : {"dossiers", "search_key", "postings", "numbers", "tallies", "unit_place", "held_back",
                                  "owed", "owed_tallies", "stays", "heard_directory", "cursor"}) {
    house.store("records").define("DROP TABLE " + table);
  }
  house.restart("records");
}

}  // namespace giaoban::test
