// Which shape the tables of records have: a database that another version made is emptied, and all is heard again.
#pragma once

#include <cstdint>
#include <string_view>

#include "services/store/store.h"

namespace giaoban::records {

// Goes up by one with every change of a table, an index or of what a column means.
inline constexpr int64_t kShape = 2;

// Definition of the table that holds the number; no other table may be defined before take_shape().
std::string_view shape_schema();

// Defines `tables` in a store that has this shape. In any other, and in one that says none, the tables of records go
// first, with everything that was heard (runtime/hear_again.h); all in one transaction of its own. Only from load().
void take_shape(store::Store& store, std::string_view tables);

}  // namespace giaoban::records
