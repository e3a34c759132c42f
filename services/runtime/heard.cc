// Keeping what was heard of the directory.
#include "services/runtime/heard.h"

namespace giaoban::runtime {

std::string_view HeardDirectory::schema() {
  return "CREATE TABLE IF NOT EXISTS heard_directory (position BIGINT PRIMARY KEY, event BLOB NOT NULL);";
}

void HeardDirectory::load(store::Store& store) {
  directory_ = core::Directory();
  store.prepare("SELECT position, event FROM heard_directory ORDER BY position").each({}, [&](const store::Row& row) {
    v1::DirectoryEvent event;
    event.ParseFromArray(row.blob(1).data(), static_cast<int>(row.blob(1).size()));
    directory_.evolve(event, static_cast<uint64_t>(row.integer(0)));
  });
}

void HeardDirectory::hear(const v1::LogRecord& record, store::Store& store) {
  directory_.evolve(record.directory(), record.position());
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
