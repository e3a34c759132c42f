// The table of methods, the directory as heard, and the router's own deadlines.
#include "services/router/router_service.h"

#include "services/runtime/ids.h"

namespace giaoban::router {

using runtime::kGateway;
using runtime::kOperator;
using runtime::kPeople;
using runtime::kService;

namespace {
constexpr int kDeadlinesAtOnce = 256;
}

RouterService::RouterService(RouterOptions options) : options_(options) {
  const auto bind = [this](auto member) {
    return [this, member](const auto& request, const Call& call, Work& work) {
      return (this->*member)(request, call, work);
    };
  };
  methods_.command<v1::DecideRequest, v1::DecideResponse>("DossierService/Decide", kPeople,
                                                          bind(&RouterService::decide));
  methods_.command<v1::PutChunkRequest, v1::PutChunkResponse>("DossierService/PutChunk", kPeople,
                                                              bind(&RouterService::put_chunk));
  methods_.query<v1::GetChunkRequest, v1::GetChunkResponse>("DossierService/GetChunk", kPeople | kOperator,
                                                            bind(&RouterService::get_chunk));
  methods_.query<v1::GetDossierRequest, v1::GetDossierResponse>("DossierService/GetDossier", kPeople | kOperator,
                                                                bind(&RouterService::get_dossier));
  methods_.query<v1::GetHistoryRequest, v1::GetHistoryResponse>("DossierService/GetHistory", kPeople | kOperator,
                                                                bind(&RouterService::get_history));
  methods_.query<v1::ListMyTurnRequest, v1::ListMyTurnResponse>("DossierService/ListMyTurn", kPeople,
                                                                bind(&RouterService::list_my_turn));
  methods_.query<v1::ListHeldRequest, v1::ListHeldResponse>("DossierService/ListHeld", kPeople,
                                                            bind(&RouterService::list_held));
  methods_.command<v1::SnoozeRequest, v1::SnoozeResponse>("DossierService/Snooze", kGateway,
                                                          bind(&RouterService::snooze));
  methods_.query<v1::CheckWaitingRequest, v1::CheckWaitingResponse>("DossierService/CheckWaiting", kService,
                                                                    bind(&RouterService::check_waiting));
}

std::string_view RouterService::schema() const {
  static const std::string all = std::string(Batch::schema()) + std::string(runtime::HeardDirectory::schema()) + R"(
    CREATE TABLE IF NOT EXISTS file (dossier BLOB NOT NULL, file_id TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL,
      size BIGINT NOT NULL, salt BLOB NOT NULL, PRIMARY KEY (dossier, file_id));
    CREATE TABLE IF NOT EXISTS chunk (dossier BLOB NOT NULL, file_id TEXT NOT NULL, number BIGINT NOT NULL,
      bytes BLOB NOT NULL, PRIMARY KEY (dossier, file_id, number));
    CREATE TABLE IF NOT EXISTS snooze (person TEXT NOT NULL, dossier BLOB NOT NULL, until BIGINT NOT NULL,
      generation BIGINT NOT NULL, PRIMARY KEY (person, dossier)) WITHOUT ROWID;
  )";
  return all;
}

std::vector<runtime::Source> RouterService::sources() const {
  return {{"directory", false, true}};
}

void RouterService::load(store::Store& store) {
  batch_.clear();
  changes_.clear();
  queue_.forget();
  heard_.load(store);
}

void RouterService::hear(const std::string&, const v1::LogRecord& record, const std::vector<v1::Content>&, Work& work) {
  heard_.hear(record, work.store);
}

int64_t RouterService::next_due_us(store::Store& store) {
  int64_t due = 0;
  store.prepare("SELECT deadline FROM dossier WHERE deadline IS NOT NULL ORDER BY deadline LIMIT 1")
      .one({}, [&](const store::Row& row) { due = row.integer(0); });
  return due;
}

void RouterService::tick(Work& work) {
  std::vector<std::string> ids;
  work.store.prepare("SELECT id FROM dossier WHERE deadline IS NOT NULL AND deadline <= $1 ORDER BY deadline LIMIT $2")
      .each({work.now.business_us, int64_t{kDeadlinesAtOnce}},
            [&](const store::Row& row) { ids.emplace_back(row.blob(0)); });
  for (const auto& id : ids) expire(id, work);
}

void RouterService::before_commit(Work& work) {
  batch_.write(work.store);
  changes_ = batch_.take_changes();
  batch_.clear();
}

void RouterService::committed() {
  for (const auto& change : changes_) queue_.apply(change);
  changes_.clear();
}

std::vector<v1::Content> RouterService::contents_of(const v1::LogRecord& record, store::Store& store) {
  std::vector<v1::Content> contents;
  const auto& event = record.dossier();
  const std::string id = runtime::uuid_to_bytes(event.dossier_id());
  const auto add = [&](const v1::ContentRef& ref) {
    if (ref.version() == 0) return;
    if (auto content = batch_.content(id, ref.version(), store)) contents.push_back(std::move(*content));
  };
  if (event.has_content()) add(event.content());
  if (event.has_submitted()) add(event.submitted().paper());
  return contents;
}

}  // namespace giaoban::router
