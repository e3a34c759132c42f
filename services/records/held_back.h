// Records of the router that rest on news of the directory not heard yet: they wait here, in order, until it is.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "giaoban/v1/log.pb.h"
#include "services/store/store.h"

namespace giaoban::records {

// Two logs are pulled side by side, so a dossier may be heard of before its unit or kind. While one record waits, all
// behind it wait too: rows then depend on the logs alone, not on which was faster. Writes inside the open transaction.
class HeldBack {
 public:
  // Table definition.
  static std::string_view schema();
  void load(store::Store& store);

  // True when the record must wait behind others or for the directory.
  bool must_wait(const v1::LogRecord& record, uint64_t directory_position) const;
  // True when a record at or before that position of the router's log still waits.
  bool lacks(uint64_t position, store::Store& store) const;
  void keep(const v1::LogRecord& record, const std::vector<v1::Content>& contents, store::Store& store);
  // Hands out, in order, what may now be handled.
  using Handle = std::function<void(const v1::LogRecord&, const std::vector<v1::Content>&)>;
  void release(uint64_t directory_position, store::Store& store, const Handle& handle);

 private:
  bool any_ = false;
};

}  // namespace giaoban::records
