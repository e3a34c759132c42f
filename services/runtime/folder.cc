// Opens a data folder: checks what init made and who can look into it; where services are to be found.
#include "services/runtime/folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "services/runtime/folder_rules.h"
#include "services/runtime/text_file.h"
#include "workflows/core/refusal.h"

namespace giaoban::runtime {
namespace {

constexpr size_t kLongestSocketPath = 107;  // sun_path holds 108 bytes with its closing zero

}  // namespace

const std::vector<std::string>& service_names() {
  static const std::vector<std::string> names = {"directory", "router", "reminder", "notifier", "records"};
  return names;
}

std::variant<DataFolder, v1::Refusal> DataFolder::open(const std::string& path) {
  DataFolder folder{std::filesystem::absolute(path).lexically_normal().string(), {}};
  while (folder.path.size() > 1 && folder.path.back() == '/') folder.path.pop_back();
  struct stat status {};
  const bool there = ::stat(folder.path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  const std::string file = folder.path + "/folder.txtpb";
  if (!there || ::access(file.c_str(), F_OK) != 0) {
    return core::refuse(
        v1::REFUSAL_CODE_NOT_FOUND, "",
        folder.path + " không phải là thư mục dữ liệu: không có folder.txtpb. Hãy tạo bằng: giaoban init --data " +
            path,
        folder.path + " is no data folder: there is no folder.txtpb. Make one with: giaoban init --data " + path);
  }
  for (const char* part : {"", "/keys", "/sockets", "/journal", "/folder.txtpb"}) {
    if (const auto refusal = seen_by_others(folder.path + part)) return *refusal;
  }
  const TextFile read = read_text_file(file, folder.about);
  if (!read.faults.empty()) return read.faults.front();
  if (folder.about.layout() != kLayout) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "layout",
                        file + ": cách sắp xếp số " + std::to_string(folder.about.layout()) +
                            " không phải của phiên bản này (" + std::to_string(kLayout) +
                            "). Hãy dùng phiên bản giaoban đã tạo thư mục.",
                        file + ": layout " + std::to_string(folder.about.layout()) + " is not this version's (" +
                            std::to_string(kLayout) + "). Use the giaoban that made the folder.");
  }
  if (const auto refusal = check_about(folder.about)) return *refusal;
  return folder;
}

std::variant<std::string, v1::Refusal> DataFolder::endpoint(const std::string& service,
                                                            const v1::Settings& settings) const {
  const auto& names = service_names();
  const auto found = std::find(names.begin(), names.end(), service);
  if (found == names.end()) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "", "Không có dịch vụ " + service + " trên đường truyền.",
                        "There is no service " + service + " on the bus.");
  }
  if (settings.bus().transport() == "tcp") {
    const std::string& host = settings.bus().host();
    const auto port = settings.bus().first_port() + static_cast<uint32_t>(found - names.begin());
    const bool v6 = host.find(':') != std::string::npos;
    return "tcp://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
  }
  const std::string socket = path + "/sockets/" + service;
  if (socket.size() <= kLongestSocketPath) return "ipc://" + socket;
  return core::refuse(
      v1::REFUSAL_CODE_TOO_LARGE, "",
      "Đường dẫn " + socket + " dài " + std::to_string(socket.size()) +
          " byte, quá 107 byte của một ổ cắm Unix. Hãy đặt thư mục dữ liệu ở chỗ có đường dẫn ngắn hơn, "
          "hoặc đặt bus.transport là \"tcp\".",
      "The path " + socket + " has " + std::to_string(socket.size()) +
          " bytes, more than the 107 of a Unix socket. Put the data folder under a shorter path, or set "
          "bus.transport to \"tcp\".");
}

}  // namespace giaoban::runtime
