// The form and the way that the kinds of these tests share, as a kind file says them.
#pragma once

namespace giaoban::test {

inline constexpr char kForm[] = R"(
title { vi: "Văn bản" en: "Paper" }
may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
may_open { role: ROLE_DEPUTY_SECRETARY level: LEVEL_CELL }
form {
  sections {
    name: "main" title { vi: "Nội dung" en: "Content" }
    fields { name: "shape" type: FIELD_TYPE_CHOICE choices { name: "thematic" label { vi: "Chuyên đề" en: "Thematic" } } }
    fields { name: "theme" type: FIELD_TYPE_TEXT }
    fields { name: "content" type: FIELD_TYPE_LONG_TEXT }
    fields { name: "chair" type: FIELD_TYPE_PERSON }
    fields { name: "attended" label { vi: "Có mặt" en: "Present" } type: FIELD_TYPE_NUMBER roll_up: ROLL_UP_SUM }
    fields { name: "age" type: FIELD_TYPE_NUMBER roll_up: ROLL_UP_AVERAGE }
    fields { name: "fines" type: FIELD_TYPE_NUMBER roll_up: ROLL_UP_COUNT }
    fields { name: "house" type: FIELD_TYPE_NUMBER }
    fields { name: "tasks" type: FIELD_TYPE_TABLE columns { name: "what" type: FIELD_TYPE_TEXT } }
  }
}
way {
  first: "draft"
  states { name: "draft" author: true }
  states { name: "review" label { vi: "Chờ xã" en: "With the commune" } asked { role: ROLE_CLERK level: LEVEL_COMMUNE } }
  states { name: "above" asked { role: ROLE_CLERK level: LEVEL_DISTRICT } }
  states { name: "approved" end: true outcome: OUTCOME_APPROVED }
  states { name: "rejected" end: true outcome: OUTCOME_REJECTED }
  states { name: "withdrawn" end: true outcome: OUTCOME_WITHDRAWN }
}
)";

}  // namespace giaoban::test
