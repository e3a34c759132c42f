// One dossier under watch: every command goes through decide, every event through evolve, and the laws of both are
// demanded of each, judged from the events alone and not from what the dossier says of itself.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workflows/core/decide.h"
#include "workflows/core/evolve.h"
#include "workflows/core/time.h"

namespace giaoban::fuzz {

class WatchedDossier {
 public:
  // Both outlive it. The directory may be exchanged for a later one at any time.
  WatchedDossier(const core::PublishedKind& kind, const core::Directory& directory)
      : kind_(&kind), directory_(&directory) {}

  // Whether it was done; demands all laws. The command's id and, unless `stale`, its version are set here. Nobody
  // (empty) is the router's own deadline.
  bool take(v1::DecideRequest command, const std::string& person, const core::StoredFile* file, bool stale);
  // Demands that what a person is shown as open or closed is what decide says.
  void look(const std::string& person) const;
  // Demands that evolve bears this event, on a copy.
  void bear(const v1::DossierEvent& event) const;
  // Demands that the events alone make the same dossier again.
  void replay() const;

  void set_directory(const core::Directory& directory) { directory_ = &directory; }
  void set_hold(int64_t hold_us) { hold_us_ = hold_us; }
  void pass(int64_t us) { now_us_ += us; }
  // Until the paper expires or its held decision seals, when it does.
  void pass_to_deadline() { now_us_ = std::max({now_us_, dossier_.at().expires_us(), dossier_.pending().seals_us()}); }
  const v1::Dossier& dossier() const { return dossier_; }
  // Persons who could decide now: by their own office, not by a lent one.
  std::vector<std::string> asked() const { return directory_->holders(dossier_.at().holder(), now_us_); }
  std::string last_to_act() const { return events_.empty() ? "" : events_.back().actor().person_id(); }

 private:
  core::Context context(std::string_view person, const core::StoredFile* file) const;
  void follow(const core::Step& step, const std::string& person);
  void demand_right(const v1::DossierEvent& event, const std::string& person) const;
  void demand_two_pairs_of_eyes(const v1::DossierEvent& event) const;
  void demand_no_life_after_an_end(const v1::DossierEvent& event, const v1::Dossier& before) const;
  void demand_own_deadline(const v1::DossierEvent& event, const v1::Dossier& before) const;
  void demand_undone() const;
  void note_hands(const v1::DossierEvent& event);

  const core::PublishedKind* kind_;
  const core::Directory* directory_;
  int64_t now_us_ = core::start_of({2026, 11, 2}) + 8 * core::kHour;  // a Monday
  int64_t hold_us_ = 0;
  v1::Dossier dossier_;
  std::vector<v1::DossierEvent> events_;
  std::vector<v1::Field> fields_;
  std::set<std::string> writers_;   // natural persons who opened, wrote, attached or handed in
  std::set<std::string> deciders_;  // who decided since the last hand-in, decisions that were undone aside
  std::set<std::string> deciders_before_held_;
};

}  // namespace giaoban::fuzz
