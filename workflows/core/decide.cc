// Decide: what a command does to a dossier, as events or as a refusal.
#include "workflows/core/decide.h"

#include "workflows/core/refusal.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/verbs.h"
#include "workflows/core/way.h"
#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

using Command = v1::DecideRequest;

struct Row {
  Command::VerbCase command;
  v1::Verb verb;
  Admission (*may)(const v1::Dossier&, const Context&);
  Decision (*decide)(const Act&);
};

constexpr Row kVerbs[] = {
    {Command::kOpen, v1::VERB_OPEN, nullptr, decide_open},
    {Command::kSave, v1::VERB_SAVE, may_save, decide_save},
    {Command::kSubmit, v1::VERB_SUBMIT, may_submit, decide_submit},
    {Command::kReceive, v1::VERB_RECEIVE, may_receive, decide_receive},
    {Command::kClaim, v1::VERB_CLAIM, may_claim, decide_claim},
    {Command::kRelease, v1::VERB_RELEASE, may_release, decide_release},
    {Command::kApprove, v1::VERB_APPROVE, may_approve, decide_approve},
    {Command::kSendBack, v1::VERB_SEND_BACK, may_send_back, decide_send_back},
    {Command::kReject, v1::VERB_REJECT, may_reject, decide_reject},
    {Command::kForward, v1::VERB_FORWARD, may_forward, decide_forward},
    {Command::kWithdraw, v1::VERB_WITHDRAW, may_withdraw, decide_withdraw},
    {Command::kComment, v1::VERB_COMMENT, may_comment, decide_comment},
    {Command::kAttach, v1::VERB_ATTACH, may_attach, decide_attach},
    {Command::kReopen, v1::VERB_REOPEN, may_reopen, decide_reopen},
    {Command::kExpire, v1::VERB_EXPIRE, may_expire, decide_expire},
    {Command::kUndo, v1::VERB_UNDO, may_undo, decide_undo},
    {Command::kSeal, v1::VERB_SEAL, may_seal, decide_seal},
};

template <class Wanted>
const Row* row_where(Wanted wanted) {
  for (const Row& row : kVerbs) {
    if (wanted(row)) return &row;
  }
  return nullptr;
}

v1::Refusal no_verb() {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "verb",
                "Yêu cầu không nói phải làm gì với hồ sơ. Đề nghị nêu đúng một việc, ví dụ “duyệt”.",
                "The command does not say what to do. Name exactly one verb, \"approve\" for instance.");
}

v1::Refusal id_taken() {
  return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "dossier_id",
                "Đã có hồ sơ mang mã này. Đề nghị tạo mã mới để lập hồ sơ khác, hoặc mở hồ sơ đã có.",
                "A dossier with this id exists already. Make a new id for another one, or open the one that is there.");
}

std::optional<v1::Refusal> check_existence(const v1::Dossier& dossier, const Command& command) {
  const bool exists = dossier.version() > 0;
  if (command.verb_case() == Command::kOpen) return exists ? std::optional(id_taken()) : std::nullopt;
  return exists ? std::nullopt : std::optional(no_dossier());
}

void add_verb(std::vector<v1::OpenVerb>& verbs, v1::Verb verb, const v1::Move* move, const v1::Dossier& dossier,
              const Context& context) {
  const Row* row = row_where([verb](const Row& r) { return r.verb == verb; });
  if (row == nullptr || row->may == nullptr) return;
  v1::OpenVerb& open = verbs.emplace_back();
  open.set_verb(verb);
  *open.mutable_label() = move != nullptr && move->has_label() ? move->label() : label_of(verb);
  Admission admission = row->may(dossier, context);
  if (auto* no = std::get_if<v1::Refusal>(&admission)) *open.mutable_closed() = std::move(*no);
}

}  // namespace

Decision decide(const v1::Dossier& dossier, const v1::DecideRequest& command, const Context& context) {
  const Row* row = row_where([&](const Row& r) { return r.command == command.verb_case(); });
  if (row == nullptr) return no_verb();
  if (auto no = check_existence(dossier, command)) return *std::move(no);
  const bool by_person = !context.person_id.empty();
  if (by_person && command.expected_version() != dossier.version()) {
    return stale(command.expected_version(), dossier.version());
  }
  Grant grant;
  if (row->may != nullptr) {
    Admission admission = row->may(dossier, context);
    if (auto* no = std::get_if<v1::Refusal>(&admission)) return std::move(*no);
    grant = std::get<Grant>(std::move(admission));
  }
  return row->decide({dossier, command, context, grant});
}

std::vector<v1::OpenVerb> open_verbs(const v1::Dossier& dossier, const Context& context) {
  std::vector<v1::OpenVerb> verbs;
  const v1::State* state = context.kind == nullptr ? nullptr : find_state(context.kind->kind, dossier.at().state());
  if (state == nullptr) return verbs;
  for (const v1::Move& move : state->moves()) add_verb(verbs, move.verb(), &move, dossier, context);
  if (dossier.has_pending()) {
    add_verb(verbs, v1::VERB_UNDO, nullptr, dossier, context);
    add_verb(verbs, v1::VERB_SEAL, nullptr, dossier, context);
  }
  return verbs;
}

}  // namespace giaoban::core
