// The command line as a test sees it: a folder of its own, recorded callbacks, and services that answer from a table.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "services/command/command.h"
#include "services/runtime/service.h"

namespace giaoban::command {

// A folder that is gone when the test is over.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string path(const std::string& name = {}) const { return name.empty() ? path_ : path_ + "/" + name; }
  // Writes a file and returns its path.
  std::string file(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

std::string read_all(const std::string& path);

// Answers at once from a table of methods, and remembers what was asked and under which key.
struct Services {
  using Answer = std::function<runtime::Outcome(const v1::Request&)>;
  std::map<std::string, Answer> answers;  // by "service/method", "router/DossierService/Decide"
  std::vector<v1::Request> asked;
  std::string key;

  template <class Req>
  Req asked_as(size_t index) const {
    Req request;
    request.ParseFromString(asked.at(index).payload());
    return request;
  }
};

// What a command printed and how it ended.
struct Ended {
  int code = -1;
  std::string out;
  std::string err;
};

// Runs commands in this process. One thread.
class Program {
 public:
  Program();
  Ended run(const std::vector<std::string>& arguments);
  // The same with --data set to the folder of this program.
  Ended run_here(std::vector<std::string> arguments);
  std::string data() const { return folder.path("data"); }
  runtime::DataFolder open_data() const;

  TemporaryFolder folder;
  std::map<std::string, std::string> environment;
  Services services;
  Callbacks callbacks;
  std::vector<std::string> ran;  // names that `run` was called with
  std::vector<DemoFlags> demos;  // flags that `demo` was called with
  v1::Settings ran_with;
};

// Makes pairs that differ; no real curve is needed where nothing is encrypted.
runtime::MakeKeys counting_keys();

}  // namespace giaoban::command
