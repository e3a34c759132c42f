// The table of public calls; what is not named here is unknown at the door.
#include "services/gateway/routes.h"

#include <google/protobuf/descriptor.pb.h>

#include <array>
#include <stdexcept>

// Naming one message of every proto file keeps their descriptors in the program, whatever the linker thinks of them.
#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/notice.pb.h"
#include "giaoban/v1/records.pb.h"
#include "giaoban/v1/session.pb.h"

namespace giaoban::gateway {
namespace {

struct Row {
  std::string_view call;
  std::string_view service;
};

constexpr std::array<Row, 18> kPublic = {{
    {"DossierService/Decide", "router"},
    {"DossierService/GetDossier", "router"},
    {"DossierService/GetHistory", "router"},
    {"DossierService/ListMyTurn", "router"},
    {"DossierService/PutChunk", "router"},
    {"DossierService/GetChunk", "router"},
    {"RecordsService/ListDossiers", "records"},
    {"RecordsService/SummariseDossiers", "records"},
    {"RecordsService/RollUpReports", "records"},
    {"NoticeService/ListNotices", "notifier"},
    {"ObligationService/ListObligations", "reminder"},
    {"ObligationService/SummariseObligations", "reminder"},
    {"DirectoryService/ListUnits", "directory"},
    {"DirectoryService/ListOffices", "directory"},
    {"DirectoryService/ListKinds", "directory"},
    {"SessionService/SignIn", ""},
    {"SessionService/WhoAmI", ""},
    {"SessionService/SignOut", ""},
}};

void keep_descriptors() {
  v1::Dossier::descriptor();
  v1::Obligation::descriptor();
  v1::ListDossiersRequest::descriptor();
  v1::SignInRequest::descriptor();
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
    routes_["/" + full] = {std::string(row.service), method, row.call != "SessionService/SignIn"};
  }
}

const Route* Routes::find(std::string_view path) const {
  const auto found = routes_.find(path);
  return found == routes_.end() ? nullptr : &found->second;
}

}  // namespace giaoban::gateway
