// Fuzz: bytes as a story: people of a small district, and deadlines, try things with one paper of a shipped kind; the
// laws of core_laws.h are demanded of every step.
#include <google/protobuf/descriptor.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "tests/core/story.h"
#include "tests/fuzz/core_laws.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/filled.h"
#include "workflows/core/kind_file.h"
#include "workflows/core/way.h"

namespace giaoban::fuzz {
namespace {

constexpr int kMostActs = 80;
const int64_t kBegin = core::start_of({2026, 11, 2});

// Takes the input from its front; zeros after its end.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}
  bool more() const { return !rest_.empty(); }
  uint8_t next() {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  std::string_view next(size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[next() % choices.size()];
  }

 private:
  std::string_view rest_;
};

const std::vector<core::PublishedKind>& kinds() {
  static const std::vector<core::PublishedKind> all = [] {
    std::vector<core::PublishedKind> kinds = {core::Town().kind};
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/workflows/kinds")) {
      std::ifstream in(entry.path());
      const std::string text{std::istreambuf_iterator<char>(in), {}};
      const core::KindFile file = core::read_kind_file(text);
      demand(file.faults.empty(), "a shipped kind cannot be read:", entry.path().string());
      kinds.push_back({file.kind.name(), std::string(32, 'd'), file.kind});
    }
    std::sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return kinds;
  }();
  return all;
}

// Two trees, each before and after offices and delegations changed; people with two offices, and lent ones.
const std::vector<core::Town>& towns() {
  static const std::vector<core::Town> all = [] {
    std::vector<core::Town> towns;
    for (const auto shape : {core::Town::Shape::kWithDistrict, core::Town::Shape::kWithoutDistrict}) {
      core::Town town(shape);
      const auto clerk = core::office_of("clerk", "xa1", v1::ROLE_CLERK);
      town.office("deputy", "xa1", v1::ROLE_CLERK).office("second_clerk", "tinh", v1::ROLE_CLERK);
      town.delegates("d1", clerk, "secretary", kBegin, kBegin + 30 * core::kDay);
      town.delegates("d2", clerk, "other_clerk", kBegin + core::kDay, 0);
      town.delegates("d3", core::office_of("provincial", "tinh", v1::ROLE_CLERK), "clerk", kBegin, 0);
      // Who writes papers in a cell and lends the office that judges them.
      town.delegates("d4", core::office_of("deputy", "xa1", v1::ROLE_CLERK), "second_officer", kBegin, 0);
      towns.push_back(town);
      town.ends(clerk, kBegin + 2 * core::kDay).ends_delegation("d3", kBegin + 3 * core::kDay);
      town.ends(core::office_of("secretary", "thon1", v1::ROLE_SECRETARY), kBegin + 5 * core::kDay);
      towns.push_back(town);
    }
    return towns;
  }();
  return all;
}

const std::vector<std::string> kPeople = {"secretary",   "deputy",    "clerk",          "second_clerk",
                                          "officer",     "",          "second_officer", "provincial",
                                          "other_clerk", "neighbour", "stranger",       "nobody"};

const std::vector<int64_t> kSpans = {core::kSecond, core::kMinute, core::kHour, core::kDay, 30 * core::kDay};
const std::vector<int64_t> kHolds = {0, 30 * core::kSecond, 2 * core::kMinute};

const std::vector<v1::Field>& filled_once(const core::PublishedKind& kind) {
  static std::map<std::string, std::vector<v1::Field>> all;
  const auto found = all.find(kind.name);
  return found != all.end() ? found->second : all.emplace(kind.name, filled(kind.kind.form())).first->second;
}

v1::Field field_of(const core::PublishedKind& kind, Bytes& bytes) {
  v1::Field field = bytes.one_of(filled_once(kind));
  const uint8_t how = bytes.next();
  if (how % 4 == 0) field.clear_value();
  if (how % 4 == 1) field.set_text(std::string(bytes.next(how / 8)));
  if (how % 4 == 2) field.set_number(static_cast<int8_t>(bytes.next()));
  return field;
}

void set_texts(google::protobuf::Message& verb, Bytes& bytes) {
  const auto* text = verb.GetDescriptor()->FindFieldByName("text");
  if (text != nullptr) verb.GetReflection()->SetString(&verb, text, bytes.next() % 4 == 0 ? "" : "Đồng ý");
}

// Gives the verb what it mostly needs.
void fill_in(v1::DecideRequest& command, const core::PublishedKind& kind, const v1::Dossier& dossier, Bytes& bytes) {
  if (command.has_open()) {
    command.mutable_open()->set_kind(kind.name);
    command.mutable_open()->set_unit_id(bytes.next() % 4 == 3 ? "thon2" : "thon1");
    command.mutable_open()->set_period("2026-11");
    for (const v1::Field& field : filled_once(kind)) *command.mutable_open()->add_fields() = field;
  } else if (command.has_save()) {
    *command.mutable_save()->add_fields() = field_of(kind, bytes);
  } else if (command.has_send_back()) {
    v1::Remark& remark = *command.mutable_send_back()->add_remarks();
    remark.set_reason(v1::SEND_BACK_REASON_INCOMPLETE);
    remark.set_field(bytes.one_of(filled_once(kind)).name());
    remark.set_text("Sửa");
  } else if (command.has_attach()) {
    command.mutable_attach()->set_file_id("file-000" + std::to_string(bytes.next() % 4));
    command.mutable_attach()->set_name("a.pdf");
    command.mutable_attach()->set_media_type("application/pdf");
    command.mutable_attach()->set_size(7);
    command.mutable_attach()->set_sha256(std::string(32, 's'));
  } else if (command.has_expire()) {
    command.mutable_expire()->set_generation(dossier.at().generation() - bytes.next() % 2);
  } else if (command.has_seal()) {
    command.mutable_seal()->set_generation(dossier.pending().entered().generation() * (bytes.next() % 2));
  }
}

v1::DecideRequest command_of(int verb, const core::PublishedKind& kind, const v1::Dossier& dossier, Bytes& bytes) {
  const auto* verbs = v1::DecideRequest::descriptor()->FindOneofByName("verb");
  v1::DecideRequest command;
  set_texts(*command.GetReflection()->MutableMessage(&command, verbs->field(verb - 1)), bytes);
  fill_in(command, kind, dossier, bytes);
  return command;
}

// A verb that the state offers, or one that belongs to deadlines and holds.
int likely_verb(const core::PublishedKind& kind, const v1::Dossier& dossier, Bytes& bytes) {
  if (dossier.version() == 0) return v1::VERB_OPEN;
  std::vector<int> verbs = {v1::VERB_UNDO, v1::VERB_SEAL, v1::VERB_EXPIRE, v1::VERB_COMMENT};
  const v1::State* state = core::find_state(kind.kind, dossier.at().state());
  for (int i = 0; state != nullptr && i < state->moves_size(); ++i) verbs.push_back(state->moves(i).verb());
  return bytes.one_of(verbs);
}

std::string likely_person(const WatchedDossier& paper, const v1::DecideRequest& command, Bytes& bytes) {
  const auto asked = paper.asked();
  const uint8_t who = bytes.next();
  if (command.has_expire() && who < 200) return "";
  if (who < 160 && !asked.empty()) return asked[who % asked.size()];
  if (who < 200) return paper.last_to_act();
  if (who < 220) return paper.dossier().pending().actor().person_id();
  return who < 235 ? "" : kPeople[who % kPeople.size()];
}

void act(WatchedDossier& paper, const v1::DecideRequest& command, const std::string& person, Bytes& bytes) {
  const core::StoredFile file{command.attach().file_id(), 7, std::string(32, 's'), std::string(32, 'g')};
  const uint8_t how = bytes.next();
  paper.take(command, person, how % 8 == 7 ? nullptr : &file, how == 99);
}

// One act; what is not an act changes the world around it.
void tell(WatchedDossier& paper, const core::PublishedKind& kind, size_t town, Bytes& bytes) {
  const uint8_t what = bytes.next();
  if (what < 120) {
    const auto command = command_of(likely_verb(kind, paper.dossier(), bytes), kind, paper.dossier(), bytes);
    act(paper, command, likely_person(paper, command, bytes), bytes);
  } else if (what < 160) {
    const int verb = 1 + bytes.next() % v1::Verb_MAX;
    act(paper, command_of(verb, kind, paper.dossier(), bytes), bytes.one_of(kPeople), bytes);
  } else if (what < 170) {
    v1::DecideRequest any;
    any.ParsePartialFromString(std::string(bytes.next(bytes.next())));
    act(paper, any, likely_person(paper, any, bytes), bytes);
  } else if (what < 190) {
    paper.pass(bytes.one_of(kSpans));
  } else if (what < 200) {
    paper.pass_to_deadline();
  } else if (what < 215) {
    paper.look(bytes.one_of(kPeople));
  } else if (what < 222) {
    paper.set_directory(towns()[town % 4 / 2 * 2 + 1].directory);
  } else if (what < 232) {
    paper.set_hold(bytes.one_of(kHolds));
  } else {
    v1::DossierEvent event;
    event.ParsePartialFromString(std::string(bytes.next(bytes.next())));
    paper.bear(event);
  }
}

}  // namespace
}  // namespace giaoban::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace giaoban;
  fuzz::Bytes bytes({reinterpret_cast<const char*>(data), size});
  const core::PublishedKind& kind = bytes.one_of(fuzz::kinds());
  const size_t town = bytes.next() % 4;
  fuzz::WatchedDossier paper(kind, fuzz::towns()[town].directory);
  paper.set_hold(bytes.one_of(fuzz::kHolds));
  for (int act = 0; act < fuzz::kMostActs && bytes.more(); ++act) fuzz::tell(paper, kind, town, bytes);
  paper.replay();
  return 0;
}
