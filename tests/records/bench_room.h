// A records service over a file, with a province of units and officers, for the benchmark of lists.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "services/records/records_service.h"
#include "services/store/digest.h"
#include "services/store/sqlite.h"
#include "workflows/core/time.h"

namespace giaoban::bench {

using Machine = std::chrono::steady_clock;
using records::DossierRow;

inline constexpr int kDistricts = 10;
inline constexpr int kCommunes = 25;
inline constexpr int kCells = 19;
inline constexpr int kPapers = 3 * kDistricts * kCommunes * kCells;  // a month
inline constexpr int64_t kNow = 1'795'000'000'000'000;               // November 2026
inline constexpr const char* kKinds[] = {"plan", "resolution", "report"};
inline constexpr const char* kKindFile = R"(
  title { vi: "Văn bản" en: "Paper" } may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
  cadence { level: LEVEL_CELL every: EVERY_MONTH opens_day: 1 due_day: 25 }
  form { sections { name: "s" fields { name: "content" type: FIELD_TYPE_LONG_TEXT } } }
  way { first: "draft"
    states { name: "draft" author: true }
    states { name: "commune" asked { role: ROLE_CLERK level: LEVEL_COMMUNE } }
    states { name: "district" asked { role: ROLE_CLERK level: LEVEL_DISTRICT } }
    states { name: "approved" end: true outcome: OUTCOME_APPROVED }
    states { name: "rejected" end: true outcome: OUTCOME_REJECTED } } )";

inline double since_ms(Machine::time_point begin) {
  return std::chrono::duration<double, std::milli>(Machine::now() - begin).count();
}

// Removed with everything in it.
struct Folder {
  explicit Folder(const std::string& under) : path(under + "/giaoban-lists-bench-" + std::to_string(::getpid())) {
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

// Words as papers have them: a few in nearly all, many in few.
class Vocabulary {
 public:
  static constexpr size_t kWords = 6'000;
  static std::string word(size_t rank) {
    static const char* const heads[] = {"ch", "b",  "d",  "th", "ng", "h", "tr", "l",
                                        "m",  "nh", "kh", "v",  "x",  "q", "g"};
    static const char* const tails[] = {"i",   "o",   "uong", "ang", "en", "uyet", "am",  "ong", "inh", "ao",
                                        "uan", "iep", "oc",   "at",  "e",  "ung",  "ieu", "an",  "oi",  "a"};
    std::string made = std::string(heads[rank % 15]) + tails[rank / 15 % 20];
    for (size_t rest = rank / 300; rest > 0; rest /= 20) made += tails[rest % 20];
    return made;
  }
  std::set<std::string> some(std::mt19937_64& random, size_t count) const {
    std::set<std::string> words;
    std::uniform_real_distribution<double> any(0, 1);
    while (words.size() < count) {
      const auto rank = static_cast<size_t>(static_cast<double>(kWords) * std::pow(any(random), 4.0));
      words.insert(word(std::min(rank, kWords - 1)));
    }
    return words;
  }
};

inline std::string two(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// The service over one file, without a host: batches are begun and committed here.
class Room {
 public:
  explicit Room(const std::string& folder) : store_(store::open_sqlite(folder + "/records.db")) {
    store_->define(service_.schema());
    store_->define(store::Log::schema());
    service_.load(*store_);
    say_directory();
  }

  template <class Body>
  void transact(Body body) {
    store_->begin();
    runtime::Work work = this->work();
    body(work);
    service_.before_commit(work);
    store_->commit();
  }
  runtime::Work work() { return {{kNow, kNow}, *store_, log_, ids_, cursors_, asks_}; }
  store::Store& store() { return *store_; }
  records::RecordsService& service() { return service_; }
  const core::Directory& directory() const { return directory_; }
  const std::vector<std::string>& cells() const { return cells_; }
  const std::string& digest(int kind) const { return digests_[kind]; }
  uint64_t directory_position() const { return position_; }

  template <class Req>
  std::string ask(const std::string& method, const Req& request, const std::string& person) {
    const bus::Caller caller{"gateway", v1::CALLER_KIND_GATEWAY, ""};
    v1::Request envelope;
    envelope.set_person_id(person);
    envelope.set_payload(request.SerializeAsString());
    runtime::Work work = this->work();
    auto outcome = service_.methods().find("giaoban.v1." + method)->handle({caller, envelope}, work);
    if (const auto* no = std::get_if<v1::Refusal>(&outcome)) {
      std::fprintf(stderr, "%s: %s\n", method.c_str(), no->ShortDebugString().c_str());
      std::exit(1);
    }
    return std::get<std::string>(std::move(outcome));
  }

 private:
  void say_directory() {
    transact([&](runtime::Work& work) {
      unit(work, "p", "", v1::LEVEL_PROVINCE);
      for (int d = 0; d < kDistricts; ++d) {
        const std::string district = "p." + two(d);
        unit(work, district, "p", v1::LEVEL_DISTRICT);
        for (int c = 0; c < kCommunes; ++c) {
          const std::string commune = district + "." + two(c);
          unit(work, commune, district, v1::LEVEL_COMMUNE);
          for (int i = 0; i < kCells; ++i) {
            cells_.push_back(commune + "." + two(i));
            unit(work, cells_.back(), commune, v1::LEVEL_CELL);
          }
        }
      }
      for (int i = 0; i < 3; ++i) {
        v1::DirectoryEvent event;
        auto& published = *event.mutable_kind_published();
        published.set_name(kKinds[i]);
        published.set_file("name: \"" + std::string(kKinds[i]) + "\"" + kKindFile);
        published.set_digest(store::sha256({published.file()}));
        digests_[i] = published.digest();
        say(work, std::move(event));
      }
    });
  }
  void unit(runtime::Work& work, const std::string& id, const std::string& parent, v1::Level level) {
    v1::DirectoryEvent event;
    auto& unit = *event.mutable_unit_added()->mutable_unit();
    unit.set_unit_id(id);
    unit.set_parent_id(parent);
    unit.set_level(level);
    unit.set_name("Đảng bộ " + id);
    say(work, std::move(event));
    v1::DirectoryEvent begun;
    auto& office = *begun.mutable_office_begun()->mutable_office();
    office.set_office_id("of-" + id);
    office.set_person_id("at-" + id);
    office.set_unit_id(id);
    office.set_role(level == v1::LEVEL_CELL ? v1::ROLE_SECRETARY : v1::ROLE_CLERK);
    say(work, std::move(begun));
  }
  void say(runtime::Work& work, v1::DirectoryEvent event) {
    v1::LogRecord record;
    record.set_position(++position_);
    directory_.evolve(event, position_);
    *record.mutable_directory() = std::move(event);
    service_.hear("directory", record, {}, work);
  }

  std::unique_ptr<store::Store> store_;
  store::Log log_{*store_, "bench"};
  runtime::SeededIds ids_{1};
  std::map<std::string, runtime::Cursor> cursors_;
  std::vector<runtime::Ask> asks_;
  records::RecordsService service_;
  core::Directory directory_;
  std::vector<std::string> cells_;
  std::string digests_[3];
  uint64_t position_ = 0;
};

}  // namespace giaoban::bench
