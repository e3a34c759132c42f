// Every notice once, every mail at least once and no more often than a fault explains, none after the thing was done.
#include <algorithm>
#include <set>

#include "giaoban/v1/notice.pb.h"
#include "tests/simulation/rest.h"

namespace giaoban::simulation {
namespace {

constexpr int64_t kLateAtMostUs = 5'000'000;

std::string message_id(const std::string& message) {
  const auto at = message.find("Message-ID:");
  return at == std::string::npos ? "" : message.substr(at, message.find('\r', at) - at);
}

// A reminder asks for something; a piece of news only says that something has happened.
bool reminds(const v1::NoticeDue& notice) {
  return notice.reason() != v1::NOTICE_REASON_RETURNED && notice.reason() != v1::NOTICE_REASON_DECIDED;
}

// When what a notice is about was no longer open, in true time; 0 while it is.
class Done {
 public:
  explicit Done(World& world) : world_(world) {
    for (const auto& link : world.chains().of("reminder").links) {
      const auto& event = link.record.reminder();
      if (event.has_obligation_met()) met_[event.obligation_met().obligation_id()] = link.true_us;
      if (event.has_obligation_exempted()) met_[event.obligation_exempted().obligation_id()] = link.true_us;
      if (event.has_obligation_exemption_lifted()) met_.erase(event.obligation_exemption_lifted().obligation_id());
      if (event.has_obligation_reopened()) met_.erase(event.obligation_reopened().obligation_id());
    }
  }
  int64_t since(const v1::NoticeDue& notice) const {
    if (!notice.obligation_id().empty()) {
      const auto met = met_.find(notice.obligation_id());
      return met == met_.end() ? 0 : met->second;
    }
    const auto paper = world_.law().papers().find(notice.dossier_id());
    if (paper == world_.law().papers().end()) return 0;
    for (const auto& [true_us, generation] : paper->second.standings) {
      if (generation > notice.generation()) return true_us;
    }
    return 0;
  }

 private:
  World& world_;
  std::map<std::string, int64_t> met_;
};

// Every notice that the reminder made, each once.
std::map<std::string, v1::NoticeDue> notices_made(World& world, Findings& findings) {
  std::map<std::string, v1::NoticeDue> notices;
  std::set<std::string> told;
  for (const auto& link : world.chains().of("reminder").links) {
    if (!link.record.reminder().has_notice_due()) continue;
    const auto& notice = link.record.reminder().notice_due();
    v1::NoticeDue what = notice;
    what.clear_notice_id();
    if (!told.insert(what.SerializeAsString()).second)
      findings.violated("I18", "the same notice was made twice: " + notice.ShortDebugString());
    notices[notice.notice_id()] = notice;
    findings.sometimes("told " + v1::NoticeReason_Name(notice.reason()));
  }
  return notices;
}

}  // namespace

void check_telling(World& world, Findings& findings) {
  const auto notices = notices_made(world, findings);
  std::map<std::string, std::vector<v1::NoticeDue>> messages;
  std::set<std::string> recorded;
  world.room("notifier")
      .store()
      .prepare(
          "SELECT delivery.delivery_id, delivery.channel, state, notice, sending, dispatch_id FROM delivery LEFT JOIN "
          "outgoing ON outgoing.delivery_id = delivery.delivery_id")
      .each({}, [&](const store::Row& row) {
        v1::NoticeDue notice;
        notice.ParseFromString(std::string(row.blob(3)));
        if (!row.text(5).empty()) messages[std::string(row.text(5))].push_back(notice);
        if (!notices.contains(notice.notice_id()))
          findings.violated("I18", "a delivery of a notice that was never made");
        if (row.integer(1) == v1::CHANNEL_IN_APP && !recorded.insert(notice.notice_id()).second)
          findings.violated("I18", "a notice was recorded twice");
        const auto state = static_cast<v1::DeliveryState>(row.integer(2));
        if (state == v1::DELIVERY_STATE_INTENDED || state == v1::DELIVERY_STATE_RETRYING || row.integer(4) != 0) {
          findings.violated("I18", "a mail was neither sent nor given up");
        }
      });
  if (recorded.size() != notices.size()) findings.violated("I18", "a notice was never recorded by the notifier");
  // Also those that a crash kept from leaving.
  std::map<std::string, int64_t> tries;
  world.room("notifier")
      .store()
      .prepare("SELECT dispatch_id, attempts FROM dispatch")
      .each({}, [&](const store::Row& row) { tries[std::string(row.text(0))] = row.integer(1); });
  const Done done(world);
  std::map<std::string, std::vector<const Post::Sent*>> mails;
  for (const auto& sent : world.post().sent()) {
    auto& attempts = mails[sent.dispatch_id];
    attempts.push_back(&sent);
    if (sent.message.find(kCanary) != std::string::npos) findings.violated("I24", "a mail tells a text");
    const auto message = messages.find(sent.dispatch_id);
    if (message == messages.end()) {
      findings.violated("I18", "a mail that was never recorded");
      continue;
    }
    // A message counts only what is open when it is written; its copies go out as long as anything of it is.
    size_t late = 0;
    std::string which;
    for (const auto& notice : message->second) {
      const int64_t since = done.since(notice);
      if (reminds(notice) && since != 0) findings.sometimes("a reminder raced its completion");
      if (!reminds(notice) || since == 0 || sent.true_us <= since + kLateAtMostUs) continue;
      ++late;
      which += " " + notice.notice_id() + " by " + std::to_string((sent.true_us - since) / 1000) + " ms";
    }
    if (late == message->second.size() || (late > 0 && tries[sent.dispatch_id] <= 1)) {
      findings.violated("I20", "reminded of " + std::to_string(late) + " things long after they were done:" + which);
    }
    if (message->second.size() > 1) findings.sometimes("one mail told of many");
  }
  for (const auto& [id, sent] : mails) {
    findings.sometimes("a mail was sent");
    const auto excused = std::count_if(sent.begin(), sent.end(), [](const auto* one) {
      return !one->answered || one->how != notifier::Carried::How::kAccepted;
    });
    const auto most = 1 + static_cast<uint64_t>(excused) + world.crashes("notifier");
    if (sent.size() > most) findings.violated("I19", "a mail was sent " + std::to_string(sent.size()) + " times");
    for (const auto* one : sent) {
      if (message_id(one->message).empty() || message_id(one->message) != message_id(sent.front()->message)) {
        findings.violated("I19", "two copies of a mail do not carry the same Message-ID");
      }
    }
    if (sent.size() > 1) findings.sometimes("a mail was sent again");
  }
}

}  // namespace giaoban::simulation
