// Who may run: one process per service on a folder, and one per service of a deployment, however its copies are called.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include "services/runtime/folder.h"
#include "workflows/core/refusal.h"

namespace giaoban::runtime {
namespace {

v1::Refusal held(const std::string& service, const std::string& path) {
  const std::string file = read_file(path, 32).value_or("");
  const auto end = std::find_if(file.begin(), file.end(), [](char c) { return c < '0' || c > '9'; });
  const std::string pid = end == file.begin() ? std::string(1, '?') : std::string(file.begin(), end);
  return core::refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "",
                      "Dịch vụ " + service + " đang chạy trên thư mục này (tiến trình " + pid + ", khoá " + path +
                          "). Hãy dừng tiến trình đó trước, hoặc dùng thư mục dữ liệu khác.",
                      "The service " + service + " is running on this folder already (process " + pid + ", lock " +
                          path + "). Stop that process first, or use another data folder.");
}

// A name of the machine, not of any folder: it is gone with its process and leaves no file.
struct Name {
  sockaddr_un address{};
  socklen_t size = 0;

  explicit Name(const std::string& text) {
    address.sun_family = AF_UNIX;
    const size_t room = sizeof address.sun_path - 1;
    std::copy_n(text.begin(), std::min(text.size(), room), address.sun_path + 1);  // a zero in front: no file
    size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + std::min(text.size(), room));
  }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }
};

File local_socket() {
  File socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.is_open()) throw_errno("socket", "AF_UNIX");
  return socket;
}

// The process that holds a name; "?" when it does not say.
std::string holder_of(const Name& name) {
  const File socket = local_socket();
  ucred peer{};
  socklen_t size = sizeof peer;
  const bool known = ::connect(socket.descriptor(), name.get(), name.size) == 0 &&
                     ::getsockopt(socket.descriptor(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid > 0;
  return known ? std::to_string(peer.pid) : "?";
}

v1::Refusal runs_elsewhere(const std::string& service, const std::string& deployment, const std::string& pid) {
  return core::refuse(
      v1::REFUSAL_CODE_ALREADY_EXISTS, "",
      "Dịch vụ " + service + " của chính hệ thống này (mã " + deployment +
          ") đang chạy trên máy này từ một thư mục khác (tiến trình " + pid +
          "). Bản gốc và bản khôi phục không được chạy cùng lúc. Hãy dừng tiến trình đó trước.",
      "The service " + service + " of this very deployment (id " + deployment +
          ") is running on this machine from another folder (process " + pid +
          "). An original and what was restored from it must not run at once. Stop that process first.");
}

std::variant<File, v1::Refusal> hold_deployment(const std::string& service, const std::string& deployment) {
  const Name name("giaoban/" + deployment + "/" + service);
  File socket = local_socket();
  if (::bind(socket.descriptor(), name.get(), name.size) != 0) {
    if (errno == EADDRINUSE) return runs_elsewhere(service, deployment, holder_of(name));
    throw_errno("bind", "giaoban/" + deployment + "/" + service);
  }
  // Only so that others can ask who it is; nobody is ever answered.
  if (::listen(socket.descriptor(), SOMAXCONN) != 0) throw_errno("listen", "giaoban/" + deployment + "/" + service);
  return socket;
}

}  // namespace

std::variant<FolderLock, v1::Refusal> DataFolder::lock(const std::string& service) const {
  const std::string file = path + "/" + service + ".lock";
  FolderLock lock;
  lock.folder = File(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock.folder.is_open()) throw_errno("open", file);
  if (::flock(lock.folder.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return held(service, file);
    throw_errno("lock", file);
  }
  // Only for the text of a refusal; the kernel's lock is what counts.
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock.folder.descriptor(), 0) != 0 ||
      ::pwrite(lock.folder.descriptor(), pid.data(), pid.size(), 0) < 0) {
    throw_errno("write", file);
  }
  if (about.deployment_id().empty()) return lock;
  auto deployment = hold_deployment(service, about.deployment_id());
  if (auto* refusal = std::get_if<v1::Refusal>(&deployment)) return std::move(*refusal);
  lock.deployment = std::move(std::get<File>(deployment));
  return lock;
}

}  // namespace giaoban::runtime
