// Fuzz: a JSON body through the gate and the transcoder: what comes in as JSON goes out as JSON that says the same.
// The first line of the input names the call, "DossierService/Decide"; the rest is the body.
#include <google/protobuf/util/json_util.h>

#include "services/gateway/json_gate.h"
#include "services/gateway/json_writer.h"
#include "services/gateway/routes.h"
#include "services/gateway/transcode.h"
#include "tests/fuzz/contract.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/reference_json.h"

namespace giaoban::fuzz {
namespace {

using gateway::Encoding;
using google::protobuf::Descriptor;

constexpr gateway::JsonBounds kBounds;

const Descriptor& type_of(std::string_view call) {
  static const gateway::Routes routes;
  if (const auto* route = routes.find("/giaoban.v1." + std::string(call))) return *route->method->input_type();
  const auto nth = static_cast<std::ptrdiff_t>(std::hash<std::string_view>{}(call) % routes.all().size());
  return *std::next(routes.all().begin(), nth)->second.method->input_type();
}

std::string read(const Descriptor& type, const std::string& json) {
  const auto body = gateway::read_body(type, Encoding::kJson, json, kBounds);
  const auto* bytes = std::get_if<std::string>(&body);
  demand(bytes != nullptr, "our own JSON is refused:", json);
  return *bytes;
}

// By our own writer and by the library's.
void go_out_and_in(const Descriptor& type, const std::string& bytes) {
  for (const bool plain : {gateway::writes_plainly(type), false}) {
    const auto json = gateway::write_body(type, plain, Encoding::kJson, bytes);
    demand(json.has_value(), "a message that was read cannot be written");
    demand(accepts_json(*json), "our own JSON is none by the reference:", *json);
    const std::string again = read(type, *json);
    demand(again == bytes, "a message changed on its way through JSON:", *json);
  }
}

}  // namespace
}  // namespace giaoban::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace giaoban;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const auto& type = fuzz::type_of(input.substr(0, line));
  const std::string_view json = input.substr(line + 1);
  const auto no = gateway::check_json(json, fuzz::kBounds);
  if (no) {
    fuzz::demand(!no->text_vi().empty() && !no->text_en().empty(), "a refusal says nothing");
    return 0;
  }
  fuzz::demand(fuzz::accepts_json(json), "the gate let in what is no JSON:", json);
  const auto body = gateway::read_body(type, gateway::Encoding::kJson, json, fuzz::kBounds);
  if (const auto* bytes = std::get_if<std::string>(&body)) fuzz::go_out_and_in(type, *bytes);
  return 0;
}
