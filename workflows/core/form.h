// The form's rules: types, limits, required fields, locked fields and field paths.
// A path is "content", a table "tasks", a row "tasks[2]" or a cell "tasks[2].due"; rows count from 0.
// A value that is an empty text, an empty moment or a table without rows is no value: it clears the field.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/form.pb.h"

namespace giaoban::core {

// Fields by name: those of `patch` replace those of `base`, a field without a value is removed; in the form's order.
// What the form does not know is left out; of two fields of one name the last one counts.
std::vector<v1::Field> merge(const v1::Form& form, const std::vector<v1::Field>& base,
                             const google::protobuf::RepeatedPtrField<v1::Field>& patch);

// Types, choices, lengths, bounds, rows; unknown names and names given twice. Checked at every save. Empty means good.
std::optional<v1::Refusal> check_values(const v1::Form& form,
                                        const google::protobuf::RepeatedPtrField<v1::Field>& fields);

// Required fields; checked at submit. A text of blanks only counts as empty. A field with required_when is required
// exactly when that choice is made; a column may name a choice of its own row or one of the form.
std::optional<v1::Refusal> check_complete(const v1::Form& form, const std::vector<v1::Field>& fields);

// After a return only what the remarks name may differ between the two: a table frees all in it, a row its cells, a
// cell itself; rows come and go only when the whole table is free. Without remarks nothing is locked.
std::optional<v1::Refusal> check_unlocked(const v1::Form& form, const std::vector<v1::Field>& before,
                                          const std::vector<v1::Field>& after,
                                          const google::protobuf::RepeatedPtrField<v1::Remark>& remarks);

// The field of the form that a path such as "content", "tasks" or "tasks[2].due" names; nullptr when none.
const v1::FormField* find_field(const v1::Form& form, std::string_view path);

// A text by itself: at most `max_length` characters (Unicode code points), no control characters but line feed,
// carriage return and tab, and no line feed either when `one_line`.
std::optional<v1::Refusal> check_text(std::string_view path, std::string_view text, size_t max_length,
                                      bool one_line = false);

// Whether a text says nothing: empty, or blanks and line ends only.
bool is_blank(std::string_view text);

}  // namespace giaoban::core
