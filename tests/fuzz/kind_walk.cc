// Papers of any kind on their way through a district in which every office is held: none may be stranded.
#include "tests/fuzz/kind_walk.h"

#include "tests/core/random.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/filled.h"
#include "workflows/core/decide.h"
#include "workflows/core/evolve.h"
#include "workflows/core/time.h"
#include "workflows/core/walk.h"
#include "workflows/core/way.h"

namespace giaoban::fuzz {
namespace {

constexpr int kMostActs = 12;

std::string unit_of(v1::Level level) {
  return "unit" + std::to_string(level);
}

// One unit for each level of the tree, one above the other; in each two persons for every role.
core::Directory district(const core::Profile& profile) {
  core::Directory directory;
  const auto happens = [&](const v1::DirectoryEvent& event) { directory.evolve(event, directory.position() + 1); };
  for (auto level = profile.levels.rbegin(); level != profile.levels.rend(); ++level) {
    v1::DirectoryEvent added;
    auto& unit = *added.mutable_unit_added()->mutable_unit();
    unit.set_unit_id(unit_of(*level));
    unit.set_level(*level);
    unit.set_name(unit.unit_id());
    if (level != profile.levels.rbegin()) unit.set_parent_id(unit_of(*std::prev(level)));
    happens(added);
    for (int role = 1; role <= v1::Role_MAX; ++role) {
      for (const char* who : {"a", "b"}) {
        v1::DirectoryEvent begun;
        auto& office = *begun.mutable_office_begun()->mutable_office();
        office.set_person_id(unit.unit_id() + "/" + std::to_string(role) + who);
        office.set_office_id(office.person_id());
        office.set_unit_id(unit.unit_id());
        office.set_role(static_cast<v1::Role>(role));
        happens(begun);
      }
    }
  }
  return directory;
}

const core::Directory& district_of(const core::Profile& profile) {
  static std::map<std::string, core::Directory> all;
  const auto found = all.find(profile.name);
  return found != all.end() ? found->second : all.emplace(profile.name, district(profile)).first->second;
}

// One paper and whoever may be asked about it.
class Walker {
 public:
  Walker(const core::PublishedKind& kind, const core::Origin& origin, uint64_t turn)
      : kind_(kind), directory_(district_of(*origin.profile)), unit_(unit_of(origin.level)), random_(turn) {}

  void walk() {
    if (!open()) return;
    for (int act = 0; act < kMostActs && !dossier_.at().end(); ++act) {
      if (!move_on() && !expire()) {
        demand(false, "a paper is stranded in the state", dossier_.at().state() + " of " + unit_);
      }
    }
  }

 private:
  bool open() {
    const auto roles = core::author_roles(kind_.kind, *directory_.unit(unit_));
    if (roles.empty()) return false;  // this tree has no such level, so nobody opens one here
    v1::DecideRequest command;
    auto& open = *command.mutable_open();
    open.set_kind(kind_.name);
    open.set_unit_id(unit_);
    const auto every = kind_.kind.cadence().every();
    open.set_period(every == v1::EVERY_MONTH ? "2026-11" : every == v1::EVERY_QUARTER ? "2026-Q4" : "");
    for (const v1::Field& field : fields_) *open.add_fields() = field;
    const bool good = take(command, unit_ + "/" + std::to_string(roles.front()) + "a");
    demand(good, "a kind that was accepted cannot be opened:", why_);
    return good;
  }

  // By somebody of the unit that is asked, or of the unit whose paper it is, who has a verb that leads on.
  bool move_on() {
    std::vector<std::pair<std::string, v1::Verb>> ways;
    for (const std::string& unit : {dossier_.at().holder().unit_id(), unit_}) {
      for (int role = 1; role <= v1::Role_MAX; ++role) {
        for (const char* who : {"a", "b"}) {
          const std::string person = unit + "/" + std::to_string(role) + who;
          for (const v1::OpenVerb& verb : core::open_verbs(dossier_, context(person))) {
            if (!verb.has_closed() && leads_on(verb.verb())) ways.emplace_back(person, verb.verb());
          }
        }
      }
    }
    while (!ways.empty()) {
      const auto way = ways.begin() + random_.below(static_cast<int64_t>(ways.size()));
      if (take(command(way->second), way->first)) return true;
      ways.erase(way);
    }
    return false;
  }

  bool expire() {
    if (dossier_.at().expires_us() == 0) return false;
    now_ = std::max(now_, dossier_.at().expires_us());
    v1::DecideRequest command;
    command.mutable_expire()->set_generation(dossier_.at().generation());
    return take(command, "");
  }

  bool leads_on(v1::Verb verb) const {
    const auto* state = core::find_state(kind_.kind, dossier_.at().state());
    const auto* move = core::find_move(*state, verb);
    return move != nullptr && !move->to().empty();
  }

  v1::DecideRequest command(v1::Verb verb) const {
    v1::DecideRequest command;
    switch (verb) {
      case v1::VERB_SUBMIT:
        command.mutable_submit();
        break;
      case v1::VERB_APPROVE:
        command.mutable_approve();
        break;
      case v1::VERB_FORWARD:
        command.mutable_forward();
        break;
      case v1::VERB_WITHDRAW:
        command.mutable_withdraw();
        break;
      case v1::VERB_REJECT:
        command.mutable_reject()->set_text("x");
        break;
      case v1::VERB_REOPEN:
        command.mutable_reopen()->set_text("x");
        break;
      case v1::VERB_SEND_BACK: {
        auto& remark = *command.mutable_send_back()->add_remarks();
        remark.set_reason(v1::SEND_BACK_REASON_INCOMPLETE);
        remark.set_field(fields_.empty() ? "" : fields_.front().name());
        remark.set_text("x");
        break;
      }
      default:
        break;
    }
    return command;
  }

  bool take(v1::DecideRequest command, const std::string& person) {
    command.set_dossier_id("01934f8e-5a00-7c3d-9f00-0123456789ab");
    command.set_expected_version(dossier_.version());
    auto decision = core::decide(dossier_, command, context(person));
    if (const auto* no = std::get_if<v1::Refusal>(&decision)) {
      why_ = no->text_en();
      return false;
    }
    for (const core::Step& step : std::get<std::vector<core::Step>>(decision)) core::evolve(dossier_, step.event);
    return true;
  }

  core::Context context(std::string_view person) const {
    return {.directory = directory_,
            .kind = &kind_,
            .person_id = person,
            .now_us = now_,
            .hold_us = 0,
            .fields = dossier_.has_fields() ? &fields_ : nullptr,
            .file = nullptr};
  }

  const core::PublishedKind& kind_;
  const core::Directory& directory_;
  std::string unit_;
  core::Random random_;
  std::vector<v1::Field> fields_ = filled(kind_.kind.form());
  v1::Dossier dossier_;
  int64_t now_ = core::start_of({2026, 11, 2}) + 8 * core::kHour;
  std::string why_;
};

}  // namespace

void walk_papers(const v1::Kind& kind, uint64_t turn) {
  const core::PublishedKind published{kind.name(), std::string(32, 'k'), kind};
  for (const core::Origin& origin : core::origins(kind)) Walker(published, origin, turn).walk();
}

}  // namespace giaoban::fuzz
