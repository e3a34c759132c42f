// Collects what is wrong with a rule file: each fault at the place of its word, once, in the order of the file.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "giaoban/v1/form.pb.h"
#include "workflows/core/source_file.h"

namespace giaoban::core {

// What is wrong and what to do, in both languages.
struct Said {
  std::string vi;
  std::string en;
};

// A text that repeats words of a file, cut in its middle when somebody wrote a very long one.
std::string shortened(std::string_view text);

// Keeps a reference to the file: the file must outlive it. One thread at a time.
class Findings {
 public:
  explicit Findings(const SourceFile& file) : file_(file) {}

  // `path` names the word ("way.states[1].due"); when it is not in the file, the nearest parent's place is taken.
  // `way` is the counter-example. Saying the same twice about one place counts once.
  void add(const std::string& path, const Said& said, const std::string& way = {});
  // [a-z][a-z0-9_]{0,39}
  void expect_name(const std::string& path, std::string_view name, const std::string& way = {});
  // A name that was already in `seen` is a fault; well-formed or not, it is remembered.
  void expect_unique(const std::string& path, const std::string& name, std::set<std::string>& seen);
  // Both languages, 1 to 200 characters each.
  void expect_label(const std::string& path, const v1::Label& label, const std::string& way = {});

  // By line and column.
  std::vector<v1::KindFault> in_order() const;

 private:
  Place place_of(std::string path) const;

  const SourceFile& file_;
  std::vector<v1::KindFault> faults_;
  std::set<std::tuple<int, int, std::string>> said_;
};

}  // namespace giaoban::core
