// How long calendar arithmetic takes, with the packs of three years and with none.
//
//   build/release/calendar_bench [operations]   prints nanoseconds per operation; asserts nothing
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/core/random.h"
#include "workflows/core/calendar.h"
#include "workflows/core/calendar_file.h"
#include "workflows/core/lunar.h"

namespace giaoban::core {
namespace {

Calendar shipped() {
  Calendar::Packs packs;
  for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/workflows/rules/calendar")) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    packs.push_back(std::make_shared<const v1::Calendar>(read_calendar_file(text.str()).calendar));
  }
  return Calendar(packs);
}

template <class Operation>
void measure(const char* what, int64_t operations, const Operation& operation) {
  Random random(1);
  const int64_t begin = start_of({2025, 1, 1});
  int64_t sum = 0;  // so that nothing is left out
  const auto begun = std::chrono::steady_clock::now();
  for (int64_t i = 0; i < operations; ++i) sum += operation(begin + random.below(1'000 * kDay), random);
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begun;
  std::printf("  %-24s %8.1f ns   (%lld)\n", what, took.count() / static_cast<double>(operations),
              static_cast<long long>(sum % 10));
}

void measure_all(const char* name, const Calendar& calendar, int64_t operations) {
  std::printf("%s\n", name);
  measure("drawing a moment", operations, [](int64_t us, Random&) { return us; });
  measure("add_working_days", operations, [&](int64_t us, Random& random) {
    return calendar.add_working_days(us, static_cast<int>(random.below(60)) - 30);
  });
  measure("add_working_hours", operations, [&](int64_t us, Random& random) {
    return calendar.add_working_hours(us, static_cast<int>(random.below(1'000)));
  });
  measure("worked_until", operations, [&](int64_t us, Random&) { return calendar.worked_until(us); });
  measure("next_working_moment", operations, [&](int64_t us, Random&) { return calendar.next_working_moment(us); });
  measure("next_meeting_moment", operations, [&](int64_t us, Random&) { return calendar.next_meeting_moment(us); });
}

int run(int64_t operations) {
  const Calendar calendar = shipped();
  measure_all("the shipped packs", calendar, operations);
  measure_all("no pack", Calendar::plain(), operations);
  std::printf("beside them\n");
  measure("reading the packs", operations / 2'000 + 1, [](int64_t, Random&) { return shipped().worked_until(0); });
  measure("lunar_of", operations / 20 + 1, [](int64_t us, Random&) { return lunar_of(day_of(us)).day; });
  return 0;
}

}  // namespace
}  // namespace giaoban::core

int main(int argc, char** argv) {
  return giaoban::core::run(argc > 1 ? std::atoll(argv[1]) : 5'000'000);
}
