// Decide: what a command does to a dossier, as events or as a refusal. Pure: everything it may know is handed in.
// Adding a verb: a message in command.proto and event.proto, one file in verbs/, one row in decide.cc, one in
// evolve.cc.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "giaoban/v1/command.pb.h"
#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/event.pb.h"
#include "workflows/core/directory.h"

namespace giaoban::core {

// A file whose chunks are all durable, as the router found it.
struct StoredFile {
  std::string file_id;
  uint64_t size = 0;
  std::string sha256;  // of the bytes, 32 bytes
  std::string digest;  // SHA-256(salt || bytes), 32 bytes: what the event will carry
};

// Everything that a decision may depend on beside the dossier and the command. References outlive the call.
struct Context {
  const Directory& directory;                      // as heard; its position is written into the event
  const PublishedKind* kind = nullptr;             // pinned version; for open the one in force, nullptr when unknown
  std::string_view person_id;                      // who asks; empty when the router's own deadline speaks
  int64_t now_us = 0;                              // business time
  int64_t hold_us = 0;                             // how long decisions are held; 0 means not at all
  const std::vector<v1::Field>* fields = nullptr;  // all fields as last saved; nullptr when there are none
  const StoredFile* file = nullptr;                // for attach: the uploaded file; nullptr when chunks are missing
};

// One thing that will have happened: the event and the texts that go beside it. The content of attach has the name of
// the file and its media type as text, one per line.
struct Step {
  v1::DossierEvent event;              // complete but for content's digest
  std::optional<v1::Content> content;  // version set; dossier_id, salt and digest are the caller's to add
};

// Steps in order, at least one; or why not. The caller fills in content digests before it evolves.
using Decision = std::variant<std::vector<Step>, v1::Refusal>;

// `dossier.version()` is 0 for a dossier that does not exist. Never throws on any input. A redundant command is
// refused, not absorbed: the second approve is NOT_OPEN or CLOSED, so the log reads as what happened. Asked in this
// order, the first no counts: is there such a dossier; has the person seen its present version; is it ended; does its
// state know the verb; does a decision wait to seal; may the person; four eyes; a claim; what was sent.
Decision decide(const v1::Dossier& dossier, const v1::DecideRequest& command, const Context& context);

// Verbs of the present state in the kind's order, each open or with the reason why it is closed to this person; while a
// decision waits to seal, undo and seal come after them. What depends on what is sent is not asked.
std::vector<v1::OpenVerb> open_verbs(const v1::Dossier& dossier, const Context& context);

}  // namespace giaoban::core
