// Papers for the benchmark of lists: years of them as they stand, and new ones as they are heard of.
#pragma once

#include "tests/records/bench_room.h"

namespace giaoban::bench {

inline std::string parent_of(const std::string& unit_id) {
  return unit_id.substr(0, unit_id.rfind('.'));
}

// Writes papers as they stand after years of work: old months are decided, the last ones are on their way.
class Past {
 public:
  Past(Room& room, int papers) : room_(room), papers_(papers) {}

  int64_t next_no() const { return no_; }
  void write() {
    const auto begin = Machine::now();
    order_.load(room_.store(), room_.directory());
    const int months = (papers_ + kPapers - 1) / kPapers;
    int written = 0;
    for (int month = months - 1; month >= 0; --month) {
      const int64_t first = kNow - int64_t{month} * 2'629'746'000'000;
      const std::string period = core::period_of(first, v1::EVERY_MONTH);
      room_.store().begin();
      for (int i = 0; i < kPapers && written < papers_; ++i, ++written) put(i, month, period);
      tallies_.flush(room_.store());
      postings_.flush(room_.store());
      stays_.flush(room_.store());
      owed_.flush(room_.store());
      room_.store().commit();
    }
    std::printf("%d dossiers over %d months written in %.0f s\n", papers_, months, since_ms(begin) / 1000);
  }

 private:
  void put(int i, int month, const std::string& period) {
    const int kind = i % 3;
    DossierRow row;
    row.no = no_ += 5;
    row.dossier_id = ids_.uuid7(row.no);
    row.kind = kKinds[kind];
    row.kind_digest = room_.digest(kind);
    row.unit_id = room_.cells()[static_cast<size_t>(i / 3)];
    row.place = order_.place(row.unit_id);
    row.period = period;
    row.title = "Mở rộng đường thôn, tháng " + period;
    row.version = 5;
    stand(row, month);
    row.stage = stage_of(row);
    records::Tables tables(room_.store());
    tables.insert(row);
    tables.replace_words(row, words_.some(random_, 40), postings_);
    tallies_.count(row, order_, 1);
    owe(row, month);
    DossierRow left = row;
    left.state = "commune";
    left.ended = false;
    stays_.leave(left, order_, room_.directory(), left.entered_us + static_cast<int64_t>(random_() % 10) * core::kDay);
  }
  void stand(DossierRow& row, int month) {
    const auto chance = random_() % 100;
    row.entered_us = kNow - month * 30 * core::kDay - static_cast<int64_t>(random_() % (20 * core::kDay));
    row.changed_us = row.entered_us;
    row.rounds = 1;
    if (month > 2 ? chance < 97 : chance < 30) {
      row.state = chance % 20 == 0 ? "rejected" : "approved";
      row.ended = row.decided = true;
      row.outcome = row.state == "approved" ? v1::OUTCOME_APPROVED : v1::OUTCOME_REJECTED;
      return;
    }
    row.due_us = row.entered_us + static_cast<int64_t>(random_() % 16) * core::kDay;
    const bool draft = chance % 5 == 0;
    row.with_author = draft;
    row.rounds = draft ? 0 : 1;
    row.state = draft ? "draft" : chance % 3 == 0 ? "district" : "commune";
    row.holder_role = draft ? v1::ROLE_SECRETARY : v1::ROLE_CLERK;
    row.holder_unit = draft ? row.unit_id : parent_of(row.unit_id);
    if (row.state == "district") row.holder_unit = parent_of(row.holder_unit);
  }
  void owe(const DossierRow& row, int month) {
    v1::ReminderEvent opened;
    auto& owed = *opened.mutable_obligation_opened()->mutable_obligation();
    owed.set_obligation_id(row.unit_id + "/" + row.kind + "/" + row.period);
    owed.set_unit_id(row.unit_id);
    owed.set_kind(row.kind);
    owed.set_period(row.period);
    owed.set_due_us(kNow - (month - 1) * 30 * core::kDay);
    owed_.hear(opened, order_, room_.store());
    if (row.rounds == 0) return;
    v1::ReminderEvent met;
    met.mutable_obligation_met()->set_obligation_id(owed.obligation_id());
    met.mutable_obligation_met()->set_state(v1::OBLIGATION_STATE_ON_TIME);
    owed_.hear(met, order_, room_.store());
  }

  Room& room_;
  int papers_;
  int64_t no_ = 0;
  runtime::SeededIds ids_{2};
  std::mt19937_64 random_{7};
  Vocabulary words_;
  records::UnitOrder order_;
  records::Tallies tallies_;
  records::Postings postings_;
  records::Stays stays_;
  records::Owed owed_;
};

// Hears papers from their beginning to their end: opened, saved, handed in, forwarded, approved.
class Present {
 public:
  Present(Room& room, int64_t after) : room_(room), position_(static_cast<uint64_t>(after) + 10) {}

  void hear(int papers, size_t batch) {
    const auto begin = Machine::now();
    const uint64_t first = position_;
    for (int done = 0; done < papers;) {
      room_.transact([&](runtime::Work& work) {
        for (size_t i = 0; i < batch && done < papers; ++i, ++done) live(work);
      });
    }
    const double seconds = since_ms(begin) / 1000;
    std::printf("heard %7.0f records/s in batches of %zu\n", static_cast<double>(position_ - first) / seconds,
                batch * 5);
  }

 private:
  void live(runtime::Work& work) {
    const std::string id = ids_.uuid7(static_cast<int64_t>(position_));
    const size_t at = random_() % room_.cells().size();
    const int kind = static_cast<int>(random_() % 3);
    unit_ = room_.cells()[at];
    version_ = 0;
    auto opened = event(id);
    opened.mutable_opened()->set_kind(kKinds[kind]);
    opened.mutable_opened()->set_kind_digest(room_.digest(kind));
    opened.mutable_opened()->set_unit_id(unit_);
    opened.mutable_opened()->set_period("2026-12");
    enter(*opened.mutable_opened()->mutable_entered(), "draft", unit_);
    say(work, std::move(opened), 20);
    auto saved = event(id);
    saved.mutable_saved();
    say(work, std::move(saved), 40);
    auto submitted = event(id);
    submitted.mutable_submitted()->set_round(1);
    submitted.mutable_submitted()->mutable_paper()->set_version(2);
    enter(*submitted.mutable_submitted()->mutable_entered(), "commune", parent_of(unit_));
    say(work, std::move(submitted), 0);
    auto forwarded = event(id);
    enter(*forwarded.mutable_forwarded()->mutable_entered(), "district", parent_of(parent_of(unit_)));
    say(work, std::move(forwarded), 0);
    auto approved = event(id);
    enter(*approved.mutable_approved()->mutable_entered(), "approved", "");
    say(work, std::move(approved), 0);
  }
  v1::DossierEvent event(const std::string& id) {
    v1::DossierEvent event;
    event.set_dossier_id(id);
    event.set_version(++version_);
    event.set_at_us(kNow + static_cast<int64_t>(position_));
    event.mutable_actor()->set_directory_position(room_.directory_position());
    return event;
  }
  static void enter(v1::Entered& entered, const std::string& state, const std::string& unit) {
    entered.set_state(state);
    entered.set_end(unit.empty());
    entered.set_with_author(state == "draft");
    if (unit.empty()) return;
    entered.mutable_holder()->set_unit_id(unit);
    entered.mutable_holder()->set_role(state == "draft" ? v1::ROLE_SECRETARY : v1::ROLE_CLERK);
    entered.set_due_us(kNow + 5 * core::kDay);
  }
  void say(runtime::Work& work, v1::DossierEvent event, size_t words) {
    std::vector<v1::Content> contents;
    if (words > 0) {
      std::string text;
      for (const auto& word : words_.some(random_, words)) text += word + " ";
      auto& content = contents.emplace_back();
      content.set_version(event.version());
      auto& field = *content.add_fields();
      field.set_name("content");
      field.set_text(std::move(text));
    }
    v1::LogRecord record;
    record.set_position(++position_);
    *record.mutable_dossier() = std::move(event);
    room_.service().hear("router", record, contents, work);
  }

  Room& room_;
  uint64_t position_;
  uint64_t version_ = 0;
  std::string unit_;
  runtime::SeededIds ids_{3};
  std::mt19937_64 random_{8};
  Vocabulary words_;
};

}  // namespace giaoban::bench
