// Passwords and tokens from files that nobody else can read.
#include "services/notifier/secret_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace giaoban::notifier {

namespace {
constexpr mode_t kOfOthers = S_IRWXG | S_IRWXO;
}

std::string read_secret(const std::string& path) {
  if (path.empty()) return {};
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) {
    throw std::runtime_error("Không đọc được tệp mật khẩu " + path + ". / The file with the password, " + path +
                             ", cannot be read.");
  }
  if ((about.st_mode & kOfOthers) != 0) {
    throw std::runtime_error("Người khác đọc được tệp " + path + ". Hãy chạy: chmod 600 " + path +
                             " / Others may read " + path + ". Run: chmod 600 " + path);
  }
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c != '\x7f'; });
  if (text.empty() || !plain) {
    throw std::runtime_error("Tệp " + path + " phải có đúng một dòng. / " + path + " must hold exactly one line.");
  }
  return text;
}

}  // namespace giaoban::notifier
