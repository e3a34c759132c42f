// What every command has in hand: the global flags, its output, the data folder and the way to the services.
#include "services/command/console.h"

#include <google/protobuf/util/json_util.h>

#include <ostream>

#include "services/command/visible.h"
#include "services/runtime/file.h"
#include "workflows/core/refusal.h"

namespace giaoban::command {

std::string to_json(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) throw std::logic_error("a message that has no JSON: " + std::string(status.message()));
  return json;
}

Console::Console(const Callbacks& its_callbacks, std::ostream& out, std::ostream& err,
                 std::map<std::string, std::string> environment)
    : callbacks(its_callbacks), out_(out), err_(err), environment_(std::move(environment)) {
  const auto found = environment_.find("GIAOBAN_DATA");
  data = found == environment_.end() || found->second.empty() ? "giaoban-data" : found->second;
}

void Console::say(const std::string& vi, const std::string& en) {
  line(vi + " / " + en);
}

void Console::line(const std::string& text) {
  if (!json) out_ << visible(text) << "\n";
}

void Console::print(const google::protobuf::Message& message) {
  if (json) out_ << to_json(message) << "\n";
}

void Console::warn(const std::string& vi, const std::string& en) {
  err_ << visible(vi + "\n" + en) << "\n";
}

int Console::refuse(const v1::Refusal& refusal) {
  print(refusal);
  const std::string field = refusal.field().empty() ? "" : " [" + refusal.field() + "]";
  err_ << visible("Lỗi" + field + ": " + refusal.text_vi() + "\nError" + field + ": " + refusal.text_en()) << "\n";
  return kRefused;
}

int Console::refuse(v1::RefusalCode code, const std::string& vi, const std::string& en) {
  return refuse(core::refuse(code, "", vi, en));
}

runtime::SettingSources Console::setting_sources(const std::string& file) const {
  return {file, environment_, setting_flags};
}

std::optional<v1::Settings> Console::settings(const std::string& file) {
  auto read = runtime::read_settings(setting_sources(file));
  if (read.faults.empty()) return std::move(read.settings);
  refuse(read.faults.front());
  for (size_t i = 1; i < read.faults.size(); ++i) {
    err_ << visible("Lỗi: " + read.faults[i].text_vi() + "\nError: " + read.faults[i].text_en()) << "\n";
  }
  return std::nullopt;
}

std::optional<runtime::DataFolder> Console::folder() {
  auto opened = runtime::DataFolder::open(data);
  if (auto* folder = std::get_if<runtime::DataFolder>(&opened)) return std::move(*folder);
  refuse(std::get<v1::Refusal>(opened));
  return std::nullopt;
}

std::unique_ptr<Connection> Console::connect(const std::string& key_name) {
  auto opened = folder();
  if (!opened) return nullptr;
  const auto key = opened->key(key_name);
  if (const auto* refusal = std::get_if<v1::Refusal>(&key)) {
    refuse(*refusal);
    return nullptr;
  }
  auto read = settings(opened->settings_file());
  if (!read) return nullptr;
  auto bus = callbacks.connect(*opened, *read, key_name);
  return std::make_unique<Connection>(*this, std::move(*opened), std::move(*read), std::move(bus));
}

std::optional<std::string> Console::file_to_read(const std::string& path, size_t limit) {
  auto bytes = runtime::read_file(path, limit);
  if (!bytes) {
    refuse(v1::REFUSAL_CODE_NOT_FOUND, "Không có tệp " + path + ". Hãy kiểm tra lại tên tệp.",
           "There is no file " + path + ". Check its name.");
  } else if (bytes->size() > limit) {
    refuse(v1::REFUSAL_CODE_TOO_LARGE, "Tệp " + path + " lớn hơn " + std::to_string(limit) + " byte. Hãy chia nhỏ tệp.",
           "The file " + path + " is larger than " + std::to_string(limit) + " bytes. Split it.");
    return std::nullopt;
  }
  return bytes;
}

runtime::Outcome Connection::outcome(const std::string& service, const std::string& method,
                                     const google::protobuf::Message& request) {
  return client_.call(service, method, request, {}, static_cast<int>(settings_.limits().call_ms()));
}

bool Connection::ask(const std::string& service, const std::string& method, const google::protobuf::Message& request,
                     google::protobuf::Message& response) {
  const auto answer = outcome(service, method, request);
  if (const auto* refusal = std::get_if<v1::Refusal>(&answer)) {
    console_.refuse(*refusal);
    return false;
  }
  if (response.ParseFromString(std::get<std::string>(answer))) return true;
  console_.refuse(v1::REFUSAL_CODE_MALFORMED,
                  "Không hiểu câu trả lời của dịch vụ " + service + ". Hai bên có cùng phiên bản không?",
                  "The answer of the service " + service + " cannot be read. Are both of the same version?");
  return false;
}

}  // namespace giaoban::command
