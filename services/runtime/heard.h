// The directory as this service heard it: records kept in a table of its own, folded into memory; and who is acting.
#pragma once

#include <string>
#include <variant>

#include "services/runtime/service.h"
#include "workflows/core/directory.h"

namespace giaoban::runtime {

// Member of every service that follows the directory. load() it in the service's load(), hear() its records.
class HeardDirectory {
 public:
  // Table definition.
  static std::string_view schema();
  void load(store::Store& store);
  // Keeps and applies one record of the directory's log, inside the transaction that moves the cursor.
  void hear(const v1::LogRecord& record, store::Store& store);
  const core::Directory& directory() const { return directory_; }

 private:
  core::Directory directory_;
};

// The natural person behind a call: the one that a gateway asserts, or the holder of an integrator's office at `now_us`
// (the first by id, when several hold it). UNAUTHENTICATED when there is nobody.
std::variant<std::string, v1::Refusal> acting_person(const Call& call, const core::Directory& directory,
                                                     int64_t now_us);

}  // namespace giaoban::runtime
