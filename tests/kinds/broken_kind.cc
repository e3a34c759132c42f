// A small good kind, and ways to break one line of it: the mark ¶ stands before the word that is wrong.
#include "tests/kinds/broken_kind.h"

#include <algorithm>

namespace giaoban::core {
namespace {

size_t count(const std::string& text, const std::string& part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

// Counted in characters from scratch, so that the reader's own arithmetic is not asked.
Place place_of(const std::string& text, size_t offset) {
  const std::string before = text.substr(0, offset);
  const size_t line_start = before.rfind('\n') == std::string::npos ? 0 : before.rfind('\n') + 1;
  int column = 1;
  for (const char c : before.substr(line_start)) column += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1, column};
}

}  // namespace

std::string good_kind() {
  return R"(name: "note"
title { vi: "Ghi chú" en: "Note" }
symbol: "GC"
may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
cadence {
  level: LEVEL_CELL
  every: EVERY_MONTH
  opens_day: 1
  due_day: 10
  reminders { days: -3 whom: WHOM_HOLDER }
  reminders { days: 3 whom: WHOM_SUPERIOR }
}
form {
  sections {
    name: "what"
    title { vi: "Nội dung" en: "What" }
    fields { name: "day" label { vi: "Ngày" en: "Day" } type: FIELD_TYPE_DATE required: true }
    fields { name: "text" label { vi: "Chữ" en: "Text" } type: FIELD_TYPE_TEXT max_length: 300 }
    fields { name: "count" label { vi: "Số" en: "Count" } type: FIELD_TYPE_NUMBER min: 1 max: 9 roll_up: ROLL_UP_SUM }
    fields {
      name: "sort" label { vi: "Loại" en: "Sort" } type: FIELD_TYPE_CHOICE
      choices { name: "one" label { vi: "Một" en: "One" } }
      choices { name: "two" label { vi: "Hai" en: "Two" } }
    }
    fields { name: "why" label { vi: "Lý do" en: "Why" } type: FIELD_TYPE_TEXT required_when { field: "sort" choice: "two" } }
    fields {
      name: "tasks" label { vi: "Việc" en: "Tasks" } type: FIELD_TYPE_TABLE max_rows: 5
      columns { name: "who" label { vi: "Ai" en: "Who" } type: FIELD_TYPE_PERSON }
    }
  }
}
way {
  first: "draft"
  states {
    name: "draft" label { vi: "Nháp" en: "Draft" } author: true
    moves { verb: VERB_SAVE }
    moves { verb: VERB_SUBMIT to: "with_commune" }
  }
  states {
    name: "with_commune" label { vi: "Ở xã" en: "Commune" } asked { role: ROLE_CLERK level: LEVEL_COMMUNE }
    moves { verb: VERB_CLAIM }
    moves { verb: VERB_RELEASE }
    moves { verb: VERB_APPROVE to: "approved" }
    moves { verb: VERB_SEND_BACK to: "returned" }
    moves { verb: VERB_FORWARD to: "with_district" }
    due { working_hours: 16 }
    reminders { days: 1 whom: WHOM_HOLDER }
    expiry { working_days_after_due: 5 to: "expired" }
  }
  states {
    name: "with_district" label { vi: "Ở huyện" en: "District" } asked { role: ROLE_CLERK level: LEVEL_DISTRICT }
    moves { verb: VERB_APPROVE to: "approved" four_eyes: true }
    moves { verb: VERB_REJECT to: "rejected" }
  }
  states {
    name: "returned" label { vi: "Trả lại" en: "Returned" } author: true
    moves { verb: VERB_SUBMIT to: "with_commune" at_most: 9 }
    due { working_days: 3 }
    moves { verb: VERB_WITHDRAW to: "withdrawn" }
  }
  states { name: "approved" label { vi: "Duyệt" en: "Yes" } end: true outcome: OUTCOME_APPROVED }
  states { name: "rejected" label { vi: "Không" en: "No" } end: true outcome: OUTCOME_REJECTED }
  states { name: "expired" label { vi: "Hết hạn" en: "Late" } end: true outcome: OUTCOME_EXPIRED }
  states {
    name: "withdrawn" label { vi: "Thu hồi" en: "Gone" } end: true outcome: OUTCOME_WITHDRAWN
    moves { verb: VERB_REOPEN to: "draft" }
  }
}
)";
}

Broken broken(const std::vector<std::pair<std::string, std::string>>& replacements) {
  std::string text = good_kind();
  for (const auto& [from, to] : replacements) {
    EXPECT_EQ(count(text, from), 1U) << "must stand in the good kind exactly once: " << from;
    if (const size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  }
  const size_t mark = text.find(kMark);
  if (mark == std::string::npos) return {text, {1, 1}};
  text.erase(mark, kMark.size());
  return {text, place_of(text, mark)};
}

void expect_found(const Defect& defect) {
  const Broken kind = broken(defect.replacements);
  const KindFile file = read_kind_file(kind.text);
  ASSERT_TRUE(file.faults.empty()) << told(file.faults);
  const auto faults = check(file);
  const auto found = std::find_if(faults.begin(), faults.end(), [&](const v1::KindFault& f) {
    return f.text_en().find(defect.says) != std::string::npos && static_cast<int>(f.line()) == kind.place.line &&
           static_cast<int>(f.column()) == kind.place.column;
  });
  ASSERT_NE(found, faults.end()) << "expected at " << kind.place.line << ":" << kind.place.column << ": " << defect.says
                                 << "\nfound:\n"
                                 << told(faults);
  EXPECT_EQ(found->path(), defect.path);
  EXPECT_FALSE(found->text_vi().empty());
  EXPECT_NE(found->text_vi(), found->text_en());
}

std::string name_of_test(const testing::TestParamInfo<Defect>& info) {
  return info.param.name;
}

std::string told(const std::vector<v1::KindFault>& faults) {
  std::string text;
  for (const v1::KindFault& f : faults) {
    text += std::to_string(f.line()) + ":" + std::to_string(f.column()) + ": " + f.text_en() + " | " + f.path() + "\n";
  }
  return text;
}

std::vector<v1::KindFault> check_text(const std::string& text) {
  return check(read_kind_file(text));
}

}  // namespace giaoban::core
