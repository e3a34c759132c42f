// Compares a log with the checkpoints that were signed for it.
#include "services/store/log_audit.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "services/store/log.h"
#include "services/store/snapshot.h"

namespace giaoban::store {
namespace {

constexpr uint64_t kNoLimit = std::numeric_limits<uint64_t>::max();
constexpr uint32_t kBatch = 10'000;

std::string number(uint64_t n) {
  return std::to_string(n);
}

class Audit {
 public:
  Audit(Store& store, const LogOwner& owner, std::string_view public_key)
      : store_(store), owner_(owner), public_key_(public_key) {
    audit_.report = verify_log(store);
    audit_.report.set_service(owner.service);
    held_ = audit_.report.records();
    if (audit_.report.first_bad() == 0) return;
    audit_.fault = {"bản ghi ở đây không nối tiếp bản ghi trước", audit_.report.fault()};
  }

  void take_own() {
    std::vector<StoredCheckpoint> batch;
    for (uint64_t from = 0; !(batch = stored_checkpoints(store_, from, kBatch)).empty();) {
      for (const auto& own : batch) {
        const auto opened = open_checkpoint(own.signed_one, public_key_);
        const auto* checkpoint = std::get_if<v1::Checkpoint>(&opened);
        if (checkpoint == nullptr) {
          unsound(own.position, std::get<CheckpointFault>(opened));
        } else if (checkpoint->position() != own.position) {
          bad(own.position, {"chốt ký lưu ở đây là của vị trí khác",
                             "the checkpoint kept here is one of position " + number(checkpoint->position())});
        } else if (right_service(*checkpoint)) {
          last_own_ = *checkpoint;
          checkpoints_.push_back(*checkpoint);
        }
      }
      from = batch.back().position + 1;
    }
  }

  void take_copied(const std::vector<v1::SignedCheckpoint>& copied) {
    uint64_t last = 0;
    for (const auto& signed_one : copied) {
      const auto opened = open_checkpoint(signed_one, public_key_);
      if (const auto* checkpoint = std::get_if<v1::Checkpoint>(&opened)) {
        last = checkpoint->position();
        if (right_service(*checkpoint)) checkpoints_.push_back(*checkpoint);
        continue;
      }
      // Where it says that it lies; one that says nothing lies behind the one before it.
      const auto claimed = read_checkpoint(signed_one);
      unsound(claimed ? claimed->position() : last + 1, std::get<CheckpointFault>(opened));
    }
  }

  LogAudit finish() {
    find_ancestors();
    for (const auto& checkpoint : checkpoints_) compare(checkpoint);
    tell_others();
    for (auto log = lineage_.rbegin(); log + 1 < lineage_.rend(); ++log) tell_ancestor(*log);
    for (const auto& [log, last] : strangers_) {
      audit_.remarks.push_back(
          {"sổ " + log + " (bản khôi phục khác, tới vị trí " + number(last) + ") không tiếp nối vào sổ này",
           "log " + log + " (of another restore, up to position " + number(last) + ") does not lead to this one"});
    }
    audit_.report.set_checkpoints(static_cast<uint32_t>(good_.size()));
    audit_.report.set_signed_(good_.empty() ? 0 : good_.rbegin()->first);
    if (audit_.report.first_bad() != 0) {
      audit_.report.set_records(std::min(audit_.report.records(), audit_.report.first_bad() - 1));
      audit_.report.set_fault(audit_.fault.en);
    }
    return std::move(audit_);
  }

 private:
  // A log and the last position up to which its checkpoints bind this one.
  struct Line {
    std::string log_id;
    uint64_t limit;
  };

  void bad(uint64_t position, Sentence fault) {
    auto& report = audit_.report;
    if (report.first_bad() != 0 && report.first_bad() <= position) return;
    report.set_first_bad(position);
    audit_.fault = std::move(fault);
  }

  void unsound(uint64_t position, CheckpointFault fault) {
    const uint64_t at = std::max<uint64_t>(position, 1);
    if (fault == CheckpointFault::kSignature) {
      bad(at, {"chữ ký của chốt ở đây không đúng với khoá",
               "the signature of the checkpoint here does not hold under the key"});
    } else {
      bad(at, {"chốt ký ở đây không đọc được", "the checkpoint here cannot be read"});
    }
  }

  bool right_service(const v1::Checkpoint& checkpoint) {
    if (checkpoint.service() == owner_.service) return true;
    foreign(checkpoint);
    return false;
  }

  void foreign(const v1::Checkpoint& checkpoint) {
    bad(checkpoint.position(),
        {"chốt ký ở đây là của sổ khác (" + checkpoint.service() + " " + checkpoint.log_id() + ")",
         "the checkpoint here is of another log (" + checkpoint.service() + " " + checkpoint.log_id() + ")"});
  }

  // This log first, then the one that it continues, and so on; the limit never grows.
  void find_ancestors() {
    std::map<std::string, Line> parents;
    bool signed_for = false;
    for (const auto& checkpoint : checkpoints_) {
      signed_for = signed_for || checkpoint.log_id() == audit_.report.log_id();
      if (checkpoint.continues_log_id().empty()) continue;
      const auto [it, fresh] =
          parents.try_emplace(checkpoint.log_id(), Line{checkpoint.continues_log_id(), checkpoint.position()});
      if (!fresh) it->second.limit = std::min(it->second.limit, checkpoint.position());
    }
    // Restored, and not started since: the first checkpoint, which will say so, is still to be signed.
    if (!signed_for && last_own_.generation() != 0 && last_own_.generation() < owner_.generation) {
      parents[audit_.report.log_id()] = {last_own_.log_id(), held_};
    }
    lineage_.push_back({audit_.report.log_id(), kNoLimit});
    for (auto it = parents.find(lineage_.back().log_id); it != parents.end();
         it = parents.find(lineage_.back().log_id)) {
      const Line& parent = it->second;
      if (line_of(parent.log_id) != nullptr) return;  // a circle leads nowhere
      lineage_.push_back({parent.log_id, std::min(parent.limit, lineage_.back().limit)});
    }
  }

  const Line* line_of(const std::string& log_id) const {
    for (const auto& line : lineage_) {
      if (line.log_id == log_id) return &line;
    }
    return nullptr;
  }

  void compare(const v1::Checkpoint& checkpoint) {
    const Line* line = line_of(checkpoint.log_id());
    if (line == nullptr) return stranger(checkpoint);
    if (checkpoint.position() > line->limit) {
      auto& last = given_up_[checkpoint.log_id()];
      last = std::max(last, checkpoint.position());
      return;
    }
    if (checkpoint.position() > held_) {
      bad(held_ + 1, {"sổ hết ở đây, nhưng có chốt ký ở vị trí " + number(checkpoint.position()),
                      "the log ends here, but a checkpoint was signed at position " + number(checkpoint.position())});
    } else if (hash_at(checkpoint.position()) == checkpoint.hash()) {
      good_.insert({checkpoint.position(), checkpoint.log_id()});
    } else {
      others_.insert(checkpoint.position());
    }
  }

  // What lies between a checkpoint that does not hold and the last one before it that does is not what was signed for.
  void tell_others() {
    if (others_.empty()) return;
    const uint64_t position = *others_.begin();
    const auto behind = good_.lower_bound({position + 1, std::string()});
    const uint64_t last = behind == good_.begin() ? 0 : std::min(std::prev(behind)->first, position - 1);
    bad(last + 1, {"từ đây đến vị trí " + number(position) + " không phải là những bản ghi đã được ký",
                   "the records from here to position " + number(position) + " are not those that were signed for"});
  }

  std::string hash_at(uint64_t position) const {
    std::string hash;
    store_.prepare("SELECT hash FROM log WHERE position = $1")
        .one({static_cast<int64_t>(position)}, [&](const Row& row) { hash = row.blob(0); });
    return hash;
  }

  void stranger(const v1::Checkpoint& checkpoint) {
    if (!same_deployment(owner_, checkpoint) || checkpoint.generation() == owner_.generation)
      return foreign(checkpoint);
    if (checkpoint.generation() > owner_.generation) {
      if (std::exchange(taken_over_, true)) return;
      const std::string generation = number(checkpoint.generation());
      audit_.remarks.push_back(
          {"một bản khôi phục (đời " + generation + ") đã tiếp quản từ sổ này hoặc từ bản sao lưu của nó",
           "a restored copy (generation " + generation + ") has taken over from this log or a backup of it"});
      return;
    }
    auto& last = strangers_[checkpoint.log_id()];
    last = std::max(last, checkpoint.position());
  }

  void tell_ancestor(const Line& line) {
    std::string text = line.log_id + " up to " + number(line.limit);
    if (const auto found = given_up_.find(line.log_id); found != given_up_.end()) {
      const std::string lost = number(found->second - line.limit);
      text += ", " + lost + " records after it given up";
      audit_.remarks.push_back(
          {lost + " bản ghi sau bản sao lưu đã bị bỏ khi khôi phục (sổ " + line.log_id + ")",
           lost + " records after the backup were given up in the restore (log " + line.log_id + ")"});
    }
    audit_.report.add_continues(text);
  }

  Store& store_;
  const LogOwner& owner_;
  std::string_view public_key_;
  LogAudit audit_;
  uint64_t held_ = 0;  // records that the chain holds
  v1::Checkpoint last_own_;
  std::vector<v1::Checkpoint> checkpoints_;
  std::vector<Line> lineage_;
  std::map<std::string, uint64_t> given_up_;         // by log, its last position that was signed for
  std::map<std::string, uint64_t> strangers_;        // the same, of logs that do not lead to this one
  std::set<std::pair<uint64_t, std::string>> good_;  // positions and logs of checkpoints that hold
  std::set<uint64_t> others_;                        // positions of those that were signed for other records
  bool taken_over_ = false;
};

}  // namespace

LogAudit audit_log(Store& store, const LogOwner& owner, std::string_view public_key,
                   const std::vector<v1::SignedCheckpoint>& copied) {
  const Snapshot snapshot(store);
  Audit audit(store, owner, public_key);
  if (!public_key.empty()) {
    audit.take_own();
    audit.take_copied(copied);
  }
  return audit.finish();
}

}  // namespace giaoban::store
