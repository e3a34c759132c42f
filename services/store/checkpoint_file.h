// Copied checkpoints: <copy_to>/<service>.checkpoints.jsonl, one SignedCheckpoint per line as proto3 JSON, in the order
// in which they were signed. What is there is never rewritten; several copies of a deployment may append to one file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/audit.pb.h"

namespace giaoban::store {

// "router.checkpoints.jsonl".
std::string checkpoint_file_name(std::string_view service);

// All checkpoints of a file, oldest first; none when there is no such file. A last line without its end was torn by a
// crash and is left out. Any other line that cannot be read stands as an empty SignedCheckpoint, so nothing that was
// damaged goes by unseen: open_checkpoint says kUnreadable. Signatures are not checked here. Throws std::system_error.
std::vector<v1::SignedCheckpoint> read_checkpoints(const std::string& file);

// The end of a file.
struct CheckpointFileEnd {
  std::string last_line;                     // the last whole line, without its end; empty when there is none
  std::string torn;                          // what stands behind it
  std::optional<v1::SignedCheckpoint> last;  // the last one that was signed with the key
  bool others_behind = false;                // other whole lines stand behind that one, or there is no such one
};
// Looks at the last 64 KiB only, for what this public key (32 bytes) signed: who may write there, but has not the key,
// can say nothing. Throws std::system_error; a file that is not there is empty.
CheckpointFileEnd end_of_checkpoints(const std::string& file, std::string_view public_key);

// Appends checkpoints and syncs the file, if its last whole line is still `expected`; otherwise, or while another
// process is appending, changes nothing and returns false. A torn last line is completed when it begins the first of
// these, else closed and marked as torn. Makes the file, but no folder. Throws std::system_error; some of the text may
// then be there.
bool append_checkpoints(const std::string& file, std::string_view expected,
                        const std::vector<v1::SignedCheckpoint>& checkpoints);

// One line, without its end; and back, empty unless it is exactly such a line.
std::string checkpoint_line(const v1::SignedCheckpoint& checkpoint);
std::optional<v1::SignedCheckpoint> read_checkpoint_line(std::string_view line);

}  // namespace giaoban::store
