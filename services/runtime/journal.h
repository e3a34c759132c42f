// What is written down for the operator: JSON lines with time, service, trace and request ids; never texts or names.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace giaoban::runtime {

// One "name": value pair of a line; values are escaped.
using Detail = std::pair<std::string_view, std::string>;

// Writes lines. Any thread.
class Journal {
 public:
  enum class Level { kDebug, kInfo, kWarn, kError };
  virtual ~Journal() = default;
  virtual void write(Level level, std::string_view what, const std::vector<Detail>& details) = 0;

  void info(std::string_view what, const std::vector<Detail>& details = {}) { write(Level::kInfo, what, details); }
  void warn(std::string_view what, const std::vector<Detail>& details = {}) { write(Level::kWarn, what, details); }
  void error(std::string_view what, const std::vector<Detail>& details = {}) { write(Level::kError, what, details); }
};

// Through spdlog: to the file, or to stderr when `file` is empty. Level names as in JournalSettings.
std::unique_ptr<Journal> open_journal(std::string_view service, const std::string& file, std::string_view level);

// Keeps lines in memory; for tests.
class RecordingJournal final : public Journal {
 public:
  void write(Level level, std::string_view what, const std::vector<Detail>& details) override;
  std::vector<std::string> lines;  // "warn what name=value"
};

}  // namespace giaoban::runtime
