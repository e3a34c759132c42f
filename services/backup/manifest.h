// The manifest of a backup, and its files by name.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "giaoban/v1/backup.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "services/store/store.h"

namespace giaoban::backup {

inline constexpr uint32_t kLayout = 2;

// "router" for "router.db"; empty for any other file.
std::string service_of(const std::string& name);
// What belongs into a backup of this folder beside databases and copied checkpoints, keys first; names within it.
std::vector<std::string> small_files(const std::string& folder);
// All files of a folder and its folders, sorted; names within it.
std::vector<std::string> all_files(const std::string& folder);

// Copies a file byte by byte, durably, mode 0600. Throws std::system_error.
void copy_file(const std::string& from, const std::string& to);
// Size and sum of a file of a backup. Throws std::system_error.
v1::BackupFile describe(const std::string& folder, const std::string& name);
// Adds id, head and hash of the log that is kept in it.
void describe_log(store::Store& store, v1::BackupFile& file);

// Written last, because a folder without it is no backup.
void write_manifest(const std::string& folder, const v1::BackupManifest& manifest);
// Refused when there is none, when it cannot be read or is of another layout, or names a file outside of the folder.
std::variant<v1::BackupManifest, v1::Refusal> read_manifest(const std::string& folder);

}  // namespace giaoban::backup
