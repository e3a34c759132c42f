// Backups of a deployment: made while it runs, verified as a whole, restored as its next generation (backup.proto).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "giaoban/v1/backup.pb.h"
#include "giaoban/v1/settings.pb.h"
#include "services/runtime/clock.h"
#include "services/runtime/folder.h"
#include "services/runtime/service.h"
#include "services/store/store.h"

namespace giaoban::backup {

// Makes a service that is never started, for what only it knows of its own tables.
using MakeService = std::function<std::unique_ptr<runtime::Service>(const std::string& name)>;

// All of these may take minutes with large databases; one thread each, and any number of processes at once. Disk
// trouble leaves as std::system_error, StoreFull or StoreBroken. What they make is the owner's only: it holds secret
// keys.

// Copies a folder, running or not, into `to`, which must be empty or not there, and verifies what was copied; faults
// are in the report. Consumers are copied before those that they follow, so no cursor lies beyond the end of a log, and
// checkpoints before all. A crash leaves "<to>.partial", which is no backup and is cleared away by the next try.
std::variant<v1::BackupReport, v1::Refusal> create(const runtime::DataFolder& folder, const v1::Settings& settings,
                                                   const std::string& to, const MakeService& make_service,
                                                   runtime::Clock& clock);

// Looks at every byte: sums, SQLite's own check, chains, signatures, cursors, and what each service says of its tables.
// Changes nothing. A folder without a manifest is refused.
std::variant<v1::BackupReport, v1::Refusal> verify(const std::string& from, const MakeService& make_service);

// Makes the folder `to`, which must not be there, from a backup that holds. It is of the next generation: its logs go
// on under new ids, nothing that may have been sent is sent again, everybody signs in anew. `settings` are those of the
// backup as they will be in force. A report with faults, or a refusal, means that nothing was made.
std::variant<v1::BackupReport, v1::Refusal> restore(const std::string& from, const std::string& to,
                                                    const v1::Settings& settings, const MakeService& make_service,
                                                    runtime::Clock& clock);

// At every start of a service, when its locks are held: tells the folder of checkpoints of the original, if it can be
// reached, that this generation has taken over, once. Refused when another restored copy did so before. Nothing in a
// folder that was never restored.
std::optional<v1::Refusal> announce(const runtime::DataFolder& folder, const std::string& service, store::Store& store);

}  // namespace giaoban::backup
