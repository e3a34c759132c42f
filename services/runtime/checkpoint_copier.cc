// Appends checkpoints to their copied file on a thread of its own.
#include "services/runtime/checkpoint_copier.h"

#include <sys/stat.h>

#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace giaoban::runtime {
namespace {

constexpr std::chrono::milliseconds kLastWait{1000};

// Outlives its owner when the thread has to be left behind.
struct Desk {
  std::mutex mutex;
  std::condition_variable changed;
  std::optional<CopyJob> job;
  std::optional<CopyResult> result;
  bool over = false;   // nothing more will come
  bool ended = false;  // the thread is done
};

void work(const std::shared_ptr<Desk>& desk) {
  std::unique_lock lock(desk->mutex);
  for (;;) {
    desk->changed.wait(lock, [&] { return desk->over || desk->job; });
    if (!desk->job) break;
    const CopyJob job = std::move(*desk->job);
    desk->job.reset();
    lock.unlock();
    CopyResult result = copy_checkpoints(job);
    lock.lock();
    desk->result = std::move(result);
    desk->changed.notify_all();
  }
  desk->ended = true;
  desk->changed.notify_all();
}

class ThreadedCopier final : public CheckpointCopier {
 public:
  ThreadedCopier() : thread_([desk = desk_] { work(desk); }) {}
  ~ThreadedCopier() override {
    std::unique_lock lock(desk_->mutex);
    desk_->over = true;
    desk_->changed.notify_all();
    const bool ended = desk_->changed.wait_for(lock, kLastWait, [this] { return desk_->ended; });
    lock.unlock();
    ended ? thread_.join() : thread_.detach();
  }
  ThreadedCopier(const ThreadedCopier&) = delete;
  ThreadedCopier& operator=(const ThreadedCopier&) = delete;

  void give(CopyJob job) override {
    const std::lock_guard lock(desk_->mutex);
    desk_->job = std::move(job);
    desk_->changed.notify_all();
  }
  std::optional<CopyResult> take() override {
    const std::lock_guard lock(desk_->mutex);
    return std::exchange(desk_->result, std::nullopt);
  }
  void wait(std::chrono::milliseconds at_most) override {
    std::unique_lock lock(desk_->mutex);
    desk_->changed.wait_for(lock, at_most, [this] { return desk_->result.has_value(); });
  }

 private:
  std::shared_ptr<Desk> desk_ = std::make_shared<Desk>();
  std::thread thread_;
};

}  // namespace

CopyResult copy_checkpoints(const CopyJob& job) {
  CopyResult result;
  const std::string file = job.folder + "/" + job.file;
  try {
    if (job.make_folder && ::mkdir(job.folder.c_str(), 0700) != 0 && errno != EEXIST) {
      throw std::system_error(errno, std::generic_category(), "make folder " + job.folder);
    }
    struct stat status {};
    if (::stat(job.folder.c_str(), &status) != 0) {
      throw std::system_error(errno, std::generic_category(), "look into " + job.folder);
    }
    result.appended = job.expected && store::append_checkpoints(file, *job.expected, job.checkpoints);
    if (!result.appended) result.end = store::end_of_checkpoints(file, job.public_key);
  } catch (const std::exception& e) {
    result.appended = false;
    result.fault = e.what();
  }
  return result;
}

std::unique_ptr<CheckpointCopier> threaded_copier() {
  return std::make_unique<ThreadedCopier>();
}

}  // namespace giaoban::runtime
