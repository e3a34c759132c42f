// Makes and reads the key that signs checkpoints.
#include "services/runtime/audit_key.h"

#include <fcntl.h>
#include <sys/file.h>

#include <filesystem>

#include "services/runtime/folder_rules.h"
#include "services/runtime/text_file.h"
#include "workflows/core/refusal.h"

namespace giaoban::runtime {
namespace {

v1::Refusal secret_is_gone(const std::string& secret, const std::string& open) {
  return core::refuse(
      v1::REFUSAL_CODE_NOT_FOUND, "",
      "Không có " + secret + ", trong khi vẫn còn " + open +
          ": khoá ký chốt đã bị mất hoặc bị dời đi. Hãy chép lại từ bản sao lưu; nếu không còn, hãy cất " + open +
          " ở chỗ khác để kiểm tra các chốt cũ, rồi khởi động lại để tạo khoá mới.",
      secret + " is missing while " + open +
          " is still there: the key that signs checkpoints was lost or moved away. Put it back from a backup; if there "
          "is none, keep " +
          open + " elsewhere to verify the old checkpoints, and start again to have a new key made.");
}

v1::Refusal no_key(const std::string& file, const std::string& why_vi, const std::string& why_en) {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "",
                      file + " không phải là khoá ký chốt: " + why_vi + ". Hãy chép lại tệp do giaoban init tạo.",
                      file + " is no key of checkpoints: " + why_en + ". Put back the file that giaoban init made.");
}

void write_pair(const DataFolder& folder, const v1::AuditKey& pair) {
  write_text_file(folder.key_file("audit"), "Bí mật / secret: ký chốt của các sổ / signs checkpoints of the logs.",
                  pair);
}

void write_public(const DataFolder& folder, const v1::AuditKey& pair) {
  write_text_file(public_key_file(folder),
                  "Công khai, để kiểm tra chốt và bằng chứng / public, to verify checkpoints and proofs.",
                  store::public_half(pair));
}

}  // namespace

std::string public_key_file(const DataFolder& folder) {
  return folder.key_file("audit.public");
}

std::variant<FolderAuditKey, v1::Refusal> audit_key(const DataFolder& folder) {
  const std::string secret = folder.key_file("audit");
  const std::string open = public_key_file(folder);
  const std::string keys = folder.path + "/keys";
  const File alone(::open(keys.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!alone.is_open() || ::flock(alone.descriptor(), LOCK_EX) != 0) throw_errno("lock", keys);
  if (!std::filesystem::exists(secret)) {
    if (std::filesystem::exists(open)) return secret_is_gone(secret, open);
    const auto key = store::fresh_signing_key();
    // The secret half first: what is left of a crash in between is completed below.
    write_pair(folder, store::to_audit_key(key));
    write_public(folder, store::to_audit_key(key));
    return FolderAuditKey{key, true};
  }
  if (const auto refusal = seen_by_others(secret)) return *refusal;
  v1::AuditKey pair;
  const TextFile read = read_text_file(secret, pair);
  if (!read.faults.empty()) return read.faults.front();
  try {
    FolderAuditKey found{store::from_audit_key(pair)};
    if (!std::filesystem::exists(open)) write_public(folder, pair);
    return found;
  } catch (const std::invalid_argument& e) {
    return no_key(secret, "hai nửa thiếu hoặc không khớp", e.what());
  }
}

std::variant<std::string, v1::Refusal> read_public_key(const std::string& file) {
  v1::AuditKey pair;
  const TextFile read = read_text_file(file, pair);
  if (!read.exists) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "",
                        "Không có tệp khoá công khai " + file + ". Hãy xin tệp keys/audit.public.txtpb của hệ thống.",
                        "There is no public key " + file + ". Ask for keys/audit.public.txtpb of the deployment.");
  }
  if (!read.faults.empty()) return read.faults.front();
  std::string key = store::public_key_of(pair);
  if (key.empty())
    return no_key(file, "public_key phải là 64 chữ số thập lục", "public_key must be 64 hexadecimal digits");
  return key;
}

}  // namespace giaoban::runtime
