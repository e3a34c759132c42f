// How many durable steps a second the router makes over ZeroMQ with CURVE: submit, approve, approve; every row of the
// real thing.
//
//   build/release/steps_bench [dossiers] [unsigned]   prints steps/s and latency at 1 and at 64 in flight; asserts
//   nothing
//
// Checkpoints are signed, stored and copied as `giaoban run` does it; with "unsigned" they are not.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "services/bus/zeromq.h"
#include "services/directory/directory_service.h"
#include "services/router/router_service.h"
#include "services/runtime/client.h"
#include "services/runtime/host.h"
#include "services/store/sqlite.h"

namespace giaoban {
namespace {

using Machine = std::chrono::steady_clock;

constexpr const char* kTree =
    "id,parent,level,name,source\np,,PROVINCE,Tỉnh,bench\np.d,p,DISTRICT,Huyện,bench\n"
    "p.d.c,p.d,COMMUNE,Xã,bench\np.d.c.1,p.d.c,CELL,Chi bộ,bench\n";
constexpr const char* kPeople =
    "person_id,name,unit_id,role,from,until,email,login,password\nsecretary,A,p.d.c.1,secretary,2020-01-01,,,,\n"
    "clerk,B,p.d.c,clerk,2020-01-01,,,,\ndistrict,C,p.d,clerk,2020-01-01,,,,\n";
constexpr const char* kKind = R"(
  name: "paper" title { vi: "Giấy" en: "Paper" } symbol: "BC" may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
  form { sections { name: "s" title { vi: "Phần" en: "Part" }
    fields { name: "content" label { vi: "Nội dung" en: "Content" } type: FIELD_TYPE_LONG_TEXT required: true } } }
  way { first: "draft"
    states { name: "draft" label { vi: "Bản nháp" en: "Draft" } author: true moves { verb: VERB_SUBMIT to: "commune" } }
    states { name: "commune" label { vi: "Xã" en: "Commune" } asked { role: ROLE_CLERK level: LEVEL_COMMUNE }
      due { working_hours: 16 } moves { verb: VERB_APPROVE to: "district" } }
    states { name: "district" label { vi: "Huyện" en: "District" } asked { role: ROLE_CLERK level: LEVEL_DISTRICT }
      due { working_hours: 16 } moves { verb: VERB_APPROVE to: "approved" } }
    states { name: "approved" label { vi: "Đã duyệt" en: "Approved" } end: true outcome: OUTCOME_APPROVED } })";

// One service on a thread of its own, as `giaoban run` has it.
struct Room {
  Room(bus::Context& context, const std::string& folder, const bus::Endpoints& endpoints, const v1::KeyPair& keys,
       std::unique_ptr<runtime::Service> made, bool is_signed)
      : service(std::move(made)),
        name(service->name()),
        store(store::open_sqlite(folder + "/" + name + ".db")),
        wire(bus::bind_zeromq(context, name, endpoints, keys)),
        checkpoints({{name, "bench", "bench", 1}, store::fresh_signing_key(), folder + "/checkpoints", true},
                    runtime::threaded_copier(), journal),
        host(*service, *store, *wire, clock, ids, journal, "bench", {}, is_signed ? &checkpoints : nullptr),
        thread([this] { host.run(stop); }) {}
  ~Room() {
    stop = true;
    thread.join();
  }
  std::unique_ptr<runtime::Service> service;
  std::string name;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<bus::Bus> wire;
  runtime::RealClock clock;
  runtime::RandomIds ids;
  runtime::RecordingJournal journal;
  runtime::Checkpoints checkpoints;
  runtime::Host host;
  std::atomic<bool> stop = false;
  std::thread thread;
};

void must(const runtime::Outcome& outcome) {
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) {
    std::fprintf(stderr, "%s\n", no->ShortDebugString().c_str());
    std::exit(1);
  }
}

// Carries dossiers from one verb to the next with so many of them in flight.
class Bench {
 public:
  Bench(bus::Bus& wire) : wire_(wire), client_(wire) {}

  // Somebody has looked at the queue, so that from now on it is kept up in memory, as it is on every working day.
  void look() { must(client_.call("router", "DossierService/ListMyTurn", v1::ListMyTurnRequest(), "clerk")); }
  void open(size_t count) {
    ids_.clear();
    for (size_t i = 0; i < count; ++i) ids_.push_back(random_.uuid7(clock_.now().machine_us));
    run(64, 0, 1);
  }
  void report(size_t in_flight) {
    latencies_.clear();
    const auto begun = Machine::now();
    run(in_flight, 1, 4);
    const double seconds = std::chrono::duration<double>(Machine::now() - begun).count();
    std::sort(latencies_.begin(), latencies_.end());
    const auto at = [&](double share) {
      return latencies_[static_cast<size_t>(share * static_cast<double>(latencies_.size() - 1))];
    };
    std::printf(
        "%3zu in flight: %8.0f durable steps/s   p50 %.2f ms   p99 %.2f ms   (%zu steps, submit-approve-approve)\n",
        in_flight, static_cast<double>(latencies_.size()) / seconds, at(0.5), at(0.99), latencies_.size());
  }

 private:
  struct Open {
    size_t dossier;
    int step;
    Machine::time_point since;
  };

  void run(size_t in_flight, int from, int to) {
    std::map<uint64_t, Open> open;
    size_t next = 0;
    const auto send = [&](size_t dossier, int step) {
      const auto command = make(ids_[dossier], step);
      static constexpr const char* kWho[] = {"secretary", "secretary", "clerk", "district"};
      uint64_t number = 0;
      while ((number = client_.begin("router", "DossierService/Decide", command, kWho[step])) == 0)
        wire_.wait(std::chrono::milliseconds(1));
      open[number] = {dossier, step, Machine::now()};
    };
    while (next < ids_.size() || !open.empty()) {
      while (next < ids_.size() && open.size() < in_flight) send(next++, from);
      uint64_t number = 0;
      runtime::Outcome outcome;
      bool any = false;
      while (client_.take(number, outcome)) {
        any = true;
        must(outcome);
        const Open done = open.at(number);
        open.erase(number);
        latencies_.push_back(std::chrono::duration<double, std::milli>(Machine::now() - done.since).count());
        if (done.step + 1 < to) send(done.dossier, done.step + 1);
      }
      if (!any) wire_.wait(std::chrono::milliseconds(100));
    }
  }

  v1::DecideRequest make(const std::string& dossier, int step) {
    v1::DecideRequest command;
    command.set_dossier_id(dossier);
    command.set_request_id(random_.uuid7(clock_.now().machine_us));
    command.set_expected_version(static_cast<uint64_t>(step));
    if (step == 1) command.mutable_submit();
    if (step > 1) command.mutable_approve();
    if (step > 0) return command;
    command.mutable_open()->set_kind("paper");
    command.mutable_open()->set_unit_id("p.d.c.1");
    auto& field = *command.mutable_open()->add_fields();
    field.set_name("content");
    field.set_text("Mở rộng đường thôn: bốn tổ đảng và gia đình đảng viên nhận việc, đổ bê tông xong cuối tháng tư.");
    return command;
  }

  bus::Bus& wire_;
  runtime::Client client_;
  runtime::RealClock clock_;
  runtime::RandomIds random_;
  std::vector<std::string> ids_;
  std::vector<double> latencies_;
};

int bench(size_t dossiers, bool is_signed) {
  std::string folder = (std::filesystem::temp_directory_path() / "giaoban-bench-XXXXXX").string();
  if (!mkdtemp(folder.data())) return 1;
  std::map<std::string, v1::KeyPair> keys;
  v1::AllowList allowed;
  for (const auto& [name, kind] : std::map<std::string, v1::CallerKind>{{"directory", v1::CALLER_KIND_SERVICE},
                                                                        {"router", v1::CALLER_KIND_SERVICE},
                                                                        {"operator", v1::CALLER_KIND_OPERATOR},
                                                                        {"gateway", v1::CALLER_KIND_GATEWAY}}) {
    keys[name] = bus::make_keys();
    auto& key = *allowed.add_keys();
    key.set_name(name);
    key.set_public_key(keys[name].public_key());
    key.set_kind(kind);
  }
  const bus::Endpoints endpoints = {{"directory", "ipc://" + folder + "/directory"},
                                    {"router", "ipc://" + folder + "/router"}};
  bus::Context context([&] { return allowed; });
  {
    Room directory(context, folder, endpoints, keys["directory"],
                   std::make_unique<directory::DirectoryService>(8192, 1), is_signed);
    Room router(context, folder, endpoints, keys["router"],
                std::make_unique<router::RouterService>(router::RouterOptions{}), is_signed);
    const auto operating = bus::connect_zeromq(context, endpoints, keys["operator"]);
    runtime::Client asks(*operating);
    v1::ImportUnitsRequest units;
    units.set_csv(kTree);
    must(asks.call("directory", "DirectoryService/ImportUnits", units));
    v1::ImportOfficersRequest people;
    people.set_csv(kPeople);
    must(asks.call("directory", "DirectoryService/ImportOfficers", people));
    v1::PublishKindRequest kind;
    kind.set_file(kKind);
    must(asks.call("directory", "DirectoryService/PublishKind", kind));
    v1::GetStatusResponse status;
    while (status.cursors_size() == 0 || status.cursors(0).position() < 11) {
      const auto outcome = asks.call("router", "StatusService/GetStatus", v1::GetStatusRequest());
      must(outcome);
      status.ParseFromString(std::get<std::string>(outcome));
    }
    const auto wire = bus::connect_zeromq(context, endpoints, keys["gateway"]);
    Bench bench(*wire);
    bench.look();
    bench.open(std::max<size_t>(dossiers / 10, 1));
    bench.report(1);
    bench.open(dossiers);
    bench.report(64);
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace giaoban

int main(int argc, char** argv) {
  return giaoban::bench(argc > 1 ? static_cast<size_t>(std::atoll(argv[1])) : 20000, argc < 3);
}
