// The lines of a file of units: id,parent,level,name,source in any order, each checked by itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "services/directory/line_errors.h"

namespace giaoban::directory {

// One line. Its id is kept even when it is not valid, so that units below it are not called orphans as well.
struct UnitLine {
  uint32_t line = 0;
  bool whole = true;  // false: its cells may not mean what was meant, so nothing follows from them
  v1::Unit unit;      // level unspecified when the file's is not known
};

// In the file's order, an id that came before left out; every fault is among the errors. Never throws on any bytes.
std::vector<UnitLine> read_units(std::string_view csv, LineErrors& errors);

}  // namespace giaoban::directory
