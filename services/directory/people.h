// The persons of a file: brought together from their lines, beside those that are known.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/directory/line_errors.h"
#include "workflows/core/directory.h"

namespace giaoban::directory {

// Lives for one import; `known` must outlive it and not change meanwhile.
class People {
 public:
  explicit People(const core::Directory& known) : known_(known) {}

  // One line about a person; empty name or address say nothing. Lines that contradict each other are a fault.
  void add(uint32_t line, const v1::Person& person, LineErrors& errors);
  // After the last line: who has no name at all.
  void finish(LineErrors& errors) const;

  // Persons who are new, or known otherwise, as they are to be; in the order of their first line.
  std::vector<v1::Person> changed() const;
  bool is_new(const std::string& person_id) const { return known_.person(person_id) == nullptr; }

 private:
  struct Gathered {
    v1::Person person;
    uint32_t line = 0;
  };

  const core::Directory& known_;
  std::vector<Gathered> people_;
  std::unordered_map<std::string, size_t> index_;
};

}  // namespace giaoban::directory
