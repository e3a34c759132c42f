// What comes of each mail is drawn when it is handed over, and told some time later.
#include "tests/simulation/post.h"

#include <algorithm>

namespace giaoban::simulation {

class PostCourier final : public notifier::Courier {
 public:
  PostCourier(Post& post, Fuse& fuse) : post_(post), fuse_(fuse) {}
  void start(notifier::Parcel mail) override {
    fuse_.pass(Point::kMail, false);
    post_.start(mail, due_);
    fuse_.pass(Point::kMail, true);
  }
  bool has_results() const override {
    return std::any_of(due_.begin(), due_.end(), [&](const auto& due) { return due.true_us <= post_.wall_.true_us; });
  }
  std::vector<notifier::Carried> take() override {
    std::vector<notifier::Carried> all;
    for (auto it = due_.begin(); it != due_.end();) {
      if (it->true_us > post_.wall_.true_us) {
        ++it;
        continue;
      }
      auto& sent = post_.sent_[it->sent];
      sent.answered = true;
      all.push_back({sent.dispatch_id, sent.how, "as drawn"});
      it = due_.erase(it);
    }
    return all;
  }

 private:
  Post& post_;
  Fuse& fuse_;
  std::deque<Post::Due> due_;
};

std::unique_ptr<notifier::Courier> Post::courier(Fuse& fuse) {
  return std::make_unique<PostCourier>(*this, fuse);
}

void Post::start(const notifier::Parcel& mail, std::deque<Due>& due) {
  using How = notifier::Carried::How;
  Sent sent{mail.dispatch_id, mail.to, mail.message, wall_.true_us, true, false, How::kAccepted};
  if (random_.per_mille(trouble_)) {
    const uint64_t kind = random_.below(8);
    sent.how = kind < 4 ? How::kRefusedForNow : kind < 7 ? How::kUnknown : How::kRefusedForGood;
    sent.arrived = sent.how == How::kUnknown && random_.one_in(2);
  }
  due.push_back({wall_.true_us + random_.between(100, 400'000), sent_.size()});
  sent_.push_back(std::move(sent));
}

}  // namespace giaoban::simulation
