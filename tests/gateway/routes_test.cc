// Every call of the contract is either public or closed on purpose.
#include "services/gateway/routes.h"

#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <set>

#include "giaoban/v1/log.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "giaoban/v1/runtime.pb.h"
#include "giaoban/v1/session.pb.h"

namespace giaoban::gateway {
namespace {

const std::set<std::string> kClosed = {
    "LogService/Read",
    "LogService/Await",
    "StatusService/GetStatus",
    "StatusService/ListParked",
    "StatusService/ResolveParked",
    "ClockService/SetClock",
    "DossierService/CheckWaiting",
    "ObligationService/CheckOwed",
    "NoticeService/SummariseDeliveries",
    "DeliveryService/ListDeliveries",
    "DeliveryService/RetryDelivery",
    "DeliveryService/DropDelivery",
    "PreferenceService/Unsubscribe",
    "DirectoryService/PublishKind",
    "DirectoryService/PublishCalendar",
    "DirectoryService/FindAccount",
    "DirectoryService/BeginSession",
    "DirectoryService/FindSession",
    "DirectoryService/EndSession",
    "DirectoryService/FindFeed",
    "AccountService/UseCode",
    "AccountService/SetPassword",
};

TEST(Routes, EveryCallOfTheContractIsEitherPublicOrClosedOnPurpose) {
  const Routes routes;
  v1::ReadRequest::descriptor();
  v1::GetStatusRequest::descriptor();
  size_t calls = 0;
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const char* name :
       {"account",    "administration", "calendar", "command", "content", "delivery", "directory", "dossier",
        "envelope",   "event",          "export",   "form",    "import",  "kind",     "log",       "notice",
        "obligation", "picture",        "records",  "report",  "runtime", "session",  "settings"}) {
    const auto* file = pool->FindFileByName("giaoban/v1/" + std::string(name) + ".proto");
    ASSERT_NE(file, nullptr) << name;
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        const std::string call = file->service(s)->name() + "/" + file->service(s)->method(m)->name();
        const bool open = routes.find("/giaoban.v1." + call) != nullptr;
        EXPECT_NE(open, kClosed.contains(call)) << call << " must be public in routes.cc or closed here, not both";
        ++calls;
      }
    }
  }
  EXPECT_EQ(calls, kClosed.size() + routes.all().size());
}

TEST(Routes, OnlySigningInNeedsNoSession) {
  const Routes routes;
  for (const auto& [path, route] : routes.all()) {
    const bool signs_in =
        path == "/giaoban.v1.SessionService/SignIn" || path == "/giaoban.v1.SessionService/FirstSignIn";
    EXPECT_EQ(route.needs_session, !signs_in) << path;
  }
}

TEST(Routes, OnlyImportsHaveALimitOfTheirOwn) {
  const Routes routes;
  for (const auto& [path, route] : routes.all()) {
    const bool imports = path.find("/Import") != std::string::npos;
    EXPECT_EQ(route.body == &Limits::import_bytes, imports) << path;
  }
}

TEST(Routes, CallsThatMayEndSessionsOfOthersSaySo) {
  const Routes routes;
  for (const char* call : {"AccountService/RevokeSession", "AccountService/DisableAccount", "AccountService/IssueCode",
                           "DirectoryService/ImportOfficers"}) {
    EXPECT_TRUE(routes.find("/giaoban.v1." + std::string(call))->ends_sessions) << call;
  }
}

TEST(Routes, OnlyWhatChangesTheDirectoryIsWrittenDown) {
  const Routes routes;
  for (const auto& [path, route] : routes.all()) {
    const bool of_directory = path.find("DirectoryService/") != std::string::npos ||
                              path.find("AdministrationService/") != std::string::npos ||
                              path.find("AccountService/") != std::string::npos;
    EXPECT_EQ(route.is_act, of_directory && path.find("/List") == std::string::npos) << path;
  }
}

TEST(Routes, FindsByTheWholePathOnly) {
  const Routes routes;
  ASSERT_NE(routes.find("/giaoban.v1.DossierService/Decide"), nullptr);
  EXPECT_EQ(routes.find("/giaoban.v1.DossierService/Decide")->service, "router");
  EXPECT_EQ(routes.find("/giaoban.v1.DossierService/Decide")->name(), "giaoban.v1.DossierService/Decide");
  for (const char* path : {"", "/", "giaoban.v1.DossierService/Decide", "/giaoban.v1.DossierService/decide",
                           "/giaoban.v1.DossierService/Decide/", "/giaoban.v1.DossierService.Decide"}) {
    EXPECT_EQ(routes.find(path), nullptr) << path;
  }
}

}  // namespace
}  // namespace giaoban::gateway
