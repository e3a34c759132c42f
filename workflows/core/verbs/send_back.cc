// Send back: the paper returns to its author with remarks, each with a reason, a field and what to do.
#include "workflows/core/form.h"
#include "workflows/core/refusal.h"
#include "workflows/core/verbs/judgement.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {
namespace {

constexpr int kMaxRemarks = 50;
constexpr size_t kMaxRemarkLength = 2'000;

v1::Refusal no_remarks() {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "send_back.remarks",
                "Trả lại mà không ghi mục nào cần sửa thì người lập không biết sửa gì. Đề nghị ghi ít nhất một ý kiến.",
                "Without a remark the author cannot know what to correct. Make at least one.");
}

v1::Refusal too_many_remarks() {
  const std::string bound = std::to_string(kMaxRemarks);
  return refuse(v1::REFUSAL_CODE_TOO_LARGE, "send_back.remarks",
                "Chỉ được ghi tối đa " + bound + " ý kiến trong một lần trả lại. Đề nghị gộp bớt.",
                "At most " + bound + " remarks may go with one return. Bring some together.");
}

v1::Refusal bad_reason(const std::string& path) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, path, "Ý kiến chưa chọn lý do trả lại. Đề nghị chọn một lý do.",
                "The remark names no reason. Choose one.");
}

v1::Refusal bad_field(const std::string& path, const std::string& field) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, path,
                "Biểu mẫu không có mục “" + field + "”. Đề nghị chọn một mục có trong biểu mẫu.",
                "The form has no field \"" + field + "\". Name one that it has.");
}

std::optional<v1::Refusal> check_remarks(const v1::SendBack& send_back, const v1::Form& form) {
  if (send_back.remarks().empty()) return no_remarks();
  if (send_back.remarks_size() > kMaxRemarks) return too_many_remarks();
  for (int i = 0; i < send_back.remarks_size(); ++i) {
    const v1::Remark& remark = send_back.remarks(i);
    const auto path = [i](const char* what) { return "send_back.remarks[" + std::to_string(i) + "]." + what; };
    if (remark.reason() == v1::SEND_BACK_REASON_UNSPECIFIED || !v1::SendBackReason_IsValid(remark.reason())) {
      return bad_reason(path("reason"));
    }
    if (find_field(form, remark.field()) == nullptr) return bad_field(path("field"), remark.field());
    if (is_blank(remark.text())) return text_missing(path("text"));
    if (auto no = check_text(path("text"), remark.text(), kMaxRemarkLength)) return no;
  }
  return std::nullopt;
}

}  // namespace

Admission may_send_back(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_SEND_BACK, .decides = true});
}

Decision decide_send_back(const Act& act) {
  const v1::SendBack& send_back = act.command.send_back();
  if (auto no = check_remarks(send_back, act.context.kind->kind.form())) return *std::move(no);
  auto judgement = judge(act);
  if (auto* no = std::get_if<v1::Refusal>(&judgement)) return std::move(*no);
  auto& [entered, seals_us] = std::get<Judgement>(judgement);

  Step step = step_by(act);
  v1::SentBack& sent_back = *step.event.mutable_sent_back();
  sent_back.mutable_entered()->Swap(&entered);
  for (const v1::Remark& remark : send_back.remarks()) {
    v1::Remark& marked = *sent_back.add_remarks();
    marked.set_reason(remark.reason());
    marked.set_field(remark.field());
  }
  sent_back.set_seals_us(seals_us);
  if (act.dossier.has_fields()) *sent_back.mutable_paper() = act.dossier.fields();
  *content_of(step).mutable_remarks() = send_back.remarks();
  return decided(std::move(step));
}

void evolve_sent_back(v1::Dossier& dossier, const v1::DossierEvent& event) {
  const v1::SentBack& sent_back = event.sent_back();
  settle(dossier, event,
         {.verb = v1::VERB_SEND_BACK,
          .actor = event.actor(),
          .entered = sent_back.entered(),
          .content = event.has_content() ? &event.content() : nullptr,
          .remarks = &sent_back.remarks()},
         sent_back.seals_us());
}

}  // namespace giaoban::core
