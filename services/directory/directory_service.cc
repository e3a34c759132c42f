// The directory's table of methods, its tables, and its memory as the fold of its log.
#include "services/directory/directory_service.h"

#include <sodium.h>

#include <stdexcept>
#include <utility>

#include "services/directory/accounts.h"

namespace giaoban::directory {

template <class Req, class Res>
void DirectoryService::add_command(std::string_view method, unsigned callers, Step<Req, Res> step) {
  methods_.command<Req, Res>(
      "DirectoryService/" + std::string(method), callers,
      [this, step](const Req& request, const Call& call, Work& work) { return (this->*step)(request, call, work); });
}

template <class Req, class Res>
void DirectoryService::add_query(std::string_view method, unsigned callers, Step<Req, Res> step) {
  methods_.query<Req, Res>(
      "DirectoryService/" + std::string(method), callers,
      [this, step](const Req& request, const Call& call, Work& work) { return (this->*step)(request, call, work); });
}

DirectoryService::DirectoryService(uint32_t argon2_kib, uint32_t argon2_passes) : cost_{argon2_kib, argon2_passes} {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  using Self = DirectoryService;
  constexpr unsigned readers = runtime::kPeople | runtime::kOperator;
  add_command("ImportUnits", runtime::kOperator, &Self::import_units);
  add_command("ImportOfficers", runtime::kOperator, &Self::import_officers);
  add_command("PublishKind", runtime::kOperator, &Self::publish_kind);
  add_command("Delegate", runtime::kOperator, &Self::delegate);
  add_command("EndDelegation", runtime::kOperator, &Self::end_delegation);
  add_command("EndOffice", runtime::kOperator, &Self::end_office);
  add_query("ListUnits", readers, &Self::list_units);
  add_query("ListOffices", readers, &Self::list_offices);
  add_query("ListKinds", readers, &Self::list_kinds);
  add_query("FindAccount", runtime::kGateway, &Self::find_account);
  add_command("BeginSession", runtime::kGateway, &Self::begin_session);
  add_query("FindSession", runtime::kGateway, &Self::find_session);
  add_command("EndSession", runtime::kGateway, &Self::end_session);
}

std::string_view DirectoryService::schema() const {
  static const std::string tables = std::string(accounts_schema()) +
                                    "CREATE TABLE IF NOT EXISTS session (token_hash BLOB PRIMARY KEY, person_id TEXT "
                                    "NOT NULL, until_us BIGINT NOT NULL);";
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
  record.set_principal("key:" + call.caller.name);
  *record.mutable_directory() = std::move(event);
  const uint64_t position = work.log.append(record);
  directory_.evolve(record.directory(), position);
  return position;
}

}  // namespace giaoban::directory
