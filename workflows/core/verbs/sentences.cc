// The refusals that several verbs share, worded once.
#include "workflows/core/verbs/sentences.h"

#include <string>

#include "workflows/core/time.h"
#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

std::string quoted_vi(v1::Verb verb) {
  return "“" + label_of(verb).vi() + "”";
}
std::string quoted_en(v1::Verb verb) {
  return "\"" + label_of(verb).en() + "\"";
}

}  // namespace

v1::Refusal no_dossier() {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, "dossier_id",
                "Không có hồ sơ này, hoặc đồng chí không được xem. Đề nghị kiểm tra lại mã hồ sơ.",
                "There is no such dossier, or none that you may see. Check its id.");
}

v1::Refusal no_kind(std::string_view field) {
  return refuse(v1::REFUSAL_CODE_NOT_FOUND, field,
                "Loại văn bản này chưa được ban hành trên hệ thống. Đề nghị chọn loại khác hoặc báo quản trị hệ thống.",
                "This kind of document is not in force here. Choose another one or tell the administrator.");
}

v1::Refusal stale(uint64_t seen, uint64_t present) {
  const std::string was = std::to_string(seen);
  const std::string is = std::to_string(present);
  return refuse(v1::REFUSAL_CODE_STALE_VERSION, "expected_version",
                "Hồ sơ đã thay đổi sau khi đồng chí mở (đã xem phiên bản " + was + ", nay là " + is +
                    "). Đề nghị tải lại hồ sơ, xem thay đổi rồi làm lại.",
                "The dossier changed after you opened it (you saw version " + was + ", it is now " + is +
                    "). Load it again, see what changed, then repeat.");
}

v1::Refusal closed(v1::Verb verb, const v1::State& state) {
  return refuse(v1::REFUSAL_CODE_CLOSED, "",
                "Không thể làm việc " + quoted_vi(verb) + " vì hồ sơ đã kết thúc ở bước “" + state.label().vi() +
                    "”. Nếu cần, đề nghị mở lại hồ sơ hoặc lập hồ sơ mới.",
                quoted_en(verb) + " is not possible because the dossier has ended in \"" + state.label().en() +
                    "\". If need be, reopen it or begin a new one.");
}

v1::Refusal not_open(v1::Verb verb, const v1::State& state) {
  return refuse(v1::REFUSAL_CODE_NOT_OPEN, "",
                "Không thể làm việc " + quoted_vi(verb) + " vì hồ sơ đang ở bước “" + state.label().vi() +
                    "”, bước này không có việc đó lúc này. Đề nghị tải lại hồ sơ để xem các việc có thể làm.",
                quoted_en(verb) + " is not possible because the dossier is in \"" + state.label().en() +
                    "\", where that is not open now. Load it again to see what can be done.");
}

v1::Refusal taken_too_often(v1::Verb verb, uint32_t at_most) {
  const std::string bound = std::to_string(at_most);
  return refuse(
      v1::REFUSAL_CODE_NOT_OPEN, "",
      "Việc " + quoted_vi(verb) + " chỉ được làm " + bound +
          " lần trong một hồ sơ và đã đủ số lần. Đề nghị chọn cách xử lý khác.",
      quoted_en(verb) + " may be done " + bound + " times in one dossier and that is used up. Choose another way.");
}

v1::Refusal waits_to_seal(const v1::Pending& pending) {
  const std::string when = for_people(pending.seals_us());
  return refuse(v1::REFUSAL_CODE_NOT_OPEN, "",
                "Hồ sơ có quyết định " + quoted_vi(pending.verb()) + " đang chờ chốt lúc " + when +
                    ". Đề nghị chờ đến khi chốt, hoặc người quyết định hoàn tác hay chốt ngay.",
                "A decision, " + quoted_en(pending.verb()) + ", waits to seal at " + when +
                    ". Wait until then, or let whoever decided undo it or seal it now.");
}

v1::Refusal not_pending() {
  return refuse(
      v1::REFUSAL_CODE_NOT_PENDING, "",
      "Không có quyết định nào đang chờ chốt, hoặc đã quá giờ. Đề nghị tải lại hồ sơ để xem tình trạng hiện nay.",
      "No decision waits to seal, or it is too late or too early. Load the dossier again to see where it stands.");
}

v1::Refusal not_authorised(v1::Verb verb) {
  return refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "",
                "Đồng chí không giữ chức danh nào được làm việc " + quoted_vi(verb) +
                    " với hồ sơ này vào lúc này. Nếu làm thay, đề nghị người giữ chức danh lập uỷ quyền trước.",
                "You hold no office that may do " + quoted_en(verb) +
                    " here and now. If you act for somebody, have them delegate first.");
}

v1::Refusal own_paper(v1::Verb verb) {
  return refuse(v1::REFUSAL_CODE_OWN_PAPER, "",
                "Không thể làm việc " + quoted_vi(verb) +
                    " vì đồng chí, hoặc người đồng chí thay mặt, đã tham gia lập hay đã quyết định hồ sơ này. "
                    "Đề nghị chuyển cho người khác cùng chức danh.",
                quoted_en(verb) +
                    " is not possible because you, or the person you act for, wrote this paper or decided "
                    "on it before. Leave it to somebody else in the office.");
}

v1::Refusal claimed_by_another() {
  return refuse(v1::REFUSAL_CODE_CLAIMED, "",
                "Hồ sơ đã có người khác nhận xử lý. Đề nghị liên hệ người đó; khi người đó thôi xử lý thì đồng chí "
                "nhận được.",
                "Somebody else has claimed this paper. Ask them; once they release it you can take it.");
}

v1::Refusal text_missing(std::string_view field) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field,
                "Việc này cần ghi rõ lý do hoặc nội dung nhưng đang để trống. Đề nghị ghi rồi gửi lại.",
                "This needs a text and none was given. Write it and send again.");
}

}  // namespace giaoban::core
