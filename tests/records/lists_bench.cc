// How long lists and pictures take at a million dossiers, and how many records a second are heard.
//
//   build/release/lists_bench [dossiers] [folder]        prints p50 and p99 per question; asserts nothing
//
// A province of ten districts, 25 communes each and 19 cells each, three kinds, a paper per cell, kind and month. The
// rows are written through the service's own tables, the last papers are heard; the file is removed at the end.
#include <time.h>

#include <algorithm>

#include "giaoban/v1/picture.pb.h"
#include "tests/records/bench_papers.h"

namespace giaoban::bench {
namespace {

// Of this thread alone: what it would take on a machine that does nothing else.
double cpu_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

// Asks the same sort of question again and again, each a little different.
class Questions {
 public:
  explicit Questions(Room& room) : room_(room) {}

  template <class Make>
  void measure(const char* name, const char* method, const std::string& person, Make make) {
    std::vector<double> times;
    std::vector<double> busy;
    uint64_t size = 0;
    for (int i = 0; i < kTimes; ++i) {
      const auto request = make(random_);
      const auto begin = Machine::now();
      const double busy_before = cpu_ms();
      size += room_.ask(method, request, person).size();
      busy.push_back(cpu_ms() - busy_before);
      times.push_back(since_ms(begin));
    }
    std::sort(times.begin(), times.end());
    std::sort(busy.begin(), busy.end());
    const size_t last = times.size() * 99 / 100;
    std::printf("%-42s p50 %7.2f ms   p99 %7.2f ms   (processor p99 %7.2f ms)   %6zu bytes\n", name,
                times[times.size() / 2], times[last], busy[last], static_cast<size_t>(size / kTimes));
  }
  template <class Set>
  void list(const std::string& name, const std::string& person, Set set) {
    measure(name.c_str(), "RecordsService/ListDossiers", person, [&](std::mt19937_64& random) {
      v1::ListDossiersRequest request;
      set(request, random);
      return request;
    });
  }
  // The token of a page far behind the first.
  std::string deep(const std::string& person, const std::string& words, int pages) {
    v1::ListDossiersRequest request;
    request.set_limit(200);
    request.set_words(words);
    for (int i = 0; i < pages; ++i) {
      v1::ListDossiersResponse response;
      response.ParseFromString(room_.ask("RecordsService/ListDossiers", request, person));
      if (response.next_page_token().empty()) break;
      request.set_page_token(response.next_page_token());
    }
    return request.page_token();
  }

 private:
  static constexpr int kTimes = 200;
  Room& room_;
  std::mt19937_64 random_{9};
};

std::string month(std::mt19937_64& random) {
  return core::period_of(kNow - static_cast<int64_t>(random() % 60) * 30 * core::kDay, v1::EVERY_MONTH);
}

void ask_lists(Questions& ask, const std::string& who, const std::string& person, const std::string& unit) {
  using Request = v1::ListDossiersRequest;
  using Random = std::mt19937_64;
  const auto name = [&](const char* what) { return who + ": " + what; };
  const auto any_word = [](Random& random, size_t from, size_t to) {
    return Vocabulary::word(from + random() % (to - from));
  };
  ask.list(name("no filter"), person, [](Request&, Random&) {});
  ask.list(name("unit"), person, [&](Request& r, Random&) { r.set_unit_id(unit); });
  ask.list(name("unit, kind, period"), person,
           [&](Request& r, Random& random) { r.set_unit_id(unit), r.set_kind("report"), r.set_period(month(random)); });
  ask.list(name("state, seldom"), person, [](Request& r, Random&) { r.set_state("rejected"); });
  ask.list(name("state, kind"), person, [](Request& r, Random&) { r.set_state("draft"), r.set_kind("plan"); });
  for (int stage = 1; stage <= 5; ++stage) {
    ask.list(name("stage ") + std::to_string(stage), person,
             [&](Request& r, Random&) { r.set_stage(static_cast<v1::Stage>(stage)); });
  }
  ask.list(name("stage 4, kind, period"), person, [](Request& r, Random& random) {
    r.set_stage(v1::STAGE_DECIDED), r.set_kind("plan"), r.set_period(month(random));
  });
  ask.list(name("waiting_for_me"), person, [](Request& r, Random&) { r.set_waiting_for_me(true); });
  ask.list(name("overdue"), person, [](Request& r, Random&) { r.set_overdue(true); });
  ask.list(name("waiting unit, days"), person, [&](Request& r, Random& random) {
    r.set_waiting_unit_id(unit), r.set_waiting_days_from(static_cast<uint32_t>(random() % 8));
  });
  ask.list(name("200 lines"), person, [](Request& r, Random&) { r.set_limit(200); });
  const auto token = ask.deep(person, "", 100);
  ask.list(name("deep page"), person, [&](Request& r, Random&) { r.set_page_token(token); });
  ask.list(name("frequent word"), person, [&](Request& r, Random& random) { r.set_words(any_word(random, 0, 20)); });
  ask.list(name("middling word"), person, [&](Request& r, Random& random) { r.set_words(any_word(random, 300, 900)); });
  ask.list(name("rare word"), person, [&](Request& r, Random& random) { r.set_words(any_word(random, 5'000, 6'000)); });
  ask.list(name("no such word"), person, [&](Request& r, Random&) { r.set_words("zzz"); });
  ask.list(name("two frequent words"), person,
           [&](Request& r, Random& random) { r.set_words(any_word(random, 0, 20) + " " + any_word(random, 0, 20)); });
  ask.list(name("two words, middling and rare"), person, [&](Request& r, Random& random) {
    r.set_words(any_word(random, 300, 900) + " " + any_word(random, 3'000, 6'000));
  });
  ask.list(name("frequent word, state, seldom"), person,
           [&](Request& r, Random& random) { r.set_words(any_word(random, 0, 20)), r.set_state("rejected"); });
  ask.list(name("middling word, overdue"), person,
           [&](Request& r, Random& random) { r.set_words(any_word(random, 300, 900)), r.set_overdue(true); });
  ask.list(name("one letter"), person,
           [&](Request& r, Random& random) { r.set_words(any_word(random, 0, 300).substr(0, 1)); });
  const auto far = ask.deep(person, "ch", 20);
  ask.list(name("words, deep page"), person, [&](Request& r, Random&) { r.set_words("ch"), r.set_page_token(far); });
}

void ask_pictures(Questions& ask, const std::string& who, const std::string& person) {
  const auto name = [&](const char* what) { return who + ": " + what; };
  ask.measure(name("compliance, 24 months").c_str(), "PictureService/GetCompliance", person, [](auto&) {
    v1::GetComplianceRequest request;
    request.set_kind("report");
    request.set_from_period("2024-12");
    request.set_to_period("2026-11");
    return request;
  });
  ask.measure(name("funnel").c_str(), "PictureService/GetFunnel", person, [](auto& random) {
    v1::GetFunnelRequest request;
    request.set_kind("plan");
    request.set_period(month(random));
    return request;
  });
  ask.measure(name("ageing").c_str(), "PictureService/GetAgeing", person, [](auto&) { return v1::GetAgeingRequest(); });
  ask.measure(name("step times, a month").c_str(), "PictureService/GetStepTimes", person, [](auto& random) {
    v1::GetStepTimesRequest request;
    request.set_kind("plan");
    request.set_from_period(month(random));
    return request;
  });
}

void run(int papers, const std::string& under) {
  const Folder folder(under);
  Room room(folder.path);
  Past past(room, papers);
  past.write();
  const auto begin = Machine::now();
  room.service().load(room.store());
  std::printf("loaded in %.0f ms; the file has %.0f MB\n", since_ms(begin),
              static_cast<double>(std::filesystem::file_size(folder.path + "/records.db")) / 1e6);
  Present present(room, past.next_no());
  present.hear(4'000, 100);
  present.hear(500, 1);

  Questions ask(room);
  ask_lists(ask, "province", "at-p", "p.03");
  ask_lists(ask, "district", "at-p.03", "p.03.07");
  ask_lists(ask, "commune", "at-p.03.07", "p.03.07.11");
  ask_lists(ask, "cell", "at-p.03.07.11", "p.03.07.11");
  for (const auto& [who, person] :
       {std::pair("province", "at-p"), std::pair("district", "at-p.03"), std::pair("commune", "at-p.03.07")}) {
    ask_pictures(ask, who, person);
  }
}

}  // namespace
}  // namespace giaoban::bench

int main(int argc, char** argv) {
  giaoban::bench::run(argc > 1 ? std::atoi(argv[1]) : 1'000'000,
                      argc > 2 ? argv[2] : std::filesystem::temp_directory_path().string());
}
