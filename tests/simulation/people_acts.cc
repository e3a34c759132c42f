// What people do: mostly what their paper asks for, sometimes what nobody should.
#include <algorithm>

#include "giaoban/v1/directory.pb.h"
#include "tests/simulation/people.h"

namespace giaoban::simulation {
namespace {

const std::vector<std::string>& persons() {
  static const std::vector<std::string> all = {"secretary1",   "deputy1", "secretary2", "clerk",
                                               "second_clerk", "both",    "district",   "substitute"};
  return all;
}

v1::Field text_field(const std::string& name, const std::string& text) {
  v1::Field field;
  field.set_name(name);
  field.set_text(text);
  return field;
}

}  // namespace

std::string People::somebody() {
  return random_.of(persons());
}

std::string People::text() {
  return "Đề nghị " + std::string(kCanary) + " " + std::to_string(random_.below(1000));
}

void People::act() {
  if (settling_) return;
  if (profile_.revocation > 0 && random_.per_mille(profile_.revocation)) return change_offices();
  if (open_.size() > 12) return;
  const uint64_t what = random_.below(20);
  if (papers_.size() < 3 || (papers_.size() < 14 && what == 0)) return open_paper();
  if (what <= 3) return read_paper();
  act_on_paper();
}

void People::open_paper() {
  Known paper;
  paper.id = ids_.uuid7(wall_.wall_us());
  const bool second = random_.one_in(4);
  paper.unit_id = second ? "p.d.c.2" : "p.d.c.1";
  v1::DecideRequest command;
  auto& open = *command.mutable_open();
  open.set_kind("motion");
  open.set_unit_id(paper.unit_id);
  open.set_period("2026-" + std::string(random_.one_in(2) ? "11" : "12"));
  if (!random_.one_in(5)) *open.add_fields() = text_field("text", text());
  const std::string person = random_.one_in(8) ? somebody()
                             : second          ? (random_.one_in(2) ? "secretary2" : "both")
                                               : (random_.one_in(2) ? "secretary1" : "deputy1");
  papers_.push_back(paper);
  send(papers_.back(), person, command, "open");
}

int64_t People::undo_something() {
  for (const auto& paper : papers_) {
    const auto stands = law_.papers().find(paper.id);
    if (settling_ || stands == law_.papers().end() || !stands->second.pending) continue;
    v1::DecideRequest command;
    command.mutable_undo();
    send(paper, stands->second.pending_actor.person_id(), command, "undo");
    return stands->second.seals_us;
  }
  return 0;
}

void People::read_paper() {
  const Known& paper = random_.of(papers_);
  v1::GetDossierRequest request;
  request.set_dossier_id(paper.id);
  Wish wish{random_.one_in(2) ? "gateway" : "gateway-2",
            somebody(),
            "router",
            "DossierService/GetDossier",
            request.SerializeAsString(),
            "",
            paper.id,
            "read"};
  wish.at_least = paper.acknowledged;
  begin(std::move(wish));
}

void People::act_on_paper() {
  const Known& paper = random_.of(papers_);
  const auto stands = law_.papers().find(paper.id);
  if (stands == law_.papers().end()) return;
  v1::DecideRequest command;
  std::string person;
  std::string verb;
  if (choose(paper, stands->second, command, person, verb)) send(paper, person, command, verb);
}

// What a person of good will would do where the paper stands; one time in eight somebody else tries.
bool People::choose(const Known& paper, const Paper& stands, v1::DecideRequest& command, std::string& person,
                    std::string& verb) {
  const std::string state = stands.at.state();
  const bool first_cell = paper.unit_id == "p.d.c.1";
  const std::string author =
      first_cell ? (random_.one_in(2) ? "secretary1" : "deputy1") : (random_.one_in(2) ? "secretary2" : "both");
  const std::vector<std::string> clerks = {"clerk", "clerk", "second_clerk", "both", "substitute"};
  const uint64_t what = random_.below(12);
  if (stands.pending && what < 4) {
    person = stands.pending_actor.person_id();
    verb = what == 0 ? "seal" : "undo";
    what == 0 ? (void)command.mutable_seal() : (void)command.mutable_undo();
  } else if (what == 11 || stands.at.end()) {
    person = random_.one_in(2) ? author : somebody();
    const bool again = state == "withdrawn" && random_.one_in(2);
    verb = again ? "reopen" : "comment";
    again ? command.mutable_reopen()->set_text(text()) : command.mutable_comment()->set_text(text());
  } else if (state == "draft" || state == "returned") {
    person = author;
    verb = what < 3 ? "save" : what == 3 ? "withdraw" : "submit";
    if (what < 3) *command.mutable_save()->add_fields() = text_field(random_.one_in(4) ? "reason" : "text", text());
    if (what == 3) command.mutable_withdraw()->set_text(text());
    if (what > 3) command.mutable_submit();
  } else {
    person = state == "second_reading" ? (random_.one_in(4) ? "substitute" : "district") : random_.of(clerks);
    switch (what) {
      case 0:
        verb = "receive";
        command.mutable_receive();
        break;
      case 1:
        verb = "claim";
        command.mutable_claim();
        break;
      case 2:
        verb = "release";
        command.mutable_release();
        break;
      case 3:
        verb = "reject";
        command.mutable_reject()->set_text(text());
        break;
      case 4:
        verb = "withdraw";
        person = author;
        command.mutable_withdraw()->set_text(text());
        break;
      case 5:
      case 6: {
        verb = "send_back";
        auto& remark = *command.mutable_send_back()->add_remarks();
        remark.set_reason(v1::SEND_BACK_REASON_INCOMPLETE);
        remark.set_field("text");
        remark.set_text(text());
        break;
      }
      default:
        verb = "approve";
        command.mutable_approve();
        break;
    }
  }
  if (random_.one_in(8)) person = somebody();
  return true;
}

void People::send(const Known& paper, const std::string& person, v1::DecideRequest command, const std::string& verb) {
  const auto stands = law_.papers().find(paper.id);
  // Mostly what the page shows, which is what is so; sometimes what this person saw last.
  uint64_t version = stands == law_.papers().end() ? 0 : stands->second.version;
  if (random_.one_in(6)) version = paper.version;
  command.set_request_id(ids_.uuid7(wall_.wall_us()));
  command.set_dossier_id(paper.id);
  command.set_expected_version(command.has_open() ? 0 : version);
  Wish wish{random_.one_in(2) ? "gateway" : "gateway-2",
            person,
            "router",
            "DossierService/Decide",
            command.SerializeAsString(),
            command.request_id(),
            paper.id,
            verb};
  const bool confused = random_.per_mille(profile_.confusion);
  const uint64_t how = confused ? random_.below(3) : 3;
  wish.twin = how == 0;
  begin(wish);
  if (how == 0) {  // the same key for something else
    findings_.sometimes("used a key twice");
    command.mutable_comment()->set_text("Việc khác: " + text());
    wish.payload = command.SerializeAsString();
    wish.verb = "comment";
    begin(std::move(wish));
  } else if (how == 1) {  // a double click: the same once more before the answer
    findings_.sometimes("clicked twice");
    ask(wishes_.size() - 1);
  } else if (how == 2) {  // another tab, with the same version in view
    findings_.sometimes("acted in two tabs");
    command.set_request_id(ids_.uuid7(wall_.wall_us()));
    wish.request_id = command.request_id();
    wish.payload = command.SerializeAsString();
    begin(std::move(wish));
  }
}

void People::change_offices() {
  const int64_t now = wall_.wall_us();
  Wish wish{"operator", "", "directory", "", "", "", "", ""};
  const auto offices = law_.offices().running_offices(now);
  const auto delegations = law_.offices().running_delegations(now);
  const uint64_t what = random_.below(5);
  const v1::Office* office = offices.empty() ? nullptr : law_.offices().office(random_.of(offices));
  if (office == nullptr) return;
  if (what == 0 && offices.size() > 6) {
    v1::EndOfficeRequest request;
    request.set_office_id(office->office_id());
    wish.method = "DirectoryService/EndOffice";
    wish.payload = request.SerializeAsString();
  } else if (what == 1 && !delegations.empty()) {
    v1::EndDelegationRequest request;
    request.set_delegation_id(random_.of(delegations));
    wish.method = "DirectoryService/EndDelegation";
    wish.payload = request.SerializeAsString();
  } else if (what <= 3) {
    v1::DelegateRequest request;
    request.set_office_id(office->office_id());
    request.set_to_person_id(random_.one_in(3) ? somebody() : "substitute");
    request.set_from_us(now);
    request.set_until_us(now + random_.between(1, 60) * 60 * kSecond);
    request.set_basis("Giấy uỷ quyền " + std::to_string(random_.below(100)));
    wish.end = random_.one_in(2) ? "gateway" : "gateway-2";
    wish.person = office->person_id();
    wish.method = "DirectoryService/Delegate";
    wish.payload = request.SerializeAsString();
  } else {
    // Whoever lost an office may get it back, as a new term.
    v1::ImportOfficersRequest request;
    request.set_csv(
        "person_id,name,unit_id,role,from,until,email,login,password\n"
        "clerk,Lê Thị Lan,p.d.c,clerk,2026-01-0" +
        std::to_string(random_.between(1, 9)) +
        ",,clerk@example.test,,\n"
        "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2026-02-0" +
        std::to_string(random_.between(1, 9)) + ",,s1@example.test,,\n");
    wish.method = "DirectoryService/ImportOfficers";
    wish.payload = request.SerializeAsString();
  }
  wish.verb = wish.method;
  findings_.sometimes("changed an office");
  begin(std::move(wish));
}

void People::ask_for_all() {
  for (const auto& paper : papers_) {
    v1::GetDossierRequest request;
    request.set_dossier_id(paper.id);
    Wish wish{"gateway", "district", "router", "DossierService/GetDossier", request.SerializeAsString(),
              "",        paper.id,   "read"};
    wish.at_least = paper.acknowledged;
    begin(std::move(wish));
  }
}

}  // namespace giaoban::simulation
