// Draws the report as tables whose columns stand under each other, Vietnamese letters included.
#include "services/month/table.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

namespace giaoban::month {

namespace {

using Row = std::vector<std::string>;

size_t width(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// The first column to the left, all others to the right.
std::string aligned(const std::vector<Row>& rows) {
  std::vector<size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line = " ";
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string blank(widths[i] - width(row[i]), ' ');
      line += " " + (i == 0 ? row[i] + blank : blank + row[i]) + " ";
    }
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string of(uint64_t number) {
  return std::to_string(number);
}

std::string tenths(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", number);
  return text;
}

std::string kinds_table(const v1::DemoReport& report) {
  std::vector<Row> rows = {{"Loại văn bản", "mở", "duyệt", "trả lại", "không duyệt", "còn mở", "muộn", "không nộp"},
                           {"Kind", "opened", "approved", "sent back", "rejected", "still open", "late", "silent"}};
  for (const auto& kind : report.kinds()) {
    rows.push_back({kind.kind(), of(kind.opened()), of(kind.approved()), of(kind.sent_back()), of(kind.rejected()),
                    of(kind.still_open()), of(kind.late()), of(kind.silent())});
  }
  return aligned(rows);
}

constexpr std::pair<const char*, const char*> kChannels[] = {
    {"in_app", "trong phần mềm / in app"}, {"email", "thư / mail"}, {"webhook", "webhook"}, {"sms", "SMS"}};

// Persons told by kind, then the messages that went out by channel; channels that nobody was told on are left out.
std::string reminders_table(const v1::DemoReport& report) {
  std::vector<std::string> rungs;
  std::map<std::string, std::map<std::string, uint32_t>> told;
  std::map<std::string, std::map<std::string, uint32_t>> sent;
  std::map<std::string, uint32_t> channels;
  for (const auto& rung : report.reminders()) {
    if (std::find(rungs.begin(), rungs.end(), rung.rung()) == rungs.end()) rungs.push_back(rung.rung());
    told[rung.rung()][rung.kind()] += rung.told();
    for (const auto& [channel, count] : rung.sent()) {
      sent[rung.rung()][channel] += count;
      channels[channel] += count;
    }
  }
  std::vector<Row> rows = {{"Nhắc việc / Reminders"}};
  for (const auto& kind : report.kinds()) rows.front().push_back(kind.kind());
  for (const auto& [channel, title] : kChannels) {
    if (channels[channel] > 0) rows.front().push_back(title);
  }
  for (const auto& rung : rungs) {
    Row row = {rung};
    for (const auto& kind : report.kinds()) row.push_back(of(told[rung][kind.kind()]));
    for (const auto& [channel, title] : kChannels) {
      if (channels[channel] > 0) row.push_back(of(sent[rung][channel]));
    }
    rows.push_back(std::move(row));
  }
  return aligned(rows);
}

// Handed in of what was owed, rounded down: while one is missing, it is never 100.
std::string rate(const v1::DemoCommune& commune) {
  if (commune.expected() == 0) return "-";
  return of(uint64_t{commune.on_time() + commune.late()} * 100 / commune.expected()) + " %";
}

std::string communes_table(const v1::DemoReport& report) {
  std::vector<Row> rows = {{"Xã / Commune", "phải nộp / owed", "đúng hạn / on time", "muộn / late", "thiếu / missing",
                            "được miễn / exempt", "tỷ lệ / rate"}};
  for (const auto& commune : report.communes_owed()) {
    rows.push_back({commune.name(), of(commune.expected()), of(commune.on_time()), of(commune.late()),
                    of(commune.missing()), of(commune.exempt()), rate(commune)});
  }
  return aligned(rows);
}

std::string yes_no(bool yes) {
  return yes ? "có / yes" : "KHÔNG / NO";
}

}  // namespace

std::string table_of(const v1::DemoReport& report) {
  const auto& owed = report.obligations();
  std::string text = "\nTháng / Month " + report.period() + " · " + report.district() + " · " + of(report.cells()) +
                     " chi bộ / cells · " + of(report.communes()) + " xã / communes · " + of(report.cell_officers()) +
                     " cấp uỷ viên / officers\n\n";
  text += kinds_table(report) + "\n" + reminders_table(report) + "\n";
  if (!report.communes_owed().empty()) text += communes_table(report) + "\n";
  text += aligned({
      {"Nghĩa vụ kỳ / Obligations", of(owed.total())},
      {"  đúng hạn / on time", of(owed.on_time())},
      {"  muộn / late", of(owed.late())},
      {"  không nộp / silent", of(owed.silent())},
      {"Được miễn / Exempt", of(owed.exempt())},
      {"Việc đã làm / Acts", of(report.acts())},
      {"  phải gửi lại / asked again", of(report.retried())},
      {"Một bước, mili giây / A step, ms   p50", tenths(report.step_p50_ms())},
      {"                                   p99", tenths(report.step_p99_ms())},
  });
  text += "\n" + aligned({
                     {"Kiểm tra độc lập / Independent checks", ""},
                     {"  việc bị mất / lost", of(report.lost())},
                     {"  tác dụng hai lần / duplicate effects", of(report.duplicate_effects())},
                     {"  hồ sơ khớp nhật ký / state equals the fold", yes_no(report.state_equals_fold())},
                     {"  sổ nhật ký toàn vẹn / logs verified", yes_no(report.log_verified())},
                 });
  text += "\n" + aligned({
                     {"Thời gian, giây / Wall time, s", tenths(report.wall_s())},
                     {"Bộ nhớ, MB / Memory, MB", tenths(report.peak_mb())},
                     {"Số lần bị giết / Kills", of(report.kills())},
                     {"Cách chạy / Form", report.form()},
                 });
  return text;
}

}  // namespace giaoban::month
