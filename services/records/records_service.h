// The records service: hears what was decided and answers what people look up; all it keeps can be heard again.
#pragma once

#include "services/records/export.h"
#include "services/records/held_back.h"
#include "services/records/known.h"
#include "services/records/open_papers.h"
#include "services/records/owed.h"
#include "services/records/postings.h"
#include "services/records/shape.h"
#include "services/records/stays.h"
#include "services/records/tables.h"
#include "services/records/tallies.h"
#include "services/records/unit_order.h"
#include "services/runtime/heard.h"
#include "services/runtime/service.h"

namespace giaoban::records {

// Follows directory, router (with texts) and reminder; keeps no log. Dropping its tables and cursors and hearing again
// gives the same rows, and load() does so with tables of another shape. People see the units in which they hold an
// office, own or lent, and those below; operators all. Texts are kept as folded words, title and numbers only.
class RecordsService final : public runtime::Service {
 public:
  // `portal_url` begins the links in calendars; without it there are none.
  explicit RecordsService(std::string portal_url = {});

  std::string_view name() const override { return "records"; }
  bool keeps_log() const override { return false; }
  std::string_view schema() const override { return shape_schema(); }
  std::vector<runtime::Source> sources() const override;
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store& store) override;
  void hear(const std::string& source, const v1::LogRecord& record, const std::vector<v1::Content>& contents,
            runtime::Work& work) override;
  void before_commit(runtime::Work& work) override;
  // Nothing happens here on its own account.
  int64_t next_due_us(store::Store&) override { return 0; }
  void tick(runtime::Work&) override {}

 private:
  template <class Req, class Res, class Answer>
  void answer(std::string_view method, Answer made);
  Known known(runtime::Work& work) const;
  std::variant<v1::ExportListResponse, v1::Refusal> export_agenda(const v1::ExportListRequest& request,
                                                                  const runtime::Call& call, runtime::Work& work) const;
  void hear_directory(const v1::LogRecord& record, store::Store& store);
  void hear_unit(const std::string& unit_id, store::Store& store);
  void hear_dossier(const v1::LogRecord& record, const std::vector<v1::Content>& contents, store::Store& store);
  void open(const v1::LogRecord& record, const std::vector<v1::Content>& contents, store::Store& store);
  void take_paper(DossierRow& row, const v1::Content* content, Tables& tables);
  std::shared_ptr<const core::PublishedKind> pinned(const DossierRow& row) const;

  std::string portal_url_;  // without a slash at its end
  std::string tables_;      // definitions
  runtime::Methods methods_;
  runtime::HeardDirectory heard_;
  UnitOrder order_;
  HeldBack held_back_;
  OpenPapers open_;
  // Gathered in a transaction and written at its end.
  Tallies tallies_;
  Postings postings_;
  Owed owed_;
  Stays stays_;
  // Asked for by what was heard; done once, at the end of the transaction, however many units came.
  bool recount_tallies_ = false;
  bool recount_owed_ = false;
  Exporter exporter_{methods_, heard_.directory()};
};

}  // namespace giaoban::records
