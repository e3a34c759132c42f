// The command line as a test sees it: a folder of its own, recorded callbacks, and services that answer from a table.
#include "tests/command/program.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace giaoban::command {
namespace {

class TableBus final : public bus::Bus {
 public:
  explicit TableBus(Services& services) : services_(services) {}
  void wait(std::chrono::milliseconds) override {}
  void wake() override {}
  bool receive(bus::Incoming&) override { return false; }
  bool receive_answer(bus::Answer& answer) override {
    if (queued_.empty()) return false;
    answer = queued_.front();
    queued_.pop_front();
    return true;
  }
  bool reply(const std::string&, std::string_view) override { return false; }
  bool send(std::string_view service, std::string_view frame) override {
    v1::Envelope asked;
    asked.ParseFromArray(frame.data(), static_cast<int>(frame.size()));
    const std::string method = asked.request().method().substr(std::string("giaoban.v1.").size());
    const auto found = services_.answers.find(std::string(service) + "/" + method);
    if (found == services_.answers.end()) return false;
    services_.asked.push_back(asked.request());
    const auto outcome = found->second(asked.request());
    v1::Envelope answer;
    answer.mutable_reply()->set_correlation(asked.request().correlation());
    if (const auto* refusal = std::get_if<v1::Refusal>(&outcome)) {
      *answer.mutable_reply()->mutable_refusal() = *refusal;
    } else {
      answer.mutable_reply()->set_payload(std::get<std::string>(outcome));
    }
    queued_.push_back({std::string(service), answer.SerializeAsString()});
    return true;
  }

 private:
  Services& services_;
  std::deque<bus::Answer> queued_;
};

}  // namespace

TemporaryFolder::TemporaryFolder()
    : path_((std::filesystem::temp_directory_path() / ("giaoban-" + std::string(6, 'X'))).string()) {
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("mkdtemp");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::file(const std::string& name, const std::string& text) const {
  std::ofstream(path(name), std::ios::binary) << text;
  return path(name);
}

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

runtime::MakeKeys counting_keys() {
  return [made = 0]() mutable {
    v1::KeyPair pair;
    const std::string number = std::to_string(++made);
    pair.set_public_key(std::string(40 - number.size(), 'p') + number);
    pair.set_secret_key(std::string(40 - number.size(), 's') + number);
    return pair;
  };
}

Program::Program() {
  callbacks.connect = [this](const runtime::DataFolder&, const v1::Settings&, const std::string& key) {
    services.key = key;
    return std::make_unique<TableBus>(services);
  };
  callbacks.run = [this](const runtime::DataFolder&, const v1::Settings& settings, const std::string& name) {
    ran.push_back(name);
    ran_with = settings;
    return 0;
  };
  callbacks.demo = [this](const DemoFlags& flags) {
    demos.push_back(flags);
    return 0;
  };
  callbacks.make_keys = counting_keys();
}

Ended Program::run(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  Ended ended;
  ended.code = main(arguments, callbacks, out, err, environment);
  ended.out = out.str();
  ended.err = err.str();
  return ended;
}

Ended Program::run_here(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--data", data()});
  return run(arguments);
}

runtime::DataFolder Program::open_data() const {
  return std::get<runtime::DataFolder>(runtime::DataFolder::open(data()));
}

}  // namespace giaoban::command
