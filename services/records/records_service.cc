// What is heard, and what is answered.
#include "services/records/records_service.h"

#include <algorithm>
#include <stdexcept>

#include "services/records/agenda.h"
#include "services/records/calendar_text.h"
#include "services/records/export_refusals.h"
#include "services/records/listing.h"
#include "services/records/meetings.h"
#include "services/records/paper.h"
#include "services/records/pictures.h"
#include "services/records/roll_up.h"
#include "services/records/summary.h"

namespace giaoban::records {

namespace {

// The router's record has come, but the directory's news that it rests on have not.
v1::Refusal not_heard_yet() {
  auto no = core::refuse(v1::REFUSAL_CODE_UNAVAILABLE, "",
                         "Dữ liệu tra cứu chưa cập nhật tới việc vừa làm. Xin hỏi lại sau giây lát.",
                         "What was just done has not reached the records yet. Please ask again in a moment.");
  no.set_retry_after_ms(500);
  return no;
}

const v1::Content* find(const std::vector<v1::Content>& contents, uint64_t version) {
  const auto found =
      std::find_if(contents.begin(), contents.end(), [&](const auto& c) { return c.version() == version; });
  return found == contents.end() ? nullptr : &*found;
}

}  // namespace

RecordsService::RecordsService(std::string portal_url) : portal_url_(std::move(portal_url)) {
  while (portal_url_.ends_with('/')) portal_url_.pop_back();
  start_calendars();
  for (const auto part :
       {Tables::schema(), Tallies::schema(), Postings::schema(), Owed::schema(), Stays::schema(), Meetings::schema(),
        UnitOrder::schema(), HeldBack::schema(), runtime::HeardDirectory::schema()}) {
    tables_.append(part);
  }
  answer<v1::ListDossiersRequest, v1::ListDossiersResponse>("RecordsService/ListDossiers", list_dossiers);
  answer<v1::SummariseDossiersRequest, v1::SummariseDossiersResponse>(
      "RecordsService/SummariseDossiers", [](const auto& request, const Scope& scope, const Known& known) {
        return summarise_dossiers(request, scope, known.directory, known.store);
      });
  answer<v1::RollUpReportsRequest, v1::RollUpReportsResponse>(
      "RecordsService/RollUpReports", [](const auto& request, const Scope& scope, const Known& known) {
        return roll_up_reports(request, scope, known.directory, known.store);
      });
  answer<v1::GetComplianceRequest, v1::GetComplianceResponse>("PictureService/GetCompliance", get_compliance);
  answer<v1::GetFunnelRequest, v1::GetFunnelResponse>("PictureService/GetFunnel", get_funnel);
  answer<v1::GetAgeingRequest, v1::GetAgeingResponse>("PictureService/GetAgeing", get_ageing);
  answer<v1::GetStepTimesRequest, v1::GetStepTimesResponse>("PictureService/GetStepTimes", get_step_times);
  methods_.query<v1::ExportListRequest, v1::ExportListResponse>(
      "ExportService/ExportList", runtime::kPeople | runtime::kOperator,
      [this](const auto& request, const runtime::Call& call, runtime::Work& work) {
        const bool calendar = request.has_agenda() || request.format() == v1::EXPORT_FORMAT_ICS;
        return calendar ? export_agenda(request, call, work) : exporter_.answer(request, call, work);
      });
}

// A question about a part of the tree: first whether the caller may see it, then the answer.
template <class Req, class Res, class Answer>
void RecordsService::answer(std::string_view method, Answer made) {
  methods_.query<Req, Res>(method, runtime::kPeople | runtime::kOperator,
                           [this, made](const Req& request, const runtime::Call& call,
                                        runtime::Work& work) -> std::variant<Res, v1::Refusal> {
                             if (held_back_.lacks(call.request.min_position(), work.store)) return not_heard_yet();
                             auto scope =
                                 scope_of(request.unit_id(), call, heard_.directory(), order_, work.now.business_us);
                             if (auto* no = std::get_if<v1::Refusal>(&scope)) return std::move(*no);
                             return made(request, std::get<Scope>(scope), known(work));
                           });
}

std::variant<v1::ExportListResponse, v1::Refusal> RecordsService::export_agenda(const v1::ExportListRequest& request,
                                                                                const runtime::Call& call,
                                                                                runtime::Work& work) const {
  if (auto no = check_agenda(request)) return *no;
  const auto& directory = heard_.directory();
  const auto person = runtime::acting_person(call, directory, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&person)) return *no;
  if (held_back_.lacks(call.request.min_position(), work.store)) return not_heard_yet();
  const auto scope = scope_of("", call, directory, order_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&scope)) return *no;
  const auto language = request.language() == "en" ? Language::kEnglish : Language::kVietnamese;
  v1::ExportListResponse response;
  response.set_data(
      write_calendar(agenda_of(std::get<std::string>(person), std::get<Scope>(scope), known(work), language),
                     "Giao ban", portal_url_));
  response.set_parts(1);
  response.set_name("giao-ban.ics");
  response.set_media_type("text/calendar; charset=utf-8");
  return response;
}

Known RecordsService::known(runtime::Work& work) const {
  return {heard_.directory(), order_, open_, work.store, work.now.business_us};
}

std::vector<runtime::Source> RecordsService::sources() const {
  return {{"directory", false, true}, {"router", true, false}, {"reminder", false, false}};
}

void RecordsService::load(store::Store& store) {
  take_shape(store, tables_);
  heard_.load(store);
  order_.load(store, heard_.directory());
  held_back_.load(store);
  open_.load(store, order_);
  tallies_.forget();
  postings_.forget();
  owed_.forget();
  stays_.forget();
  recount_tallies_ = recount_owed_ = false;
}

void RecordsService::before_commit(runtime::Work& work) {
  if (recount_tallies_) tallies_.recount(work.store, order_);
  if (recount_owed_) owed_.recount(work.store, order_);
  recount_tallies_ = recount_owed_ = false;
  tallies_.flush(work.store);
  postings_.flush(work.store);
  owed_.flush(work.store);
  stays_.flush(work.store);
}

void RecordsService::hear(const std::string&, const v1::LogRecord& record, const std::vector<v1::Content>& contents,
                          runtime::Work& work) {
  if (record.has_directory()) {
    hear_directory(record, work.store);
  } else if (record.has_reminder()) {
    owed_.hear(record.reminder(), order_, work.store);
  } else if (record.has_dossier() && held_back_.must_wait(record, heard_.directory().position())) {
    held_back_.keep(record, contents, work.store);
  } else if (record.has_dossier()) {
    hear_dossier(record, contents, work.store);
  }
}

void RecordsService::hear_directory(const v1::LogRecord& record, store::Store& store) {
  heard_.hear(record, store);
  const auto& event = record.directory();
  if (event.has_unit_added()) hear_unit(event.unit_added().unit().unit_id(), store);
  if (event.has_unit_renamed()) hear_unit(event.unit_renamed().unit_id(), store);
  held_back_.release(heard_.directory().position(), store,
                     [&](const auto& held, const auto& contents) { hear_dossier(held, contents, store); });
}

void RecordsService::hear_unit(const std::string& unit_id, store::Store& store) {
  const bool is_new = order_.number(unit_id) == 0;
  const int64_t place = order_.place(unit_id);
  const auto moved = order_.add(unit_id, heard_.directory(), store);
  if (moved.one) {
    tallies_.flush(store);
    Tables(store).place_again(place, order_.place(unit_id), Tallies::periods(store, unit_id));
  }
  if (moved.all) Tables(store).place_again();
  recount_tallies_ |= moved.above;
  // The reminder may have heard of a unit first: until now what it owes was counted for the whole tree only.
  recount_owed_ = recount_owed_ || moved.above || (is_new && Owed::owes(unit_id, store));
}

void RecordsService::hear_dossier(const v1::LogRecord& record, const std::vector<v1::Content>& contents,
                                  store::Store& store) {
  const auto& event = record.dossier();
  if (event.has_opened()) return open(record, contents, store);
  Tables tables(store);
  auto row = tables.find(event.dossier_id());
  if (!row) throw std::runtime_error("an event of a dossier that was never opened: " + event.dossier_id());
  const DossierRow before = *row;
  const auto kind = pinned(*row);
  const bool entered = apply(*row, event, kind ? &kind->kind : nullptr);
  if (event.has_saved()) take_paper(*row, find(contents, event.version()), tables);
  if (event.has_submitted()) {
    // Usually what was saved before; but superseded drafts may be gone by the time that this is heard again.
    const auto* paper = find(contents, event.submitted().paper().version());
    if (paper != nullptr) take_paper(*row, paper, tables);
    tables.hand_in_numbers(row->no);
    if (paper != nullptr) Meetings(store).hand_in(row->no, row->unit_id, kind ? &kind->kind : nullptr, *paper);
  }
  tables.update(*row, entered);
  if (!entered) return;
  tallies_.count(before, *row, order_);
  stays_.leave(before, order_, heard_.directory(), row->entered_us);
  open_.put(*row, order_);
}

void RecordsService::open(const v1::LogRecord& record, const std::vector<v1::Content>& contents, store::Store& store) {
  const auto& event = record.dossier();
  DossierRow row;
  row.no = static_cast<int64_t>(record.position());
  row.dossier_id = event.dossier_id();
  row.kind = event.opened().kind();
  row.kind_digest = event.opened().kind_digest();
  row.unit_id = event.opened().unit_id();
  row.place = order_.place(row.unit_id);
  row.period = event.opened().period();
  const auto kind = pinned(row);
  apply(row, event, kind ? &kind->kind : nullptr);
  Tables tables(store);
  take_paper(row, find(contents, event.version()), tables);
  tables.insert(row);
  tallies_.count(row, order_, 1);
  owed_.begun(row, order_, store);
  open_.put(row, order_);
}

// When the fields were erased by law in the meantime, nothing of them is kept.
void RecordsService::take_paper(DossierRow& row, const v1::Content* content, Tables& tables) {
  const auto kind = pinned(row);
  const Paper paper =
      read_paper(kind ? &kind->kind : nullptr, content == nullptr ? v1::Content().fields() : content->fields());
  row.title = paper.title;
  tables.replace_words(row, paper.words, postings_);
  tables.save_numbers(row.no, paper.numbers);
}

std::shared_ptr<const core::PublishedKind> RecordsService::pinned(const DossierRow& row) const {
  return heard_.directory().kind_by_digest(row.kind_digest);
}

}  // namespace giaoban::records
