// The router: moves each dossier along its way; owns dossiers, their texts and files, their deadlines and the my-turn
// queue.
#pragma once

#include <string>
#include <vector>

#include "services/router/batch.h"
#include "services/runtime/heard.h"
#include "services/runtime/service.h"
#include "workflows/core/decide.h"

namespace giaoban::router {

// What the operator decides about the router; see RouterSettings.
struct RouterOptions {
  int64_t authority_max_age_us = 5'000'000;  // machine time
  int64_t hold_us = 0;                       // business time
};

// Follows the directory and never parks what it says: while it has not heard for too long, human acts are refused.
// One command: stored reply? authority fresh? load, decide, evolve in the batch; rows are written once before the
// commit.
class RouterService final : public runtime::Service {
 public:
  explicit RouterService(RouterOptions options);

  std::string_view name() const override { return "router"; }
  bool keeps_log() const override { return true; }
  std::string_view schema() const override;
  std::vector<runtime::Source> sources() const override;
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store& store) override;
  void hear(const std::string& source, const v1::LogRecord& record, const std::vector<v1::Content>& contents,
            runtime::Work& work) override;
  int64_t next_due_us(store::Store& store) override;
  void tick(runtime::Work& work) override;
  void before_commit(runtime::Work& work) override;
  std::vector<v1::Content> contents_of(const v1::LogRecord& record, store::Store& store) override;

 private:
  template <class T>
  using Result = std::variant<T, v1::Refusal>;
  using Call = runtime::Call;
  using Work = runtime::Work;

  // commands.cc
  Result<v1::DecideResponse> decide(const v1::DecideRequest& command, const Call& call, Work& work);
  Result<v1::DecideResponse> decide_now(const v1::DecideRequest& command, const std::string& person,
                                        const std::string& principal, const std::string& trace_id,
                                        const v1::Holder& bound, Work& work);
  // The office that an integrator's key is bound to; empty for everybody else.
  v1::Holder bound_office(const Call& call) const;
  Result<v1::DecideResponse> carry_out(std::vector<core::Step> steps, const v1::DecideRequest& command,
                                       const std::string& principal, const std::string& trace_id, Batch::Row& row,
                                       Work& work);
  const core::PublishedKind* kind_for(const v1::DecideRequest& command, const v1::Dossier& dossier);
  void expire(const std::string& id, Work& work);
  // files.cc
  Result<v1::PutChunkResponse> put_chunk(const v1::PutChunkRequest& request, const Call& call, Work& work);
  Result<v1::GetChunkResponse> get_chunk(const v1::GetChunkRequest& request, const Call& call, Work& work);
  // The file whose parts are all there, with a fresh salt; false when parts are missing.
  bool find_file(const std::string& file_id, const std::string& id, Work& work, core::StoredFile& file,
                 std::string& salt);
  // Keeps what people call an attached file.
  void keep_file(const v1::Attach& attach, const std::string& id, const std::string& salt, Work& work);
  // queries.cc
  Result<v1::GetDossierResponse> get_dossier(const v1::GetDossierRequest& request, const Call& call, Work& work);
  Result<v1::GetHistoryResponse> get_history(const v1::GetHistoryRequest& request, const Call& call, Work& work);
  Result<v1::ListMyTurnResponse> list_my_turn(const v1::ListMyTurnRequest& request, const Call& call, Work& work);
  Result<v1::CheckWaitingResponse> check_waiting(const v1::CheckWaitingRequest& request, const Call& call, Work& work);
  std::vector<std::string> holder_keys(const std::string& person, const v1::Holder& bound, int64_t now_us) const;
  // Finds a dossier that this person (or an operator) may read; NOT_FOUND for those they may not even know of.
  std::variant<std::monostate, v1::Refusal> find_readable(const std::string& dossier_id, const Call& call, Work& work,
                                                          Batch::Row& row, std::string& person);

  RouterOptions options_;
  runtime::Methods methods_;
  runtime::HeardDirectory heard_;
  Batch batch_;
};

}  // namespace giaoban::router
