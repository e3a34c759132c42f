// Files: parts are durable before the command that names them; read back part by part.
#include <algorithm>

#include "services/router/file_types.h"
#include "services/router/router_service.h"
#include "services/runtime/ids.h"
#include "services/store/digest.h"
#include "workflows/core/authority.h"
#include "workflows/core/way.h"

namespace giaoban::router {

namespace {

using core::refuse;
constexpr size_t kChunkBytes = 262'144;
constexpr uint32_t kChunks = 100;
constexpr int64_t kFilesPerDossier = 20;
constexpr int64_t kUnfinished = 5;  // files per dossier that are on their way

bool well_formed(const std::string& file_id) {
  return file_id.size() >= 8 && file_id.size() <= 64 &&
         file_id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") ==
             std::string::npos;
}

}  // namespace

RouterService::Result<v1::PutChunkResponse> RouterService::put_chunk(const v1::PutChunkRequest& request,
                                                                     const Call& call, Work& work) {
  Batch::Row row;
  std::string person;
  const auto found = find_readable(request.dossier_id(), call, work, row, person);
  if (const auto* no = std::get_if<v1::Refusal>(&found)) return *no;
  if (!well_formed(request.file_id())) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "file_id", "Mã tệp phải dài 8-64 ký tự, chỉ gồm chữ, số, '_' và '-'.",
                  "file_id must be 8-64 characters of letters, digits, '_' and '-'.");
  }
  if (request.index() >= kChunks || request.data().size() > kChunkBytes) {
    return refuse(v1::REFUSAL_CODE_TOO_LARGE, "data",
                  "Mỗi phần của tệp tối đa 256 KiB, mỗi tệp tối đa 100 phần (25 MB).",
                  "A part of a file is at most 256 KiB, a file at most 100 parts (25 MB).");
  }
  const auto kind = heard_.directory().kind_by_digest(row.dossier.kind_digest());
  const auto* state = kind ? core::find_state(kind->kind, row.dossier.at().state()) : nullptr;
  std::vector<v1::Role> roles;
  if (kind) {
    for (const auto& opener : kind->kind.may_open()) roles.push_back(opener.role());
  }
  const bool author =
      core::right_of_any(heard_.directory(), person, row.dossier.unit_id(), roles, work.now.business_us).has_value();
  if (!state || !core::find_move(*state, v1::VERB_ATTACH) || !author) {
    return refuse(v1::REFUSAL_CODE_NOT_OPEN, "dossier_id", "Hồ sơ đang không nhận tệp của đồng chí ở bước này.",
                  "The dossier takes no files from you in its present state.");
  }
  int64_t others = 0;
  bool attached = false;
  work.store.prepare("SELECT COUNT(*) FROM file WHERE dossier = $1 AND file_id <> $2")
      .one({store::Blob{row.id}, std::string_view(request.file_id())},
           [&](const store::Row& r) { others = r.integer(0); });
  work.store.prepare("SELECT 1 FROM file WHERE dossier = $1 AND file_id = $2")
      .one({store::Blob{row.id}, std::string_view(request.file_id())}, [&](const store::Row&) { attached = true; });
  if (attached) {
    return refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "file_id", "Tệp này đã đính kèm, không ghi lại được.",
                  "This file is attached already and cannot be written again.");
  }
  if (others >= kFilesPerDossier) {
    return refuse(v1::REFUSAL_CODE_TOO_LARGE, "file_id", "Mỗi hồ sơ tối đa 20 tệp.",
                  "A dossier holds at most 20 files.");
  }
  // Files that were begun and never attached hold no place for ever: the first by id makes room for a sixth, and for
  // one that would be the twenty-first.
  std::vector<std::string> unfinished;
  work.store
      .prepare(
          "SELECT DISTINCT file_id FROM chunk WHERE dossier = $1 AND file_id <> $2 AND NOT EXISTS (SELECT 1 FROM file "
          "WHERE file.dossier = chunk.dossier AND file.file_id = chunk.file_id) ORDER BY file_id")
      .each({store::Blob{row.id}, std::string_view(request.file_id())},
            [&](const store::Row& r) { unfinished.emplace_back(r.text(0)); });
  const auto room = static_cast<size_t>(std::min(kUnfinished, kFilesPerDossier - others)) - 1;
  for (size_t i = 0; i + room < unfinished.size(); ++i) drop_parts(unfinished[i], row.id, work);
  work.store
      .prepare(
          "INSERT INTO chunk (dossier, file_id, number, bytes) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (dossier, file_id, number) DO UPDATE SET bytes = excluded.bytes")
      .run({store::Blob{row.id}, std::string_view(request.file_id()), static_cast<int64_t>(request.index()),
            store::Blob{request.data()}});
  return v1::PutChunkResponse();
}

std::optional<v1::Refusal> RouterService::find_file(const v1::Attach& attach, const std::string& id, Work& work,
                                                    core::StoredFile& file, std::string& salt) {
  if (auto no = check_file_name(attach.name())) return no;
  std::string bytes;
  int64_t expected = 0;
  bool whole = true;
  work.store.prepare("SELECT number, bytes FROM chunk WHERE dossier = $1 AND file_id = $2 ORDER BY number")
      .each({store::Blob{id}, std::string_view(attach.file_id())}, [&](const store::Row& row) {
        whole = whole && row.integer(0) == expected++;
        bytes += row.blob(1);
      });
  if (!whole || bytes.empty()) return std::nullopt;
  if (auto no = check_file_bytes(attach.name(), bytes)) return no;
  salt = work.ids.bytes(16);
  file.file_id = attach.file_id();
  file.size = bytes.size();
  file.sha256 = store::sha256({bytes});
  file.digest = store::sha256({salt, bytes});
  return std::nullopt;
}

void RouterService::drop_parts(const std::string& file_id, const std::string& id, Work& work) {
  work.store
      .prepare(
          "DELETE FROM chunk WHERE dossier = $1 AND file_id = $2 AND NOT EXISTS (SELECT 1 FROM file "
          "WHERE file.dossier = chunk.dossier AND file.file_id = chunk.file_id)")
      .run({store::Blob{id}, std::string_view(file_id)});
}

void RouterService::keep_file(const v1::Attach& attach, const std::string& id, const std::string& salt, Work& work) {
  work.store
      .prepare("INSERT INTO file (dossier, file_id, name, media_type, size, salt) VALUES ($1, $2, $3, $4, $5, $6)")
      .run({store::Blob{id}, std::string_view(attach.file_id()), std::string_view(attach.name()),
            std::string_view(attach.media_type()), static_cast<int64_t>(attach.size()), store::Blob{salt}});
}

void RouterService::fill_file_names(v1::GetDossierResponse& response, const std::string& id, Work& work) const {
  const auto& attachments = response.dossier().attachments();
  if (attachments.empty()) return;
  std::map<std::string, std::string> names;
  work.store.prepare("SELECT file_id, name FROM file WHERE dossier = $1")
      .each({store::Blob{id}}, [&](const store::Row& r) { names[std::string(r.text(0))] = r.text(1); });
  for (const auto& attachment : attachments) response.add_file_names(names[attachment.file_id()]);
}

RouterService::Result<v1::GetChunkResponse> RouterService::get_chunk(const v1::GetChunkRequest& request,
                                                                     const Call& call, Work& work) {
  Batch::Row row;
  std::string person;
  const auto found = find_readable(request.dossier_id(), call, work, row, person);
  if (const auto* no = std::get_if<v1::Refusal>(&found)) return *no;
  bool named = false;
  for (const auto& attachment : row.dossier.attachments()) named = named || attachment.file_id() == request.file_id();
  v1::GetChunkResponse response;
  bool there = named;
  there = there && work.store.prepare("SELECT name, media_type, size FROM file WHERE dossier = $1 AND file_id = $2")
                       .one({store::Blob{row.id}, std::string_view(request.file_id())}, [&](const store::Row& r) {
                         response.set_name(std::string(r.text(0)));
                         response.set_media_type(std::string(r.text(1)));
                         response.set_size(static_cast<uint64_t>(r.integer(2)));
                       });
  there = there &&
          work.store.prepare("SELECT bytes FROM chunk WHERE dossier = $1 AND file_id = $2 AND number = $3")
              .one({store::Blob{row.id}, std::string_view(request.file_id()), static_cast<int64_t>(request.index())},
                   [&](const store::Row& r) { response.set_data(std::string(r.blob(0))); });
  // Counted: a part may be shorter than the largest.
  work.store.prepare("SELECT COUNT(*) FROM chunk WHERE dossier = $1 AND file_id = $2")
      .one({store::Blob{row.id}, std::string_view(request.file_id())},
           [&](const store::Row& r) { response.set_parts(static_cast<uint32_t>(r.integer(0))); });
  if (!there) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "file_id", "Không có phần tệp này trong hồ sơ.",
                  "The dossier has no such part of a file.");
  }
  return response;
}

}  // namespace giaoban::router
