// Open: a dossier begins, as the paper of one unit, in the first state of its kind.
#include "workflows/core/authority.h"
#include "workflows/core/form.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"
#include "workflows/core/verbs/fields.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/standing.h"
#include "workflows/core/verbs/verbs.h"
#include "workflows/core/way.h"
#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

// "01934f8e-5a00-7c3d-9f00-0123456789ab": version 7, variant 10, lower case.
bool is_uuid_v7(std::string_view id) {
  if (id.size() != 36) return false;
  for (size_t i = 0; i < id.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool digit = (id[i] >= '0' && id[i] <= '9') || (id[i] >= 'a' && id[i] <= 'f');
    if (dash ? id[i] != '-' : !digit) return false;
  }
  const char variant = id[19];
  return id[14] == '7' && (variant == '8' || variant == '9' || variant == 'a' || variant == 'b');
}

v1::Refusal bad_id() {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "dossier_id",
                "Mã hồ sơ không phải là UUIDv7 viết thường gồm 36 ký tự. Đề nghị tạo lại mã hồ sơ.",
                "The dossier's id is no UUIDv7 in its lower-case form of 36 characters. Make a new one.");
}

v1::Refusal no_unit(const std::string& unit_id) {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "open.unit_id",
                "Không có đơn vị mang mã “" + unit_id + "”. Đề nghị kiểm tra lại mã đơn vị.",
                "There is no unit with the id \"" + unit_id + "\". Check the id.");
}

bool fits(const v1::Kind& kind, const std::string& period) {
  if (kind.has_cadence()) return cadence_opens(kind.cadence(), period).has_value();
  return period.empty() || period_start(period).has_value();
}

v1::Refusal bad_period(const v1::Kind& kind) {
  const bool quarterly = kind.cadence().every() == v1::EVERY_QUARTER;
  const std::string example = quarterly ? "2026-Q4" : "2026-11";
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "open.period",
                "Kỳ của văn bản không đúng. Đề nghị ghi kỳ theo dạng " + example + ".",
                "The period is not one of this kind of document. Write it as " + example + ".");
}

std::optional<v1::Refusal> check_paper(const v1::Open& open, const v1::Kind& kind) {
  if (!fits(kind, open.period())) return bad_period(kind);
  if (open.fields_size() > kMaxFields) return too_many_fields("open.fields");
  return check_values(kind.form(), open.fields());
}

}  // namespace

Decision decide_open(const Act& act) {
  const v1::Open& open = act.command.open();
  const Context& context = act.context;
  if (!is_uuid_v7(act.command.dossier_id())) return bad_id();
  if (context.kind == nullptr || context.kind->name != open.kind()) return no_kind("open.kind");
  const v1::Kind& kind = context.kind->kind;
  const v1::Unit* unit = context.directory.unit(open.unit_id());
  if (unit == nullptr) return no_unit(open.unit_id());
  auto actor =
      right_of_any(context.directory, context.person_id, open.unit_id(), author_roles(kind, *unit), context.now_us);
  if (!actor) return not_authorised(v1::VERB_OPEN);
  if (auto no = check_paper(open, kind)) return *std::move(no);

  const std::vector<v1::Field> fields = merge(kind.form(), {}, open.fields());
  if (auto no = check_size(fields, "open.fields")) return *std::move(no);
  v1::Dossier beginning;
  beginning.set_unit_id(open.unit_id());
  beginning.set_period(open.period());
  Context with_fields = context;
  with_fields.fields = &fields;
  auto entered = enter_anew(beginning, kind.way().first(), with_fields);
  if (auto* no = std::get_if<v1::Refusal>(&entered)) return std::move(*no);

  Step step = step_by(act, *std::move(actor));
  v1::Opened& opened = *step.event.mutable_opened();
  opened.set_kind(context.kind->name);
  opened.set_kind_digest(context.kind->digest);
  opened.set_unit_id(open.unit_id());
  opened.set_period(open.period());
  *opened.mutable_entered() = std::get<v1::Entered>(std::move(entered));
  if (!fields.empty()) add_fields(step, fields);
  return decided(std::move(step));
}

void evolve_opened(v1::Dossier& dossier, const v1::DossierEvent& event) {
  const v1::Opened& opened = event.opened();
  dossier.Clear();
  dossier.set_dossier_id(event.dossier_id());
  dossier.set_kind(opened.kind());
  dossier.set_kind_digest(opened.kind_digest());
  dossier.set_unit_id(opened.unit_id());
  dossier.set_period(opened.period());
  dossier.set_opened_us(event.at_us());
  if (event.has_content()) *dossier.mutable_fields() = event.content();
  add_author_hands(dossier, event.actor());
  stand(dossier, opened.entered(), event.at_us());
}

}  // namespace giaoban::core
