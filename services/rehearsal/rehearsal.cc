// The rehearsal from its question to its report.
#include "services/rehearsal/rehearsal.h"

#include "services/rehearsal/ensemble.h"
#include "services/rehearsal/messages.h"
#include "services/rehearsal/warnings.h"
#include "workflows/core/directory.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"

namespace giaoban::rehearsal {
namespace {

constexpr auto kInvalid = v1::REFUSAL_CODE_INVALID_FIELD;

v1::Refusal no_date(const std::string& field, const std::string& date) {
  return core::refuse(kInvalid, field, "\"" + date + "\" không phải là ngày. Hãy viết như 2026-02-01.",
                      "\"" + date + "\" is no date. Write it like 2026-02-01.");
}

std::optional<v1::Refusal> check(const Period& period) {
  const auto from = core::parse_date(period.from);
  const auto until = core::parse_date(period.until);
  if (!from) return no_date("from", period.from);
  if (!until) return no_date("to", period.until);
  if (*until < *from) {
    return core::refuse(kInvalid, "to",
                        "Ngày cuối (" + period.until + ") trước ngày đầu (" + period.from + "). Hãy đổi lại.",
                        "The last day, " + period.until + ", lies before the first, " + period.from +
                            ". Write them the other way round.");
  }
  if (*until - *from >= kMostDays * core::kDay) {
    return core::refuse(kInvalid, "to", "Mỗi lần diễn tập nhiều nhất 400 ngày. Hãy chia thành nhiều lần.",
                        "A rehearsal covers 400 days at most. Take it in parts.");
  }
  return std::nullopt;
}

v1::Refusal over_already(const std::string& from, int64_t now_us) {
  const std::string now = core::for_people(now_us);
  return core::refuse(kInvalid, "from",
                      "Bây giờ là " + now + " của hệ thống, " + from +
                          " đã qua: chỉ diễn tập được việc sắp tới. Hãy chọn ngày đầu từ hôm nay; việc đã gửi thì xem "
                          "bằng: giaoban notices list",
                      "It is " + now + " here and " + from +
                          " is over: a rehearsal is of what is to come. Begin with today or later; what was sent is "
                          "shown by: giaoban notices list");
}

}  // namespace

std::variant<Rehearsed, v1::Refusal> rehearse(const runtime::DataFolder& folder, const v1::Settings& settings,
                                              const Period& period, const MakeService& make_service) {
  if (auto no = check(period)) return *no;
  const int64_t from_us = *core::parse_date(period.from);
  const int64_t until_us = *core::parse_date(period.until) + core::kDay;
  v1::Settings live = settings;
  live.mutable_notifier()->set_mode("live");
  Ensemble ensemble(folder, live, make_service);
  if (from_us < core::start_of(core::day_of(ensemble.now_us()))) return over_already(period.from, ensemble.now_us());
  ensemble.play_to(until_us);

  core::Directory directory;
  for (const auto& record : ensemble.records("directory", 0)) {
    directory.evolve(record.directory(), record.position());
  }
  Rehearsed rehearsed;
  rehearsed.report.set_from(period.from);
  rehearsed.report.set_until(period.until);
  add_messages(ensemble, from_us, until_us, settings.notifier().sms_price(), rehearsed.report);
  for (const auto& message : rehearsed.report.messages()) {
    const auto* person = directory.person(message.person_id());
    if (person != nullptr) rehearsed.names[message.person_id()] = person->name();
  }
  add_warnings(ensemble, directory, settings, {from_us, until_us}, rehearsed.report);
  return rehearsed;
}

}  // namespace giaoban::rehearsal
