// The directory's table of methods, its tables, and its memory as the fold of its log.
#include "services/directory/directory_service.h"

#include <sodium.h>

#include <stdexcept>
#include <utility>

#include "services/directory/accounts.h"
#include "services/directory/feed_table.h"
#include "services/directory/session_table.h"

namespace giaoban::directory {

template <class Req, class Res>
void DirectoryService::add_command(std::string_view method, unsigned callers, Step<Req, Res> step) {
  methods_.command<Req, Res>(method, callers, [this, step](const Req& request, const Call& call, Work& work) {
    return (this->*step)(request, call, work);
  });
}

template <class Req, class Res>
void DirectoryService::add_query(std::string_view method, unsigned callers, Step<Req, Res> step) {
  methods_.query<Req, Res>(method, callers, [this, step](const Req& request, const Call& call, Work& work) {
    return (this->*step)(request, call, work);
  });
}

DirectoryService::DirectoryService(uint32_t argon2_kib, uint32_t argon2_passes) : cost_{argon2_kib, argon2_passes} {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  add_directory();
  add_administration();
  add_accounts();
}

void DirectoryService::add_directory() {
  using Self = DirectoryService;
  constexpr unsigned readers = runtime::kPeople | runtime::kOperator;
  constexpr unsigned keepers = runtime::kGateway | runtime::kOperator;
  add_command("DirectoryService/ImportUnits", keepers, &Self::import_units);
  add_command("DirectoryService/ImportOfficers", keepers, &Self::import_officers);
  add_command("DirectoryService/PublishKind", runtime::kOperator, &Self::publish_kind);
  add_command("DirectoryService/PublishCalendar", runtime::kOperator, &Self::publish_calendar);
  add_command("DirectoryService/Delegate", keepers, &Self::delegate);
  add_command("DirectoryService/EndDelegation", keepers, &Self::end_delegation);
  add_command("DirectoryService/EndOffice", keepers, &Self::end_office);
  add_query("DirectoryService/ListUnits", readers, &Self::list_units);
  add_query("DirectoryService/ListOffices", readers, &Self::list_offices);
  add_query("DirectoryService/ListKinds", readers, &Self::list_kinds);
  add_query("DirectoryService/ListDays", readers, &Self::list_days);
  add_query("DirectoryService/FindAccount", runtime::kGateway, &Self::find_account);
  add_command("DirectoryService/BeginSession", runtime::kGateway, &Self::begin_session);
  add_query("DirectoryService/FindSession", runtime::kGateway, &Self::find_session);
  add_command("DirectoryService/EndSession", runtime::kGateway, &Self::end_session);
  add_command("DirectoryService/RenewFeed", runtime::kGateway, &Self::renew_feed);
  add_query("DirectoryService/FindFeed", runtime::kGateway, &Self::find_feed);
}

void DirectoryService::add_administration() {
  using Self = DirectoryService;
  constexpr unsigned keepers = runtime::kGateway | runtime::kOperator;
  add_command("AdministrationService/AddUnit", keepers, &Self::add_unit);
  add_command("AdministrationService/RenameUnit", keepers, &Self::rename_unit);
  add_command("AdministrationService/AddOfficer", keepers, &Self::add_officer);
  add_command("AdministrationService/ChangePerson", keepers, &Self::change_person);
  add_query("AdministrationService/ListDelegations", keepers, &Self::list_delegations);
}

void DirectoryService::add_accounts() {
  using Self = DirectoryService;
  constexpr unsigned keepers = runtime::kGateway | runtime::kOperator;
  add_query("AccountService/ListAccounts", keepers, &Self::list_accounts);
  add_command("AccountService/IssueCode", keepers, &Self::issue_code);
  add_command("AccountService/DisableAccount", keepers, &Self::disable_account);
  add_command("AccountService/EnableAccount", keepers, &Self::enable_account);
  add_query("AccountService/ListSessions", keepers, &Self::list_sessions);
  add_command("AccountService/RevokeSession", keepers, &Self::revoke_session);
  add_command("AccountService/UseCode", runtime::kGateway, &Self::use_code);
  add_command("AccountService/SetPassword", runtime::kGateway, &Self::set_password);
}

std::string_view DirectoryService::schema() const {
  static const std::string tables =
      std::string(accounts_schema()) + std::string(sessions_schema()) + std::string(feeds_schema());
  return tables;
}

// Reads its own log as it lies in the store: the host defines that table, store::Log writes it.
void DirectoryService::load(store::Store& store) {
  directory_ = core::Directory();
  store.prepare("SELECT record FROM log ORDER BY position").each({}, [&](const store::Row& row) {
    v1::LogRecord record;
    if (!record.ParseFromArray(row.blob(0).data(), static_cast<int>(row.blob(0).size())) || !record.has_directory()) {
      throw std::runtime_error("the directory's log holds a record that is no directory event");
    }
    directory_.evolve(record.directory(), record.position());
  });
  plan_clearing(store);
}

uint64_t DirectoryService::append(v1::DirectoryEvent event, const Call& call, Work& work) {
  v1::LogRecord record;
  record.set_at_us(work.now.business_us);
  record.set_trace_id(call.request.trace_id());
  const bool signed_in = call.caller.kind == v1::CALLER_KIND_GATEWAY && !call.request.person_id().empty();
  record.set_principal(signed_in ? call.request.person_id() : "key:" + call.caller.name);
  *record.mutable_directory() = std::move(event);
  const uint64_t position = work.log.append(record);
  directory_.evolve(record.directory(), position);
  return position;
}

}  // namespace giaoban::directory
