// Attach: the author adds a file whose chunks are durable; its name and media type go into the content.
#include <algorithm>

#include "workflows/core/form.h"
#include "workflows/core/refusal.h"
#include "workflows/core/verbs/sentences.h"
#include "workflows/core/verbs/standing.h"
#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {
namespace {

constexpr size_t kMaxNameLength = 255;
constexpr size_t kMaxMediaTypeLength = 127;
constexpr uint64_t kMaxFileBytes = uint64_t{25} * 1024 * 1024;
constexpr int kMaxAttachments = 100;

using Found = std::optional<v1::Refusal>;

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_file_id(std::string_view id) {
  return id.size() >= 8 && id.size() <= 64 &&
         std::all_of(id.begin(), id.end(), [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-'; });
}

// "application/pdf", without parameters.
bool is_media_type(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == 0 || slash == std::string_view::npos || slash + 1 == text.size()) return false;
  if (text.size() > kMaxMediaTypeLength) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool part =
        is_letter_or_digit(text[i]) || std::string_view("!#$&-^_.+").find(text[i]) != std::string_view::npos;
    if (i != slash && !part) return false;
  }
  return true;
}

v1::Refusal invalid(std::string_view field, std::string_view vi, std::string_view en) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, vi, en);
}

Found check_names(const v1::Attach& attach) {
  if (!is_file_id(attach.file_id())) {
    return invalid("attach.file_id", "Mã tệp không hợp lệ. Đề nghị dùng 8-64 ký tự gồm chữ cái, chữ số, “_” và “-”.",
                   "The file's id is not valid. Use 8-64 letters, digits, \"_\" and \"-\".");
  }
  if (is_blank(attach.name())) return text_missing("attach.name");
  if (auto no = check_text("attach.name", attach.name(), kMaxNameLength, true)) return no;
  if (attach.name().find_first_of("/\\") != std::string::npos || attach.name() == "." || attach.name() == "..") {
    return invalid("attach.name", "Tên tệp có dấu phân cách thư mục. Đề nghị chỉ ghi tên tệp.",
                   "The file's name holds a path separator. Give the name alone.");
  }
  if (!is_media_type(attach.media_type())) {
    return invalid("attach.media_type", "Kiểu tệp không hợp lệ. Đề nghị ghi theo dạng application/pdf.",
                   "The media type is not valid. Write it as application/pdf.");
  }
  return std::nullopt;
}

Found check_sizes(const v1::Attach& attach, const v1::Dossier& dossier) {
  if (attach.size() == 0) {
    return invalid("attach.size", "Tệp rỗng. Đề nghị chọn tệp có nội dung.", "The file is empty. Choose another one.");
  }
  if (attach.size() > kMaxFileBytes) {
    return refuse(v1::REFUSAL_CODE_TOO_LARGE, "attach.size", "Tệp lớn hơn 25 MiB. Đề nghị nén hoặc chia nhỏ tệp.",
                  "The file is larger than 25 MiB. Compress or split it.");
  }
  if (dossier.attachments_size() >= kMaxAttachments) {
    return refuse(v1::REFUSAL_CODE_TOO_LARGE, "attach.file_id", "Hồ sơ đã có đủ 100 tệp. Đề nghị gộp các tệp lại.",
                  "The dossier has 100 files already. Bring some together.");
  }
  const auto& present = dossier.attachments();
  if (std::any_of(present.begin(), present.end(), [&](const auto& a) { return a.file_id() == attach.file_id(); })) {
    return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "attach.file_id",
                  "Tệp mang mã này đã được đính kèm. Nếu là tệp khác, đề nghị dùng mã khác.",
                  "A file with this id is attached already. If it is another file, give it another id.");
  }
  return std::nullopt;
}

Found check_stored(const v1::Attach& attach, const StoredFile* file) {
  if (file == nullptr || file->file_id != attach.file_id()) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "attach.file_id",
                  "Chưa nhận đủ các phần của tệp này. Đề nghị tải lên lại các phần còn thiếu rồi đính kèm.",
                  "Not all parts of this file have arrived. Upload what is missing, then attach it.");
  }
  if (file->size != attach.size()) {
    return invalid("attach.size", "Tệp đã tải lên có kích thước khác với khai báo. Đề nghị tải lên lại.",
                   "The uploaded file has another size than was said. Upload it again.");
  }
  if (file->sha256 != attach.sha256()) {
    return invalid("attach.sha256", "Tệp đã tải lên khác với mã SHA-256 khai báo. Đề nghị tải lên lại.",
                   "The uploaded file has another SHA-256 than was said. Upload it again.");
  }
  return std::nullopt;
}

}  // namespace

Admission may_attach(const v1::Dossier& dossier, const Context& context) {
  return admit(dossier, context, {.verb = v1::VERB_ATTACH, .who = Who::kAuthor, .with_author = true});
}

Decision decide_attach(const Act& act) {
  const v1::Attach& attach = act.command.attach();
  if (auto no = check_names(attach)) return *std::move(no);
  if (auto no = check_sizes(attach, act.dossier)) return *std::move(no);
  if (auto no = check_stored(attach, act.context.file)) return *std::move(no);

  Step step = step_by(act);
  v1::Attachment& attachment = *step.event.mutable_attached()->mutable_attachment();
  attachment.set_file_id(attach.file_id());
  attachment.set_size(attach.size());
  attachment.set_digest(act.context.file->digest);
  add_text(step, attach.name() + "\n" + attach.media_type());
  return decided(std::move(step));
}

void evolve_attached(v1::Dossier& dossier, const v1::DossierEvent& event) {
  *dossier.add_attachments() = event.attached().attachment();
  add_author_hands(dossier, event.actor());
}

}  // namespace giaoban::core
