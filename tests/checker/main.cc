// giaoban-checker --data DIR --acks FILE [--at-rest] [--json]: exit 0 when everything holds, 1 when something does not,
// 2 on bad usage. --at-rest: everybody should have heard everything.
#include <google/protobuf/util/json_util.h>

#include <iostream>
#include <string>
#include <vector>

#include "tests/checker/checker.h"

namespace {

void print_for_people(const giaoban::v1::CheckerReport& report) {
  std::cout << report.acknowledged() << " acknowledged, " << report.lost() << " lost, " << report.duplicate_effects()
            << " duplicate effects, " << report.dossiers() << " dossiers "
            << (report.state_equals_fold() ? "equal" : "DO NOT EQUAL") << " the fold, " << report.records()
            << " records " << (report.log_verified() ? "verified" : "NOT VERIFIED") << "\n";
  for (const auto& fault : report.faults()) std::cout << "  " << fault << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  std::string data, acks;
  giaoban::checker::Known known;
  bool json = false, good = true;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const bool has_value = i + 1 < arguments.size();
    if (arguments[i] == "--data" && has_value) {
      data = arguments[++i];
    } else if (arguments[i] == "--acks" && has_value) {
      acks = arguments[++i];
    } else if (arguments[i] == "--at-rest") {
      known.at_rest = true;
    } else if (arguments[i] == "--without" && has_value) {
      known.without.insert(arguments[++i]);
    } else if (arguments[i] == "--json") {
      json = true;
    } else {
      good = false;
    }
  }
  if (!good || data.empty() || acks.empty()) {
    std::cerr << "giaoban-checker --data DIR --acks FILE [--at-rest] [--without SERVICE]... [--json]\n";
    return 2;
  }
  const auto report = giaoban::checker::check(data, acks, known);
  if (json) {
    google::protobuf::util::JsonPrintOptions options;
    options.always_print_primitive_fields = true;
    options.preserve_proto_field_names = true;
    std::string text;
    if (!google::protobuf::util::MessageToJsonString(report, &text, options).ok()) return 1;
    std::cout << text << "\n";
  } else {
    print_for_people(report);
  }
  return report.faults().empty() ? 0 : 1;
}
