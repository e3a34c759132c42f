// `giaoban explain`: why somebody is reminded when, rung by rung; and why a notice was sent, or was not.
#include <CLI/CLI.hpp>

#include <algorithm>

#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/obligation.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"
#include "workflows/core/words.h"

namespace giaoban::command {
namespace {

std::string both(const char* vi, const char* en) {
  return std::string(vi) + " / " + en;
}

std::string words_of(v1::RungState state) {
  switch (state) {
    case v1::RUNG_STATE_COMING:
      return both("sẽ nhắc", "to come");
    case v1::RUNG_STATE_TOLD:
      return both("đã nhắc", "told");
    case v1::RUNG_STATE_PASSED_OVER:
      return both("bỏ qua", "passed over");
    case v1::RUNG_STATE_PAUSED:
      return both("tạm dừng", "paused");
    case v1::RUNG_STATE_VACANT:
      return both("không có ai giữ chức vụ", "nobody in the office");
    default:
      return "?";
  }
}

std::string words_of(v1::Channel channel) {
  switch (channel) {
    case v1::CHANNEL_IN_APP:
      return both("trong phần mềm", "in the portal");
    case v1::CHANNEL_EMAIL:
      return both("thư điện tử", "mail");
    case v1::CHANNEL_WEBHOOK:
      return both("webhook", "webhook");
    case v1::CHANNEL_SMS:
      return both("tin nhắn SMS", "SMS");
    default:
      return "?";
  }
}

std::string words_of(v1::DeliveryState state) {
  switch (state) {
    case v1::DELIVERY_STATE_INTENDED:
      return both("chờ gửi", "about to be sent");
    case v1::DELIVERY_STATE_SENT:
      return both("đã gửi", "sent");
    case v1::DELIVERY_STATE_RETRYING:
      return both("sẽ gửi lại", "will be tried again");
    case v1::DELIVERY_STATE_DEAD:
      return both("không gửi được", "dead");
    case v1::DELIVERY_STATE_DROPPED:
      return both("không cần gửi nữa", "not needed any more");
    case v1::DELIVERY_STATE_WITHHELD:
      return both("không gửi, sau khi khôi phục", "withheld after a restore");
    case v1::DELIVERY_STATE_HELD:
      return both("giữ lại đến giờ gửi", "held");
    case v1::DELIVERY_STATE_UNKNOWN:
      return both("không rõ đã đến chưa", "outcome not known");
    case v1::DELIVERY_STATE_SUPPRESSED:
      return both("không gửi, do chế độ thử", "suppressed by the mode");
    default:
      return "?";
  }
}

template <class Labels>
void say_all(Console& console, const Labels& labels) {
  for (const auto& label : labels) console.say("    " + label.vi(), label.en());
}

std::string signed_days(int days) {
  return (days > 0 ? "+" : "") + std::to_string(days);
}

void show(Console& console, const v1::RungExplained& rung) {
  const auto whom = core::label_of(rung.whom());
  console.line(core::for_people(rung.at_us()) + "  " + signed_days(rung.days()) + "  " + whom.vi() + " / " + whom.en() +
               "  " + words_of(rung.state()));
  say_all(console, rung.reasons());
  for (const auto& notice : rung.notice_ids()) console.line("    thông báo / notice " + notice);
  for (const auto& person : rung.person_ids()) console.line("    sẽ báo / would tell " + person);
}

int explain_ladder(Console& console, const v1::ExplainRemindersRequest& request) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto ladder =
      connection->ask<v1::ExplainRemindersResponse>("reminder", "ObligationService/ExplainReminders", request);
  if (!ladder) return kRefused;
  console.print(*ladder);
  if (ladder->due_us() != 0) console.line("Hạn / Due: " + core::for_people(ladder->due_us()));
  say_all(console, ladder->due_reasons());
  for (const auto& rung : ladder->rungs()) show(console, rung);
  if (ladder->rungs().empty()) console.say("Không có bậc nhắc việc nào", "no reminders");
  return kOk;
}

int explain_notice(Console& console, const std::string& id) {
  v1::ExplainNoticeRequest request;
  request.set_notice_id(id);
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto told = connection->ask<v1::ExplainNoticeResponse>("notifier", "DeliveryService/ExplainNotice", request);
  if (!told) return kRefused;
  console.print(*told);
  const auto& notice = told->notice();
  console.line(notice.notice_id() + "  → " + notice.person_id() +
               (notice.for_person_id().empty() ? "" : " (thay / for " + notice.for_person_id() + ")") + "  " +
               core::for_people(notice.since_us()));
  for (const auto& one : told->deliveries()) {
    console.line(words_of(one.delivery().channel()) + ": " + words_of(one.delivery().state()));
    say_all(console, one.reasons());
    if (one.has_dispatch()) console.line("    thư / message " + one.dispatch().dispatch_id());
  }
  if (told->deliveries().empty()) console.say("Chưa gửi theo đường nào", "on no channel yet");
  return kOk;
}

// A dossier's id has no slash, an obligation's two, a notice's three or more.
int explain(Console& console, const std::string& id) {
  const auto slashes = std::count(id.begin(), id.end(), '/');
  if (slashes > 2) return explain_notice(console, id);
  v1::ExplainRemindersRequest request;
  if (slashes == 0) {
    request.set_dossier_id(id);
  } else {
    request.set_obligation_id(id);
  }
  return explain_ladder(console, request);
}

}  // namespace

void add_explain(CLI::App& program, Console& console) {
  const auto id = std::make_shared<std::string>();
  auto& verb = add_verb(program, console, "explain", "Vì sao nhắc ai, lúc nào, và vì sao gửi hay không gửi",
                        "why somebody is reminded when, and why a notice was sent or was not",
                        "giaoban explain 24.218.07444.01/meeting_plan/2026-11\n"
                        "giaoban explain 0193f2c4-8a10-7cc2-b0f5-2f3d3b6a9e11\n"
                        "giaoban explain 24.218.07444.01/meeting_plan/2026-11/0/-3/an.nguyen",
                        [&console, id] { return explain(console, *id); });
  verb.add_option("ID", *id, "Mã hồ sơ, nghĩa vụ (đơn_vị/loại/kỳ) hoặc thông báo / dossier, obligation or notice")
      ->required();
}

}  // namespace giaoban::command
