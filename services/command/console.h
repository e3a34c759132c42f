// What every command has in hand: the global flags, its output, the data folder and the way to the services.
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "giaoban/v1/envelope.pb.h"
#include "services/command/command.h"
#include "services/runtime/client.h"

namespace giaoban::command {

class Connection;

// One per command. Whatever returns an optional or a null has already told the person why.
class Console {
 public:
  Console(const Callbacks& its_callbacks, std::ostream& out, std::ostream& err,
          std::map<std::string, std::string> environment);

  std::string data;         // --data, else $GIAOBAN_DATA, else ./giaoban-data
  bool data_given = false;  // --data was written
  bool json = false;        // --json
  std::vector<std::pair<std::string, std::string>> setting_flags;
  std::function<int()> action;  // what the arguments asked for
  const Callbacks& callbacks;

  // A line for people: Vietnamese and English; not with --json.
  void say(const std::string& vi, const std::string& en);
  void line(const std::string& text);
  // The result; only with --json.
  void print(const google::protobuf::Message& message);
  // Says no; returns kRefused.
  int refuse(const v1::Refusal& refusal);
  int refuse(v1::RefusalCode code, const std::string& vi, const std::string& en);
  // A warning on stderr that does not end the command.
  void warn(const std::string& vi, const std::string& en);

  runtime::SettingSources setting_sources(const std::string& file) const;
  // Refuses with every fault that was found.
  std::optional<v1::Settings> settings(const std::string& file);
  std::optional<runtime::DataFolder> folder();
  std::unique_ptr<Connection> connect(const std::string& key_name);
  std::optional<std::string> file_to_read(const std::string& path, size_t limit);

  std::ostream& out() { return out_; }

 private:
  std::ostream& out_;
  std::ostream& err_;
  std::map<std::string, std::string> environment_;
};

// An open way to the services, under one key.
class Connection {
 public:
  Connection(Console& console, runtime::DataFolder folder, v1::Settings settings, std::unique_ptr<bus::Bus> bus)
      : console_(console),
        folder_(std::move(folder)),
        settings_(std::move(settings)),
        bus_(std::move(bus)),
        client_(*bus_) {}

  // Asks and waits; empty when it was refused, and then the person was told.
  template <class Res>
  std::optional<Res> ask(const std::string& service, const std::string& method,
                         const google::protobuf::Message& request) {
    Res response;
    return ask(service, method, request, response) ? std::optional<Res>(std::move(response)) : std::nullopt;
  }
  // The same, leaving it to the caller to say no.
  runtime::Outcome outcome(const std::string& service, const std::string& method,
                           const google::protobuf::Message& request);
  runtime::Client& client() { return client_; }
  bus::Bus& bus() { return *bus_; }
  const v1::Settings& settings() const { return settings_; }

 private:
  bool ask(const std::string& service, const std::string& method, const google::protobuf::Message& request,
           google::protobuf::Message& response);

  Console& console_;
  runtime::DataFolder folder_;
  v1::Settings settings_;
  std::unique_ptr<bus::Bus> bus_;
  runtime::Client client_;
};

// A message as one line of proto3 JSON, with the contract's field names and every plain field.
std::string to_json(const google::protobuf::Message& message);

}  // namespace giaoban::command
