// What a run has found: violated invariants, how often interesting things happened, and a trace that must repeat.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace giaoban::simulation {

// A value per run; everybody writes into it.
class Findings {
 public:
  explicit Findings(bool print = false) : print_(print) {}

  // One thing that happened; goes into the hash of the trace.
  void happened(std::string_view what) {
    for (const char c : what) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    hash_ = (hash_ ^ 10U) * 0x100000001b3ULL;
    if (print_) std::printf("%.*s\n", static_cast<int>(what.size()), what.data());
  }
  // `invariant` is its name in the README, "I1".
  void violated(std::string_view invariant, const std::string& what) {
    violations.push_back(std::string(invariant) + " " + what);
    happened("VIOLATED " + violations.back());
  }
  // A sometimes-assertion: over many seeds each name must have come.
  void sometimes(std::string_view what) { ++counts[std::string(what)]; }

  uint64_t hash() const { return hash_; }
  bool prints() const { return print_; }

  std::vector<std::string> violations;
  std::map<std::string, uint64_t> counts;

 private:
  uint64_t hash_ = 0xcbf29ce484222325ULL;
  bool print_;
};

}  // namespace giaoban::simulation
