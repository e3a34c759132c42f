// Reads and appends to a file of copied checkpoints.
#include "services/store/checkpoint_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "services/store/base64.h"
#include "services/store/checkpoint.h"

namespace giaoban::store {
namespace {

constexpr off_t kTailBytes = 64 * 1024;
constexpr std::string_view kBegin = "{\"checkpoint\":\"";
constexpr std::string_view kMiddle = "\",\"signature\":\"";
constexpr std::string_view kEnd = "\"}";
// Closes a line that a crash tore and that could not be completed; such a line says nothing.
constexpr std::string_view kTorn = " #torn";

[[noreturn]] void fail(const std::string& doing, const std::string& file) {
  throw std::system_error(errno, std::generic_category(), doing + " " + file);
}

class Opened {
 public:
  Opened(const std::string& file, int flags) : file_(file), descriptor_(::open(file.c_str(), flags, 0600)) {
    if (descriptor_ < 0 && errno != ENOENT) fail("open", file);
  }
  ~Opened() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  bool there() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

  off_t size() const {
    const off_t end = ::lseek(descriptor_, 0, SEEK_END);
    if (end < 0) fail("seek", file_);
    return end;
  }
  std::string read_from(off_t at) const {
    std::string bytes;
    char piece[16 * 1024];
    for (;;) {
      const ssize_t got = ::pread(descriptor_, piece, sizeof piece, at);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail("read", file_);
      if (got == 0) return bytes;
      bytes.append(piece, static_cast<size_t>(got));
      at += got;
    }
  }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("write", file_);
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    if (::fsync(descriptor_) != 0) fail("sync", file_);
  }

 private:
  std::string file_;
  int descriptor_;
};

CheckpointFileEnd end_of(const Opened& opened, std::string_view public_key) {
  CheckpointFileEnd end;
  const off_t size = opened.size();
  std::string tail = opened.read_from(std::max<off_t>(0, size - kTailBytes));
  const size_t whole = tail.rfind('\n');
  end.torn = whole == std::string::npos ? tail : tail.substr(whole + 1);
  std::string_view lines = std::string_view(tail).substr(0, whole == std::string::npos ? 0 : whole);
  for (bool first = true; !lines.empty() && !end.last; first = false) {
    const size_t before = lines.rfind('\n');
    const std::string_view line = before == std::string_view::npos ? lines : lines.substr(before + 1);
    if (first) end.last_line = line;
    end.last = read_checkpoint_line(line);
    if (end.last && open_checkpoint(*end.last, public_key).index() != 0) end.last.reset();
    end.others_behind = end.others_behind || !end.last;
    lines = lines.substr(0, before == std::string_view::npos ? 0 : before);
  }
  return end;
}

void sync_folder_of(const std::string& file) {
  const auto folder = std::filesystem::path(file).parent_path();
  const Opened opened(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (!opened.there() || ::fsync(opened.descriptor()) != 0) fail("sync the folder of", file);
}

}  // namespace

std::string checkpoint_file_name(std::string_view service) {
  return std::string(service) + ".checkpoints.jsonl";
}

std::string checkpoint_line(const v1::SignedCheckpoint& checkpoint) {
  std::string line(kBegin);
  line.append(to_base64(checkpoint.checkpoint())).append(kMiddle);
  return line.append(to_base64(checkpoint.signature())).append(kEnd);
}

std::optional<v1::SignedCheckpoint> read_checkpoint_line(std::string_view line) {
  const size_t middle = line.find(kMiddle);
  if (middle == std::string_view::npos || !line.starts_with(kBegin) || !line.ends_with(kEnd)) return std::nullopt;
  const size_t second = middle + kMiddle.size();
  if (middle < kBegin.size() || line.size() < second + kEnd.size()) return std::nullopt;
  const auto checkpoint = from_base64(line.substr(kBegin.size(), middle - kBegin.size()));
  const auto signature = from_base64(line.substr(second, line.size() - second - kEnd.size()));
  if (!checkpoint || !signature) return std::nullopt;
  v1::SignedCheckpoint read;
  read.set_checkpoint(*checkpoint);
  read.set_signature(*signature);
  return read;
}

std::vector<v1::SignedCheckpoint> read_checkpoints(const std::string& file) {
  std::vector<v1::SignedCheckpoint> all;
  const Opened opened(file, O_RDONLY | O_CLOEXEC);
  if (!opened.there()) return all;
  const std::string text = opened.read_from(0);
  size_t at = 0;
  for (size_t end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    const auto line = std::string_view(text).substr(at, end - at);
    if (!line.ends_with(kTorn)) all.push_back(read_checkpoint_line(line).value_or(v1::SignedCheckpoint()));
  }
  return all;
}

CheckpointFileEnd end_of_checkpoints(const std::string& file, std::string_view public_key) {
  const Opened opened(file, O_RDONLY | O_CLOEXEC);
  return opened.there() ? end_of(opened, public_key) : CheckpointFileEnd();
}

bool append_checkpoints(const std::string& file, std::string_view expected,
                        const std::vector<v1::SignedCheckpoint>& checkpoints) {
  const Opened opened(file, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC);
  if (!opened.there()) fail("open", file);
  // Freed with the descriptor. Another copy of this deployment may be appending.
  if (::flock(opened.descriptor(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    fail("lock", file);
  }
  const auto end = end_of(opened, {});
  if (end.last_line != expected) return false;
  std::string lines;
  for (const auto& checkpoint : checkpoints) lines += checkpoint_line(checkpoint) + "\n";
  if (!end.torn.empty() && !lines.empty()) {
    if (lines.starts_with(end.torn)) {
      lines.erase(0, end.torn.size());
    } else {
      lines.insert(0, std::string(kTorn) + "\n");
    }
  }
  opened.write(lines);
  if (expected.empty()) sync_folder_of(file);
  return true;
}

}  // namespace giaoban::store
