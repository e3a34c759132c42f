// Who holds which office in a district of the demo: made-up people for a real tree, the same for the same seed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "services/month/tree.h"

namespace giaoban::month {

// One office and the person in it; a person with two offices has two rows.
struct Officer {
  std::string person_id;  // "24.218.07444.01-1"
  std::string name;
  std::string unit_id;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::string email;
  std::string login;     // empty when this person never signs in, or in a person's second row
  std::string password;  // with the login
};

// What a district looks like, from the sources.
struct RosterShape {
  uint32_t cell_committee = 0;    // people in all committees of the cells; 0: a secretary and a deputy per cell
  unsigned village_heads = 400;   // per mille of the secretaries who are also head of the village
  unsigned acting_deputies = 50;  // per mille of the deputies who file papers and so sign in
};

// "luc-nam": 1,130 committee people (mission S8); "dong-trieu": a secretary and a deputy per cell, every secretary is
// also village head (mission S9). Any other name gives the default shape.
RosterShape shape_of(const std::string& district);

// In the order of the tree. Throws std::invalid_argument when the shape has fewer people than two per cell.
std::vector<Officer> make_roster(uint64_t seed, const std::vector<TreeUnit>& tree, const RosterShape& shape);

// Persons (not offices) in the committees of cells.
uint32_t count_cell_officers(const std::vector<TreeUnit>& tree, const std::vector<Officer>& roster);

// The CSV that DirectoryService/ImportOfficers takes, with password_hash from `hashes` by person id.
std::string officers_csv(const std::vector<Officer>& roster, const std::map<std::string, std::string>& hashes);

}  // namespace giaoban::month
