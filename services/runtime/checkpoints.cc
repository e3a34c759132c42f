// When a checkpoint is signed, and how it gets into the store.
#include "services/runtime/checkpoints.h"

#include <algorithm>
#include <utility>

namespace giaoban::runtime {
namespace {

// A busy loop commits again long before this; an idle one then commits for the checkpoint alone.
constexpr int64_t kStoreAloneUs = 20'000;
constexpr int64_t kStoreAgainUs = 1'000'000;
constexpr std::chrono::milliseconds kFirstLook{10'000};
constexpr std::chrono::milliseconds kLastCopy{2000};

}  // namespace

Checkpoints::Checkpoints(CheckpointOptions options, std::unique_ptr<CheckpointCopier> copier, Journal& journal)
    : options_(std::move(options)), copier_(std::move(copier)), journal_(journal) {}

void Checkpoints::start(store::Store& store, store::Log& log, Moment now) {
  store.define(store::checkpoint_schema());
  const auto last = store::last_stored_checkpoint(store);
  const auto own = last ? store::read_checkpoint(last->signed_one) : std::nullopt;
  if (last) stored_ = last->position;
  const auto copied = first_look(log, now);
  if (own && own->log_id() == log.id()) {
    signed_ = own->position();
    signed_us_ = std::min(own->signed_us(), now.machine_us);
    return;
  }
  signed_us_ = now.machine_us;
  find_continued(store, log.id(), copied);
  // At once: until it is there, nothing says where this log leaves the one before.
  if (continues_.empty() || log.head() == 0) return;
  sign(log, now);
  store_alone(store, log, now);
}

// What is copied already, if its disk says so in time.
std::optional<v1::Checkpoint> Checkpoints::first_look(const store::Log& log, Moment now) {
  give(job(), now);
  copier_->wait(kFirstLook);
  const auto looked = copier_->take();
  if (!looked) {
    journal_.error("the copied checkpoints do not answer; the service starts, and stops if they speak against it",
                   {{"to", options_.copy_to}});
    return std::nullopt;
  }
  copying_ = false;
  if (!looked->fault.empty()) {
    copy_failed(looked->fault, now);
    return std::nullopt;
  }
  judge(looked->end, log, now);
  return looked->end.last ? store::read_checkpoint(*looked->end.last) : std::nullopt;
}

bool Checkpoints::turn(store::Store& store, store::Log& log, Moment now) {
  bool did = copying_ && take_result(log, now);
  if (due(log.head(), now)) {
    sign(log, now);
    did = true;
  }
  if (pending_ && now.machine_us >= store_after_us_) {
    store_alone(store, log, now);
    did = true;
  }
  if (!copying_ && stored_ > copied_ && now.machine_us >= copy_after_us_) did |= give_job(store, log, now);
  if (!copying_ && now.machine_us >= std::max(look_after_us_, copy_after_us_)) {
    given_.clear();
    give(job(), now);
    did = true;
  }
  return did;
}

bool Checkpoints::due(uint64_t head, Moment now) const {
  if (pending_ || head <= signed_) return false;
  return head - signed_ >= options_.every_records ||
         now.machine_us - signed_us_ >= options_.every_seconds * int64_t{1'000'000};
}

void Checkpoints::sign(const store::Log& log, Moment now) {
  v1::Checkpoint checkpoint;
  checkpoint.set_service(options_.owner.service);
  checkpoint.set_node(options_.owner.node);
  checkpoint.set_log_id(log.id());
  checkpoint.set_position(log.head());
  checkpoint.set_hash(log.head_hash());
  checkpoint.set_signed_us(now.machine_us);
  checkpoint.set_deployment_id(options_.owner.deployment_id);
  checkpoint.set_generation(options_.owner.generation);
  checkpoint.set_continues_log_id(std::exchange(continues_, {}));
  pending_ = store::sign_checkpoint(checkpoint, options_.key);
  signed_ = checkpoint.position();
  signed_us_ = now.machine_us;
  store_after_us_ = now.machine_us + kStoreAloneUs;
  journal_.write(Journal::Level::kDebug, "checkpoint", {{"position", std::to_string(signed_)}});
}

void Checkpoints::before_commit(store::Store& store) {
  writing_ = pending_.has_value();
  if (writing_) store::write_checkpoint(store, signed_, *pending_);
}

void Checkpoints::committed() {
  if (!std::exchange(writing_, false)) return;
  stored_ = signed_;
  pending_.reset();
}

void Checkpoints::store_alone(store::Store& store, store::Log& log, Moment now) {
  try {
    store.begin();
    log.flush();  // guards: a writer whose time is over must not put its checkpoint in the place of another's
    before_commit(store);
    store.commit();
    committed();
  } catch (const store::StoreBroken&) {
    throw;
  } catch (const std::exception& e) {
    store.rollback();
    log.reload();  // throws, and so ends the process, when another one has taken the log over
    store_after_us_ = now.machine_us + kStoreAgainUs;
    journal_.error("a checkpoint could not be stored", {{"fault", e.what()}});
  }
}

void Checkpoints::stop(store::Store& store, store::Log& log, Moment now) {
  if (!pending_ && log.head() > signed_) sign(log, now);
  if (pending_) store_alone(store, log, now);
  const auto until = std::chrono::steady_clock::now() + kLastCopy;
  for (;;) {
    if (!copying_ && (stored_ <= copied_ || !give_job(store, log, now))) break;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    copier_->wait(std::max(left, std::chrono::milliseconds(0)));
    if (!take_result(log, now) || !last_line_) break;  // too slow, or failed
  }
  if (stored_ <= copied_) return;
  journal_.warn("stopped before the last checkpoints were copied; the next start goes on with it",
                {{"stored", std::to_string(stored_)}, {"copied", std::to_string(copied_)}});
}

}  // namespace giaoban::runtime
