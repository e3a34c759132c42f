// What every service answers whatever its job, and what only the gateway itself answers: nobody on the bus.
#include <stdexcept>

#include "tests/authorisation/rows.h"

namespace giaoban::test {

std::vector<Row> inner_rows() {
  return {
      {"LogService/Read", "", "", ""},
      {"LogService/Read", "with texts", "with_content: true", ""},
      {"LogService/Await", "", "", ""},
      {"StatusService/GetStatus", "", "", ""},
      {"StatusService/ListParked", "", "", ""},
      {"StatusService/ResolveParked", "", "source: \"directory\" position: 1", ""},
      {"ClockService/SetClock", "", "business_us: $soon", ""},
      {"SessionService/SignIn", "", "login: \"x\" password: \"y\"", ""},
      {"SessionService/FirstSignIn", "", "login: \"x\" code: \"y\" password: \"z\"", ""},
      {"SessionService/WhoAmI", "", "", ""},
      {"SessionService/ChangePassword", "", "password: \"x\" new_password: \"y\"", ""},
      {"SessionService/SignOut", "", "", ""},
      {"LiveService/Await", "", "", ""},
  };
}

std::vector<Row> all_rows() {
  std::vector<Row> rows;
  for (const auto& part : {dossier_rows(), looking_rows(), directory_rows(), inner_rows()}) {
    rows.insert(rows.end(), part.begin(), part.end());
  }
  return rows;
}

std::vector<std::string> owners_of(const std::string& call) {
  const std::string service = call.substr(0, call.find('/'));
  for (const auto& [name, owner] : {std::pair{"DossierService", "router"},
                                    {"RecordsService", "records"},
                                    {"PictureService", "records"},
                                    {"ExportService", "records"},
                                    {"NoticeService", "notifier"},
                                    {"DeliveryService", "notifier"},
                                    {"PreferenceService", "notifier"},
                                    {"ObligationService", "reminder"},
                                    {"DirectoryService", "directory"},
                                    {"AdministrationService", "directory"},
                                    {"AccountService", "directory"}}) {
    if (service == name) return {owner};
  }
  return {"directory", "router", "reminder", "notifier", "records"};
}

}  // namespace giaoban::test
