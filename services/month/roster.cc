// Fills the offices of a tree with made-up people.
#include "services/month/roster.h"

#include <set>
#include <stdexcept>

#include "services/month/draw.h"
#include "services/month/names.h"

namespace giaoban::month {

namespace {

// Terms began at the congress of the term; they are open, since no end date follows from the sources.
constexpr std::string_view kTermBegan = "2025-01-01";

std::string_view login_word(v1::Role role) {
  switch (role) {
    case v1::ROLE_SECRETARY:
      return "bithu";
    case v1::ROLE_DEPUTY_SECRETARY:
      return "phobithu";
    case v1::ROLE_CLERK:
      return "vanthu";
    case v1::ROLE_ADMINISTRATOR:
      return "quantri";
    case v1::ROLE_AUDITOR:
      return "kiemtra";
    default:
      return "canbo";
  }
}

// Puts people into one unit after another.
class Filler {
 public:
  Filler(uint64_t seed, std::vector<Officer>& roster) : seed_(seed), roster_(roster) {}

  void begin(const TreeUnit& unit) {
    unit_ = &unit;
    persons_ = 0;
  }
  void person(v1::Role role, bool signs_in) {
    Officer officer;
    officer.person_id = unit_->unit_id + "-" + std::to_string(++persons_);
    officer.unit_id = unit_->unit_id;
    officer.role = role;
    Draw draw(seed_, officer.person_id);
    officer.name = made_up_name(draw);
    if (signs_in) {
      officer.login = std::string(login_word(role)) + std::to_string(persons_) + "." + unit_->unit_id;
      officer.email = officer.login + "@example.invalid";
      static constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
      for (int i = 0; i < 12; ++i) officer.password += kLetters[draw.below(kLetters.size())];
    }
    roster_.push_back(std::move(officer));
  }
  // The last person has this office too.
  void also(v1::Role role) {
    Officer second = roster_.back();
    second.role = role;
    second.login.clear();
    second.password.clear();
    roster_.push_back(std::move(second));
  }

 private:
  uint64_t seed_;
  std::vector<Officer>& roster_;
  const TreeUnit* unit_ = nullptr;
  int persons_ = 0;
};

// How many members each cell has beside secretary and deputy; committees have at most five people.
std::vector<uint32_t> spread(Draw draw, size_t cells, uint32_t people) {
  constexpr uint32_t kMost = 3;
  if (people > cells * kMost) throw std::invalid_argument("more committee people than five per cell");
  std::vector<uint32_t> members(cells, 0);
  while (people > 0) {
    auto& at = members[draw.below(cells)];
    if (at == kMost) continue;
    ++at;
    --people;
  }
  return members;
}

void fill_above(Filler& filler, v1::Level level) {
  if (level == v1::LEVEL_PROVINCE) return filler.person(v1::ROLE_CLERK, true);
  filler.person(v1::ROLE_CLERK, true);
  if (level == v1::LEVEL_DISTRICT) filler.person(v1::ROLE_CLERK, true);
  filler.person(v1::ROLE_SECRETARY, level == v1::LEVEL_COMMUNE);
  if (level != v1::LEVEL_DISTRICT) return;
  filler.person(v1::ROLE_BOARD, false);  // ban tổ chức
  filler.person(v1::ROLE_BOARD, false);  // ban tuyên giáo
  filler.person(v1::ROLE_ADMINISTRATOR, true);
  filler.person(v1::ROLE_AUDITOR, true);
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

RosterShape shape_of(const std::string& district) {
  RosterShape shape;
  if (district == "luc-nam") shape.cell_committee = 1130;
  if (district == "dong-trieu") shape.village_heads = 1000;
  return shape;
}

std::vector<Officer> make_roster(uint64_t seed, const std::vector<TreeUnit>& tree, const RosterShape& shape) {
  const size_t cells = units_at(tree, v1::LEVEL_CELL).size();
  const size_t pairs = 2 * cells;
  if (shape.cell_committee != 0 && shape.cell_committee < pairs) {
    throw std::invalid_argument("fewer committee people than two per cell");
  }
  const auto extra = shape.cell_committee == 0 ? 0U : static_cast<uint32_t>(shape.cell_committee - pairs);
  const auto members = spread(Draw(seed, "members"), cells, extra);
  std::vector<Officer> roster;
  Filler filler(seed, roster);
  size_t cell = 0;
  for (const auto& unit : tree) {
    filler.begin(unit);
    if (unit.level != v1::LEVEL_CELL) {
      fill_above(filler, unit.level);
      continue;
    }
    Draw draw(seed, unit.unit_id);
    filler.person(v1::ROLE_SECRETARY, true);
    if (draw.per_mille(shape.village_heads)) filler.also(v1::ROLE_VILLAGE_HEAD);
    filler.person(v1::ROLE_DEPUTY_SECRETARY, draw.per_mille(shape.acting_deputies));
    for (uint32_t i = 0; i < members[cell]; ++i) filler.person(v1::ROLE_COMMITTEE_MEMBER, false);
    ++cell;
  }
  return roster;
}

uint32_t count_cell_officers(const std::vector<TreeUnit>& tree, const std::vector<Officer>& roster) {
  std::set<std::string> cells, persons;
  for (const auto* cell : units_at(tree, v1::LEVEL_CELL)) cells.insert(cell->unit_id);
  for (const auto& officer : roster) {
    if (cells.contains(officer.unit_id)) persons.insert(officer.person_id);
  }
  return static_cast<uint32_t>(persons.size());
}

std::string officers_csv(const std::vector<Officer>& roster, const std::map<std::string, std::string>& hashes) {
  std::string csv = "person_id,name,unit_id,role,from,until,email,login,password_hash\n";
  for (const auto& officer : roster) {
    const auto hash = officer.login.empty() ? hashes.end() : hashes.find(officer.person_id);
    csv += officer.person_id + "," + quoted(officer.name) + "," + officer.unit_id + ",";
    csv += v1::Role_Name(officer.role).substr(std::string_view("ROLE_").size());
    csv += "," + std::string(kTermBegan) + ",," + officer.email + "," + officer.login + ",";
    csv += (hash == hashes.end() ? "" : quoted(hash->second)) + "\n";
  }
  return csv;
}

}  // namespace giaoban::month
