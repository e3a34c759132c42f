// What is kept of a paper's fields for looking it up: its title, its words, its numbers; never the texts themselves.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/kind.pb.h"

namespace giaoban::records {

struct Paper {
  // First line of the first text or long text field, in the order of the form, that is filled; at most 200 characters.
  std::string title;
  // Folded words of every text, long text and person field, also in tables.
  std::set<std::string> words;
  // Number fields by name; those inside tables are left out.
  std::map<std::string, int64_t> numbers;
};

// Total. Fields that the form does not know are left out; without a kind the paper is empty.
Paper read_paper(const v1::Kind* kind, const google::protobuf::RepeatedPtrField<v1::Field>& fields);

}  // namespace giaoban::records
