// `giaoban log prove` and `giaoban log verify --proof`: one small file per approval, and what it proves.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>

#include "services/command/log_verbs.h"
#include "services/command/log_words.h"
#include "services/runtime/audit_key.h"
#include "services/runtime/file.h"
#include "services/store/checkpoint.h"
#include "services/store/proof.h"
#include "services/store/snapshot.h"

namespace giaoban::command {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostBytes = 64 << 20;
constexpr mode_t kOwnerOnly = 0600;  // it says who decided what

// One record to prove.
struct Wanted {
  std::string service;
  uint64_t position = 0;
  std::string name;  // of its file
  bool undone = false;
};

// "router:17"; empty when it is no position.
std::optional<Wanted> at_position(const std::string& target) {
  const size_t colon = target.find(':');
  Wanted wanted{target.substr(0, colon), 0, {}, false};
  const char* end = target.data() + target.size();
  const auto read = std::from_chars(target.data() + colon + 1, end, wanted.position);
  if (read.ec != std::errc() || read.ptr != end || wanted.position == 0) return std::nullopt;
  wanted.name = wanted.service + "-" + std::to_string(wanted.position) + ".proof.json";
  return wanted;
}

// Every approval of a dossier, in order.
std::vector<Wanted> approvals_of(const std::string& dossier, store::Store& store) {
  std::vector<Wanted> all;
  uint64_t last = 0;  // position of the last approval that was not sealed or taken back since
  store.prepare("SELECT position, record FROM log ORDER BY position").each({}, [&](const store::Row& row) {
    if (row.blob(1).find(dossier) == std::string_view::npos) return;
    v1::LogRecord record;
    record.ParseFromArray(row.blob(1).data(), static_cast<int>(row.blob(1).size()));
    const auto& event = record.dossier();
    if (event.dossier_id() != dossier) return;
    if (event.has_undone() && last != 0) all.back().undone = true;
    if (event.has_undone() || event.has_sealed()) last = 0;
    if (!event.has_approved()) return;
    last = static_cast<uint64_t>(row.integer(0));
    all.push_back({"router", last, dossier + "-" + std::to_string(event.version()) + ".proof.json", false});
  });
  return all;
}

// How long until a running service has signed for what is there now, at most.
int64_t seconds_to_wait(store::Store& store, const v1::Settings& settings) {
  using namespace std::chrono;
  const int64_t now_us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  const auto last = store::last_stored_checkpoint(store);
  const auto checkpoint = last ? store::read_checkpoint(last->signed_one) : std::nullopt;
  const int64_t every = settings.audit().every_seconds();
  return checkpoint ? std::clamp<int64_t>(every - (now_us - checkpoint->signed_us()) / 1'000'000, 1, every) : every;
}

class Prover {
 public:
  Prover(Console& console, const v1::Settings& settings, std::string public_key, std::string output)
      : console_(console), settings_(settings), public_key_(std::move(public_key)), output_(std::move(output)) {}

  // False when there is none; the person was told why.
  bool prove(store::Store& store, const Wanted& wanted) {
    const auto made = store::make_proof(store, wanted.position, public_key_);
    if (const auto* none = std::get_if<store::NoProof>(&made)) return tell(*none, store, wanted);
    const auto& proof = std::get<v1::LogProof>(made);
    const std::string file = place(wanted);
    runtime::write_file(file, store::proof_file(proof), kOwnerOnly);
    const auto proven = store::verify_proof(proof, public_key_);
    const auto report = report_of(file, std::get<store::Proven>(proven), public_key_);
    console_.print(report);
    console_.say("Đã ghi bằng chứng " + file, "proof written");
    show_proven(console_, report);
    if (wanted.undone)
      console_.say("  LƯU Ý: lần duyệt này sau đó đã được hoàn tác", "NOTE: this approval was undone afterwards");
    return true;
  }

 private:
  std::string place(const Wanted& wanted) const {
    if (output_.empty()) return wanted.name;
    return fs::is_directory(output_) ? output_ + "/" + wanted.name : output_;
  }

  bool tell(store::NoProof none, store::Store& store, const Wanted& wanted) {
    const std::string at = wanted.service + ":" + std::to_string(wanted.position);
    if (none == store::NoProof::kNoRecord) {
      console_.refuse(v1::REFUSAL_CODE_NOT_FOUND, "Sổ không có bản ghi " + at + ". Hãy kiểm tra lại vị trí.",
                      "The log has no record " + at + ". Check the position.");
    } else if (none == store::NoProof::kBroken) {
      console_.refuse(
          v1::REFUSAL_CODE_INVALID_FIELD,
          "Bản ghi " + at + " và chốt sau nó không khớp nhau. Hãy chạy: giaoban log verify " + wanted.service,
          "The record " + at + " and the checkpoint after it do not hold together. Run: giaoban log verify " +
              wanted.service);
    } else {
      const std::string wait = std::to_string(seconds_to_wait(store, settings_));
      console_.refuse(v1::REFUSAL_CODE_UNAVAILABLE,
                      "Bản ghi " + at + " chưa có chốt ký. Khi dịch vụ " + wanted.service +
                          " đang chạy, chốt sẽ có sau nhiều nhất " + wait + " giây; hãy chạy lại lệnh này khi đó.",
                      "The record " + at + " is not covered by a signed checkpoint yet. While the service " +
                          wanted.service + " runs there will be one in at most " + wait +
                          " seconds; come back then and run this command again.");
    }
    return false;
  }

  Console& console_;
  const v1::Settings& settings_;
  std::string public_key_;
  std::string output_;
};

std::optional<std::string> key_of(Console& console, const std::string& file) {
  auto key = runtime::read_public_key(file);
  if (auto* read = std::get_if<std::string>(&key)) return std::move(*read);
  console.refuse(std::get<v1::Refusal>(key));
  return std::nullopt;
}

int no_approvals(Console& console, const std::string& dossier) {
  return console.refuse(
      v1::REFUSAL_CODE_NOT_FOUND,
      "Sổ không có lần duyệt nào của hồ sơ " + dossier + ". Hãy kiểm tra mã hồ sơ, hoặc cho vị trí: router:SỐ.",
      "The log has no approval of dossier " + dossier + ". Check its id, or name a position: router:NUMBER.");
}

}  // namespace

int prove(Console& console, const LogFlags& flags) {
  const bool by_position = flags.target.find(':') != std::string::npos;
  const auto position = by_position ? at_position(flags.target) : std::nullopt;
  if (by_position && !position) {
    console.refuse(v1::REFUSAL_CODE_MALFORMED, "\"" + flags.target + "\" không phải là vị trí. Hãy viết như router:17.",
                   "\"" + flags.target + "\" is no position. Write it like router:17.");
    return kUsage;
  }
  const auto folder = console.folder();
  if (!folder) return kRefused;
  const auto settings = console.settings(folder->settings_file());
  if (!settings) return kRefused;
  const auto key = key_of(console, runtime::public_key_file(*folder));
  if (!key) return kRefused;
  const auto store = open_log(console, *folder, position ? position->service : "router");
  if (!store) return kRefused;
  const store::Snapshot snapshot(*store);
  const auto wanted = position ? std::vector<Wanted>{*position} : approvals_of(flags.target, *store);
  if (wanted.empty()) return no_approvals(console, flags.target);
  if (wanted.size() > 1 && !flags.output.empty() && !fs::is_directory(flags.output)) {
    const std::string count = std::to_string(wanted.size());
    console.refuse(v1::REFUSAL_CODE_MALFORMED,
                   "Hồ sơ này có " + count + " lần duyệt, mỗi lần một tệp. Hãy cho -o một thư mục có sẵn.",
                   "This dossier has " + count + " approvals, a file each. Give -o a folder that is there.");
    return kUsage;
  }
  Prover prover(console, *settings, *key, flags.output);
  bool all = true;
  for (const auto& one : wanted) all = prover.prove(*store, one) && all;
  return all ? kOk : kRefused;
}

int verify_proof(Console& console, const LogFlags& flags) {
  const auto key = key_of(console, flags.key);
  if (!key) return kRefused;
  const auto file = console.file_to_read(flags.proof, kMostBytes);
  if (!file) return kRefused;
  const auto proven = store::verify_proof(*file, *key);
  if (const auto* fault = std::get_if<store::ProofFault>(&proven)) {
    return console.refuse(refusal_of(*fault, flags.proof));
  }
  const auto report = report_of(flags.proof, std::get<store::Proven>(proven), *key);
  console.print(report);
  console.say("Bằng chứng đúng", "the proof holds");
  show_proven(console, report);
  return kOk;
}

}  // namespace giaoban::command
