// JSON lines through spdlog, escaped by ourselves: its pattern does not escape quotes.
#include "services/runtime/journal.h"

#include <fmt/format.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace giaoban::runtime {

namespace {

void append_json(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

class SpdlogJournal final : public Journal {
 public:
  SpdlogJournal(std::string_view service, const std::string& file, std::string_view level)
      : logger_(std::string(service),
                file.empty() ? spdlog::sink_ptr(std::make_shared<spdlog::sinks::stderr_sink_mt>())
                             : spdlog::sink_ptr(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file))) {
    logger_.set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","service":"%n",%v})",
                        spdlog::pattern_time_type::utc);
    logger_.set_level(spdlog::level::from_str(std::string(level)));
    logger_.flush_on(spdlog::level::warn);
  }

  void write(Level level, std::string_view what, const std::vector<Detail>& details) override {
    static constexpr spdlog::level::level_enum kLevels[] = {spdlog::level::debug, spdlog::level::info,
                                                            spdlog::level::warn, spdlog::level::err};
    const auto spd = kLevels[static_cast<int>(level)];
    if (!logger_.should_log(spd)) return;
    std::string line = "\"what\":";
    append_json(line, what);
    for (const auto& [name, value] : details) {
      line.push_back(',');
      append_json(line, name);
      line.push_back(':');
      append_json(line, value);
    }
    logger_.log(spd, "{}", line);
  }

 private:
  spdlog::logger logger_;
};

}  // namespace

std::unique_ptr<Journal> open_journal(std::string_view service, const std::string& file, std::string_view level) {
  return std::make_unique<SpdlogJournal>(service, file, level);
}

void RecordingJournal::write(Level level, std::string_view what, const std::vector<Detail>& details) {
  static constexpr std::string_view kNames[] = {"debug", "info", "warn", "error"};
  std::string line = fmt::format("{} {}", kNames[static_cast<int>(level)], what);
  for (const auto& [name, value] : details) line += fmt::format(" {}={}", name, value);
  lines.push_back(std::move(line));
}

}  // namespace giaoban::runtime
