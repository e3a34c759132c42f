// The way of a paper: states, moves, who is asked at each, when an answer is due.
#include "workflows/core/way.h"

#include <algorithm>

#include "workflows/core/refusal.h"
#include "workflows/core/time.h"
#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

using AskedUnits = google::protobuf::RepeatedPtrField<std::string>;

v1::Refusal no_state(std::string_view state) {
  const std::string name(state);
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "",
                "Không chuyển được hồ sơ vì loại văn bản không có bước “" + name +
                    "”. Đề nghị báo quản trị hệ thống kiểm tra lại loại văn bản.",
                "The paper cannot move because its kind has no state \"" + name +
                    "\". Tell the administrator to check the kind.");
}

v1::Refusal no_unit(const v1::Asked& asked) {
  const v1::Label level = label_of(asked.level());
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "",
                "Không chuyển được hồ sơ vì không có cấp " + level.vi() +
                    " hay cấp nào cao hơn để nhận. Đề nghị báo quản trị hệ thống kiểm tra cây tổ chức.",
                "The paper cannot move because there is no " + level.en() +
                    " and no level above it to ask. Tell the administrator to check the tree of units.");
}

v1::Refusal nobody(const v1::Unit& unit, v1::Role role) {
  const v1::Label name = label_of(role);
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "",
                "Không chuyển được hồ sơ vì chưa có ai giữ chức danh " + name.vi() + " ở " + unit.name() +
                    ". Đề nghị báo quản trị hệ thống cập nhật cán bộ rồi làm lại.",
                "The paper cannot move because nobody is " + name.en() + " at " + unit.name() +
                    ". Tell the administrator to enter the officer, then try again.");
}

const v1::Unit* asked_unit(const v1::Dossier& dossier, const v1::Asked& asked, const Directory& directory) {
  return directory.ascend(dossier.unit_id(), asked.level());
}

const v1::Move* passing_move(const v1::State& state) {
  const v1::Move* move = find_move(state, v1::VERB_APPROVE);
  return move != nullptr ? move : find_move(state, v1::VERB_FORWARD);
}

// The state itself, or the one that it passes on to because its unit was asked already. Bounded by the kind's states.
const v1::State* state_to_enter(const v1::Dossier& dossier, std::string_view name, const AskedUnits& asked_units,
                                const Context& context, v1::Entered& entered) {
  const v1::Kind& kind = context.kind->kind;
  const v1::State* state = find_state(kind, name);
  for (int left = kind.way().states_size(); left > 0 && state != nullptr && state->has_asked(); --left) {
    const v1::Unit* unit = asked_unit(dossier, state->asked(), context.directory);
    const v1::Move* passing = passing_move(*state);
    if (unit == nullptr || passing == nullptr) break;
    if (std::find(asked_units.begin(), asked_units.end(), unit->unit_id()) == asked_units.end()) break;
    entered.add_skipped(state->name());
    state = find_state(kind, passing->to());
  }
  return state;
}

void ask_author(const v1::Dossier& dossier, const Context& context, v1::Entered& entered) {
  entered.set_with_author(true);
  v1::Holder& holder = *entered.mutable_holder();
  holder.set_unit_id(dossier.unit_id());
  const v1::Unit* unit = context.directory.unit(dossier.unit_id());
  if (unit == nullptr) return;
  const auto roles = author_roles(context.kind->kind, *unit);
  const auto held = std::find_if(roles.begin(), roles.end(), [&](v1::Role role) {
    return context.directory.is_held(dossier.unit_id(), role, context.now_us);
  });
  if (!roles.empty()) holder.set_role(held == roles.end() ? roles.front() : *held);
}

std::optional<v1::Refusal> ask_office(const v1::Dossier& dossier, const v1::Asked& asked, const Context& context,
                                      v1::Entered& entered) {
  const v1::Unit* unit = asked_unit(dossier, asked, context.directory);
  if (unit == nullptr) return no_unit(asked);
  const bool by_deadline = context.person_id.empty();
  if (!by_deadline && !context.directory.is_held(unit->unit_id(), asked.role(), context.now_us)) {
    return nobody(*unit, asked.role());
  }
  entered.mutable_holder()->set_unit_id(unit->unit_id());
  entered.mutable_holder()->set_role(asked.role());
  return std::nullopt;
}

int64_t due_after_field(const v1::AfterField& after, const Calendar& calendar, const Context& context) {
  if (context.fields == nullptr) return 0;
  for (const v1::Field& field : *context.fields) {
    if (field.name() != after.field()) continue;
    const auto day = parse_date(field.moment());
    return day ? calendar.add_working_days(*day, after.working_days()) : 0;
  }
  return 0;
}

// By the calendar of whoever is asked; what a cadence wants, by that of the unit that owes it.
int64_t due_of(const v1::State& state, const v1::Dossier& dossier, const Calendar& calendar, const Context& context) {
  const v1::Due& due = state.due();
  switch (due.when_case()) {
    case v1::Due::kWorkingHours:
      return calendar.add_working_hours(context.now_us, static_cast<int>(due.working_hours()));
    case v1::Due::kWorkingDays:
      return calendar.add_working_days(context.now_us, static_cast<int>(due.working_days()));
    case v1::Due::kCadence:
      if (!due.cadence()) return 0;
      return cadence_due(context.kind->kind.cadence(), dossier.period(), context.directory.calendar(dossier.unit_id()))
          .value_or(0);
    case v1::Due::kAfterField:
      return due_after_field(due.after_field(), calendar, context);
    case v1::Due::WHEN_NOT_SET:
      return 0;
  }
  return 0;
}

std::variant<v1::Entered, v1::Refusal> enter_among(const v1::Dossier& dossier, std::string_view name,
                                                   const AskedUnits& asked_units, const Context& context) {
  v1::Entered entered;
  if (context.kind == nullptr) return no_state(name);
  const v1::State* state = state_to_enter(dossier, name, asked_units, context, entered);
  if (state == nullptr) return no_state(name);
  entered.set_state(state->name());
  entered.set_generation(dossier.generation() + 1);
  if (state->has_asked()) {
    if (auto no = ask_office(dossier, state->asked(), context, entered)) return *std::move(no);
  } else if (state->end()) {
    entered.set_end(true);
    return entered;
  } else {
    ask_author(dossier, context, entered);
  }
  const Calendar& calendar = context.directory.calendar(entered.holder().unit_id());
  const int64_t due = due_of(*state, dossier, calendar, context);
  entered.set_due_us(due);
  if (due != 0 && state->has_expiry()) {
    // A paper that comes here late must not be gone before anybody saw it.
    entered.set_expires_us(calendar.add_working_days(std::max(due, context.now_us),
                                                     static_cast<int>(state->expiry().working_days_after_due())));
  }
  return entered;
}

}  // namespace

const v1::State* find_state(const v1::Kind& kind, std::string_view name) {
  const auto& states = kind.way().states();
  const auto at = std::find_if(states.begin(), states.end(), [&](const v1::State& s) { return s.name() == name; });
  return at == states.end() ? nullptr : &*at;
}

const v1::Move* find_move(const v1::State& state, v1::Verb verb) {
  const auto& moves = state.moves();
  const auto at = std::find_if(moves.begin(), moves.end(), [&](const v1::Move& m) { return m.verb() == verb; });
  return at == moves.end() ? nullptr : &*at;
}

std::vector<v1::Role> author_roles(const v1::Kind& kind, const v1::Unit& unit) {
  std::vector<v1::Role> roles;
  for (const v1::Asked& office : kind.may_open()) {
    if (office.level() == unit.level()) roles.push_back(office.role());
  }
  return roles;
}

std::variant<v1::Entered, v1::Refusal> enter(const v1::Dossier& dossier, std::string_view state,
                                             const Context& context) {
  return enter_among(dossier, state, dossier.asked_units(), context);
}

std::variant<v1::Entered, v1::Refusal> enter_anew(const v1::Dossier& dossier, std::string_view state,
                                                  const Context& context) {
  return enter_among(dossier, state, AskedUnits{}, context);
}

}  // namespace giaoban::core
