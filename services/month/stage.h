// The stage of a month: the tree, the people, the kinds and the plan, all known before the first question is asked.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/month/cast.h"
#include "services/month/month.h"
#include "services/month/plan.h"
#include "services/month/roster.h"

namespace giaoban::month {

// One kind file: its bytes go to the directory, its meaning to the people who fill in its form.
struct KindBytes {
  std::string file;
  std::string bytes;
  v1::Kind kind;
};

// The same for a calendar file.
struct PackBytes {
  std::string file;
  std::string bytes;
  std::shared_ptr<const v1::Calendar> pack;
};

// Everything that is known before the first question.
struct Stage {
  std::string tree_csv;
  std::vector<TreeUnit> tree;
  std::vector<Officer> roster;
  std::vector<KindBytes> kinds;
  std::vector<PackBytes> packs;
  std::vector<v1::Kind> owed;
  Plan plan;
  Cast cast;
};

// The same for the same options. Throws std::invalid_argument when a file is missing, or a kind or calendar cannot
// be read.
Stage set_stage(const MonthOptions& options);

// A file's bytes. Throws std::invalid_argument when it is not there or larger than 900 KiB.
std::string whole_file(const std::string& path);

}  // namespace giaoban::month
