// Whether the stored dossiers are what their events make them: a backup is not believed before.
#include "services/router/router_service.h"
#include "services/runtime/ids.h"
#include "workflows/core/evolve.h"

namespace giaoban::router {
namespace {

constexpr size_t kMostFaults = 20;
constexpr size_t kPositionBytes = 8;

uint64_t position_at(std::string_view positions, size_t at) {
  uint64_t position = 0;
  for (size_t i = 0; i < kPositionBytes; ++i) position = position << 8U | static_cast<unsigned char>(positions[at + i]);
  return position;
}

std::optional<v1::LogRecord> record_at(uint64_t position, store::Store& store) {
  v1::LogRecord record;
  bool readable = false;
  store.prepare("SELECT record FROM log WHERE position = $1")
      .one({static_cast<int64_t>(position)}, [&](const store::Row& row) {
        readable = record.ParseFromArray(row.blob(0).data(), static_cast<int>(row.blob(0).size()));
      });
  return readable ? std::optional(std::move(record)) : std::nullopt;
}

// Why a row is not what its events make it; empty when it is. `events` grows by those that are its own.
std::string fault_of(const store::Row& row, uint64_t& events, store::Store& store) {
  const std::string id = runtime::uuid_to_text(row.blob(0));
  const auto positions = row.blob(3);
  v1::Dossier fold;
  for (size_t at = 0; at + kPositionBytes <= positions.size(); at += kPositionBytes) {
    const uint64_t position = position_at(positions, at);
    const auto record = record_at(position, store);
    const bool own = record && record->has_dossier() && record->dossier().dossier_id() == id &&
                     record->dossier().version() == fold.version() + 1;
    if (!own) return "record " + std::to_string(position) + " is not its next event";
    core::evolve(fold, record->dossier());
    ++events;
  }
  v1::Dossier stored;
  const auto body = row.blob(2);
  if (!stored.ParseFromArray(body.data(), static_cast<int>(body.size())) ||
      stored.SerializeAsString() != fold.SerializeAsString()) {
    return "what is stored is not the fold of its events";
  }
  if (static_cast<uint64_t>(row.integer(1)) != fold.version()) return "its row says another version";
  if (row.text(4) != standing_of(fold).holder) return "it stands in the queue of somebody else";
  if (row.integer(5) != deadline_of(fold)) return "its row says another deadline";
  return "";
}

}  // namespace

std::vector<std::string> RouterService::faults(store::Store& store) const {
  std::vector<std::string> faults;
  const auto say = [&](std::string fault) {
    if (faults.size() < kMostFaults) faults.push_back(std::move(fault));
  };
  uint64_t events = 0;
  store.prepare("SELECT id, version, body, positions, holder, deadline FROM dossier ORDER BY id")
      .each({}, [&](const store::Row& row) {
        const std::string fault = fault_of(row, events, store);
        if (!fault.empty()) say("dossier " + runtime::uuid_to_text(row.blob(0)) + ": " + fault);
      });
  // Each event was found in the one dossier that it names, and none twice: equal numbers mean that none is left over.
  uint64_t records = 0;
  store.prepare("SELECT count(*) FROM log").one({}, [&](const store::Row& row) {
    records = static_cast<uint64_t>(row.integer(0));
  });
  if (faults.empty() && events != records) {
    say("the log has " + std::to_string(records) + " events, the dossiers " + std::to_string(events));
  }
  return faults;
}

}  // namespace giaoban::router
