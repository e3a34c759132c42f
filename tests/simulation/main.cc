// giaoban-simulation: runs seeds, in as many processes as told, and says what they found.
#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>

#include "tests/simulation/planted.h"
#include "tests/simulation/run.h"

namespace giaoban::simulation {
namespace {

struct Flags {
  uint64_t first = 1;
  uint64_t seeds = 1;
  uint32_t steps = 1000;
  uint32_t every = 1;   // of so many processes
  uint32_t number = 0;  // this is one
  double seconds = 0;
  bool trace = false;
  bool hash = false;
  std::vector<std::string> without;
  std::string counts;
  std::string planted;
};

std::vector<Fault> faults_named(const std::vector<std::string>& names) {
  std::vector<Fault> faults;
  for (size_t i = 0; i < static_cast<size_t>(Fault::kCount); ++i) {
    for (const auto& name : names) {
      if (name_of(static_cast<Fault>(i)) == name) faults.push_back(static_cast<Fault>(i));
    }
  }
  return faults;
}

void write_counts(const std::string& file, const std::map<std::string, uint64_t>& counts) {
  std::ofstream out(file);
  for (const auto& [what, count] : counts) out << count << "\t" << what << "\n";
}

int go(const Flags& flags) {
  const DiskImage furnished = furnish();
  plant(flags.planted);
  const auto begun = std::chrono::steady_clock::now();
  const auto passed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); };
  std::map<std::string, uint64_t> counts;
  uint64_t done = 0;
  for (uint64_t seed = flags.first; seed < flags.first + flags.seeds; ++seed) {
    if (seed % flags.every != flags.number) continue;
    if (flags.seconds > 0 && passed() > flags.seconds) break;
    RunOptions options{seed, flags.steps, faults_named(flags.without), flags.trace};
    const auto findings = run(options, furnished);
    ++done;
    for (const auto& [what, count] : findings.counts) counts[what] += count;
    if (flags.hash) std::printf("seed %lu hash %016lx\n", seed, findings.hash());
    if (findings.violations.empty()) continue;
    for (const auto& violation : findings.violations) std::printf("seed %lu: %s\n", seed, violation.c_str());
    if (!flags.planted.empty()) return 1;
    std::printf("smallest: giaoban-simulation %s --trace\n", to_text(shrink(options, furnished)).c_str());
    std::printf("%lu seeds, %.1f s, 1 seed failed\n", done, passed());
    return 1;
  }
  if (!flags.counts.empty()) write_counts(flags.counts, counts);
  std::printf("%lu seeds of %u steps, %.1f s, %.1f seeds/s, 0 violations\n", done, flags.steps, passed(),
              static_cast<double>(done) / passed());
  return 0;
}

}  // namespace
}  // namespace giaoban::simulation

int main(int argc, char** argv) {
  giaoban::simulation::Flags flags;
  CLI::App app("Runs the whole house on one thread, from seeds, with faults");
  app.add_option("--seed", flags.first, "The first seed");
  app.add_option("--seeds", flags.seeds, "How many");
  app.add_option("--steps", flags.steps, "Steps with faults, per seed");
  app.add_option("--every", flags.every, "Take one seed of so many");
  app.add_option("--number", flags.number, "Which of them");
  app.add_option("--seconds", flags.seconds, "Stop after so many");
  app.add_option("--without", flags.without, "Classes of faults to leave out");
  app.add_option("--counts", flags.counts, "File for how often things happened");
  app.add_option("--planted", flags.planted, "The bug to plant, in the program that has some");
  app.add_flag("--trace", flags.trace, "Print everything that happens");
  app.add_flag("--hash", flags.hash, "Print the hash of each seed's trace");
  CLI11_PARSE(app, argc, argv);
  return giaoban::simulation::go(flags);
}
