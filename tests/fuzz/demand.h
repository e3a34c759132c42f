// What a fuzz target demands of the code under test: a broken demand ends the run, and libFuzzer keeps the input.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace giaoban::fuzz {

// Ends the process with the sentence unless it holds.
inline void demand(bool holds, std::string_view sentence, std::string_view about = "") {
  if (holds) return;
  std::fprintf(stderr, "broken: %s %s\n", std::string(sentence).c_str(), std::string(about).c_str());
  std::abort();
}

}  // namespace giaoban::fuzz
