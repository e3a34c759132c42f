// The overlay of one commit: dossiers, texts and request records that commands of the same batch see before they are
// rows.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "giaoban/v1/content.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "services/store/store.h"

namespace giaoban::router {

// Where a dossier stands in the queues: what it waits for, or whose decision on it is held.
struct Standing {
  std::string holder;  // key of the my-turn queue; empty when it waits for nobody
  int64_t entered_us = 0;
  std::string held_by;  // person whose decision has not sealed; empty if none
  int64_t seals_us = 0;
};
Standing standing_of(const v1::Dossier& dossier);
// The next moment at which the router has to act on a dossier on its own; 0 means never.
int64_t deadline_of(const v1::Dossier& dossier);

// Lives as long as the router; empty between transactions. Ids are 16-byte UUIDs.
class Batch {
 public:
  // A dossier and where its events lie in the log.
  struct Row {
    std::string id;
    v1::Dossier dossier;    // version 0: does not exist
    std::string positions;  // of its events, 8 bytes each, big-endian, in order
    Standing was;           // before this batch; only in rows that dossier() gives
    bool dirty = false;
  };
  // A dossier that this batch changed.
  struct Change {
    std::string id;
    Standing was;
    v1::Dossier now;
  };
  // An earlier command under the same key.
  struct Request {
    std::string asked;  // SHA-256 of what was asked
    v1::Reply reply;
  };

  // Table definitions.
  static std::string_view schema();

  // The dossier as this batch sees it; the reference is good until clear().
  Row& dossier(const std::string& id, store::Store& store);
  // A text as this batch sees it, with dossier_id and version set; empty when it was erased or never was.
  std::optional<v1::Content> content(const std::string& id, uint64_t version, store::Store& store);
  void add_content(const std::string& id, v1::Content content);
  std::optional<Request> request(const std::string& principal, const std::string& request_id, store::Store& store);
  void add_request(const std::string& principal, const std::string& request_id, Request request);

  // Writes everything gathered, inside the transaction.
  void write(store::Store& store);
  // Moves the changed dossiers out; the last thing before clear().
  std::vector<Change> take_changes();
  // Forgets everything; after the commit and after a rollback.
  void clear();

 private:
  struct NewRequest {
    std::string principal;
    std::string key;
    Request request;
  };
  std::unordered_map<std::string, Row> dossiers_;
  std::map<std::pair<std::string, uint64_t>, v1::Content> contents_;
  std::unordered_map<std::string, size_t> request_index_;  // principal + key
  std::vector<NewRequest> requests_;
};

// Reads a dossier's row; version 0 when there is none.
Batch::Row read_dossier(const std::string& id, store::Store& store);
// Key of the my-turn queue: "unit/role number"; empty when nobody is asked.
std::string holder_key(const v1::Holder& holder);
// The bytes that a content's digest covers: everything but dossier_id, version and salt.
std::string content_body(const v1::Content& content);

}  // namespace giaoban::router
