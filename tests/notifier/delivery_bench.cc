// What ten thousand reminders in one second cost the notifier, and how many mails a second leave over one connection.
//
//   build/release/delivery_bench [persons] [folder]        prints figures; asserts nothing
//
// Every row and every fsync is real, the other services are speakers, and the mail server is a sink on loopback. The
// files are removed at the end.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "giaoban/v1/obligation.pb.h"
#include "services/notifier/notifier_service.h"
#include "services/notifier/smtp_courier.h"
#include "tests/house/house.h"
#include "tests/notifier/smtp_sink.h"
#include "tests/reminder/speaker.h"
#include "workflows/core/time.h"

namespace giaoban::bench {
namespace {

using Machine = std::chrono::steady_clock;
using test::As;
using test::House;
using test::Speaker;

double ms_since(Machine::time_point begin) {
  return std::chrono::duration<double, std::milli>(Machine::now() - begin).count();
}

class Turns {
 public:
  void add(double ms) { all_.push_back(ms); }
  void print(const char* what) {
    if (all_.empty()) return;
    std::sort(all_.begin(), all_.end());
    std::printf("  %-44s %6zu times   p50 %7.2f ms   p99 %7.2f ms   most %7.2f ms\n", what, all_.size(),
                all_[all_.size() / 2], all_[all_.size() * 99 / 100], all_.back());
    all_.clear();
  }

 private:
  std::vector<double> all_;
};

// Takes every mail at once; how many were handed over when.
class Counter final : public notifier::Courier {
 public:
  explicit Counter(std::map<std::string, int>& taken) : taken_(taken) {}
  void start(notifier::Parcel parcel) override {
    ++taken_[parcel.to];
    outcomes_.push_back({parcel.dispatch_id, notifier::Carried::How::kAccepted, "250"});
  }
  bool has_results() const override { return !outcomes_.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(outcomes_, {}); }

 private:
  std::map<std::string, int>& taken_;
  std::vector<notifier::Carried> outcomes_;
};

class Office {
 public:
  Office(const std::string& folder, uint32_t per_second, std::unique_ptr<notifier::Courier> mail)
      : house(core::parse_date("2026-11-25").value() + 8 * core::kHour, 1, folder),
        directory(house.add(std::make_unique<Speaker>("directory"))),
        reminder(house.add(std::make_unique<Speaker>("reminder"))) {
    v1::NotifierSettings settings;
    settings.set_per_second(per_second);
    house.add(std::make_unique<notifier::NotifierService>(settings, "bench", std::move(mail)));
    reminder.answers().query<v1::CheckOwedRequest, v1::CheckOwedResponse>(
        "ObligationService/CheckOwed", runtime::kService,
        [](const v1::CheckOwedRequest&, const runtime::Call&,
           runtime::Work&) -> std::variant<v1::CheckOwedResponse, v1::Refusal> {
          v1::CheckOwedResponse response;
          response.set_owed(true);
          return response;
        });
    house.start();
  }
  static std::string person(int i) { return "p" + std::to_string(i); }
  void people(int count) {
    for (int i = 0; i < count; ++i) {
      v1::DirectoryEvent event;
      event.mutable_person_added()->mutable_person()->set_person_id(person(i));
      event.mutable_person_added()->mutable_person()->set_email(person(i) + "@example.vn");
      directory.say(event);
    }
    house.settle();
  }
  void all_due(int count) {
    for (int i = 0; i < count; ++i) {
      v1::ReminderEvent event;
      auto& notice = *event.mutable_notice_due();
      notice.set_notice_id("c" + std::to_string(i) + "/report/2026-11/0/0/" + person(i));
      notice.set_person_id(person(i));
      notice.set_obligation_id("c" + std::to_string(i) + "/report/2026-11");
      notice.set_kind("report");
      notice.set_reason(v1::NOTICE_REASON_DUE_TODAY);
      reminder.say(event);
    }
  }
  uint64_t mails(v1::DeliveryState state) {
    uint64_t sum = 0;
    const auto counted = notifier::count_deliveries(house.store("notifier"));
    for (const auto& one : counted.counts()) {
      if (one.channel() == v1::CHANNEL_EMAIL && one.state() == state) sum += one.count();
    }
    return sum;
  }
  House house;
  Speaker& directory;
  Speaker& reminder;
};

// Everything falls due in the same second: recorded once each, and let out at the pace that was set.
void burst(const std::string& folder, int count) {
  constexpr uint32_t kPerSecond = 200;
  std::map<std::string, int> taken;
  Office office(folder, kPerSecond, std::make_unique<Counter>(taken));
  office.people(count);
  office.all_due(count);
  Turns turns;
  Turns asks;
  const auto begin = Machine::now();
  double recorded = 0;
  size_t most = 0;
  int seconds = 0;
  while (taken.size() < static_cast<size_t>(count) && seconds < 10 * count) {
    const size_t before = taken.size();
    for (bool moved = true; moved;) {
      const auto turn = Machine::now();
      moved = office.house.turn();
      turns.add(ms_since(turn));
    }
    if (recorded == 0) recorded = ms_since(begin);
    most = std::max(most, taken.size() - before);
    const auto ask = Machine::now();
    office.house.ask<v1::ListNoticesResponse>("notifier", "NoticeService/ListNotices", v1::ListNoticesRequest(),
                                              As::person(Office::person(seconds % count)));
    asks.add(ms_since(ask));
    office.house.clock().pass_machine(core::kSecond);
    ++seconds;
  }
  office.house.settle();
  const auto twice = std::count_if(taken.begin(), taken.end(), [](const auto& one) { return one.second > 1; });
  std::printf("%d reminders due in one second, at most %u mails a second\n", count, kPerSecond);
  std::printf("  recorded, each on two channels, in %.2f s (%.0f notices/s)\n", recorded / 1e3, count / recorded * 1e3);
  std::printf("  sent %zu in %d seconds of machine time, most in one second %zu, twice %ld, recorded as sent %lu\n",
              taken.size(), seconds, most, static_cast<long>(twice),
              static_cast<unsigned long>(office.mails(v1::DELIVERY_STATE_SENT)));
  turns.print("a turn of all services");
  asks.print("somebody asks for their notices meanwhile");
}

// The courier by itself, and the whole way from a notice to the server.
void speed(const std::string& folder, int count) {
  {
    SmtpSink sink;
    notifier::SmtpCourier courier({sink.url()}, [] {});
    const std::string message = "Subject: x\r\n\r\n" + std::string(900, 'x') + "\r\n";
    const auto begin = Machine::now();
    for (int i = 0; i < count; ++i) courier.start({std::to_string(i), "a@example.vn", "b@example.vn", message});
    for (size_t done = 0; done < static_cast<size_t>(count);) {
      done += courier.take().size();
      usleep(200);
    }
    const double ms = ms_since(begin);
    std::printf("courier alone: %lu mails, %.0f mails/s, connections %lu\n", static_cast<unsigned long>(sink.mails()),
                count / ms * 1e3, static_cast<unsigned long>(sink.connections()));
  }
  SmtpSink sink;
  Office office(folder, 10'000, std::make_unique<notifier::SmtpCourier>(notifier::SmtpOptions{sink.url()}, [] {}));
  office.people(count);
  office.all_due(count);
  const auto begin = Machine::now();
  Turns turns;
  while (office.mails(v1::DELIVERY_STATE_SENT) < static_cast<uint64_t>(count) && ms_since(begin) < 300'000) {
    const auto turn = Machine::now();
    if (office.house.turn()) {
      turns.add(ms_since(turn));
    } else {
      usleep(100);
    }
    office.house.clock().pass_machine(
        std::chrono::duration_cast<std::chrono::microseconds>(Machine::now() - turn).count());
  }
  const double ms = ms_since(begin);
  std::printf("from the notice to the server, recorded before and after: %lu mails, %.0f mails/s, connections %lu\n",
              static_cast<unsigned long>(sink.mails()), count / ms * 1e3,
              static_cast<unsigned long>(sink.connections()));
  turns.print("a turn of all services");
}

}  // namespace
}  // namespace giaoban::bench

int main(int argc, char** argv) {
  const int count = argc > 1 ? std::atoi(argv[1]) : 10'000;
  std::string folder =
      (argc > 2 ? std::string(argv[2]) : std::filesystem::temp_directory_path().string()) + "/giaoban-delivery-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) return 1;
  for (const char* part : {"burst", "speed"}) std::filesystem::create_directory(folder + "/" + part);
  giaoban::bench::burst(folder + "/burst", count);
  giaoban::bench::speed(folder + "/speed", count);
  std::filesystem::remove_all(folder);
  return 0;
}
