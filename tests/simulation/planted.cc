// Remembers the one bug that was chosen.
#include "tests/simulation/planted.h"

#include <string>

namespace giaoban::simulation {
namespace {

std::string& chosen() {
  static std::string bug;
  return bug;
}

}  // namespace

void plant(std::string_view bug) {
  chosen() = bug;
}

bool planted(std::string_view bug) {
  return chosen() == bug;
}

}  // namespace giaoban::simulation
