// The language of these tests: a small district with its people, and papers that they act upon.
//
//   Town town;
//   Paper paper(town);
//   EXPECT_EQ(paper.by("secretary").opens(), "ok");
//   EXPECT_EQ(paper.by("clerk").approves(), "NOT_OPEN");
#pragma once

#include <map>
#include <string>
#include <vector>

#include "workflows/core/decide.h"
#include "workflows/core/evolve.h"
#include "workflows/core/time.h"

namespace giaoban::core {

// 2026-11-02, a Monday, at this time of day in the zone.
int64_t monday(int hour, int minute = 0);

v1::Field text(const std::string& name, const std::string& value);
v1::Field number(const std::string& name, int64_t value);
v1::Field flag(const std::string& name, bool value);
v1::Field moment(const std::string& name, const std::string& value);
v1::Field empty(const std::string& name);
v1::Field table(const std::string& name, const std::vector<std::vector<v1::Field>>& rows);
v1::Remark remark(const std::string& field, const std::string& what = "Cần sửa lại mục này");

// A kind from text format; for what no published file would say.
v1::Kind kind_of(const std::string& text_format);

// "ok", or the code of the refusal and its field: "INVALID_FIELD open.period".
std::string said(const v1::Refusal& refusal);

// A province "tinh" with a district "huyen", communes "xa1" and "xa2", cells "thon1", "thon2" (of xa1) and "thon3";
// each office held by the person named after it. A value: change it as a story asks.
class Town {
 public:
  enum class Shape { kWithDistrict, kWithoutDistrict };
  explicit Town(Shape shape = Shape::kWithDistrict);

  Directory directory;
  PublishedKind kind;  // "paper": draft, commune, returned, district, province and four ends

  Town& unit(const std::string& id, const std::string& parent, v1::Level level);
  Town& person(const std::string& id, const std::string& name);
  // Office id "person@unit/role".
  Town& office(const std::string& person, const std::string& unit, v1::Role role, int64_t from = 0, int64_t until = 0);
  Town& ends(const std::string& office_id, int64_t until);
  Town& delegates(const std::string& id, const std::string& office_id, const std::string& to, int64_t from,
                  int64_t until);
  Town& ends_delegation(const std::string& id, int64_t until);
  Town& happens(const v1::DirectoryEvent& event);
  // The kind's state, to change it.
  v1::State& state(const std::string& name);
  v1::Move& move(const std::string& state, v1::Verb verb);
};

std::string office_of(const std::string& person, const std::string& unit, v1::Role role);

class Paper;

// One person, or the router's own deadline, about to act. Every act answers as `said` does.
class Doer {
 public:
  Doer(Paper& paper, std::string person) : paper_(paper), person_(std::move(person)) {}

  std::string opens(const std::vector<v1::Field>& fields = {});
  std::string opens_for(const std::string& unit, const std::string& period, const std::string& kind = "paper");
  std::string saves(const std::vector<v1::Field>& fields);
  std::string submits();
  std::string receives();
  std::string claims();
  std::string releases();
  std::string approves(const std::string& words = "");
  std::string sends_back(const std::vector<v1::Remark>& remarks);
  std::string rejects(const std::string& words);
  std::string forwards(const std::string& words = "");
  std::string withdraws(const std::string& words = "");
  std::string comments(const std::string& words);
  std::string attaches(const v1::Attach& attach);
  std::string reopens(const std::string& words);
  std::string expires(uint32_t generation);
  std::string undoes();
  std::string seals(uint32_t generation = 0);
  // The verb as it is, with the expected version already set.
  std::string does(v1::DecideRequest command);

 private:
  Paper& paper_;
  std::string person_;
};

// One dossier and what the router would keep of it. Every act is checked for what holds of all acts: a refusal changes
// nothing and speaks both languages, an event carries the next version, and the dossier is the fold of its events.
class Paper {
 public:
  explicit Paper(const Town& town);

  const Town& town;
  std::string id = "01934f8e-5a00-7c3d-9f00-0123456789ab";
  std::string unit = "thon1";
  std::string period = "2026-11";
  int64_t now = monday(8);
  int64_t hold = 0;
  bool kind_known = true;
  std::optional<uint64_t> sees_version;  // another than the present one
  std::optional<StoredFile> file;
  v1::Dossier dossier;
  std::vector<v1::DossierEvent> events;
  std::map<uint64_t, v1::Content> contents;  // by version
  std::vector<v1::Field> fields;

  Doer by(const std::string& person) { return {*this, person}; }
  Doer deadline() { return {*this, ""}; }
  const std::string& state() const { return dossier.at().state(); }
  const v1::DossierEvent& last() const { return events.back(); }
  Context context(std::string_view person) const;
  // "approve, send_back: OWN_PAPER, ...": what the person would see.
  std::string verbs_for(const std::string& person) const;

  // Shortcuts to where a story begins.
  Paper& drafted();      // opened and filled in by "secretary"
  Paper& submitted();    // waits for the commune's clerk
  Paper& at_district();  // approved by "clerk"
  Paper& approved();     // and by "officer"
  Paper& returned();     // sent back by "clerk" with a remark on "content"

 private:
  friend class Doer;
  std::string take(const v1::DecideRequest& command, const std::string& person);
  void keep(const Step& step);
};

}  // namespace giaoban::core
