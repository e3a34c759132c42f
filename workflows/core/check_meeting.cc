// Checks that the fields which put a meeting into calendars are there and of the right types.
#include "workflows/core/check_parts.h"

namespace giaoban::core {
namespace {

const v1::FormField* find(const v1::Form& form, const std::string& name) {
  for (const v1::Section& section : form.sections()) {
    for (const v1::FormField& field : section.fields()) {
      if (field.name() == name) return &field;
    }
  }
  return nullptr;
}

void expect(const v1::Kind& kind, const std::string& path, const std::string& name, v1::FieldType type,
            Findings& findings) {
  const v1::FormField* field = find(kind.form(), name);
  if (field != nullptr && field->type() == type) return;
  const std::string wanted = v1::FieldType_Name(type);
  findings.add(path, {"\"" + name + "\" không phải là một trường " + wanted + " của biểu mẫu này.",
                      "\"" + name + "\" is no " + wanted + " field of this form."});
}

}  // namespace

void check_meeting(const v1::Kind& kind, Findings& findings) {
  if (!kind.has_meeting()) return;
  const v1::Meeting& meeting = kind.meeting();
  if (meeting.date().empty()) {
    findings.add("meeting", {"meeting phải nói trường nào là ngày họp (date).",
                             "meeting must say which field is its date (date)."});
  } else {
    expect(kind, "meeting.date", meeting.date(), v1::FIELD_TYPE_DATE, findings);
  }
  if (!meeting.time().empty()) expect(kind, "meeting.time", meeting.time(), v1::FIELD_TYPE_TIME, findings);
  if (!meeting.minutes().empty()) expect(kind, "meeting.minutes", meeting.minutes(), v1::FIELD_TYPE_NUMBER, findings);
  for (int g = 0; g < meeting.guests_size(); ++g) {
    expect(kind, "meeting.guests[" + std::to_string(g) + "]", meeting.guests(g), v1::FIELD_TYPE_PERSON, findings);
  }
}

}  // namespace giaoban::core
