// A district that lives on a data folder, its backups, and what comes back of them; mails are recorded.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/backup/backup.h"
#include "services/backup/manifest.h"
#include "services/runtime/settings.h"
#include "services/store/sqlite.h"
#include "tests/house/district.h"

namespace giaoban::test {

namespace fs = std::filesystem;

// A folder that is gone when the test is over.
class Place {
 public:
  // In memory, where that can be had: a power cut is not what is tested here.
  Place() : path_((memory() / ("giaoban-backup-" + std::string(6, 'X'))).string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("mkdtemp");
  }
  ~Place() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  std::string path(const std::string& name) const { return path_ + "/" + name; }

 private:
  static fs::path memory() { return fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path(); }
  std::string path_;
};

// Everything that ever left, over all deployments of a test; accepted at once while `accepts`.
struct Mailbox {
  std::vector<notifier::Parcel> sent;
  bool accepts = true;
};

class MailboxCourier final : public notifier::Courier {
 public:
  explicit MailboxCourier(Mailbox& box) : box_(box) {}
  void start(notifier::Parcel mail) override {
    if (box_.accepts) outcomes_.push_back({mail.dispatch_id, notifier::Carried::How::kAccepted, "250 taken"});
    box_.sent.push_back(std::move(mail));
  }
  bool has_results() const override { return !outcomes_.empty(); }
  std::vector<notifier::Carried> take() override { return std::exchange(outcomes_, {}); }

 private:
  Mailbox& box_;
  std::vector<notifier::Carried> outcomes_;
};

inline constexpr const char* kPeopleWithMail =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,secretary1@example.vn,,\n"
    "secretary2,Trần Đức Minh,p.d.c.2,secretary,2020-01-01,,secretary2@example.vn,,\n"
    "clerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,clerk@example.vn,,\n";

inline std::unique_ptr<runtime::Service> never_started(const std::string& name) {
  if (name == "directory") return std::make_unique<directory::DirectoryService>(8, 1);
  if (name == "router") return std::make_unique<router::RouterService>(router::RouterOptions());
  if (name == "reminder") return std::make_unique<reminder::ReminderService>();
  if (name == "notifier") return std::make_unique<notifier::NotifierService>(v1::NotifierSettings(), "test", nullptr);
  if (name == "records") return std::make_unique<records::RecordsService>();
  throw std::invalid_argument(name);
}

template <class T>
T good(std::variant<T, v1::Refusal> outcome) {
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) throw std::runtime_error(no->ShortDebugString());
  return std::get<T>(std::move(outcome));
}

template <class T>
v1::Refusal no(const std::variant<T, v1::Refusal>& outcome) {
  return outcome.index() == 1 ? std::get<1>(outcome) : v1::Refusal();
}

// A place with one data folder "data" in it, and what is done to it.
class Scene {
 public:
  Scene() : data(good(runtime::DataFolder::init(place.path("data"), "test", false, 0, fake_keys()))) {}

  // The district on a folder, running until it is destroyed.
  std::unique_ptr<District> run(const runtime::DataFolder& folder, bool fresh, int64_t begins_us = 0,
                                router::RouterOptions router = {}) {
    DistrictOptions options;
    options.folder = folder.path;
    options.fresh = fresh;
    options.begins_us = begins_us;
    options.seed = ++runs_;
    options.people = kPeopleWithMail;
    options.courier = [this] { return std::make_unique<MailboxCourier>(mails); };
    options.router = router;
    return std::make_unique<District>(options);
  }
  // A month that has begun: one plan approved, one under way.
  void live_a_little() {
    const auto district = run(data, true);
    Paper done(*district);
    expect_ok(done.opens("secretary1"));
    expect_ok(done.submits("secretary1"));
    expect_ok(done.approves("clerk"));
    Paper open(*district);
    expect_ok(open.opens("secretary2", "meeting_plan", "p.d.c.2"));
    expect_ok(open.submits("secretary2"));
  }
  v1::BackupReport create(const std::string& name = "backup") {
    return good(backup::create(data, settings, place.path(name), never_started, clock));
  }
  v1::BackupReport verify(const std::string& name = "backup") {
    return good(backup::verify(place.path(name), never_started));
  }
  v1::BackupReport restore(const std::string& to = "restored", const std::string& from = "backup") {
    return good(backup::restore(place.path(from), place.path(to), settings, never_started, clock));
  }
  runtime::DataFolder open(const std::string& name) { return good(runtime::DataFolder::open(place.path(name))); }

  // Writes into a file of a backup and makes its manifest agree, as somebody would who wants it believed.
  void forge(const std::string& name, const std::function<void(store::Store&)>& change) {
    const std::string folder = place.path("backup");
    {
      const auto store = store::open_sqlite(folder + "/" + name);
      change(*store);
      store->define("PRAGMA journal_mode=DELETE");
    }
    auto manifest = good(backup::read_manifest(folder));
    for (auto& file : *manifest.mutable_files()) {
      if (file.name() != name) continue;
      const auto now = backup::describe(folder, name);
      file.set_bytes(now.bytes());
      file.set_sha256(now.sha256());
    }
    backup::write_manifest(folder, manifest);
  }

  static void expect_ok(const std::string& outcome) {
    if (outcome != "ok") throw std::runtime_error(outcome);
  }
  static runtime::MakeKeys fake_keys() {
    return [made = 0]() mutable {
      v1::KeyPair pair;
      pair.set_public_key(std::string(38, 'p') + std::to_string(10 + ++made));
      pair.set_secret_key(std::string(38, 's') + std::to_string(10 + made));
      return pair;
    };
  }

  Place place;
  v1::Settings settings = runtime::default_settings();
  runtime::ManualClock clock{on("2026-11-02") + 9 * core::kHour};
  Mailbox mails;
  runtime::DataFolder data;

 private:
  uint64_t runs_ = 0;
};

// One value of a database.
inline std::string value(const std::string& database, const std::string& sql) {
  std::string text;
  store::open_sqlite_reader(database)->prepare(sql).one({}, [&](const store::Row& row) { text = row.text(0); });
  return text;
}

}  // namespace giaoban::test
