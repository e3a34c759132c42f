// Checks the times of a kind: cadence, due times, ladders of reminders and expiries.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "workflows/core/check_parts.h"

namespace giaoban::core {
namespace {

constexpr int kMaxRung = 30;
constexpr unsigned kMaxHours = 1'000;
constexpr unsigned kMaxDays = 200;
constexpr int kMaxAfterField = 60;

using Rungs = google::protobuf::RepeatedPtrField<v1::Rung>;

void check_rungs(const Rungs& rungs, const std::string& path, const std::string& way, Findings& findings) {
  std::set<std::pair<int, int>> seen;
  for (int r = 0; r < rungs.size(); ++r) {
    const std::string rung = path + ".reminders[" + std::to_string(r) + "]";
    const int days = rungs[r].days();
    if (days < -kMaxRung || days > kMaxRung) {
      findings.add(rung + ".days",
                   {"Nhắc việc trong khoảng -30 đến 30 ngày làm việc quanh hạn.",
                    "A reminder is -30 to 30 working days from the due time."},
                   way);
    }
    if (rungs[r].whom() == v1::WHOM_UNSPECIFIED || !v1::Whom_IsValid(rungs[r].whom())) {
      findings.add(rung + ".whom", {"Chưa nói nhắc ai (whom).", "Nobody is told (whom)."}, way);
    } else if (!seen.emplace(days, rungs[r].whom()).second) {
      findings.add(rung, {"Lần nhắc này đã có ở trên.", "This reminder is there already."}, way);
    }
  }
}

// Telling the superior is the last word of a ladder: whoever was passed over is not asked again behind their back.
void check_escalation(const Rungs& rungs, const std::string& path, const std::string& way, Findings& findings) {
  std::optional<int> escalates;
  for (const v1::Rung& rung : rungs) {
    if (rung.whom() == v1::WHOM_SUPERIOR) escalates = std::min(rung.days(), escalates.value_or(rung.days()));
  }
  for (int r = 0; r < rungs.size(); ++r) {
    if (!escalates || rungs[r].whom() == v1::WHOM_SUPERIOR || rungs[r].days() <= *escalates) continue;
    findings.add(path + ".reminders[" + std::to_string(r) + "].days",
                 {"Lần nhắc này rơi vào sau khi đã báo cấp trên. Hãy nhắc trước, hoặc cùng ngày báo cấp trên.",
                  "This reminder comes after the superior was told. Put it before that, or on the same day."},
                 way);
  }
}

void check_cadence(const v1::Kind& kind, Findings& findings) {
  const v1::Cadence& cadence = kind.cadence();
  const bool may = std::any_of(kind.may_open().begin(), kind.may_open().end(),
                               [&](const v1::Asked& office) { return office.level() == cadence.level(); });
  if (cadence.level() == v1::LEVEL_UNSPECIFIED || !v1::Level_IsValid(cadence.level())) {
    findings.add("cadence.level",
                 {"Chưa nói cấp nào phải nộp (level).", "It is not said which level owes it (level)."});
  } else if (!may) {
    findings.add("cadence.level", {"Cấp này phải nộp nhưng không ai ở cấp này được mở (may_open).",
                                   "Units of this level owe it, but nobody there may open it (may_open)."});
  }
  if (cadence.every() == v1::EVERY_UNSPECIFIED || !v1::Every_IsValid(cadence.every())) {
    findings.add("cadence.every", {"Chưa nói bao lâu một lần (every).", "It is not said how often (every)."});
  }
  const bool opens_well = cadence.opens_day() >= 1 && cadence.opens_day() <= 28;
  const bool due_well = cadence.due_day() >= 1 && cadence.due_day() <= 31;
  if (!opens_well) findings.add("cadence.opens_day", {"Ngày mở là từ 1 đến 28.", "The opening day is 1 to 28."});
  if (!due_well) findings.add("cadence.due_day", {"Ngày đến hạn là từ 1 đến 31.", "The due day is 1 to 31."});
  if (opens_well && due_well && cadence.every() == v1::EVERY_MONTH && cadence.due_day() <= cadence.opens_day()) {
    findings.add("cadence.due_day", {"Ngày đến hạn phải sau ngày mở.", "The due day must come after the opening day."});
  }
  check_rungs(cadence.reminders(), "cadence", {}, findings);
  check_escalation(cadence.reminders(), "cadence", {}, findings);
  for (int r = 0; r < cadence.reminders_size(); ++r) {
    if (cadence.reminders(r).whom() != v1::WHOM_AUTHOR) continue;
    findings.add("cadence.reminders[" + std::to_string(r) + "].whom",
                 {"Văn bản chưa nộp thì chưa có người lập. Hãy dùng WHOM_HOLDER.",
                  "A paper that was not handed in has no author yet. Use WHOM_HOLDER."});
  }
}

const v1::FormField* find_top_field(const v1::Form& form, const std::string& name) {
  for (const v1::Section& section : form.sections()) {
    for (const v1::FormField& field : section.fields()) {
      if (field.name() == name) return &field;
    }
  }
  return nullptr;
}

void check_after_field(const v1::Kind& kind, const v1::AfterField& after, const std::string& path,
                       const std::string& way, Findings& findings) {
  const v1::FormField* field = find_top_field(kind.form(), after.field());
  if (field == nullptr || field->type() != v1::FIELD_TYPE_DATE) {
    findings.add(path + ".field",
                 {"\"" + after.field() + "\" không phải là một trường ngày của biểu mẫu.",
                  "\"" + after.field() + "\" is no date field of the form."},
                 way);
  } else if (!field->required() || field->has_required_when()) {
    findings.add(path + ".field",
                 {"Hạn tính theo \"" + after.field() + "\", nên trường đó phải bắt buộc (required: true).",
                  "The due time rests on \"" + after.field() + "\", so that field must be required."},
                 way);
  }
  if (after.working_days() < -kMaxAfterField || after.working_days() > kMaxAfterField) {
    findings.add(path + ".working_days", {"Từ -60 đến 60 ngày làm việc.", "-60 to 60 working days."}, way);
  }
}

void check_due(const v1::Kind& kind, const v1::Due& due, const std::string& path, const std::string& way,
               Findings& findings) {
  switch (due.when_case()) {
    case v1::Due::kWorkingHours:
      if (due.working_hours() < 1 || due.working_hours() > kMaxHours) {
        findings.add(path + ".working_hours", {"Từ 1 đến 1.000 giờ làm việc.", "1 to 1,000 working hours."}, way);
      }
      return;
    case v1::Due::kWorkingDays:
      if (due.working_days() < 1 || due.working_days() > kMaxDays) {
        findings.add(path + ".working_days", {"Từ 1 đến 200 ngày làm việc.", "1 to 200 working days."}, way);
      }
      return;
    case v1::Due::kCadence:
      if (due.cadence() && kind.has_cadence()) return;
      findings.add(path + ".cadence",
                   {"Loại văn bản này không có định kỳ (cadence) để tính hạn.",
                    "This kind has no cadence to take the due time from."},
                   way);
      return;
    case v1::Due::kAfterField:
      check_after_field(kind, due.after_field(), path + ".after_field", way, findings);
      return;
    case v1::Due::WHEN_NOT_SET:
      findings.add(path, {"Chưa nói khi nào đến hạn.", "It is not said when it is due."}, way);
  }
}

void check_expiry(const v1::State& state, const std::string& path, const std::string& way, Findings& findings) {
  const unsigned after = state.expiry().working_days_after_due();
  if (after > kMaxDays) {
    findings.add(path + ".expiry.working_days_after_due", {"Từ 0 đến 200 ngày làm việc.", "0 to 200 working days."},
                 way);
    return;
  }
  for (int r = 0; r < state.reminders_size(); ++r) {
    if (state.reminders(r).days() < static_cast<int>(after)) continue;
    findings.add(path + ".reminders[" + std::to_string(r) + "].days",
                 {"Lần nhắc này rơi vào lúc hoặc sau khi hồ sơ đã hết hạn (expiry): không ai nhận được.",
                  "This reminder comes when the paper has expired already (expiry): nobody would get it."},
                 way + " -expire-> " + state.expiry().to());
  }
}

}  // namespace

void check_times(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings) {
  if (kind.has_cadence()) check_cadence(kind, findings);
  for (int s = 0; s < kind.way().states_size(); ++s) {
    const v1::State& state = kind.way().states(s);
    const std::string path = state_path(s);
    const std::string way = way_to(walks, s);
    if (state.end() && (state.has_due() || state.reminders_size() > 0 || state.has_expiry())) {
      findings.add(
          path + (state.has_due()      ? ".due"
                  : state.has_expiry() ? ".expiry"
                                       : ".reminders[0]"),
          {"Trạng thái kết thúc không có hạn, nhắc việc hay hết hạn.", "An end has no due time, reminders or expiry."},
          way);
      continue;
    }
    if (state.has_due()) {
      check_due(kind, state.due(), path + ".due", way, findings);
    } else if (state.reminders_size() > 0 || state.has_expiry()) {
      findings.add(path + (state.reminders_size() > 0 ? ".reminders[0]" : ".expiry"),
                   {"Nhắc việc và hết hạn tính từ hạn (due), mà trạng thái này không có hạn.",
                    "Reminders and expiry are counted from a due time, and this state has none."},
                   way);
    }
    check_rungs(state.reminders(), path, way, findings);
    check_escalation(state.reminders(), path, way, findings);
    if (state.has_expiry()) check_expiry(state, path, way, findings);
  }
}

}  // namespace giaoban::core
