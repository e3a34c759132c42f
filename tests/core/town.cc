// The town of these tests: its tree, its people and the one kind of paper that they write.
#include <google/protobuf/text_format.h>

#include <stdexcept>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

constexpr const char* kPaper = R"(
  name: "paper"
  title { vi: "Văn bản" en: "Paper" }
  may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
  may_open { role: ROLE_DEPUTY_SECRETARY level: LEVEL_CELL }
  cadence { level: LEVEL_CELL every: EVERY_MONTH opens_day: 1 due_day: 25 }
  form {
    sections {
      name: "main"
      fields { name: "content" label { vi: "Nội dung" en: "Content" } type: FIELD_TYPE_LONG_TEXT required: true }
      fields { name: "place" label { vi: "Địa điểm" en: "Place" } type: FIELD_TYPE_TEXT max_length: 10 }
      fields { name: "members" label { vi: "Đảng viên" en: "Members" } type: FIELD_TYPE_NUMBER min: 0 max: 500 }
      fields { name: "day" label { vi: "Ngày họp" en: "Day" } type: FIELD_TYPE_DATE }
      fields { name: "hour" label { vi: "Giờ họp" en: "Hour" } type: FIELD_TYPE_TIME }
      fields { name: "public" label { vi: "Mở rộng" en: "Public" } type: FIELD_TYPE_YES_NO }
      fields {
        name: "sort" label { vi: "Loại" en: "Sort" } type: FIELD_TYPE_CHOICE
        choices { name: "regular" label { vi: "Thường kỳ" en: "Regular" } }
        choices { name: "thematic" label { vi: "Chuyên đề" en: "Thematic" } }
      }
    }
    sections {
      name: "more"
      fields {
        name: "theme" label { vi: "Chuyên đề" en: "Theme" } type: FIELD_TYPE_TEXT
        required_when { field: "sort" choice: "thematic" }
      }
      fields { name: "chair" label { vi: "Chủ trì" en: "Chair" } type: FIELD_TYPE_PERSON }
      fields {
        name: "tasks" label { vi: "Nhiệm vụ" en: "Tasks" } type: FIELD_TYPE_TABLE max_rows: 3
        columns { name: "what" label { vi: "Việc" en: "What" } type: FIELD_TYPE_TEXT required: true }
        columns { name: "due" label { vi: "Thời hạn" en: "Due" } type: FIELD_TYPE_DATE }
        columns {
          name: "state" label { vi: "Tình trạng" en: "State" } type: FIELD_TYPE_CHOICE
          choices { name: "done" } choices { name: "late" }
        }
        columns { name: "why" type: FIELD_TYPE_TEXT required_when { field: "state" choice: "late" } }
      }
    }
  }
  way {
    first: "draft"
    states {
      name: "draft" label { vi: "Bản nháp" en: "Draft" } author: true
      moves { verb: VERB_SAVE } moves { verb: VERB_ATTACH }
      moves { verb: VERB_SUBMIT to: "commune" } moves { verb: VERB_WITHDRAW to: "withdrawn" }
      due { cadence: true } expiry { working_days_after_due: 5 to: "expired" }
    }
    states {
      name: "commune" label { vi: "Xã xem xét" en: "With the commune" }
      asked { role: ROLE_CLERK level: LEVEL_COMMUNE }
      moves { verb: VERB_RECEIVE } moves { verb: VERB_CLAIM } moves { verb: VERB_RELEASE }
      moves { verb: VERB_APPROVE to: "district" label { vi: "Đồng ý" en: "Agree" } }
      moves { verb: VERB_SEND_BACK to: "returned" at_most: 2 }
      moves { verb: VERB_REJECT to: "rejected" } moves { verb: VERB_FORWARD to: "district" }
      moves { verb: VERB_WITHDRAW to: "draft" }
      due { working_days: 3 }
    }
    states {
      name: "returned" label { vi: "Trả lại để bổ sung" en: "Returned" } author: true
      moves { verb: VERB_SAVE } moves { verb: VERB_ATTACH } moves { verb: VERB_SUBMIT to: "commune" }
      due { working_hours: 8 }
    }
    states {
      name: "district" label { vi: "Huyện xem xét" en: "With the district" }
      asked { role: ROLE_CLERK level: LEVEL_DISTRICT }
      moves { verb: VERB_CLAIM }
      moves { verb: VERB_APPROVE to: "approved" } moves { verb: VERB_SEND_BACK to: "returned" }
      moves { verb: VERB_REJECT to: "rejected" } moves { verb: VERB_FORWARD to: "province" }
      due { after_field { field: "day" working_days: -1 } }
      expiry { working_days_after_due: 2 to: "province" }
    }
    states {
      name: "province" label { vi: "Tỉnh xem xét" en: "With the province" }
      asked { role: ROLE_CLERK level: LEVEL_PROVINCE }
      moves { verb: VERB_APPROVE to: "approved" } moves { verb: VERB_REJECT to: "rejected" }
    }
    states {
      name: "approved" label { vi: "Đã duyệt" en: "Approved" } end: true outcome: OUTCOME_APPROVED
      moves { verb: VERB_REOPEN to: "district" }
    }
    states {
      name: "rejected" label { vi: "Không duyệt" en: "Rejected" } end: true outcome: OUTCOME_REJECTED
      moves { verb: VERB_REOPEN to: "returned" at_most: 1 }
    }
    states { name: "withdrawn" label { vi: "Đã thu hồi" en: "Withdrawn" } end: true outcome: OUTCOME_WITHDRAWN
      moves { verb: VERB_REOPEN to: "draft" } }
    states { name: "expired" label { vi: "Hết hạn" en: "Expired" } end: true outcome: OUTCOME_EXPIRED }
  }
)";

}  // namespace

v1::Kind kind_of(const std::string& text_format) {
  v1::Kind kind;
  if (!google::protobuf::TextFormat::ParseFromString(text_format, &kind))
    throw std::logic_error("no kind: " + text_format);
  return kind;
}

std::string office_of(const std::string& person, const std::string& unit, v1::Role role) {
  return person + "@" + unit + "/" + std::to_string(role);
}

Town::Town(Shape shape) : kind{"paper", std::string(32, 'k'), kind_of(kPaper)} {
  const bool with_district = shape == Shape::kWithDistrict;
  const std::string above_communes = with_district ? "huyen" : "tinh";
  unit("tinh", "", v1::LEVEL_PROVINCE);
  if (with_district) unit("huyen", "tinh", v1::LEVEL_DISTRICT);
  unit("xa1", above_communes, v1::LEVEL_COMMUNE).unit("xa2", above_communes, v1::LEVEL_COMMUNE);
  unit("thon1", "xa1", v1::LEVEL_CELL).unit("thon2", "xa1", v1::LEVEL_CELL).unit("thon3", "xa2", v1::LEVEL_CELL);
  office("secretary", "thon1", v1::ROLE_SECRETARY).office("deputy", "thon1", v1::ROLE_DEPUTY_SECRETARY);
  office("neighbour", "thon2", v1::ROLE_SECRETARY).office("stranger", "thon3", v1::ROLE_SECRETARY);
  office("clerk", "xa1", v1::ROLE_CLERK).office("second_clerk", "xa1", v1::ROLE_CLERK);
  office("other_clerk", "xa2", v1::ROLE_CLERK);
  if (with_district) office("officer", "huyen", v1::ROLE_CLERK).office("second_officer", "huyen", v1::ROLE_CLERK);
  office("provincial", "tinh", v1::ROLE_CLERK);
}

Town& Town::happens(const v1::DirectoryEvent& event) {
  directory.evolve(event, directory.position() + 1);
  return *this;
}

Town& Town::unit(const std::string& id, const std::string& parent, v1::Level level) {
  v1::DirectoryEvent event;
  v1::Unit& unit = *event.mutable_unit_added()->mutable_unit();
  unit.set_unit_id(id);
  unit.set_parent_id(parent);
  unit.set_level(level);
  unit.set_name("Đơn vị " + id);
  return happens(event);
}

Town& Town::person(const std::string& id, const std::string& name) {
  v1::DirectoryEvent event;
  event.mutable_person_added()->mutable_person()->set_person_id(id);
  event.mutable_person_added()->mutable_person()->set_name(name);
  return happens(event);
}

Town& Town::office(const std::string& person, const std::string& unit, v1::Role role, int64_t from, int64_t until) {
  v1::DirectoryEvent event;
  v1::Office& office = *event.mutable_office_begun()->mutable_office();
  office.set_office_id(office_of(person, unit, role));
  office.set_person_id(person);
  office.set_unit_id(unit);
  office.set_role(role);
  office.set_from_us(from);
  office.set_until_us(until);
  return happens(event);
}

Town& Town::ends(const std::string& office_id, int64_t until) {
  v1::DirectoryEvent event;
  event.mutable_office_ended()->set_office_id(office_id);
  event.mutable_office_ended()->set_until_us(until);
  return happens(event);
}

Town& Town::delegates(const std::string& id, const std::string& office_id, const std::string& to, int64_t from,
                      int64_t until) {
  v1::DirectoryEvent event;
  v1::Delegation& delegation = *event.mutable_delegated()->mutable_delegation();
  delegation.set_delegation_id(id);
  delegation.set_office_id(office_id);
  delegation.set_to_person_id(to);
  delegation.set_from_us(from);
  delegation.set_until_us(until);
  return happens(event);
}

Town& Town::ends_delegation(const std::string& id, int64_t until) {
  v1::DirectoryEvent event;
  event.mutable_delegation_ended()->set_delegation_id(id);
  event.mutable_delegation_ended()->set_until_us(until);
  return happens(event);
}

v1::State& Town::state(const std::string& name) {
  for (v1::State& state : *kind.kind.mutable_way()->mutable_states()) {
    if (state.name() == name) return state;
  }
  throw std::logic_error("no state " + name);
}

v1::Move& Town::move(const std::string& state_name, v1::Verb verb) {
  for (v1::Move& move : *state(state_name).mutable_moves()) {
    if (move.verb() == verb) return move;
  }
  throw std::logic_error("no such move in " + state_name);
}

}  // namespace giaoban::core
