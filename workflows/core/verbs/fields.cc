// The fields that open and save write: how many, how large, and how they become a content.
#include "workflows/core/verbs/fields.h"

#include "workflows/core/refusal.h"

namespace giaoban::core {

v1::Refusal too_many_fields(std::string_view path) {
  const std::string bound = std::to_string(kMaxFields);
  return refuse(v1::REFUSAL_CODE_TOO_LARGE, path,
                "Mỗi lần chỉ được gửi tối đa " + bound + " mục. Đề nghị chia thành nhiều lần lưu.",
                "At most " + bound + " fields may be sent at once. Save them in several steps.");
}

std::optional<v1::Refusal> check_size(const std::vector<v1::Field>& fields, std::string_view path) {
  size_t bytes = 0;
  for (const v1::Field& field : fields) bytes += field.ByteSizeLong();
  if (bytes <= kMaxFieldBytes) return std::nullopt;
  const std::string bound = std::to_string(kMaxFieldBytes / 1024);
  return refuse(v1::REFUSAL_CODE_TOO_LARGE, path,
                "Nội dung hồ sơ vượt quá " + bound + " KiB. Đề nghị viết gọn lại hoặc đính kèm thành tệp.",
                "The dossier's fields exceed " + bound + " KiB. Shorten them or attach a file instead.");
}

void add_fields(Step& step, const std::vector<v1::Field>& fields) {
  auto& written = *content_of(step).mutable_fields();
  written.Reserve(static_cast<int>(fields.size()));
  for (const v1::Field& field : fields) *written.Add() = field;
}

}  // namespace giaoban::core
