// A deployment on a folder whose people are written to in every way; rehearsed, and then really run with nobody acting.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "giaoban/v1/delivery.pb.h"
#include "services/rehearsal/rehearsal.h"
#include "services/rehearsal/silent.h"
#include "services/runtime/settings.h"
#include "services/store/digest.h"
#include "tests/house/district.h"

namespace giaoban::test {

namespace fs = std::filesystem;

// Everything that left, when and how.
struct Mailbox {
  struct Sent {
    int64_t at_us = 0;
    v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
    std::string dispatch_id;
  };
  std::vector<Sent> sent;
};

// Takes everything and writes down when it left.
class MailboxCourier final : public notifier::Courier {
 public:
  MailboxCourier(Mailbox& box, runtime::Clock& clock, v1::Channel channel)
      : box_(box), clock_(clock), channel_(channel) {}
  void start(notifier::Parcel parcel) override {
    box_.sent.push_back({clock_.now().business_us, channel_, parcel.dispatch_id});
    taken_.push_back({parcel.dispatch_id, notifier::Carried::How::kAccepted, "taken"});
  }
  bool has_results() const override { return !taken_.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(taken_, {}); }

 private:
  Mailbox& box_;
  runtime::Clock& clock_;
  v1::Channel channel_;
  std::vector<notifier::Carried> taken_;
};

// Nobody is deputy in the second cell, and "nobody.at.all" is not anybody's; the clerk reads mail and the first
// secretary SMS too.
inline constexpr const char* kPeople =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,secretary1@example.vn,,\n"
    "secretary2,Trần Đức Minh,p.d.c.2,secretary,2020-01-01,,secretary2@example.vn,,\n"
    "clerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,clerk@example.vn,,\n"
    "district,Hoàng Văn Long,p.d,clerk,2020-01-01,,,,\n";

class Scene {
 public:
  static constexpr std::string_view kBegins = "2026-01-26";

  // Furnished: one plan under way, preferences set; closed again.
  Scene() : path_((fs::temp_directory_path() / "giaoban-rehearsed-XXXXXX").string()), data(make_folder()) {
    settings.mutable_notifier()->set_smtp_url("smtp://127.0.0.1:1");
    settings.mutable_notifier()->set_sms_url("https://127.0.0.1:1/");
    settings.mutable_notifier()->set_mode("live");
  }
  ~Scene() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  // The house on the folder, running until it is destroyed.
  std::unique_ptr<House> run() {
    auto house = std::make_unique<House>(begins_us(), ++runs_, data.path);
    for (const std::string name : {"directory", "router", "reminder", "notifier"}) {
      house->add(make(name, settings, [&](v1::Channel channel) {
        return std::make_unique<MailboxCourier>(mails, house->clock(), channel);
      }));
    }
    house->start();
    return house;
  }

  // Units, people, kinds, and what they prefer.
  void furnish(House& house, const std::string& people = kPeople) {
    v1::ImportUnitsRequest units;
    units.set_csv(kWithDistrict);
    ask<v1::ImportUnitsResponse>(house, "directory", "DirectoryService/ImportUnits", units);
    v1::ImportOfficersRequest officers;
    officers.set_csv(people);
    ask<v1::ImportOfficersResponse>(house, "directory", "DirectoryService/ImportOfficers", officers);
    for (const std::string kind : {"meeting_plan", "resolution", "monthly_report"}) {
      v1::PublishKindRequest publish;
      publish.set_file(file_text("workflows/kinds/" + kind + ".txtpb"));
      ask<v1::PublishKindResponse>(house, "directory", "DirectoryService/PublishKind", publish);
    }
    v1::SetPreferencesRequest prefer;
    prefer.set_person_id("secretary1");
    auto& preferences = *prefer.mutable_preferences();
    preferences.set_email(true);
    preferences.set_sms(true);
    preferences.set_phone("+84912345678");
    ask<v1::SetPreferencesResponse>(house, "notifier", "PreferenceService/SetPreferences", prefer);
    if (people.find("secretary2") == std::string::npos) return;
    prefer.set_person_id("secretary2");
    preferences.set_sms(false);
    preferences.set_digest(v1::DIGEST_NONE);
    ask<v1::SetPreferencesResponse>(house, "notifier", "PreferenceService/SetPreferences", prefer);
  }

  // The packs that are shipped, before the kinds, as the README has it.
  static void publish_calendars(House& house) {
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/workflows/rules/calendar")) {
      v1::PublishCalendarRequest publish;
      publish.set_file(file_text("workflows/rules/calendar/" + entry.path().filename().string()));
      ask<v1::PublishCalendarResponse>(house, "directory", "DirectoryService/PublishCalendar", publish);
    }
  }

  rehearsal::Rehearsed rehearse(const std::string& from, const std::string& until) {
    auto outcome = try_to_rehearse(from, until);
    if (const auto* no = std::get_if<v1::Refusal>(&outcome)) throw std::runtime_error(no->text_en());
    return std::get<rehearsal::Rehearsed>(std::move(outcome));
  }
  std::variant<rehearsal::Rehearsed, v1::Refusal> try_to_rehearse(const std::string& from, const std::string& until) {
    return rehearsal::rehearse(data, settings, {from, until},
                               [this](const std::string& name, const runtime::DataFolder&, const v1::Settings& with) {
                                 return make(name, with,
                                             [](v1::Channel) { return std::make_unique<rehearsal::SilentCourier>(); });
                               });
  }

  // Both clocks together, from one thing that is due to the next, as time passes in a real run.
  static void live_until(House& house, int64_t until_us) {
    while (house.clock().now().business_us < until_us) {
      int64_t step = until_us - house.clock().now().business_us;
      for (const std::string name : {"directory", "router", "reminder", "notifier"}) {
        const auto now = house.clock().now();
        const int64_t due = house.status(name).next_due_us();
        const int64_t retry = house.service<runtime::Service>(name).next_retry_us();
        if (due != 0) step = std::min(step, std::max<int64_t>(due - now.business_us, 1000));
        if (retry != 0) step = std::min(step, std::max<int64_t>(retry - now.machine_us, 1000));
      }
      house.clock().set_business(house.clock().now().business_us + step);
      house.pass_machine(step);
    }
  }

  // Every file under the folder, with the sum of what is in it.
  std::map<std::string, std::string> files() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(data.path)) {
      std::ifstream in(entry.path());
      std::ostringstream bytes;
      if (entry.is_regular_file()) bytes << in.rdbuf();
      all[entry.path()] = store::sha256({bytes.str()});
    }
    return all;
  }

  template <class Res>
  static Res ask(House& house, const std::string& service, const std::string& method,
                 const google::protobuf::Message& request) {
    Res response = house.ask<Res>(service, method, request, As::operator_());
    if constexpr (requires { response.faults(); }) {
      if (response.faults_size() > 0) throw std::runtime_error(response.faults(0));
    }
    if constexpr (requires { response.errors(); }) {
      if (response.errors_size() > 0) throw std::runtime_error(response.errors(0).text_en());
    }
    return response;
  }
  static int64_t begins_us() { return on(kBegins) + 8 * core::kHour; }

 private:
  std::string path_;
  uint64_t runs_ = 0;

  runtime::DataFolder make_folder() {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("mkdtemp");
    auto made = runtime::DataFolder::init(path_ + "/data", "test", true, begins_us(), [n = 10]() mutable {
      v1::KeyPair pair;
      pair.set_public_key(std::string(38, 'p') + std::to_string(++n));
      pair.set_secret_key(std::string(38, 's') + std::to_string(n));
      return pair;
    });
    return std::get<runtime::DataFolder>(std::move(made));
  }
  using MakeCourier = std::function<std::unique_ptr<notifier::Courier>(v1::Channel)>;
  static std::unique_ptr<runtime::Service> make(const std::string& name, const v1::Settings& with,
                                                const MakeCourier& make_courier) {
    if (name == "directory") return std::make_unique<directory::DirectoryService>(8, 1);
    if (name == "router") return std::make_unique<router::RouterService>(router::RouterOptions());
    if (name == "reminder") return std::make_unique<reminder::ReminderService>();
    notifier::Couriers couriers;
    for (const auto channel : {v1::CHANNEL_EMAIL, v1::CHANNEL_SMS}) couriers[channel] = make_courier(channel);
    return std::make_unique<notifier::NotifierService>(with.notifier(), "test", std::move(couriers));
  }

 public:
  runtime::DataFolder data;
  v1::Settings settings = runtime::default_settings();
  Mailbox mails;
};

}  // namespace giaoban::test
