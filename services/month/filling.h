// Writes papers as cells would: fills any form from its description alone, and puts right what was sent back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/form.pb.h"
#include "services/month/draw.h"

namespace giaoban::month {

// Who writes, and about what.
struct Writer {
  std::string unit_id;
  std::string person_name;  // for person fields
  int64_t month_us = 0;     // first moment of the month that dates are about
};

// Fields that pass the form's checks: every required one is filled, also those required by a choice that was drawn;
// most others too. Files are left out, because they are uploaded first.
std::vector<v1::Field> fill_form(Draw draw, const v1::Form& form, const Writer& writer);

// New values for the fields that remarks name, and for nothing else; a remark on a cell of a table gives the whole
// table, which must be among `before`, with that cell changed.
std::vector<v1::Field> correct(Draw draw, const v1::Form& form, const Writer& writer,
                               const std::vector<v1::Field>& before, const std::vector<v1::Remark>& remarks);

// What a clerk objects to: one filled field of the paper, with a reason and what to do. The paper must not be empty.
v1::Remark object_to(Draw draw, const v1::Form& form, const std::vector<v1::Field>& fields);

// A short remark that goes along with a paper, or a reason, in Vietnamese.
std::string remark_text(Draw draw);
std::string rejection_text();
std::string withdrawal_text();

}  // namespace giaoban::month
