// Carrying out commands: stored reply, fresh authority, decide, write events, evolve.
#include <algorithm>

#include "services/router/router_service.h"
#include "services/runtime/ids.h"
#include "services/store/digest.h"
#include "workflows/core/evolve.h"

namespace giaoban::router {

namespace {

using core::refuse;
constexpr int64_t kPutOffUs = 3'600'000'000;  // an hour of business time

bool well_formed(const std::string& request_id) {
  if (request_id.size() < 8 || request_id.size() > 64) return false;
  for (const char c : request_id) {
    const bool good =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    if (!good) return false;
  }
  return true;
}

// Deadlines that count from a date of the form are the one reason to read the form when nobody writes in it.
bool needs_fields(const v1::DecideRequest& command, const core::PublishedKind* kind) {
  if (command.has_save() || command.has_submit() || command.has_attach()) return true;
  if (!kind) return false;
  for (const auto& state : kind->kind.way().states()) {
    if (state.due().has_after_field()) return true;
  }
  return false;
}

// A rule that breaks down is answered and remembered like any other no: nothing was written yet, and a command that
// broke us once is never run again.
core::Decision decide_safely(const v1::Dossier& dossier, const v1::DecideRequest& command,
                             const core::Context& context) {
  try {
    return core::decide(dossier, command, context);
  } catch (const std::exception&) {
    return refuse(v1::REFUSAL_CODE_INTERNAL, "", "Lỗi của hệ thống; chưa có gì thay đổi. Báo quản trị kèm mã vết.",
                  "A fault of ours; nothing was changed. Tell the operator, with the trace id.");
  }
}

bool lacks_only_the_file(const core::Decision& decision) {
  const auto* no = std::get_if<v1::Refusal>(&decision);
  return no && no->code() == v1::REFUSAL_CODE_NOT_FOUND && no->field() == "attach.file_id";
}

// The refusal, when the parts that came make up another file than was said.
std::optional<v1::Refusal> other_bytes(const core::Decision& decision) {
  const auto* no = std::get_if<v1::Refusal>(&decision);
  if (!no || no->field() != "attach.sha256") return std::nullopt;
  return *no;
}

// An integrator's key is bound to one office: whatever else its holder may do, the key may not.
bool within_office(const std::vector<core::Step>& steps, const v1::Holder& office) {
  return std::all_of(steps.begin(), steps.end(), [&](const core::Step& step) {
    const auto& actor = step.event.actor();
    return actor.unit_id() == office.unit_id() && actor.role() == office.role() && actor.delegation_id().empty();
  });
}

v1::Refusal not_its_office() {
  return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "", "Khoá này chỉ được làm việc của chức vụ gắn với nó.",
                "This key may act only in the office that it is bound to.");
}

std::variant<v1::DecideResponse, v1::Refusal> from_reply(const v1::Reply& reply) {
  if (reply.has_refusal()) return reply.refusal();
  v1::DecideResponse response;
  response.ParseFromString(reply.payload());
  return response;
}

}  // namespace

RouterService::Result<v1::DecideResponse> RouterService::decide(const v1::DecideRequest& command, const Call& call,
                                                                Work& work) {
  const auto acting = runtime::acting_person(call, heard_.directory(), work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&acting)) return *no;
  const auto& person = std::get<std::string>(acting);
  if (!well_formed(command.request_id())) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "request_id",
                  "Mã yêu cầu phải dài 8-64 ký tự, chỉ gồm chữ, số, '_' và '-'.",
                  "request_id must be 8-64 characters of letters, digits, '_' and '-'.");
  }
  const std::string principal = call.caller.kind == v1::CALLER_KIND_INTEGRATOR ? "key:" + call.caller.name : person;
  const std::string asked = store::sha256({call.request.payload()});
  if (const auto earlier = batch_.request(principal, command.request_id(), work.store)) {
    if (earlier->asked == asked) return from_reply(earlier->reply);
    return refuse(v1::REFUSAL_CODE_REQUEST_ID_REUSED, "request_id",
                  "Mã yêu cầu này đã dùng cho một việc khác; xin tạo mã mới.",
                  "This request_id was used for something else; make a new one.");
  }
  const auto& cursor = work.cursors.at("directory");
  if (!cursor.stopped.empty() || cursor.heard_us == 0 ||
      work.now.machine_us - cursor.heard_us > options_.authority_max_age_us) {
    auto no = refuse(
        v1::REFUSAL_CODE_AUTHORITY_STALE, "",
        "Chưa xác nhận được chức vụ hiện thời từ danh bạ nên chưa quyết định. Xin gửi lại sau giây lát.",
        "The directory has not been heard lately, so nothing is decided on old offices. Send again in a moment.");
    no.set_retry_after_ms(500);
    return no;
  }
  Batch::Request record{asked, {}};
  Result<v1::DecideResponse> result =
      decide_now(command, person, principal, call.request.trace_id(), bound_office(call), work);
  if (const auto* no = std::get_if<v1::Refusal>(&result)) {
    *record.reply.mutable_refusal() = *no;
  } else {
    record.reply.set_payload(std::get<v1::DecideResponse>(result).SerializeAsString());
  }
  batch_.add_request(principal, command.request_id(), std::move(record));
  return result;
}

v1::Holder RouterService::bound_office(const Call& call) const {
  v1::Holder holder;
  if (call.caller.kind != v1::CALLER_KIND_INTEGRATOR) return holder;
  if (const auto* office = heard_.directory().office(call.caller.office_id)) {
    holder.set_unit_id(office->unit_id());
    holder.set_role(office->role());
  }
  return holder;
}

const core::PublishedKind* RouterService::kind_for(const v1::DecideRequest& command, const v1::Dossier& dossier) {
  const auto& directory = heard_.directory();
  return command.has_open() ? directory.kind(command.open().kind()).get()
                            : directory.kind_by_digest(dossier.kind_digest()).get();
}

RouterService::Result<v1::DecideResponse> RouterService::decide_now(const v1::DecideRequest& command,
                                                                    const std::string& person,
                                                                    const std::string& principal,
                                                                    const std::string& trace_id,
                                                                    const v1::Holder& bound, Work& work) {
  const std::string id = runtime::uuid_to_bytes(command.dossier_id());
  if (id.empty()) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "dossier_id", "Mã hồ sơ phải là UUIDv7 dạng 36 ký tự chữ thường.",
                  "dossier_id must be a UUIDv7 in its 36-character lower-case form.");
  }
  auto& row = batch_.dossier(id, work.store);
  core::Context context{heard_.directory()};
  context.kind = kind_for(command, row.dossier);
  context.person_id = person;
  context.now_us = work.now.business_us;
  context.hold_us = command.bulk() ? options_.bulk_hold_us : options_.hold_us;
  std::vector<v1::Field> fields;
  if (row.dossier.has_fields() && needs_fields(command, context.kind)) {
    if (auto content = batch_.content(id, row.dossier.fields().version(), work.store)) {
      fields.assign(std::make_move_iterator(content->mutable_fields()->begin()),
                    std::make_move_iterator(content->mutable_fields()->end()));
      context.fields = &fields;
    }
  }
  auto decision = decide_safely(row.dossier, command, context);
  core::StoredFile file;
  std::string salt;
  // A file is read and hashed only for somebody who may attach it: only the missing file stood in the way.
  if (command.has_attach() && lacks_only_the_file(decision)) {
    auto no = find_file(command.attach(), id, work, file, salt);
    if (!no) {
      if (!file.file_id.empty()) context.file = &file;
      decision = decide_safely(row.dossier, command, context);
      no = other_bytes(decision);
    }
    if (no) {
      // The refusal commits: what nobody can attach holds no place in the dossier.
      drop_parts(command.attach().file_id(), id, work);
      return *std::move(no);
    }
  }
  if (auto* no = std::get_if<v1::Refusal>(&decision)) return std::move(*no);
  if (!bound.unit_id().empty() && !within_office(std::get<std::vector<core::Step>>(decision), bound))
    return not_its_office();
  if (command.has_attach()) keep_file(command.attach(), id, salt, work);
  return carry_out(std::move(std::get<std::vector<core::Step>>(decision)), command, principal, trace_id, row, work);
}

RouterService::Result<v1::DecideResponse> RouterService::carry_out(std::vector<core::Step> steps,
                                                                   const v1::DecideRequest& command,
                                                                   const std::string& principal,
                                                                   const std::string& trace_id, Batch::Row& row,
                                                                   Work& work) {
  v1::DecideResponse response;
  for (auto& step : steps) {
    v1::LogRecord record;
    record.set_at_us(work.now.business_us);
    record.set_trace_id(trace_id);
    record.set_request_id(command.request_id());
    record.set_principal(principal);
    auto& event = *record.mutable_dossier() = std::move(step.event);
    if (step.content) {
      step.content->set_dossier_id(command.dossier_id());
      step.content->set_salt(work.ids.bytes(16));
      event.mutable_content()->set_version(step.content->version());
      event.mutable_content()->set_digest(store::sha256({step.content->salt(), content_body(*step.content)}));
      batch_.add_content(row.id, std::move(*step.content));
    }
    const uint64_t position = work.log.append(record);
    core::evolve(row.dossier, event);
    for (int shift = 56; shift >= 0; shift -= 8) row.positions.push_back(static_cast<char>(position >> shift));
    row.dirty = true;
    response.set_position(position);
  }
  response.set_dossier_id(command.dossier_id());
  response.set_version(row.dossier.version());
  response.set_state(row.dossier.at().state());
  return response;
}

// A deadline of the router's own: let a held decision seal, or a state expire.
void RouterService::expire(const std::string& id, Work& work) {
  const auto& dossier = batch_.dossier(id, work.store).dossier;
  v1::DecideRequest command;
  command.set_dossier_id(runtime::uuid_to_text(id));
  if (dossier.has_pending()) {
    command.mutable_seal()->set_generation(dossier.pending().entered().generation());
  } else {
    command.mutable_expire()->set_generation(dossier.at().generation());
  }
  const auto result = decide_now(command, "", "router", "", v1::Holder(), work);
  // A deadline that cannot be kept (nobody above to ask, say) must not come back at once and for ever, nor hold up the
  // others: it is put off, and tried again.
  if (std::holds_alternative<v1::Refusal>(result)) {
    work.store.prepare("UPDATE dossier SET deadline = $1 WHERE id = $2")
        .run({work.now.business_us + kPutOffUs, store::Blob{id}});
  }
}

}  // namespace giaoban::router
