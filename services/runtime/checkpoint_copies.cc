// What the copied checkpoints say of our log, and which of ours are missing there.
#include <algorithm>
#include <utility>

#include "services/runtime/checkpoints.h"

namespace giaoban::runtime {
namespace {

constexpr uint32_t kMostAtOnce = 1000;
// A log that grows fast shares a sync between several checkpoints.
constexpr int64_t kCopyPauseUs = 500'000;
// Somebody else who is appending at this moment is not waited for in circles.
constexpr int64_t kLookPauseUs = 10'000;
constexpr int64_t kFirstRetryUs = 1'000'000;
constexpr int64_t kLongestRetryUs = 60'000'000;

std::string both(const std::string& vi, const std::string& en) {
  return vi + " / " + en;
}

[[noreturn]] void taken_over(const std::string& file, const store::LogOwner& owner, uint32_t generation) {
  const std::string ours = std::to_string(owner.generation);
  const std::string theirs = std::to_string(generation);
  throw MustNotRun(both("Một bản khôi phục của hệ thống này đã tiếp quản (đời " + theirs +
                            ", thư mục dữ liệu này là đời " + ours + "; xem " + file +
                            "). Dịch vụ dừng để không có hai bản cùng chạy. Hãy dùng bản đã khôi phục; "
                            "nếu không phải bản đó mới đúng, hãy khôi phục lại từ bản sao lưu đúng.",
                        "A restored copy of this deployment has taken over (generation " + theirs +
                            ", this data folder is generation " + ours + "; see " + file +
                            "). The service stops, so that no two of them run at once. Use the restored copy; "
                            "if that one is the wrong one, restore again from the right backup."));
}

[[noreturn]] void rolled_back(const std::string& file, const std::string& what_vi, const std::string& what_en) {
  throw MustNotRun(both(
      "Các chốt đã sao chép cho thấy những bản ghi mà cơ sở dữ liệu này không có: " + what_vi + " (xem " + file +
          "). Tệp cơ sở dữ liệu đã bị thay bằng bản cũ hoặc bị sửa. Hãy đưa lại tệp đúng, hoặc khôi phục bằng: "
          "giaoban backup restore.",
      "The copied checkpoints show records that this database does not have: " + what_en + " (see " + file +
          "). The database file was replaced by an older one or changed. Put the right file back, or restore with: "
          "giaoban backup restore."));
}

}  // namespace

CopyJob Checkpoints::job() const {
  CopyJob job;
  job.folder = options_.copy_to;
  job.make_folder = options_.make_folder;
  job.file = store::checkpoint_file_name(options_.owner.service);
  job.public_key = options_.key.public_key;
  return job;
}

bool Checkpoints::give_job(store::Store& store, const store::Log& log, Moment now) {
  CopyJob next = job();
  given_.clear();
  if (last_line_) {
    for (auto& own : store::stored_checkpoints(store, copied_ + 1, kMostAtOnce)) {
      const auto checkpoint = store::read_checkpoint(own.signed_one);
      // Those of logs that ours continues belong to a file that begins with us, not behind what the others wrote there.
      if (checkpoint && (!others_there_ || checkpoint->log_id() == log.id()))
        given_.push_back(std::move(own.signed_one));
      copied_ = given_.empty() ? own.position : copied_;
    }
    if (given_.empty()) return false;
    next.expected = last_line_;
    next.checkpoints = given_;
  }
  give(std::move(next), now);
  return true;
}

void Checkpoints::give(CopyJob next, Moment now) {
  copier_->give(std::move(next));
  copying_ = true;
  copy_after_us_ = now.machine_us + kCopyPauseUs;
  look_after_us_ = now.machine_us + options_.every_seconds * int64_t{1'000'000};
}

bool Checkpoints::take_result(const store::Log& log, Moment now) {
  const auto result = copier_->take();
  if (!result) return false;
  copying_ = false;
  if (!result->fault.empty()) {
    copy_failed(result->fault, now);
  } else if (!result->appended) {
    judge(result->end, log, now);
  } else {
    last_line_ = store::checkpoint_line(given_.back());
    copied_ = store::read_checkpoint(given_.back())->position();
    if (std::exchange(retry_us_, 0) != 0) journal_.warn("checkpoints are copied again", {{"to", options_.copy_to}});
  }
  return true;
}

void Checkpoints::copy_failed(const std::string& fault, Moment now) {
  last_line_.reset();
  retry_us_ = retry_us_ == 0 ? kFirstRetryUs : std::min(2 * retry_us_, kLongestRetryUs);
  copy_after_us_ = now.machine_us + retry_us_;
  journal_.error("CHECKPOINTS ARE NOT COPIED; the service goes on, and tries again",
                 {{"to", options_.copy_to}, {"fault", fault}});
}

// False when nothing can be appended there.
bool Checkpoints::judge(const store::CheckpointFileEnd& end, const store::Log& log, Moment now) {
  const std::string file = options_.copy_to + "/" + store::checkpoint_file_name(options_.owner.service);
  const auto copied = end.last ? store::read_checkpoint(*end.last) : std::nullopt;
  if (copied) {
    const auto& owner = options_.owner;
    if (copied->service() != owner.service || !store::same_deployment(owner, *copied)) {
      copy_failed(file + " holds checkpoints of another deployment; give each one a folder of its own", now);
      return false;
    }
    if (copied->generation() > owner.generation) taken_over(file, owner, copied->generation());
    if (copied->generation() == owner.generation) judge_own(*copied, log);
    const bool ours = copied->log_id() == log.id();
    copied_ = ours ? std::min(copied->position(), log.head()) : 0;
    others_there_ = !ours;
  } else {
    copied_ = 0;
    others_there_ = false;
    tell_empty(file);
  }
  if (end.others_behind) {
    journal_.error("the copied checkpoints end with lines that our key did not sign; `giaoban log verify` names them",
                   {{"file", file}});
  }
  last_line_ = end.last_line;
  copy_after_us_ = now.machine_us + kLookPauseUs;
  return true;
}

// A place that was given anew is empty for once; so is a mount point whose disk is away.
void Checkpoints::tell_empty(const std::string& file) {
  if (stored_ == 0 || std::exchange(told_empty_, true)) return;
  journal_.warn("the copied checkpoints begin anew, from our own table: none of ours is there. Is the disk mounted?",
                {{"file", file}, {"stored", std::to_string(stored_)}});
}

// Signed with our key in our generation: it must be of our log, as it is.
void Checkpoints::judge_own(const v1::Checkpoint& copied, const store::Log& log) {
  const std::string file = options_.copy_to + "/" + store::checkpoint_file_name(options_.owner.service);
  const std::string position = std::to_string(copied.position());
  const std::string head = std::to_string(log.head());
  if (copied.log_id() != log.id()) {
    rolled_back(file, "chúng thuộc sổ " + copied.log_id() + ", còn sổ ở đây là " + log.id(),
                "they are of log " + copied.log_id() + ", the log here is " + log.id());
  }
  if (copied.position() > log.head()) {
    rolled_back(file, "chốt cuối ở vị trí " + position + ", sổ ở đây chỉ tới " + head,
                "the last one is at position " + position + ", the log here ends at " + head);
  }
  if (log.hash_at(copied.position()) != copied.hash()) {
    rolled_back(file, "bản ghi ở vị trí " + position + " không phải là bản ghi đã được ký",
                "the record at position " + position + " is not the one that was signed for");
  }
}

// Which log this one goes on from after a restore, as its own table says, or else the copies.
void Checkpoints::find_continued(store::Store& store, const std::string& log_id,
                                 const std::optional<v1::Checkpoint>& copied) {
  const auto last = store::last_stored_checkpoint(store);
  const auto own = last ? store::read_checkpoint(last->signed_one) : std::nullopt;
  if (own) {
    continues_ = own->log_id();
  } else if (copied && copied->service() == options_.owner.service && copied->log_id() != log_id &&
             store::same_deployment(options_.owner, *copied) && copied->generation() < options_.owner.generation) {
    continues_ = copied->log_id();
  }
}

}  // namespace giaoban::runtime
