// The text of a proof file: read by expecting every character of it, so that one proof has one spelling.
#include "services/store/base64.h"
#include "services/store/proof.h"

namespace giaoban::store {
namespace {

constexpr size_t kMostBytes = 64 << 20;

// Walks through a text; once something else than expected stood there, everything after it is refused.
class Expecting {
 public:
  explicit Expecting(std::string_view text) : rest_(text) {}

  void literal(std::string_view words) {
    good_ = good_ && rest_.starts_with(words);
    if (good_) rest_.remove_prefix(words.size());
  }
  std::string base64() {
    literal("\"");
    const size_t end = rest_.find('"');
    good_ = good_ && end != std::string_view::npos;
    const auto bytes = good_ ? from_base64(rest_.substr(0, end)) : std::nullopt;
    good_ = good_ && bytes.has_value();
    if (!good_) return {};
    rest_.remove_prefix(end + 1);
    return *bytes;
  }
  bool next_is(std::string_view words) const { return good_ && rest_.starts_with(words); }
  bool at_end() const { return good_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string proof_file(const v1::LogProof& proof) {
  std::string text = "{\n\"record\":\"" + to_base64(proof.record()) + "\",\n\"previous\":\"" +
                     to_base64(proof.previous()) + "\",\n\"leaves\":[";
  for (int i = 0; i < proof.leaves_size(); ++i) text += (i == 0 ? "\n\"" : ",\n\"") + to_base64(proof.leaves(i)) + '"';
  return text + "],\n\"checkpoint\":{\n\"checkpoint\":\"" + to_base64(proof.checkpoint().checkpoint()) +
         "\",\n\"signature\":\"" + to_base64(proof.checkpoint().signature()) + "\"}\n}\n";
}

std::optional<v1::LogProof> read_proof_file(std::string_view file) {
  if (file.size() > kMostBytes) return std::nullopt;
  v1::LogProof proof;
  Expecting text(file);
  text.literal("{\n\"record\":");
  proof.set_record(text.base64());
  text.literal(",\n\"previous\":");
  proof.set_previous(text.base64());
  text.literal(",\n\"leaves\":[");
  for (bool more = text.next_is("\n"); more; more = text.next_is(",\n")) {
    text.literal(proof.leaves_size() == 0 ? "\n" : ",\n");
    proof.add_leaves(text.base64());
  }
  text.literal("],\n\"checkpoint\":{\n\"checkpoint\":");
  proof.mutable_checkpoint()->set_checkpoint(text.base64());
  text.literal(",\n\"signature\":");
  proof.mutable_checkpoint()->set_signature(text.base64());
  text.literal("}\n}\n");
  if (!text.at_end()) return std::nullopt;
  return proof;
}

}  // namespace giaoban::store
