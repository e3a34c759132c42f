// Writes first inputs for every target into <folder>/<target>/, from the shipped kinds and the contract; fuzz_test.sh
// --grow makes a corpus of them. Usage: fuzz_seeds <folder>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "giaoban/v1/envelope.pb.h"
#include "services/gateway/routes.h"
#include "services/gateway/transcode.h"
#include "services/store/proof.h"
#include "tests/fuzz/contract.h"
#include "tests/fuzz/true_logs.h"

namespace giaoban::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Every field, a few levels deep, by what the text parser takes for its type; of a oneof the last member stays.
void fill(Message& message, int depth) {
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    const bool many = field->is_repeated();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (depth > 0)
          fill(many ? *reflection.AddMessage(&message, field) : *reflection.MutableMessage(&message, field), depth - 1);
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        // Not in NFC, so that it has to be brought there; bytes take it as it is.
        many ? reflection.AddString(&message, field, "Đ\u0061\u0309ng")
             : reflection.SetString(&message, field, "Đ\u0061\u0309ng");
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        many ? reflection.AddEnumValue(&message, field, 1) : reflection.SetEnumValue(&message, field, 1);
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        if (!many) reflection.SetBool(&message, field, true);
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        if (!many) reflection.SetInt64(&message, field, -7);
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        if (!many) reflection.SetUInt64(&message, field, 7);
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        if (!many) reflection.SetUInt32(&message, field, 7);
        break;
      default:
        break;
    }
  }
}

class Seeds {
 public:
  explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void write(const std::string& target, const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(folder_ / target);
    std::ofstream(folder_ / target / name, std::ios::binary) << bytes;
  }

 private:
  std::filesystem::path folder_;
};

void write_calls(const Seeds& seeds) {
  for (const auto& [name, method] : calls_of_the_contract()) {
    const auto message = make(*method->input_type());
    fill(*message, 4);
    v1::Envelope envelope;
    auto& request = *envelope.mutable_request();
    request.set_method(name);
    request.set_correlation(1);
    request.set_trace_id("t");
    request.set_person_id("p");
    message->SerializeToString(request.mutable_payload());
    seeds.write("envelope", method->full_name(), envelope.SerializeAsString());
  }
  const gateway::Routes routes;
  for (const auto& [path, route] : routes.all()) {
    const auto message = make(*route.method->input_type());
    fill(*message, 4);
    const auto json =
        gateway::write_body(*route.method->input_type(), false, gateway::Encoding::kJson, message->SerializeAsString());
    seeds.write("json_gate", route.method->full_name(), path.substr(path.find("v1.") + 3) + "\n" + json.value_or("{}"));
  }
}

void write_heads(const Seeds& seeds) {
  const std::string host = "Host: chibo.example\r\n";
  seeds.write("header_gate", "page",
              "GET /papers?x=1 HTTP/1.1\r\n" + host + "Cookie: s=1\r\nAccept-Encoding: gzip\r\n\r\n");
  seeds.write("header_gate", "call",
              "POST /giaoban.v1.DossierService/Decide HTTP/1.1\r\n" + host +
                  "Content-Type: application/json\r\nContent-Length: 2\r\nOrigin: "
                  "https://chibo.example\r\nSec-Fetch-Site: same-origin\r\n\r\n{}");
  seeds.write("header_gate", "chunked", "POST /a HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  seeds.write("header_gate", "expects",
              "POST /a HTTP/1.1\r\n" + host + "Expect: 100-continue\r\nContent-Length: 9\r\nConnection: close\r\n\r\n");
  seeds.write("header_gate", "two_hosts", "GET / HTTP/1.1\r\n" + host + "host: b\r\n\r\n");
  seeds.write("header_gate", "folded", "GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n");
  seeds.write("header_gate", "length_and_chunks",
              "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n");
  seeds.write("header_gate", "bare", "GET / HTTP/1.1\nHost: a\n\n");
  seeds.write("header_gate", "blank_before_colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n");
}

void write_rules(const Seeds& seeds) {
  for (const char* folder : {SOURCE_DIR "/workflows/kinds", SOURCE_DIR "/workflows/rules/calendar"}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream in(entry.path());
      seeds.write("kind_loader", entry.path().stem().string(), {std::istreambuf_iterator<char>(in), {}});
    }
  }
}

void write_proofs(const Seeds& seeds) {
  for (const TrueLog& log : true_logs()) {
    for (uint64_t position = 1; position <= log.records.size(); ++position) {
      const std::string name = std::string(1, log.id.back()) + std::to_string(position);
      seeds.write("proof", name, store::proof_file(log.proof_of(position)));
    }
  }
  for (char what = 0; what < 12; ++what) seeds.write("proof", "lie" + std::to_string(what), {'\4', what, '\1', '\2'});
}

// Acts that are likely, with time passing: the fuzzer finds the stories in between.
void write_stories(const Seeds& seeds) {
  for (int story = 0; story < 12; ++story) {
    std::string bytes = {static_cast<char>(story % 4), static_cast<char>(story % 3), static_cast<char>(story / 4)};
    for (int act = 0; act < 60; ++act) {
      bytes += {'\1', static_cast<char>(act * 7 + story), '\1', '\1', static_cast<char>(act * 5 + story), '\1'};
      if (act % 10 == story % 10) bytes += {'\xaa', static_cast<char>(act % 5)};
    }
    seeds.write("core", "story" + std::to_string(story), bytes);
  }
}

}  // namespace
}  // namespace giaoban::fuzz

int main(int count, char** words) {
  if (count != 2) return 2;
  const giaoban::fuzz::Seeds seeds(words[1]);
  giaoban::fuzz::write_calls(seeds);
  giaoban::fuzz::write_heads(seeds);
  giaoban::fuzz::write_rules(seeds);
  giaoban::fuzz::write_proofs(seeds);
  giaoban::fuzz::write_stories(seeds);
}
