// A small good kind, and ways to break one line of it: the mark ¶ stands before the word that is wrong.
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "workflows/core/check.h"

namespace giaoban::core {

inline constexpr std::string_view kMark = "¶";

// draft -submit-> with_commune -approve-> approved, with a return, a forward, a table, a choice and an expiry.
std::string good_kind();

// A kind with one fault, and where that fault is.
struct Broken {
  std::string text;
  Place place;
};

// Replaces each old text, which must stand in the kind exactly once, by its new one, and takes the mark out.
Broken broken(const std::vector<std::pair<std::string, std::string>>& replacements);

// One row of a table of defects.
struct Defect {
  std::string name;  // of the test, read after "Refuses"
  std::vector<std::pair<std::string, std::string>> replacements;
  std::string says;  // part of the English text
  std::string path;  // the whole counter-example

  friend std::ostream& operator<<(std::ostream& out, const Defect& defect) { return out << defect.name; }
};

// `defect` is found at its mark, in both languages, with its way. Other faults may follow from it.
void expect_found(const Defect& defect);

// For INSTANTIATE_TEST_SUITE_P.
std::string name_of_test(const testing::TestParamInfo<Defect>& info);

// All faults as text, for messages.
std::string told(const std::vector<v1::KindFault>& faults);

std::vector<v1::KindFault> check_text(const std::string& text);

}  // namespace giaoban::core
