// The table of public calls; what is not named here is unknown at the door.
#include "services/gateway/routes.h"

#include <google/protobuf/descriptor.pb.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "services/gateway/json_writer.h"

// Naming one message of every proto file keeps their descriptors in the program, whatever the linker thinks of them.
#include "giaoban/v1/account.pb.h"
#include "giaoban/v1/administration.pb.h"
#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/export.pb.h"
#include "giaoban/v1/notice.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "giaoban/v1/picture.pb.h"
#include "giaoban/v1/records.pb.h"
#include "giaoban/v1/session.pb.h"

namespace giaoban::gateway {
namespace {

struct Row {
  std::string_view call;
  std::string_view service;
};

constexpr std::array kPublic = {
    Row{"DossierService/Decide", "router"},
    Row{"DossierService/GetDossier", "router"},
    Row{"DossierService/GetHistory", "router"},
    Row{"DossierService/ListMyTurn", "router"},
    Row{"DossierService/ListHeld", "router"},
    Row{"DossierService/Snooze", "router"},
    Row{"DossierService/PutChunk", "router"},
    Row{"DossierService/GetChunk", "router"},
    Row{"RecordsService/ListDossiers", "records"},
    Row{"RecordsService/SummariseDossiers", "records"},
    Row{"RecordsService/RollUpReports", "records"},
    Row{"PictureService/GetCompliance", "records"},
    Row{"PictureService/GetFunnel", "records"},
    Row{"PictureService/GetAgeing", "records"},
    Row{"PictureService/GetStepTimes", "records"},
    Row{"ExportService/ExportList", "records"},
    Row{"NoticeService/ListNotices", "notifier"},
    Row{"DeliveryService/ExplainNotice", "notifier"},
    Row{"PreferenceService/GetPreferences", "notifier"},
    Row{"PreferenceService/SetPreferences", "notifier"},
    Row{"ObligationService/ListObligations", "reminder"},
    Row{"ObligationService/SummariseObligations", "reminder"},
    Row{"ObligationService/Exempt", "reminder"},
    Row{"ObligationService/LiftExemption", "reminder"},
    Row{"ObligationService/ExplainReminders", "reminder"},
    Row{"DirectoryService/ListUnits", "directory"},
    Row{"DirectoryService/ListOffices", "directory"},
    Row{"DirectoryService/ListKinds", "directory"},
    Row{"DirectoryService/ListDays", "directory"},
    Row{"DirectoryService/Delegate", "directory"},
    Row{"DirectoryService/EndDelegation", "directory"},
    Row{"DirectoryService/EndOffice", "directory"},
    Row{"DirectoryService/RenewFeed", "directory"},
    Row{"DirectoryService/ImportUnits", "directory"},
    Row{"DirectoryService/ImportOfficers", "directory"},
    Row{"AdministrationService/AddUnit", "directory"},
    Row{"AdministrationService/RenameUnit", "directory"},
    Row{"AdministrationService/AddOfficer", "directory"},
    Row{"AdministrationService/ChangePerson", "directory"},
    Row{"AdministrationService/ListDelegations", "directory"},
    Row{"AccountService/ListAccounts", "directory"},
    Row{"AccountService/IssueCode", "directory"},
    Row{"AccountService/DisableAccount", "directory"},
    Row{"AccountService/EnableAccount", "directory"},
    Row{"AccountService/ListSessions", "directory"},
    Row{"AccountService/RevokeSession", "directory"},
    Row{"SessionService/SignIn", ""},
    Row{"SessionService/FirstSignIn", ""},
    Row{"SessionService/WhoAmI", ""},
    Row{"SessionService/ChangePassword", ""},
    Row{"SessionService/SignOut", ""},
    Row{"LiveService/Await", ""},
};

constexpr std::array<std::string_view, 2> kWithoutSession = {"SessionService/SignIn", "SessionService/FirstSignIn"};
constexpr std::array<std::string_view, 2> kImports = {"DirectoryService/ImportUnits",
                                                      "DirectoryService/ImportOfficers"};
constexpr std::array<std::string_view, 4> kEndingSessions = {
    "AccountService/RevokeSession", "AccountService/DisableAccount", "AccountService/IssueCode",
    "DirectoryService/ImportOfficers"};

template <size_t n>
bool is_one_of(std::string_view call, const std::array<std::string_view, n>& calls) {
  return std::find(calls.begin(), calls.end(), call) != calls.end();
}

// Whatever of the directory's public calls is no list changes something.
bool changes_directory(const Row& row) {
  return row.service == "directory" && row.call.find("/List") == std::string_view::npos;
}

void keep_descriptors() {
  v1::Dossier::descriptor();
  v1::Obligation::descriptor();
  v1::Preferences::descriptor();
  v1::ListDossiersRequest::descriptor();
  v1::SignInRequest::descriptor();
  v1::ListAccountsRequest::descriptor();
  v1::AddUnitRequest::descriptor();
  v1::ExportListRequest::descriptor();
  v1::GetFunnelRequest::descriptor();
}

}  // namespace

std::string Route::name() const {
  return method->service()->full_name() + "/" + method->name();
}

Routes::Routes() {
  keep_descriptors();
  for (const Row& row : kPublic) {
    std::string full = "giaoban.v1." + std::string(row.call);
    std::string dotted = full;
    dotted.replace(dotted.find('/'), 1, ".");
    const auto* method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(dotted);
    if (method == nullptr) throw std::logic_error("the contract has no call " + full);
    Route& route = routes_["/" + full];
    route.service = row.service;
    route.method = method;
    route.plain = writes_plainly(*method->output_type());
    route.needs_session = !is_one_of(row.call, kWithoutSession);
    if (is_one_of(row.call, kImports)) route.body = &Limits::import_bytes;
    route.ends_sessions = is_one_of(row.call, kEndingSessions);
    route.is_act = changes_directory(row);
  }
}

const Route* Routes::find(std::string_view path) const {
  const auto found = routes_.find(path);
  return found == routes_.end() ? nullptr : &found->second;
}

}  // namespace giaoban::gateway
