// Why a delivery stands as it does, in sentences.
#include "services/notifier/explain.h"

#include <string>

#include "services/notifier/release.h"
#include "workflows/core/calendar.h"
#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

class Reasons {
 public:
  explicit Reasons(v1::DeliveryExplained& out) : out_(out) {}
  void add(const std::string& vi, const std::string& en) {
    auto* label = out_.add_reasons();
    label->set_vi(vi);
    label->set_en(en);
  }

 private:
  v1::DeliveryExplained& out_;
};

std::string at(int64_t us) {
  return core::for_people(us);
}

std::string rung(int32_t days) {
  return (days > 0 ? "+" : "") + std::to_string(days);
}

// As people know the kind; its name where it was never heard of.
v1::Label title_of(const std::string& kind, const core::Directory& directory) {
  if (const auto published = directory.kind(kind)) return published->kind.title();
  v1::Label title;
  title.set_vi(kind);
  title.set_en(kind);
  return title;
}

std::string name_of(const std::string& person_id, const core::Directory& directory) {
  const auto* person = directory.person(person_id);
  return person == nullptr || person->name().empty() ? person_id : person->name();
}

void say_rule(const v1::NoticeDue& notice, const core::Directory& directory, Reasons& reasons) {
  const std::string since = notice.since_us() == 0 ? "" : " (" + at(notice.since_us()) + ")";
  if (notice.reason() == v1::NOTICE_REASON_RETURNED) {
    reasons.add("văn bản được trả lại để bổ sung" + since, "the paper was sent back to be completed" + since);
  } else if (notice.reason() == v1::NOTICE_REASON_DECIDED) {
    reasons.add("văn bản đã có kết quả" + since, "the paper was decided" + since);
  } else {
    const std::string due = at(notice.due_us());
    const std::string days = rung(notice.rung_days());
    const v1::Label title = title_of(notice.kind(), directory);
    reasons.add("bậc nhắc " + days + " ngày làm việc, " + title.vi() + ", hạn " + due + since,
                "rung " + days + " working days, " + title.en() + ", due " + due + since);
  }
  if (!notice.for_person_id().empty()) {
    const std::string name = name_of(notice.for_person_id(), directory);
    reasons.add("nhận thay " + name + " đang vắng", "told in the place of " + name + ", who is absent");
  }
}

// The first day of rest from when it was recorded until it was let go.
void say_rest(const v1::Delivery& delivery, const Outgoing& outgoing, const core::Calendar& calendar,
              Reasons& reasons) {
  for (int64_t us = delivery.recorded_us(); us < outgoing.until_us; us += core::kDay) {
    const core::Day day = core::day_of(us);
    if (calendar.is_working_day(day)) continue;
    const auto* differs = calendar.differs(day);
    const std::string date = at(core::start_of(day)).substr(0, 10);
    const std::string vi = differs == nullptr ? "nghỉ hằng tuần" : differs->name().vi();
    const std::string en = differs == nullptr ? "weekly rest" : differs->name().en();
    return reasons.add("ngày " + date + " là ngày nghỉ (" + vi + ")", date + " is a day of rest (" + en + ")");
  }
  reasons.add("gặp ngày nghỉ", "a day of rest came between");
}

void say_wait(const v1::Delivery& delivery, const Outgoing& outgoing, const core::Calendar& calendar,
              Reasons& reasons) {
  if ((outgoing.because & kRest) != 0) say_rest(delivery, outgoing, calendar, reasons);
  if ((outgoing.because & kQuiet) != 0) {
    reasons.add("rơi vào giờ yên lặng của người nhận", "it fell into the person's quiet hours");
  }
  if ((outgoing.because & kGathered) != 0) {
    reasons.add("không khẩn nên gộp vào bản tổng hợp buổi sáng",
                "it is not urgent, so it goes with the morning digest");
  }
  if (outgoing.because == 0) return;
  const std::string until = at(outgoing.until_us);
  reasons.add("giữ đến " + until, "held until " + until);
}

void say_state(const v1::Delivery& delivery, Reasons& reasons) {
  const std::string& answer = delivery.last_answer();
  const std::string quoted = answer.empty() ? "" : ": \"" + answer + "\"";
  const std::string times = std::to_string(delivery.attempts());
  switch (delivery.state()) {
    case v1::DELIVERY_STATE_SENT:
      return delivery.channel() == v1::CHANNEL_IN_APP
                 ? reasons.add("hiện ngay trong trang", "shown in the portal at once")
                 : reasons.add("bên kia đã nhận, lần thứ " + times + quoted, "accepted, attempt " + times + quoted);
    case v1::DELIVERY_STATE_RETRYING:
      return reasons.add("lần " + times + " chưa được, sẽ gửi lại" + quoted,
                         "attempt " + times + " did not pass, it will be tried again" + quoted);
    case v1::DELIVERY_STATE_DEAD:
      return reasons.add("không gửi được, đã thôi" + quoted, "it could not be sent and was given up" + quoted);
    case v1::DELIVERY_STATE_DROPPED:
      return reasons.add("không cần gửi nữa" + quoted, "not needed any more" + quoted);
    case v1::DELIVERY_STATE_WITHHELD:
      return reasons.add("không gửi sau khi khôi phục" + quoted, "not sent after a restore" + quoted);
    case v1::DELIVERY_STATE_UNKNOWN:
      return reasons.add("không biết tin nhắn đã tới hay chưa; không tự gửi lại" + quoted,
                         "nobody knows whether the message arrived; it is not sent again by itself" + quoted);
    case v1::DELIVERY_STATE_SUPPRESSED:
      return reasons.add("không gửi do chế độ của hệ thống" + quoted, "not sent because of the mode" + quoted);
    case v1::DELIVERY_STATE_INTENDED:
      return reasons.add("sắp gửi" + quoted, "about to be sent" + quoted);
    default:
      return;
  }
}

}  // namespace

v1::DeliveryExplained explain(const v1::Delivery& delivery, const Outgoing& outgoing, const v1::Dispatch& dispatch,
                              const v1::NotifierSettings& settings, const core::Directory& directory) {
  v1::DeliveryExplained out;
  *out.mutable_delivery() = delivery;
  if (!dispatch.dispatch_id().empty()) *out.mutable_dispatch() = dispatch;
  Reasons reasons(out);
  say_rule(delivery.notice(), directory, reasons);
  if (delivery.channel() != v1::CHANNEL_IN_APP) {
    say_wait(delivery, outgoing, directory.calendar(delivery.notice().holder().unit_id()), reasons);
    const bool settled = delivery.state() == v1::DELIVERY_STATE_SENT || delivery.state() == v1::DELIVERY_STATE_DEAD ||
                         delivery.state() == v1::DELIVERY_STATE_SUPPRESSED;
    if (settings.mode() != "live" && !settled) {
      reasons.add("hệ thống đang ở chế độ " + settings.mode(), "the deployment is in mode " + settings.mode());
    }
  }
  say_state(delivery, reasons);
  return out;
}

}  // namespace giaoban::notifier
