// The rows of the matrix: one or more for every rpc of the contract, as the text of a request that only authority can
// fail.
#pragma once

#include <string>
#include <vector>

namespace giaoban::test {

struct Row {
  std::string call;     // "DossierService/Decide"
  std::string about;    // what distinguishes it from the call's other rows; may be empty
  std::string request;  // in text format, with the words of Scene
  std::string counted;  // repeated field of the answer whose length is part of the outcome; may be empty
  std::string name() const { return about.empty() ? call : call + " " + about; }
};

std::vector<Row> dossier_rows();    // by the router
std::vector<Row> looking_rows();    // by records, reminder and notifier
std::vector<Row> directory_rows();  // by the directory
std::vector<Row> inner_rows();      // by every service, and by none

// All of them.
std::vector<Row> all_rows();
// The services of the house that are asked, by the name of the contract's service; all of them must say the same.
std::vector<std::string> owners_of(const std::string& call);

}  // namespace giaoban::test
