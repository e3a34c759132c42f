// A small district for the reminder's tests: three cells in one commune, their officers, one kind, and papers told in
// words.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/obligation.pb.h"
#include "services/reminder/reminder_service.h"
#include "services/store/digest.h"
#include "tests/house/house.h"
#include "tests/reminder/speaker.h"
#include "workflows/core/time.h"

namespace giaoban::test {

// "2026-11-25 17:00" at UTC+7.
inline int64_t at(const std::string& text) {
  const int64_t minutes = std::stoi(text.substr(11, 2)) * 60 + std::stoi(text.substr(14, 2));
  return core::parse_date(text.substr(0, 10)).value() + minutes * core::kMinute;
}

// A monthly report: opens on the 1st, due on the 25th; the commune's clerk has two working days, then the author too.
inline std::string report_kind(const std::string& name = "report") {
  return "name: '" + name + R"('
    title { vi: 'Báo cáo tháng' en: 'Monthly report' }  symbol: 'BC'
    may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
    may_open { role: ROLE_DEPUTY_SECRETARY level: LEVEL_CELL }
    cadence { level: LEVEL_CELL every: EVERY_MONTH opens_day: 1 due_day: 25
      reminders { days: -3 whom: WHOM_HOLDER } reminders { days: 0 whom: WHOM_HOLDER }
      reminders { days: 3 whom: WHOM_HOLDER } reminders { days: 3 whom: WHOM_SUPERIOR } }
    way { first: 'draft'
      states { name: 'draft' author: true }
      states { name: 'clerk' asked { role: ROLE_CLERK level: LEVEL_COMMUNE } due { working_days: 2 }
        reminders { days: 0 whom: WHOM_HOLDER } reminders { days: 1 whom: WHOM_SUPERIOR }
        reminders { days: 1 whom: WHOM_AUTHOR } }
      states { name: 'returned' author: true due { working_days: 3 } reminders { days: 0 whom: WHOM_HOLDER } }
      states { name: 'approved' end: true outcome: OUTCOME_APPROVED }
      states { name: 'rejected' end: true outcome: OUTCOME_REJECTED }
      states { name: 'withdrawn' end: true outcome: OUTCOME_WITHDRAWN } })";
}

// Reminder, and speakers for the directory and the router.
class District {
 public:
  explicit District(const std::string& begins)
      : house(at(begins)),
        directory(house.add(std::make_unique<Speaker>("directory"))),
        router(house.add(std::make_unique<Speaker>("router"))) {
    house.add(std::make_unique<reminder::ReminderService>());
  }

  // Without the reminder, for tests that run it apart.
  struct Without {};
  District(const std::string& begins, Without)
      : house(at(begins)),
        directory(house.add(std::make_unique<Speaker>("directory"))),
        router(house.add(std::make_unique<Speaker>("router"))) {}

  void settle_in() {
    unit("d", "", v1::LEVEL_DISTRICT);
    unit("m", "d", v1::LEVEL_COMMUNE);
    for (const auto* cell : {"c1", "c2", "c3"}) unit(cell, "m", v1::LEVEL_CELL);
    office("p1", "c1", v1::ROLE_SECRETARY);
    office("p1b", "c1", v1::ROLE_DEPUTY_SECRETARY);
    office("p2", "c2", v1::ROLE_SECRETARY);
    office("p3", "c3", v1::ROLE_DEPUTY_SECRETARY);
    office("clerk", "m", v1::ROLE_CLERK);
    office("chief", "d", v1::ROLE_CLERK);
    publish(report_kind());
  }
  void unit(const std::string& id, const std::string& parent, v1::Level level) {
    v1::DirectoryEvent event;
    auto& unit = *event.mutable_unit_added()->mutable_unit();
    unit.set_unit_id(id);
    unit.set_parent_id(parent);
    unit.set_level(level);
    directory.say(event);
  }
  void office(const std::string& person, const std::string& unit, v1::Role role) {
    v1::DirectoryEvent event;
    auto& office = *event.mutable_office_begun()->mutable_office();
    office.set_office_id(office_id(person, unit, role));
    office.set_person_id(person);
    office.set_unit_id(unit);
    office.set_role(role);
    office.set_from_us(1);
    directory.say(event);
  }
  // The id that office() gives.
  static std::string office_id(const std::string& person, const std::string& unit, v1::Role role) {
    return person + "-" + unit + "-" + std::to_string(role);
  }
  void end_office(const std::string& person, const std::string& unit, v1::Role role) {
    v1::DirectoryEvent event;
    event.mutable_office_ended()->set_office_id(office_id(person, unit, role));
    event.mutable_office_ended()->set_until_us(house.clock().now().business_us);
    directory.say(event);
    house.settle();
  }
  // From now on; until a moment "2026-11-25 17:00".
  void lend(const std::string& office, const std::string& to, const std::string& until) {
    v1::DirectoryEvent event;
    auto& lent = *event.mutable_delegated()->mutable_delegation();
    lent.set_delegation_id(office + " to " + to);
    lent.set_office_id(office);
    lent.set_to_person_id(to);
    lent.set_from_us(house.clock().now().business_us);
    lent.set_until_us(at(until));
    directory.say(event);
    house.settle();
  }
  void publish(const std::string& file, const std::string& name = "report") {
    v1::DirectoryEvent event;
    auto& kind = *event.mutable_kind_published();
    kind.set_name(name);
    kind.set_file(file);
    kind.set_digest(store::sha256({file}));
    directory.say(event);
  }

  // The next event of a dossier, by a person, now; the caller adds what happened.
  v1::DossierEvent event(const std::string& dossier, const std::string& person) {
    v1::DossierEvent event;
    event.set_dossier_id(dossier);
    event.set_version(++versions_[dossier]);
    event.set_at_us(house.clock().now().business_us);
    event.mutable_actor()->set_person_id(person);
    return event;
  }
  void open(const std::string& dossier, const std::string& unit, const std::string& person,
            const std::string& period = "2026-11") {
    auto e = event(dossier, person);
    auto& opened = *e.mutable_opened();
    opened.set_kind("report");
    opened.set_kind_digest(store::sha256({report_kind()}));
    opened.set_unit_id(unit);
    opened.set_period(period);
    enter(*opened.mutable_entered(), dossier, "draft", 0);
    opened.mutable_entered()->set_with_author(true);
    router.say(e);
    house.settle();
  }
  void submit(const std::string& dossier, const std::string& person, int64_t due_us = 0) {
    auto e = event(dossier, person);
    e.mutable_submitted()->set_round(++rounds_[dossier]);
    auto& entered = *e.mutable_submitted()->mutable_entered();
    enter(entered, dossier, "clerk", due_us);
    entered.mutable_holder()->set_unit_id("m");
    entered.mutable_holder()->set_role(v1::ROLE_CLERK);
    router.say(e);
    house.settle();
  }
  void send_back(const std::string& dossier, int64_t due_us = 0, int64_t seals_us = 0) {
    auto e = event(dossier, "clerk");
    enter(*e.mutable_sent_back()->mutable_entered(), dossier, "returned", due_us);
    e.mutable_sent_back()->mutable_entered()->set_with_author(true);
    e.mutable_sent_back()->set_seals_us(seals_us);
    router.say(e);
    house.settle();
  }
  void approve(const std::string& dossier) {
    auto e = event(dossier, "clerk");
    enter(*e.mutable_approved()->mutable_entered(), dossier, "approved", 0);
    e.mutable_approved()->mutable_entered()->set_end(true);
    router.say(e);
    house.settle();
  }
  void reject(const std::string& dossier, int64_t seals_us = 0) {
    auto e = event(dossier, "clerk");
    enter(*e.mutable_rejected()->mutable_entered(), dossier, "rejected", 0);
    e.mutable_rejected()->mutable_entered()->set_end(true);
    e.mutable_rejected()->set_seals_us(seals_us);
    router.say(e);
    house.settle();
  }
  // The router's own deadline hands it up to the district.
  void expire(const std::string& dossier, int64_t due_us) {
    auto e = event(dossier, "");
    auto& entered = *e.mutable_expired()->mutable_entered();
    enter(entered, dossier, "clerk", due_us);
    entered.mutable_holder()->set_unit_id("d");
    entered.mutable_holder()->set_role(v1::ROLE_CLERK);
    router.say(e);
    house.settle();
  }
  void withdraw(const std::string& dossier, const std::string& person) {
    auto e = event(dossier, person);
    enter(*e.mutable_withdrawn()->mutable_entered(), dossier, "withdrawn", 0);
    e.mutable_withdrawn()->mutable_entered()->set_end(true);
    router.say(e);
    house.settle();
  }
  void seal(const std::string& dossier) {
    auto e = event(dossier, "");
    e.mutable_sealed();
    router.say(e);
    house.settle();
  }
  void undo(const std::string& dossier) {
    auto e = event(dossier, "clerk");
    e.mutable_undone();
    router.say(e);
    house.settle();
  }

  v1::Obligation obligation(const std::string& unit, const std::string& period = "2026-11") {
    v1::ListObligationsRequest request;
    request.set_unit_id(unit);
    request.set_period(period);
    const auto list = house.ask<v1::ListObligationsResponse>("reminder", "ObligationService/ListObligations", request,
                                                             As::operator_());
    return list.obligations_size() == 1 ? list.obligations(0) : v1::Obligation();
  }
  // "person reason days" of every notice made so far, in order.
  std::vector<std::string> told() { return told(house.log_of("reminder")); }
  static std::vector<std::string> told(const std::vector<v1::LogRecord>& log) {
    std::vector<std::string> list;
    for (const auto& record : log) {
      if (!record.reminder().has_notice_due()) continue;
      const auto& notice = record.reminder().notice_due();
      list.push_back(notice.person_id() + " " + v1::NoticeReason_Name(notice.reason()).substr(14) + " " +
                     std::to_string(notice.rung_days()));
    }
    return list;
  }

  House house;
  Speaker& directory;
  Speaker& router;

 private:
  void enter(v1::Entered& entered, const std::string& dossier, const std::string& state, int64_t due_us) {
    entered.set_state(state);
    entered.set_due_us(due_us);
    entered.set_generation(++generations_[dossier]);
  }
  std::map<std::string, uint64_t> versions_;
  std::map<std::string, uint32_t> generations_;
  std::map<std::string, uint32_t> rounds_;
};

}  // namespace giaoban::test
