// Opening a dossier and deciding on it, from the command line.
#include "services/command/dossier_acts.h"

#include <algorithm>
#include <chrono>

#include "giaoban/v1/directory.pb.h"
#include "services/command/dossier_fields.h"
#include "services/runtime/ids.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string fresh_id() {
  using namespace std::chrono;
  runtime::RandomIds ids;
  return ids.uuid7(duration_cast<microseconds>(system_clock::now().time_since_epoch()).count());
}

// The verb's field in DecideRequest; null for what the command line does not do: opening has a command of its own,
// files need an upload first, and only the router lets deadlines expire.
const FieldDescriptor* verb_field(const std::string& name) {
  const auto* verbs = v1::DecideRequest::descriptor()->FindOneofByName("verb");
  for (int i = 0; i < verbs->field_count(); ++i) {
    const auto* field = verbs->field(i);
    if (field->name() == name && name != "open" && name != "attach" && name != "expire") return field;
  }
  return nullptr;
}

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  const auto* verbs = v1::DecideRequest::descriptor()->FindOneofByName("verb");
  for (int i = 0; i < verbs->field_count(); ++i) {
    if (verb_field(verbs->field(i)->name()) != nullptr) names.push_back(verbs->field(i)->name());
  }
  return names;
}

// Sends it; when nobody knows what became of it, says how to ask again without doing it twice.
int send(Console& console, Connection& connection, const v1::DecideRequest& request) {
  const auto answer = connection.outcome("router", "DossierService/Decide", request);
  if (const auto* refusal = std::get_if<v1::Refusal>(&answer)) {
    if (refusal->code() != v1::REFUSAL_CODE_UNKNOWN_OUTCOME) return console.refuse(*refusal);
    const std::string same = request.has_open() ? " --id " + request.dossier_id()
                                                : " --version " + std::to_string(request.expected_version());
    const std::string again = same + " --request-id " + request.request_id();
    return console.refuse(core::refuse(refusal->code(), "", refusal->text_vi() + " Hãy chạy lại lệnh này, thêm" + again,
                                       refusal->text_en() + " Run this command again with" + again));
  }
  v1::DecideResponse done;
  if (!done.ParseFromString(std::get<std::string>(answer))) {
    return console.refuse(v1::REFUSAL_CODE_MALFORMED,
                          "Không hiểu câu trả lời của dịch vụ router. Hai bên có cùng phiên bản không?",
                          "The router's answer cannot be read. Are both of the same version?");
  }
  console.print(done);
  console.line(done.dossier_id());
  const std::string version = std::to_string(done.version());
  console.say("Trạng thái " + done.state() + ", phiên bản " + version,
              "state " + done.state() + ", version " + version);
  return kOk;
}

// "02/11/2026 08:00:30": a hold may be shorter than a minute.
std::string to_the_second(int64_t us) {
  const auto seconds = us % core::kMinute / core::kSecond;
  return core::for_people(us) + (seconds < 10 ? ":0" : ":") + std::to_string(seconds);
}

bool may_be_held(const v1::DecideRequest& request) {
  return request.has_approve() || request.has_send_back() || request.has_reject() || request.has_forward();
}

// Says until when a decision can be undone, when it is held. The decision stands whether or not this can be known.
void say_held(Console& console, Connection& connection, const DecideFlags& flags) {
  v1::GetDossierRequest get;
  get.set_dossier_id(flags.id);
  const auto answer = connection.outcome("router", "DossierService/GetDossier", get);
  v1::GetDossierResponse present;
  const auto* bytes = std::get_if<std::string>(&answer);
  if (bytes == nullptr || !present.ParseFromString(*bytes) || !present.dossier().has_pending()) return;
  const std::string until = to_the_second(present.dossier().pending().seals_us());
  const std::string same = " " + flags.id + " --key " + flags.key;
  console.say("Giữ lại đến " + until + " rồi mới có hiệu lực", "held until then, and only then takes effect");
  console.say("Hoàn tác trước lúc đó: giaoban dossier undo" + same, "take it back before");
  console.say("Gửi ngay: giaoban dossier seal" + same, "let it take effect now");
}

// Types the fields by the form; false when one is wrong, and then the person was told.
template <class Fields>
bool add_fields(Console& console, const std::vector<std::string>& texts, const v1::Form& form, Fields* fields) {
  for (const auto& text : texts) {
    auto read = read_field(text, form);
    if (const auto* refusal = std::get_if<v1::Refusal>(&read)) {
      console.refuse(*refusal);
      return false;
    }
    *fields->Add() = std::get<v1::Field>(std::move(read));
  }
  return true;
}

std::optional<v1::Form> form_of(Console& console, Connection& connection, const std::string& kind_name) {
  const auto kinds =
      connection.ask<v1::ListKindsResponse>("directory", "DirectoryService/ListKinds", v1::ListKindsRequest());
  if (!kinds) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& kind : kinds->kinds()) {
    if (kind.name() == kind_name) return kind.form();
    names.push_back(kind.name());
  }
  const auto meant = runtime::nearest_name(kind_name, names);
  console.refuse(v1::REFUSAL_CODE_NOT_FOUND, "Không có loại \"" + kind_name + "\" nào đang có hiệu lực." + meant.vi,
                 "No kind \"" + kind_name + "\" is in force." + meant.en);
  return std::nullopt;
}

// Fills what the verb has room for; kUsage when the flags and the verb do not fit, and then the person was told.
int fill(Console& console, const DecideFlags& flags, const v1::Form& form, v1::DecideRequest& request) {
  const FieldDescriptor* field = verb_field(flags.verb);
  Message* verb = request.GetReflection()->MutableMessage(&request, field);
  const auto misfit = [&](const std::string& flag) {
    console.refuse(v1::REFUSAL_CODE_MALFORMED, "Việc " + flags.verb + " không nhận " + flag + ". Hãy bỏ cờ đó.",
                   "The verb " + flags.verb + " takes no " + flag + ". Leave it out.");
    return kUsage;
  };
  const FieldDescriptor* text = verb->GetDescriptor()->FindFieldByName("text");
  if (!flags.text.empty() && text == nullptr) return misfit("--text");
  if (text != nullptr) verb->GetReflection()->SetString(verb, text, flags.text);
  if (!flags.remarks.empty() && !request.has_send_back()) return misfit("--remark");
  for (const auto& remark : flags.remarks) {
    auto read = read_remark(remark);
    if (const auto* refusal = std::get_if<v1::Refusal>(&read)) {
      console.refuse(*refusal);
      return kUsage;
    }
    *request.mutable_send_back()->add_remarks() = std::get<v1::Remark>(std::move(read));
  }
  if (!flags.fields.empty() && !request.has_save()) return misfit("--field");
  if (flags.fields.empty()) return kOk;
  const bool typed = add_fields(console, flags.fields, form, request.mutable_save()->mutable_fields());
  return typed ? kOk : kRefused;
}

}  // namespace

std::string decide_verbs() {
  std::string list;
  for (const auto& name : verb_names()) list += (list.empty() ? "" : ", ") + name;
  return list;
}

int open_dossier(Console& console, const OpenFlags& flags) {
  const auto connection = console.connect(flags.key);
  if (!connection) return kRefused;
  v1::DecideRequest request;
  request.set_dossier_id(flags.id.empty() ? fresh_id() : flags.id);
  request.set_request_id(flags.request_id.empty() ? fresh_id() : flags.request_id);
  auto* open = request.mutable_open();
  open->set_kind(flags.kind);
  open->set_unit_id(flags.unit);
  open->set_period(flags.period);
  if (!flags.fields.empty()) {
    const auto form = form_of(console, *connection, flags.kind);
    if (!form || !add_fields(console, flags.fields, *form, open->mutable_fields())) return kRefused;
  }
  return send(console, *connection, request);
}

int decide_dossier(Console& console, const DecideFlags& flags) {
  if (verb_field(flags.verb) == nullptr) {
    const auto meant = runtime::nearest_name(flags.verb, verb_names());
    console.refuse(v1::REFUSAL_CODE_MALFORMED,
                   "Không có việc \"" + flags.verb + "\"." + meant.vi + " Các việc: " + decide_verbs() + ".",
                   "There is no verb \"" + flags.verb + "\"." + meant.en + " Verbs: " + decide_verbs() + ".");
    return kUsage;
  }
  const auto connection = console.connect(flags.key);
  if (!connection) return kRefused;
  v1::GetDossierResponse present;
  if (!flags.version || !flags.fields.empty()) {
    v1::GetDossierRequest get;
    get.set_dossier_id(flags.id);
    auto got = connection->ask<v1::GetDossierResponse>("router", "DossierService/GetDossier", get);
    if (!got) return kRefused;
    present = std::move(*got);
  }
  v1::DecideRequest request;
  request.set_dossier_id(flags.id);
  request.set_request_id(flags.request_id.empty() ? fresh_id() : flags.request_id);
  request.set_expected_version(flags.version.value_or(present.dossier().version()));
  if (const int code = fill(console, flags, present.kind().form(), request); code != kOk) return code;
  const int code = send(console, *connection, request);
  if (code == kOk && !console.json && may_be_held(request)) say_held(console, *connection, flags);
  return code;
}

}  // namespace giaoban::command
