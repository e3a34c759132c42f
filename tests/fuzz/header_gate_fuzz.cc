// Fuzz: bytes from a client, arriving in pieces: where the head ends, and whether it passes the gate. Whatever passes
// must be what a strict reader of its own understands by it, so that no head says two things.
#include "services/gateway/header_gate.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/reference_head.h"

namespace giaoban::fuzz {
namespace {

// The end of a head is where it is, however its bytes arrive: a shorter piece has none, a longer one the same.
void demand_same_end(std::string_view bytes, size_t length) {
  const size_t known = length == 0 ? bytes.size() : length;
  for (size_t piece = 1; piece <= known; piece += 1 + known / 16) {
    const size_t early = gateway::head_length(bytes.substr(0, piece));
    demand(early == (piece < length || length == 0 ? 0 : length), "the end of the head moves as its bytes arrive");
  }
}

void demand_understood(std::string_view head, const gateway::HttpRequest& request) {
  const auto strict = read_strictly(head);
  demand(strict.has_value(), "the gate let in what the strict reader refuses:", head);
  demand(strict->method == request.method && strict->path == request.path, "the request line has two meanings:", head);
  demand(strict->headers.at("host") == request.header("host"), "the host has two meanings:", head);
  const bool chunked = strict->headers.contains("transfer-encoding");
  demand(chunked == request.chunked, "the body's form has two meanings:", head);
  const auto length = strict->headers.find("content-length");
  if (length == strict->headers.end() || chunked) return;
  demand(length->second.size() <= 15 && std::stoull(length->second) == request.content_length,
         "the body's length has two meanings:", head);
}

}  // namespace
}  // namespace giaoban::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace giaoban;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t length = gateway::head_length(bytes);
  fuzz::demand_same_end(bytes, length);
  const std::string_view head = bytes.substr(0, length == 0 ? size : length);
  const auto answer = gateway::read_head(head);
  if (const auto* request = std::get_if<gateway::HttpRequest>(&answer)) {
    fuzz::demand_understood(head, *request);
  } else {
    const auto& no = std::get<gateway::HttpResponse>(answer);
    fuzz::demand(no.close && no.status >= 400 && no.status < 500, "a head is refused and the connection goes on");
  }
  return 0;
}
