// Units, offices, accounts and sessions: in the reach of the district's administrator, and above it.
#include "tests/authorisation/rows.h"

namespace giaoban::test {

std::vector<Row> directory_rows() {
  const std::string units = "csv: \"id,parent,level,name,source\\n", unit = ",CELL,Chi bộ mới,test\\n\"";
  const std::string officers = "csv: \"person_id,name,unit_id,role,from,until,email,login,password\\n";
  return {
      {"DirectoryService/ImportUnits", "below", units + "p.d.c.n$n,p.d.c" + unit, "errors"},
      {"DirectoryService/ImportUnits", "above", units + "q$n,p,DISTRICT,Huyện mới,test\\n\"", "errors"},
      {"DirectoryService/ImportOfficers", "below",
       officers + "new$n,Người Mới,p.d.c.1,committee_member,2020-01-01,,,,\\n\"", "errors"},
      {"DirectoryService/ImportOfficers", "above", officers + "new$n,Người Mới,p,clerk,2020-01-01,,,,\\n\"", "errors"},
      {"DirectoryService/PublishKind", "", "file: \"$kind\"", ""},
      {"DirectoryService/PublishCalendar", "", "file: \"$calendar\"", ""},
      {"DirectoryService/Delegate", "the clerk's office",
       "office_id: \"$clerks_office\" to_person_id: \"deputy1\" until_us: $soon basis: \"QĐ 1\"", ""},
      {"DirectoryService/Delegate", "the stranger's office",
       "office_id: \"$strangers_office\" to_person_id: \"deputy1\" until_us: $soon basis: \"QĐ 1\"", ""},
      {"DirectoryService/EndDelegation", "of the clerk's office", "delegation_id: \"$delegation\"", ""},
      {"DirectoryService/EndOffice", "", "office_id: \"$ending_office\"", ""},
      {"DirectoryService/ListUnits", "", "parent_id: \"p.d.c\"", "units"},
      {"DirectoryService/ListOffices", "", "unit_id: \"p.d.c.1\"", "offices"},
      {"DirectoryService/ListKinds", "", "", "kinds"},
      {"DirectoryService/ListDays", "", "unit_id: \"p.d.c\" from: \"2026-02-14\" until: \"2026-02-16\"", "days"},
      {"DirectoryService/FindAccount", "", "login: \"$victim\"", ""},
      {"DirectoryService/BeginSession", "", "token_hash: \"$token\" person_id: \"$victim\" until_us: $machine_soon",
       ""},
      {"DirectoryService/FindSession", "", "token_hash: \"$token\"", ""},
      {"DirectoryService/EndSession", "", "token_hash: \"$token\"", ""},
      {"DirectoryService/RenewFeed", "", "", ""},
      {"DirectoryService/FindFeed", "", "token_hash: \"$token\"", ""},
      {"AdministrationService/AddUnit", "below",
       "unit { unit_id: \"p.d.c.a$n\" parent_id: \"p.d.c\" level: LEVEL_CELL name: \"Chi bộ thử\" }", ""},
      {"AdministrationService/AddUnit", "above",
       "unit { unit_id: \"r$n\" parent_id: \"p\" level: LEVEL_DISTRICT name: \"Huyện thử\" }", ""},
      {"AdministrationService/RenameUnit", "below", "unit_id: \"p.d.c.2\" name: \"Chi bộ $n\"", ""},
      {"AdministrationService/RenameUnit", "above", "unit_id: \"p\" name: \"Tỉnh $n\"", ""},
      {"AdministrationService/AddOfficer", "below", "name: \"Mới\" unit_id: \"p.d.c.2\" role: ROLE_COMMITTEE_MEMBER",
       ""},
      {"AdministrationService/AddOfficer", "above", "name: \"Mới\" unit_id: \"p\" role: ROLE_CLERK", ""},
      {"AdministrationService/ChangePerson", "below", "person_id: \"$victim\" name: \"Tên $n\"", ""},
      {"AdministrationService/ChangePerson", "above", "person_id: \"$victim_above\" name: \"Tên $n\"", ""},
      {"AdministrationService/ListDelegations", "below", "unit_id: \"p.d.c\"", "delegations"},
      {"AdministrationService/ListDelegations", "above", "unit_id: \"p\"", "delegations"},
      {"AccountService/ListAccounts", "below", "unit_id: \"p.d.c.2\"", "accounts"},
      {"AccountService/ListAccounts", "above", "unit_id: \"p\"", ""},
      {"AccountService/IssueCode", "below", "person_id: \"$victim\"", ""},
      {"AccountService/IssueCode", "above", "person_id: \"$victim_above\"", ""},
      {"AccountService/DisableAccount", "below", "person_id: \"$victim\"", ""},
      {"AccountService/DisableAccount", "above", "person_id: \"$victim_above\"", ""},
      {"AccountService/EnableAccount", "below", "person_id: \"$victim\"", ""},
      {"AccountService/EnableAccount", "above", "person_id: \"$victim_above\"", ""},
      {"AccountService/ListSessions", "one's own", "", ""},
      {"AccountService/ListSessions", "below", "person_id: \"$victim\"", ""},
      {"AccountService/ListSessions", "above", "person_id: \"$victim_above\"", ""},
      {"AccountService/RevokeSession", "below", "person_id: \"$victim\" session_id: \"0123456789abcdef\"", ""},
      {"AccountService/RevokeSession", "above", "person_id: \"$victim_above\" session_id: \"0123456789abcdef\"", ""},
      {"AccountService/UseCode", "", "login: \"$victim\" code: \"AAAABBBBCCCC\" password_hash: \"$hash\"", ""},
      {"AccountService/SetPassword", "", "person_id: \"$victim\" password_hash: \"$hash\"", ""},
  };
}

}  // namespace giaoban::test
