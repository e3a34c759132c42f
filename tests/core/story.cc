// The language of these tests: a small district with its people, and papers that they act upon.
#include "tests/core/story.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

v1::DecideRequest command_with(const auto& set) {
  v1::DecideRequest command;
  set(command);
  return command;
}

std::string code_name(v1::RefusalCode code) {
  return v1::RefusalCode_Name(code).substr(std::string("REFUSAL_CODE_").size());
}

}  // namespace

int64_t monday(int hour, int minute) {
  return start_of({2026, 11, 2}) + hour * kHour + minute * kMinute;
}

v1::Field text(const std::string& name, const std::string& value) {
  v1::Field field = empty(name);
  field.set_text(value);
  return field;
}

v1::Field number(const std::string& name, int64_t value) {
  v1::Field field = empty(name);
  field.set_number(value);
  return field;
}

v1::Field flag(const std::string& name, bool value) {
  v1::Field field = empty(name);
  field.set_flag(value);
  return field;
}

v1::Field moment(const std::string& name, const std::string& value) {
  v1::Field field = empty(name);
  field.set_moment(value);
  return field;
}

v1::Field empty(const std::string& name) {
  v1::Field field;
  field.set_name(name);
  return field;
}

v1::Field table(const std::string& name, const std::vector<std::vector<v1::Field>>& rows) {
  v1::Field field = empty(name);
  field.mutable_table();
  for (const auto& row : rows) {
    auto& cells = *field.mutable_table()->add_rows()->mutable_cells();
    for (const v1::Field& cell : row) *cells.Add() = cell;
  }
  return field;
}

v1::Remark remark(const std::string& field, const std::string& what) {
  v1::Remark remark;
  remark.set_reason(v1::SEND_BACK_REASON_INCOMPLETE);
  remark.set_field(field);
  remark.set_text(what);
  return remark;
}

std::string said(const v1::Refusal& refusal) {
  EXPECT_FALSE(refusal.text_vi().empty());
  EXPECT_FALSE(refusal.text_en().empty());
  EXPECT_LE(refusal.text_vi().size(), 4'000U);
  return code_name(refusal.code()) + (refusal.field().empty() ? "" : " " + refusal.field());
}

std::string Doer::does(v1::DecideRequest command) {
  return paper_.take(std::move(command), person_);
}

std::string Doer::opens(const std::vector<v1::Field>& fields) {
  return does(command_with([&](v1::DecideRequest& command) {
    v1::Open& open = *command.mutable_open();
    open.set_kind("paper");
    open.set_unit_id(paper_.unit);
    open.set_period(paper_.period);
    for (const v1::Field& field : fields) *open.add_fields() = field;
  }));
}

std::string Doer::opens_for(const std::string& unit, const std::string& period, const std::string& kind) {
  return does(command_with([&](v1::DecideRequest& command) {
    command.mutable_open()->set_kind(kind);
    command.mutable_open()->set_unit_id(unit);
    command.mutable_open()->set_period(period);
  }));
}

std::string Doer::saves(const std::vector<v1::Field>& fields) {
  return does(command_with([&](v1::DecideRequest& command) {
    command.mutable_save();
    for (const v1::Field& field : fields) *command.mutable_save()->add_fields() = field;
  }));
}

std::string Doer::sends_back(const std::vector<v1::Remark>& remarks) {
  return does(command_with([&](v1::DecideRequest& command) {
    command.mutable_send_back();
    for (const v1::Remark& one : remarks) *command.mutable_send_back()->add_remarks() = one;
  }));
}

std::string Doer::attaches(const v1::Attach& attach) {
  return does(command_with([&](v1::DecideRequest& command) { *command.mutable_attach() = attach; }));
}

std::string Doer::submits() {
  return does(command_with([](auto& command) { command.mutable_submit(); }));
}
std::string Doer::receives() {
  return does(command_with([](auto& command) { command.mutable_receive(); }));
}
std::string Doer::claims() {
  return does(command_with([](auto& command) { command.mutable_claim(); }));
}
std::string Doer::releases() {
  return does(command_with([](auto& command) { command.mutable_release(); }));
}
std::string Doer::undoes() {
  return does(command_with([](auto& command) { command.mutable_undo(); }));
}

std::string Doer::approves(const std::string& words) {
  return does(command_with([&](auto& command) { command.mutable_approve()->set_text(words); }));
}
std::string Doer::rejects(const std::string& words) {
  return does(command_with([&](auto& command) { command.mutable_reject()->set_text(words); }));
}
std::string Doer::forwards(const std::string& words) {
  return does(command_with([&](auto& command) { command.mutable_forward()->set_text(words); }));
}
std::string Doer::withdraws(const std::string& words) {
  return does(command_with([&](auto& command) { command.mutable_withdraw()->set_text(words); }));
}
std::string Doer::comments(const std::string& words) {
  return does(command_with([&](auto& command) { command.mutable_comment()->set_text(words); }));
}
std::string Doer::reopens(const std::string& words) {
  return does(command_with([&](auto& command) { command.mutable_reopen()->set_text(words); }));
}
std::string Doer::expires(uint32_t generation) {
  return does(command_with([&](auto& command) { command.mutable_expire()->set_generation(generation); }));
}
std::string Doer::seals(uint32_t generation) {
  return does(command_with([&](auto& command) { command.mutable_seal()->set_generation(generation); }));
}

Paper::Paper(const Town& its_town) : town(its_town) {}

Context Paper::context(std::string_view person) const {
  return {.directory = town.directory,
          .kind = kind_known ? &town.kind : nullptr,
          .person_id = person,
          .now_us = now,
          .hold_us = hold,
          .fields = dossier.has_fields() ? &fields : nullptr,
          .file = file ? &*file : nullptr};
}

std::string Paper::take(const v1::DecideRequest& asked, const std::string& person) {
  v1::DecideRequest command = asked;
  command.set_dossier_id(id);
  command.set_expected_version(sees_version.value_or(dossier.version()));
  const std::string before = dossier.SerializeAsString();
  const Decision decision = decide(dossier, command, context(person));
  EXPECT_EQ(dossier.SerializeAsString(), before) << "decide changed the dossier";
  if (const auto* no = std::get_if<v1::Refusal>(&decision)) return said(*no);
  const auto& steps = std::get<std::vector<Step>>(decision);
  EXPECT_FALSE(steps.empty());
  for (const Step& step : steps) keep(step);
  return "ok";
}

void Paper::keep(const Step& step) {
  v1::DossierEvent event = step.event;
  EXPECT_EQ(event.version(), dossier.version() + 1);
  EXPECT_EQ(event.dossier_id(), id);
  EXPECT_EQ(event.at_us(), now);
  EXPECT_EQ(event.has_content(), step.content.has_value());
  if (step.content) {
    EXPECT_EQ(step.content->version(), event.version());
    event.mutable_content()->set_digest("digest " + std::to_string(event.version()));
    contents[event.version()] = *step.content;
  }
  evolve(dossier, event);
  EXPECT_EQ(dossier.version(), event.version());
  const bool about_fields = event.has_saved() || event.has_opened();
  if (step.content && about_fields) fields = {step.content->fields().begin(), step.content->fields().end()};
  events.push_back(std::move(event));
}

std::string Paper::verbs_for(const std::string& person) const {
  std::string all;
  for (const v1::OpenVerb& verb : open_verbs(dossier, context(person))) {
    EXPECT_FALSE(verb.label().vi().empty());
    all += (all.empty() ? "" : ", ") + name_of(verb.verb());
    if (verb.has_closed()) all += ": " + code_name(verb.closed().code());
  }
  return all;
}

Paper& Paper::drafted() {
  EXPECT_EQ(by("secretary").opens({text("content", "Mở rộng đường làng"), moment("day", "2026-11-20")}), "ok");
  return *this;
}

Paper& Paper::submitted() {
  drafted();
  EXPECT_EQ(by("secretary").submits(), "ok");
  return *this;
}

Paper& Paper::at_district() {
  submitted();
  EXPECT_EQ(by("clerk").approves(), "ok");
  return *this;
}

Paper& Paper::approved() {
  at_district();
  EXPECT_EQ(by("officer").approves(), "ok");
  return *this;
}

Paper& Paper::returned() {
  submitted();
  EXPECT_EQ(by("clerk").sends_back({remark("content")}), "ok");
  return *this;
}

}  // namespace giaoban::core
