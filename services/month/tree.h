// The tree of units as its CSV file says it (id,parent,level,name,source), for whoever makes up the people in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/kind.pb.h"

namespace giaoban::month {

// One line.
struct TreeUnit {
  std::string unit_id;
  std::string parent_id;
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  std::string name;
};

// In the order of the file. Throws std::invalid_argument with the line number when a line cannot be read; whether the
// tree holds together is for the directory to say when the same bytes are imported.
std::vector<TreeUnit> read_tree(std::string_view csv);

// Those of one level, in the order of the file.
std::vector<const TreeUnit*> units_at(const std::vector<TreeUnit>& tree, v1::Level level);

}  // namespace giaoban::month
