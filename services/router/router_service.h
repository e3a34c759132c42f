// The router: moves each dossier along its way; owns dossiers, their texts and files, their deadlines and the my-turn
// queue.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/router/batch.h"
#include "services/router/queue.h"
#include "services/runtime/heard.h"
#include "services/runtime/service.h"
#include "workflows/core/decide.h"

namespace giaoban::router {

// What the operator decides about the router; see RouterSettings.
struct RouterOptions {
  int64_t authority_max_age_us = 5'000'000;  // machine time
  int64_t hold_us = 0;                       // business time
  int64_t bulk_hold_us = 0;                  // business time; for decisions that were taken on many papers at once
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
  void committed() override;
  std::vector<v1::Content> contents_of(const v1::LogRecord& record, store::Store& store) override;
  // faults.cc: every dossier's row against the fold of its events.
  std::vector<std::string> faults(store::Store& store) const override;

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
  // The file whose parts are all there, with a fresh salt; `file` stays empty when parts are missing. A refusal when it
  // is of no type that is taken.
  std::optional<v1::Refusal> find_file(const v1::Attach& attach, const std::string& id, Work& work,
                                       core::StoredFile& file, std::string& salt);
  // Throws the parts of a file that is not attached away.
  void drop_parts(const std::string& file_id, const std::string& id, Work& work);
  // Keeps what people call an attached file.
  void keep_file(const v1::Attach& attach, const std::string& id, const std::string& salt, Work& work);
  // Names of the attached files, in the order of the dossier.
  void fill_file_names(v1::GetDossierResponse& response, const std::string& id, Work& work) const;
  // queries.cc
  Result<v1::GetDossierResponse> get_dossier(const v1::GetDossierRequest& request, const Call& call, Work& work);
  Result<v1::GetHistoryResponse> get_history(const v1::GetHistoryRequest& request, const Call& call, Work& work);
  Result<v1::CheckWaitingResponse> check_waiting(const v1::CheckWaitingRequest& request, const Call& call, Work& work);
  // Finds a dossier that this person (or an operator) may read; NOT_FOUND for those they may not even know of.
  std::variant<std::monostate, v1::Refusal> find_readable(const std::string& dossier_id, const Call& call, Work& work,
                                                          Batch::Row& row, std::string& person);
  void fill_names(v1::GetDossierResponse& response, const v1::Dossier& dossier) const;
  // turns.cc
  struct Snoozed {
    int64_t until_us = 0;
    uint32_t generation = 0;  // it holds while the paper stands there
  };
  using Snoozes = std::map<Id, Snoozed>;
  Result<v1::ListMyTurnResponse> list_my_turn(const v1::ListMyTurnRequest& request, const Call& call, Work& work);
  Result<v1::ListHeldResponse> list_held(const v1::ListHeldRequest& request, const Call& call, Work& work);
  Result<v1::SnoozeResponse> snooze(const v1::SnoozeRequest& request, const Call& call, Work& work);
  // What of one queue waits for a person: all of it, for who holds that very office; otherwise what is with its author
  // there and may be opened by one of the roles that the person has in the same unit.
  struct Reach {
    bool whole = false;
    std::vector<v1::Role> as_author;
  };
  using Reaches = std::map<std::string, Reach>;  // by holder_key()
  Reaches reaches_of(const std::string& person, const v1::Holder& bound, int64_t now_us) const;
  bool takes(const Reach& reach, bool with_author, const std::string& kind_digest, const std::string& unit_id) const;
  Snoozes snoozes_of(const std::string& person, const Call& call, Work& work);
  void fill_turn(v1::Turn& turn, v1::Dossier dossier) const;
  void fill_counts(v1::ListMyTurnResponse& response,
                   const std::map<std::pair<uint32_t, uint32_t>, uint32_t>& counts) const;

  RouterOptions options_;
  runtime::Methods methods_;
  runtime::HeardDirectory heard_;
  Batch batch_;
  std::vector<Batch::Change> changes_;  // written, not yet committed
  Queue queue_;                         // of what is committed
};

}  // namespace giaoban::router
