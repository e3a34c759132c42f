// Holds the reminder back after a start until another service's log has been heard to where it stood then.
#include "services/reminder/catch_up.h"

#include "giaoban/v1/runtime.pb.h"
#include "workflows/core/time.h"

namespace giaoban::reminder {

void CatchUp::ask(runtime::Work& work) {
  const int64_t at = next_retry_us();
  if (at == 0 || at > work.now.machine_us) return;
  asking_ = true;
  work.asks.push_back(
      {source_, "giaoban.v1.StatusService/GetStatus", v1::GetStatusRequest().SerializeAsString(), tag_});
}

void CatchUp::answered(const runtime::Outcome& outcome, runtime::Work& work) {
  asking_ = false;
  v1::GetStatusResponse status;
  const auto* payload = std::get_if<std::string>(&outcome);
  if (payload == nullptr || !status.ParseFromString(*payload)) {
    ask_again_us_ = work.now.machine_us + core::kSecond;
    return;
  }
  target_ = status.head();
  target_known_ = true;
  heard(work.cursors.at(source_).position);
}

void CatchUp::heard(uint64_t position) {
  if (target_known_ && position >= target_) done_ = true;
}

}  // namespace giaoban::reminder
