// Rows are read at first sight and written once per commit, however many commands of the batch touched them.
#include "services/router/batch.h"

#include <algorithm>

#include "services/runtime/ids.h"

namespace giaoban::router {

namespace {

// UUIDs are stored as their 16 bytes, which keeps them in the order of time; other keys as they are.
std::string request_key(const std::string& request_id) {
  std::string bytes = runtime::uuid_to_bytes(request_id);
  return bytes.empty() ? request_id : bytes;
}

}  // namespace

std::string_view Batch::schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS dossier (id BLOB PRIMARY KEY, version BIGINT NOT NULL, body BLOB NOT NULL,
      positions BLOB NOT NULL, holder TEXT, entered BIGINT NOT NULL, deadline BIGINT) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS dossier_holder ON dossier (holder, entered) WHERE holder IS NOT NULL;
    CREATE INDEX IF NOT EXISTS dossier_deadline ON dossier (deadline) WHERE deadline IS NOT NULL;
    CREATE TABLE IF NOT EXISTS content (dossier BLOB NOT NULL, version BIGINT NOT NULL, salt BLOB NOT NULL,
      body BLOB NOT NULL, PRIMARY KEY (dossier, version)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS request (request_id BLOB NOT NULL, principal TEXT NOT NULL, asked BLOB NOT NULL,
      reply BLOB NOT NULL, PRIMARY KEY (request_id, principal)) WITHOUT ROWID;
  )";
}

Batch::Row read_dossier(const std::string& id, store::Store& store) {
  Batch::Row row;
  row.id = id;
  store.prepare("SELECT body, positions FROM dossier WHERE id = $1").one({store::Blob{id}}, [&](const store::Row& r) {
    const auto body = r.blob(0);
    row.dossier.ParseFromArray(body.data(), static_cast<int>(body.size()));
    row.positions = r.blob(1);
  });
  return row;
}

Batch::Row& Batch::dossier(const std::string& id, store::Store& store) {
  const auto found = dossiers_.find(id);
  if (found != dossiers_.end()) return found->second;
  Row row = read_dossier(id, store);
  row.was = standing_of(row.dossier);
  return dossiers_.emplace(id, std::move(row)).first->second;
}

std::optional<v1::Content> Batch::content(const std::string& id, uint64_t version, store::Store& store) {
  const auto found = contents_.find({id, version});
  if (found != contents_.end()) return found->second;
  std::optional<v1::Content> content;
  store.prepare("SELECT salt, body FROM content WHERE dossier = $1 AND version = $2")
      .one({store::Blob{id}, static_cast<int64_t>(version)}, [&](const store::Row& row) {
        content.emplace();
        content->ParseFromArray(row.blob(1).data(), static_cast<int>(row.blob(1).size()));
        content->set_salt(std::string(row.blob(0)));
        content->set_version(version);
        content->set_dossier_id(runtime::uuid_to_text(id));
      });
  return content;
}

void Batch::add_content(const std::string& id, v1::Content content) {
  const uint64_t version = content.version();
  contents_[{id, version}] = std::move(content);
}

std::optional<Batch::Request> Batch::request(const std::string& principal, const std::string& request_id,
                                             store::Store& store) {
  const std::string key = request_key(request_id);
  const auto found = request_index_.find(principal + '\0' + key);
  if (found != request_index_.end()) return requests_[found->second].request;
  std::optional<Request> request;
  store.prepare("SELECT asked, reply FROM request WHERE request_id = $1 AND principal = $2")
      .one({store::Blob{key}, std::string_view(principal)}, [&](const store::Row& row) {
        request.emplace();
        request->asked = row.blob(0);
        request->reply.ParseFromArray(row.blob(1).data(), static_cast<int>(row.blob(1).size()));
      });
  return request;
}

void Batch::add_request(const std::string& principal, const std::string& request_id, Request request) {
  std::string key = request_key(request_id);
  request_index_[principal + '\0' + key] = requests_.size();
  requests_.push_back({principal, std::move(key), std::move(request)});
}

void Batch::write(store::Store& store) {
  auto& put = store.prepare(
      "INSERT INTO dossier (id, version, body, positions, holder, entered, deadline) VALUES ($1, $2, $3, $4, $5, $6, "
      "$7) "
      "ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body, positions = "
      "excluded.positions, "
      "holder = excluded.holder, entered = excluded.entered, deadline = excluded.deadline");
  std::string body;
  for (auto& [id, row] : dossiers_) {
    if (!row.dirty) continue;
    body.clear();
    row.dossier.AppendToString(&body);
    const std::string holder = standing_of(row.dossier).holder;
    const int64_t deadline = deadline_of(row.dossier);
    put.run({store::Blob{id}, static_cast<int64_t>(row.dossier.version()), store::Blob{body},
             store::Blob{row.positions}, holder.empty() ? store::Value{} : store::Value{std::string_view(holder)},
             row.dossier.entered_us(), deadline == 0 ? store::Value{} : store::Value{deadline}});
  }
  for (const auto& [key, content] : contents_) {
    store.prepare("INSERT INTO content (dossier, version, salt, body) VALUES ($1, $2, $3, $4)")
        .run({store::Blob{key.first}, static_cast<int64_t>(key.second), store::Blob{content.salt()},
              store::Blob{content_body(content)}});
  }
  for (const auto& [principal, key, request] : requests_) {
    store.prepare("INSERT INTO request (request_id, principal, asked, reply) VALUES ($1, $2, $3, $4)")
        .run({store::Blob{key}, std::string_view(principal), store::Blob{request.asked},
              store::Blob{request.reply.SerializeAsString()}});
  }
}

std::vector<Batch::Change> Batch::take_changes() {
  std::vector<Change> changes;
  for (auto& [id, row] : dossiers_) {
    if (row.dirty) changes.push_back({id, std::move(row.was), std::move(row.dossier)});
  }
  return changes;
}

void Batch::clear() {
  dossiers_.clear();
  contents_.clear();
  request_index_.clear();
  requests_.clear();
}

Standing standing_of(const v1::Dossier& dossier) {
  Standing at;
  at.entered_us = dossier.entered_us();
  // While a decision is on hold the paper waits for nobody: it is as good as gone, until it is undone.
  if (dossier.has_pending()) {
    at.held_by = dossier.pending().actor().person_id();
    at.seals_us = dossier.pending().seals_us();
  } else {
    at.holder = holder_key(dossier.at().holder());
  }
  return at;
}

int64_t deadline_of(const v1::Dossier& dossier) {
  const int64_t seals = dossier.has_pending() ? dossier.pending().seals_us() : 0;
  const int64_t expires = dossier.has_pending() ? 0 : dossier.at().expires_us();
  return seals != 0 && expires != 0 ? std::min(seals, expires) : std::max(seals, expires);
}

std::string holder_key(const v1::Holder& holder) {
  return holder.unit_id().empty() ? "" : holder.unit_id() + "/" + std::to_string(static_cast<int>(holder.role()));
}

std::string content_body(const v1::Content& content) {
  v1::Content body = content;
  body.clear_dossier_id();
  body.clear_version();
  body.clear_salt();
  return body.SerializeAsString();
}

}  // namespace giaoban::router
