// `giaoban notices`: what was sent, held or given up; why; try it once more, or give it up.
#include <CLI/CLI.hpp>

#include <algorithm>

#include "giaoban/v1/delivery.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "services/command/visible.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string id;
  std::string person;
  std::string channel;
  std::string state;
  std::string page;
  uint32_t limit = 0;
};

// "email" for CHANNEL_EMAIL and back.
std::string word_of(const std::string& name, std::string_view prefix) {
  std::string word = name.substr(std::min(prefix.size(), name.size()));
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::tolower(c); });
  return word;
}

std::string name_of(std::string word, std::string_view prefix) {
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::toupper(c); });
  return std::string(prefix) + word;
}

std::string channel_of(const v1::Delivery& delivery) {
  return word_of(v1::Channel_Name(delivery.channel()), "CHANNEL_");
}

std::string state_of(const v1::Delivery& delivery) {
  return word_of(v1::DeliveryState_Name(delivery.state()), "DELIVERY_STATE_");
}

void show(Console& console, const v1::Delivery& delivery) {
  std::string text = core::for_people(delivery.recorded_us()) + "  " + state_of(delivery) + "  " +
                     channel_of(delivery) + "  " + visible(delivery.notice().person_id()) + "  " +
                     visible(delivery.delivery_id());
  if (delivery.held_until_us() != 0) text += "  → " + core::for_people(delivery.held_until_us());
  if (delivery.attempts() > 0) text += "  (" + std::to_string(delivery.attempts()) + ")";
  if (!delivery.last_answer().empty()) text += "  " + visible(delivery.last_answer());
  console.line(text);
}

int list(Console& console, const Flags& flags) {
  v1::ListDeliveriesRequest request;
  request.set_person_id(flags.person);
  request.set_limit(flags.limit);
  request.set_page_token(flags.page);
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  v1::DeliveryState state = v1::DELIVERY_STATE_UNSPECIFIED;
  if ((!flags.channel.empty() && !v1::Channel_Parse(name_of(flags.channel, "CHANNEL_"), &channel)) ||
      (!flags.state.empty() && !v1::DeliveryState_Parse(name_of(flags.state, "DELIVERY_STATE_"), &state))) {
    return console.refuse(v1::REFUSAL_CODE_INVALID_FIELD,
                          "Không có kênh hoặc trạng thái này. Kênh: in_app, email, webhook, sms. Trạng thái: intended, "
                          "held, sent, retrying, dead, dropped, withheld, unknown, suppressed.",
                          "There is no such channel or state. Channels: in_app, email, webhook, sms. States: intended, "
                          "held, sent, retrying, dead, dropped, withheld, unknown, suppressed.");
  }
  request.set_channel(channel);
  request.set_state(state);
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  const auto page = connection->ask<v1::ListDeliveriesResponse>("notifier", "DeliveryService/ListDeliveries", request);
  if (!page) return kRefused;
  console.print(*page);
  for (const auto& delivery : page->deliveries()) show(console, delivery);
  if (page->deliveries().empty()) console.say("Không có tin nào", "there are none");
  if (!page->next_page_token().empty()) {
    console.line("  giaoban notices list --page " + page->next_page_token());
  }
  return kOk;
}

int explain(Console& console, const Flags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::ExplainNoticeRequest request;
  request.set_notice_id(flags.id);
  const auto why = connection->ask<v1::ExplainNoticeResponse>("notifier", "DeliveryService/ExplainNotice", request);
  if (!why) return kRefused;
  console.print(*why);
  for (const auto& one : why->deliveries()) {
    show(console, one.delivery());
    for (const auto& reason : one.reasons()) console.line("  - " + visible(reason.vi()) + " / " + visible(reason.en()));
    if (one.has_dispatch() && one.dispatch().segments() > 0) {
      const std::string segments = std::to_string(one.dispatch().segments());
      console.line("  - " + segments + " đoạn tin nhắn / " + segments + " SMS segments");
    }
  }
  return kOk;
}

template <class Request, class Response>
int change(Console& console, const Flags& flags, const std::string& method) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  Request request;
  request.set_delivery_id(flags.id);
  const auto done = connection->ask<Response>("notifier", method, request);
  if (!done) return kRefused;
  console.print(*done);
  show(console, done->delivery());
  return kOk;
}

void add_list(CLI::App& noun, Console& console) {
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, "list", "Liệt kê, mới nhất trước", "list them, newest first",
                        "giaoban notices list\ngiaoban notices list --state dead --channel email\n"
                        "giaoban notices list --person p1 --json",
                        [&console, flags] { return list(console, *flags); });
  verb.add_option("--person", flags->person, "Của cán bộ nào / of this person");
  verb.add_option("--channel", flags->channel, "Kênh: in_app, email, webhook, sms / channel");
  verb.add_option("--state", flags->state, "Trạng thái: held, sent, retrying, dead, unknown… / state");
  verb.add_option("--limit", flags->limit, "Nhiều nhất bao nhiêu, 1-200 / at most so many");
  verb.add_option("--page", flags->page, "Trang tiếp theo / the page after this token");
}

CLI::App& add_one(CLI::App& noun, Console& console, const std::string& name, const std::string& vi,
                  const std::string& en, const std::function<int(const Flags&)>& action) {
  const auto flags = std::make_shared<Flags>();
  auto& verb =
      add_verb(noun, console, name, vi, en, "giaoban notices " + name + " c1/monthly_report/2026-11/0/+1/p1/email",
               [flags, action] { return action(*flags); });
  verb.add_option("ID", flags->id, "Mã tin / id of the notice or delivery")->required();
  return verb;
}

}  // namespace

void add_notices(CLI::App& program, Console& console) {
  auto& noun =
      add_noun(program, "notices", "Thông báo và cách chúng tới người nhận", "notices and how they reached people");
  add_list(noun, console);
  add_one(noun, console, "explain", "Vì sao gửi, giữ hay bỏ", "why it was sent, held or dropped",
          [&console](const Flags& flags) { return explain(console, flags); });
  add_one(noun, console, "retry", "Gửi lại một lần nữa", "try it once more", [&console](const Flags& flags) {
    return change<v1::RetryDeliveryRequest, v1::RetryDeliveryResponse>(console, flags, "DeliveryService/RetryDelivery");
  });
  add_one(noun, console, "drop", "Thôi không gửi", "give it up", [&console](const Flags& flags) {
    return change<v1::DropDeliveryRequest, v1::DropDeliveryResponse>(console, flags, "DeliveryService/DropDelivery");
  });
}

}  // namespace giaoban::command
