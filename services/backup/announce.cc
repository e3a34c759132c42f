// Tells the original, in its own folder of checkpoints, that a restored copy has taken over.
#include <filesystem>
#include <system_error>

#include "services/backup/backup.h"
#include "services/runtime/audit_key.h"
#include "services/store/checkpoint.h"
#include "services/store/checkpoint_file.h"
#include "workflows/core/refusal.h"

namespace giaoban::backup {
namespace {

constexpr int kTries = 10;

v1::Refusal another_took_over(const std::string& file, uint32_t theirs, uint32_t ours) {
  const std::string generation = std::to_string(theirs);
  const std::string own = std::to_string(ours);
  return core::refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "",
                      "Một bản khôi phục khác của hệ thống này (đời " + generation + ", bản này là đời " + own +
                          ") đã tiếp quản trước; xem " + file +
                          ". Hãy dùng bản đó; nếu bản này mới đúng, hãy khôi phục lại một lần nữa từ cùng bản sao lưu.",
                      "Another restored copy of this deployment (generation " + generation + ", this one is " + own +
                          ") took over before; see " + file +
                          ". Use that one; if this one is right, restore once more from the same backup.");
}

// Appends our first checkpoint behind whatever stands there, unless somebody took over before us.
std::optional<v1::Refusal> tell(const std::string& file, const store::LogOwner& owner, const v1::Checkpoint& own,
                                const v1::SignedCheckpoint& signed_one, const std::string& public_key) {
  for (int left = kTries; left > 0; --left) {
    const auto end = store::end_of_checkpoints(file, public_key);
    const auto last = end.last ? store::read_checkpoint(*end.last) : std::nullopt;
    const bool known = last && last->service() == owner.service && store::same_deployment(owner, *last);
    if (known && last->generation() >= own.generation()) {
      if (last->log_id() == own.log_id()) return std::nullopt;
      return another_took_over(file, last->generation(), own.generation());
    }
    if (store::append_checkpoints(file, end.last_line, {signed_one})) return std::nullopt;
  }
  throw std::runtime_error("announce the restored deployment in " + file + ": somebody else keeps writing there");
}

}  // namespace

std::optional<v1::Refusal> announce(const runtime::DataFolder& folder, const std::string& service,
                                    store::Store& store) {
  const std::string& place = folder.about.announce_to();
  std::error_code unreachable;
  if (place.empty() || !std::filesystem::is_directory(place, unreachable)) return std::nullopt;
  const auto stored = store::last_stored_checkpoint(store);
  const auto own = stored ? store::read_checkpoint(stored->signed_one) : std::nullopt;
  if (!own || own->generation() != folder.about.generation()) return std::nullopt;
  const store::LogOwner owner{service, folder.about.node(), folder.about.deployment_id(), folder.about.generation()};
  const std::string file = place + "/" + store::checkpoint_file_name(service);
  const auto key = runtime::read_public_key(runtime::public_key_file(folder));
  if (const auto* refusal = std::get_if<v1::Refusal>(&key)) return *refusal;
  try {
    return tell(file, owner, *own, stored->signed_one, std::get<std::string>(key));
  } catch (const std::system_error&) {
    return std::nullopt;  // a disk that cannot be written: its original cannot go on there either
  }
}

}  // namespace giaoban::backup
