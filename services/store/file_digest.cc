// SHA-256 of a whole file, however large.
#include "services/store/file_digest.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace giaoban::store {
namespace {

constexpr size_t kPiece = 1024 * 1024;

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

class Reading {
 public:
  explicit Reading(const std::string& path) : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) fail("open");
  }
  ~Reading() { ::close(descriptor_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  // 0 at the end.
  size_t read(std::vector<unsigned char>& piece) const {
    for (;;) {
      const ssize_t got = ::read(descriptor_, piece.data(), piece.size());
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) fail("read");
    }
  }

 private:
  [[noreturn]] void fail(const char* doing) const {
    throw std::system_error(errno, std::generic_category(), doing + (" " + path_));
  }
  std::string path_;
  int descriptor_;
};

}  // namespace

FileDigest digest_of_file(const std::string& path) {
  const Reading file(path);
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  FileDigest digest;
  digest.sha256.assign(32, '\0');
  bool good = EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  std::vector<unsigned char> piece(kPiece);
  for (size_t got = 0; (got = file.read(piece)) > 0; digest.bytes += got) {
    good = good && EVP_DigestUpdate(context.get(), piece.data(), got) == 1;
  }
  auto* const out = reinterpret_cast<unsigned char*>(digest.sha256.data());
  if (!good || EVP_DigestFinal_ex(context.get(), out, nullptr) != 1) throw std::runtime_error("SHA-256 failed");
  return digest;
}

}  // namespace giaoban::store
