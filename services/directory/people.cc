// The persons of a file: brought together from their lines, beside those that are known.
#include "services/directory/people.h"

namespace giaoban::directory {
namespace {

// Takes over what a line says; false when something else was said before.
bool join(std::string& held, const std::string& said) {
  if (held.empty()) held = said;
  return said.empty() || held == said;
}

}  // namespace

void People::add(uint32_t line, const v1::Person& person, LineErrors& errors) {
  const auto [at, fresh] = index_.try_emplace(person.person_id(), people_.size());
  if (fresh) people_.push_back({person, line});
  Gathered& gathered = people_[at->second];
  const std::string first = std::to_string(gathered.line);
  const std::string id = quoted(person.person_id());
  if (!join(*gathered.person.mutable_name(), person.name())) {
    errors.add(line,
               {"Người " + id + " có tên khác ở dòng " + first + ". Hãy viết cùng một tên, hoặc sửa mã người.",
                "The person " + id + " has another name on line " + first + ". Write one name, or correct the id."});
  }
  if (!join(*gathered.person.mutable_email(), person.email())) {
    errors.add(line, {"Người " + id + " có địa chỉ thư khác ở dòng " + first + ". Mỗi người một địa chỉ.",
                      "The person " + id + " has another address on line " + first + ". One address per person."});
  }
}

void People::finish(LineErrors& errors) const {
  for (const Gathered& gathered : people_) {
    if (!gathered.person.name().empty() || !is_new(gathered.person.person_id())) continue;
    const std::string id = quoted(gathered.person.person_id());
    errors.add(gathered.line, {"Người " + id + " là người mới nhưng không dòng nào có tên. Hãy điền cột name.",
                               "The person " + id + " is new, but no line has the name. Fill in the column name."});
  }
}

std::vector<v1::Person> People::changed() const {
  std::vector<v1::Person> changed;
  for (const Gathered& gathered : people_) {
    v1::Person person = gathered.person;
    if (const v1::Person* known = known_.person(person.person_id())) {
      if (person.name().empty()) person.set_name(known->name());
      if (person.email().empty()) person.set_email(known->email());
      if (person.name() == known->name() && person.email() == known->email()) continue;
    }
    changed.push_back(std::move(person));
  }
  return changed;
}

}  // namespace giaoban::directory
