// What checkpoints that were copied elsewhere show of a deployment beyond its backup.
#include "services/backup/known.h"

#include <algorithm>

#include "services/runtime/folder.h"
#include "services/store/checkpoint_file.h"

namespace giaoban::backup {

std::vector<v1::SignedCheckpoint> copied_checkpoints(const std::string& folder, const std::string& service) {
  return store::read_checkpoints(folder + "/" + store::checkpoint_file_name(service));
}

Known known_in(const std::vector<std::string>& folders, const store::LogOwner& owner, std::string_view public_key) {
  Known known;
  for (const auto& folder : folders) {
    for (const auto& service : runtime::service_names()) {
      for (const auto& signed_one : copied_checkpoints(folder, service)) {
        const auto opened = store::open_checkpoint(signed_one, public_key);
        const auto* checkpoint = std::get_if<v1::Checkpoint>(&opened);
        if (checkpoint == nullptr || checkpoint->service() != service) continue;
        if (!store::same_deployment(owner, *checkpoint)) continue;
        known.generation = std::max(known.generation, checkpoint->generation());
        auto& last = known.last[service];
        last = std::max(last, checkpoint->position());
      }
    }
  }
  return known;
}

}  // namespace giaoban::backup
