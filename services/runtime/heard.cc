// Keeping what was heard of the directory.
#include "services/runtime/heard.h"

#include <algorithm>

namespace giaoban::runtime {
namespace {

// A term or a delegation is ended at once, by the directory's clock. Ours may be behind: so that nobody acts in an
// office that we have heard the end of, here it ends where it began, and runs at no time.
v1::DirectoryEvent over_at_any_time(v1::DirectoryEvent event, const core::Directory& directory) {
  if (event.has_office_ended()) {
    const auto* office = directory.office(event.office_ended().office_id());
    if (office != nullptr) event.mutable_office_ended()->set_until_us(std::max<int64_t>(office->from_us(), 1));
  } else if (event.has_delegation_ended()) {
    const auto* delegation = directory.delegation(event.delegation_ended().delegation_id());
    if (delegation != nullptr) event.mutable_delegation_ended()->set_until_us(delegation->from_us());
  }
  return event;
}

}  // namespace

std::string_view HeardDirectory::schema() {
  return "CREATE TABLE IF NOT EXISTS heard_directory (position BIGINT PRIMARY KEY, event BLOB NOT NULL);";
}

void HeardDirectory::load(store::Store& store) {
  directory_ = core::Directory();
  store.prepare("SELECT position, event FROM heard_directory ORDER BY position").each({}, [&](const store::Row& row) {
    v1::DirectoryEvent event;
    event.ParseFromArray(row.blob(1).data(), static_cast<int>(row.blob(1).size()));
    directory_.evolve(over_at_any_time(event, directory_), static_cast<uint64_t>(row.integer(0)));
  });
}

void HeardDirectory::hear(const v1::LogRecord& record, store::Store& store) {
  directory_.evolve(over_at_any_time(record.directory(), directory_), record.position());
  store.prepare("INSERT INTO heard_directory (position, event) VALUES ($1, $2)")
      .run({static_cast<int64_t>(record.position()), store::Blob{record.directory().SerializeAsString()}});
}

std::variant<std::string, v1::Refusal> acting_person(const Call& call, const core::Directory& directory,
                                                     int64_t now_us) {
  if (call.caller.kind == v1::CALLER_KIND_INTEGRATOR) {
    if (const auto* bound = directory.office(call.caller.office_id)) {
      v1::Holder holder;
      holder.set_unit_id(bound->unit_id());
      holder.set_role(bound->role());
      const auto persons = directory.holders(holder, now_us);
      if (!persons.empty()) return persons.front();
    }
  } else if (!call.request.person_id().empty()) {
    return call.request.person_id();
  }
  return core::refuse(v1::REFUSAL_CODE_UNAUTHENTICATED, "",
                      "Chưa đăng nhập, hoặc chức vụ của khoá này đang khuyết người.",
                      "Nobody is signed in, or nobody holds the office of this key at present.");
}

}  // namespace giaoban::runtime
