// Tabs, formats and cells, by libxlsxwriter.
#include "services/records/sheet_workbook.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <memory>
#include <stdexcept>
#include <tuple>

#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

constexpr int kPaperA4 = 9;
constexpr int kTextFormat = 49;          // "@": stays text also when somebody edits the cell
constexpr size_t kTextFormatMost = 255;  // longer texts under "@" are shown as ##### by older programs
constexpr double kNarrowest = 6;
constexpr double kWidest = 48;

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("no workbook: ") + lxw_strerror(error));
}

// Workbooks read "_x0041_" as "A"; its underscore is written as such an escape itself, so that it is read as it stands.
std::string escaped(const std::string& text) {
  constexpr size_t kMostCharacters = 32'767;
  const auto is_escape = [&](size_t at) {
    if (at + 7 > text.size() || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return false;
    return std::all_of(text.begin() + static_cast<ptrdiff_t>(at) + 2, text.begin() + static_cast<ptrdiff_t>(at) + 6,
                       [](unsigned char c) { return std::isxdigit(c) != 0; });
  };
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) out += is_escape(i) ? "_x005F_" : std::string(1, text[i]);
  // So many of them that no cell could hold it: then rather as it is.
  return out.size() > kMostCharacters ? text : out;
}

// A file in memory that the library, which wants a name, can open.
class MemoryFile {
 public:
  MemoryFile() : fd_(memfd_create("workbook", MFD_CLOEXEC)) {
    if (fd_ < 0) throw std::runtime_error("no memory for a workbook");
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { close(fd_); }
  std::string name() const { return "/proc/self/fd/" + std::to_string(fd_); }
  std::string bytes() const {
    struct stat about = {};
    if (fstat(fd_, &about) != 0) throw std::runtime_error("no workbook to read");
    std::string bytes(static_cast<size_t>(about.st_size), '\0');
    for (size_t got = 0; got < bytes.size();) {
      const ssize_t n = pread(fd_, bytes.data() + got, bytes.size() - got, static_cast<off_t>(got));
      if (n <= 0) throw std::runtime_error("no workbook to read");
      got += static_cast<size_t>(n);
    }
    return bytes;
  }

 private:
  int fd_;
};

struct Free {
  void operator()(lxw_workbook* book) const { lxw_workbook_free(book); }
};
using Workbook = std::unique_ptr<lxw_workbook, Free>;

// Formats of cells, made when first needed; they belong to the workbook.
class Formats {
 public:
  explicit Formats(lxw_workbook* book) : book_(book) {}

  lxw_format* title() {
    auto* format = workbook_add_format(book_);
    format_set_bold(format);
    format_set_font_size(format, 14);
    return format;
  }
  lxw_format* heading() {
    auto* format = framed();
    format_set_bold(format);
    format_set_bg_color(format, kHeadingGround);
    format_set_align(format, LXW_ALIGN_CENTER);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
  }
  lxw_format* cell(const Column& column, Tone tone, bool bold, bool long_text) {
    auto& format = cells_[{column.shown, column.decimals, tone, bold, long_text}];
    if (format == nullptr) format = make(column, tone, bold, long_text);
    return format;
  }

 private:
  lxw_format* framed() {
    auto* format = workbook_add_format(book_);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, 0xB0B8C4);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
  }
  lxw_format* make(const Column& column, Tone tone, bool bold, bool long_text) {
    auto* format = framed();
    if (bold) format_set_bold(format);
    if (tone != Tone::kNone) {
      format_set_font_color(format, paint_of(tone).text);
      format_set_bg_color(format, paint_of(tone).ground);
    }
    if (column.shown == Shown::kNumber) format_set_num_format(format, column.decimals == 0 ? "#,##0" : "#,##0.0");
    if (column.shown == Shown::kPercent) format_set_num_format(format, column.decimals == 0 ? "0%" : "0.0%");
    if (column.shown == Shown::kMoment) format_set_num_format(format, "dd/mm/yyyy hh:mm");
    if (column.shown == Shown::kMark) format_set_align(format, LXW_ALIGN_CENTER);
    const bool text = column.shown == Shown::kText || column.shown == Shown::kMark;
    if (text && !long_text) format_set_num_format_index(format, kTextFormat);
    return format;
  }

  lxw_workbook* book_;
  std::map<std::tuple<Shown, unsigned, Tone, bool, bool>, lxw_format*> cells_;
};

double characters(const std::string& text) {
  return static_cast<double>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// In characters: what the longest cell needs, within bounds.
double width_of(const Sheet& sheet, size_t at) {
  const auto& column = sheet.columns[at];
  if (column.shown == Shown::kMoment) return 17;
  double width = std::min(characters(column.heading), 14.0);
  for (const auto& row : sheet.rows) {
    if (const auto* text = row[at].text()) width = std::max(width, characters(*text));
  }
  return std::clamp(width + 2, kNarrowest, kWidest);
}

lxw_datetime at_zone(int64_t us) {
  const auto day = core::day_of(us);
  const int64_t minutes = (us - core::start_of(day)) / core::kMinute;
  return {day.year,
          static_cast<int>(day.month),
          static_cast<int>(day.day),
          static_cast<int>(minutes / 60),
          static_cast<int>(minutes % 60),
          0};
}

class Tab {
 public:
  Tab(lxw_workbook* book, const Sheet& sheet, Formats& formats)
      : sheet_(sheet), formats_(formats), tab_(workbook_add_worksheet(book, sheet.name.c_str())) {
    if (tab_ == nullptr) throw std::runtime_error("no tab " + sheet.name);
  }

  void write(lxw_format* title, lxw_format* heading) {
    check(worksheet_write_string(tab_, 0, 0, sheet_.title.c_str(), title));
    lxw_row_t at = 1;
    for (const auto& note : sheet_.notes) check(worksheet_write_string(tab_, at++, 0, note.c_str(), nullptr));
    const lxw_row_t head = at + 1;
    for (lxw_col_t i = 0; i < columns(); ++i) {
      check(worksheet_write_string(tab_, head, i, sheet_.columns[i].heading.c_str(), heading));
      check(worksheet_set_column(tab_, i, i, width_of(sheet_, i), nullptr));
    }
    lxw_row_t last = head;
    for (const auto& row : sheet_.rows) write_row(++last, row, false);
    check(worksheet_autofilter(tab_, head, 0, std::max(last, head + 1), static_cast<lxw_col_t>(columns() - 1)));
    if (sheet_.rows.empty()) check(worksheet_write_string(tab_, ++last, 0, sheet_.empty.c_str(), nullptr));
    if (!sheet_.totals.empty()) write_row(++last, sheet_.totals, true);
    const std::string all = range(head + 1, last);
    check(worksheet_ignore_errors(tab_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.c_str()));
    set_up_page(head);
  }

 private:
  lxw_col_t columns() const { return static_cast<lxw_col_t>(sheet_.columns.size()); }

  std::string range(lxw_row_t from, lxw_row_t to) const {
    std::array<char, LXW_MAX_CELL_RANGE_LENGTH> name{};
    lxw_rowcol_to_range(name.data(), from, 0, to, static_cast<lxw_col_t>(columns() - 1));
    return name.data();
  }

  void write_row(lxw_row_t at, const std::vector<Cell>& row, bool bold) {
    for (lxw_col_t i = 0; i < columns(); ++i) {
      const auto& cell = row[i];
      const auto* text = cell.text();
      auto* format =
          formats_.cell(sheet_.columns[i], cell.tone, bold, text != nullptr && text->size() > kTextFormatMost);
      const auto* moment = cell.moment();
      const auto* number = cell.number();
      if (text != nullptr && !text->empty()) {
        const bool plain = text->find("_x") == std::string::npos;
        check(worksheet_write_string(tab_, at, i, plain ? text->c_str() : escaped(*text).c_str(), format));
      } else if (number != nullptr) {
        check(worksheet_write_number(tab_, at, i, *number, format));
      } else if (moment != nullptr && moment->us != 0) {
        lxw_datetime time = at_zone(moment->us);
        check(worksheet_write_datetime(tab_, at, i, &time, format));
      } else {
        check(worksheet_write_blank(tab_, at, i, format));
      }
    }
  }

  // A4, one page wide, the headings on every page; the first columns and the headings stay on the screen.
  void set_up_page(lxw_row_t head) {
    worksheet_set_landscape(tab_);
    worksheet_set_paper(tab_, kPaperA4);
    worksheet_fit_to_pages(tab_, 1, 0);
    worksheet_set_margins(tab_, 0.4, 0.4, 0.5, 0.6);
    check(worksheet_repeat_rows(tab_, head, head));
    check(worksheet_set_footer(tab_, "&C&P/&N"));
    const bool numbered = sheet_.columns[0].shown == Shown::kNumber;
    worksheet_freeze_panes(tab_, head + 1, numbered ? 2 : 1);
  }

  const Sheet& sheet_;
  Formats& formats_;
  lxw_worksheet* tab_;
};

}  // namespace

std::string write_workbook(std::span<const Sheet> sheets) {
  const MemoryFile file;
  Workbook book(workbook_new(file.name().c_str()));
  if (!book) throw std::runtime_error("no workbook");
  std::string title = sheets.front().title;
  lxw_doc_properties properties = {};
  properties.title = title.data();
  // Else the library asks the machine for the time, and the same content would give other bytes.
  properties.created = std::max<int64_t>(sheets.front().as_of_us / core::kSecond, 1);
  check(workbook_set_properties(book.get(), &properties));
  Formats formats(book.get());
  auto* big = formats.title();
  auto* heading = formats.heading();
  for (const auto& sheet : sheets) Tab(book.get(), sheet, formats).write(big, heading);
  // Closing frees it too, whatever comes out.
  check(workbook_close(book.release()));
  return file.bytes();
}

}  // namespace giaoban::records
