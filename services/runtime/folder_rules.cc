// What holds for every data folder: names of nodes and keys, and that nobody but the owner looks in.
#include "services/runtime/folder_rules.h"

#include <sys/stat.h>

#include <algorithm>

#include "workflows/core/refusal.h"

namespace giaoban::runtime {

bool is_folder_name(std::string_view name) {
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<v1::Refusal> seen_by_others(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "",
                        path + " không có hoặc không đọc được. Hãy khôi phục thư mục dữ liệu từ bản sao lưu.",
                        path + " is missing or cannot be read. Restore the data folder from a backup.");
  }
  if ((status.st_mode & 077U) == 0) return std::nullopt;
  const char* mode = S_ISDIR(status.st_mode) ? "700" : "600";
  return core::refuse(
      v1::REFUSAL_CODE_INVALID_FIELD, "",
      "Người khác trên máy này xem được " + path + ", trong khi ở đó có khoá bí mật. Hãy chạy: chmod " + mode + " " +
          path,
      "Others on this machine can look into " + path + ", where secret keys lie. Run: chmod " + mode + " " + path);
}

std::optional<v1::Refusal> check_about(const v1::Folder& about) {
  if (!is_folder_name(about.node())) {
    return core::refuse(
        v1::REFUSAL_CODE_INVALID_FIELD, "node",
        "Tên nút \"" + about.node() + "\" không hợp lệ. Hãy dùng 1-32 ký tự a-z, 0-9 và dấu gạch nối.",
        "The node's name \"" + about.node() + "\" is not valid. Use 1-32 characters a-z, 0-9 and hyphens.");
  }
  if (about.stepped_clock() != (about.begins_us() > 0)) {
    return core::refuse(
        v1::REFUSAL_CODE_INVALID_FIELD, "begins_us",
        "Đồng hồ bước cần một thời điểm bắt đầu, đồng hồ thật thì không có. Hãy cho cả hai hoặc không cái nào.",
        "A stepped clock needs a time to begin with, a real one has none. Give both or neither.");
  }
  return std::nullopt;
}

}  // namespace giaoban::runtime
