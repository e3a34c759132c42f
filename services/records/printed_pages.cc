// Laying out twice: once to count the pages, once to draw them.
#include "services/records/printed_pages.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "services/records/export_text.h"
#include "services/records/printed_columns.h"
#include "services/records/printed_lines.h"
#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

// Points.
constexpr double kShortSide = 595.28;
constexpr double kLongSide = 841.89;
constexpr double kMargin = 36;
constexpr double kFoot = 24;  // kept free under the table for the page number
constexpr double kTitleSize = 15;
constexpr double kNoteSize = 10;
constexpr double kFootSize = 8;
constexpr double kLeading = 1.22;  // from line to line, of the size
constexpr double kAscent = 0.89;   // from the top of a line to its baseline, of the size
constexpr uint32_t kRule = 0xB0B8C4;
constexpr uint32_t kInk = 0x000000;

struct Shape {
  double width;
  double height;
  double bottom() const { return height - kMargin - kFoot; }
  double inside() const { return width - 2 * kMargin; }
};

Shape shape_of(const Sheet& sheet) {
  return sheet.columns.size() > kMostUpright ? Shape{kLongSide, kShortSide} : Shape{kShortSide, kLongSide};
}

// Where to draw; without a page, nothing is drawn and pages are counted all the same.
class Canvas {
 public:
  Canvas(_cairo* page, PrintedFont& font) : page_(page), painter_(page, font) {}

  void text(std::string_view line, bool bold, double size, double x, double top, uint32_t colour) {
    if (page_ == nullptr) return;
    paint(colour);
    painter_.draw(line, bold, size, x, top + kAscent * size);
  }
  void ground(double x, double y, double width, double height, uint32_t colour) {
    if (page_ == nullptr || colour == Paint{}.ground) return;
    paint(colour);
    cairo_rectangle(page_, x, y, width, height);
    cairo_fill(page_);
  }
  // Frames cells of these widths, side by side, when the page ends: one path for all is a third of the work. Rows under
  // each other have the same widths.
  void frame(double x, double y, const std::vector<double>& widths, double height) {
    if (page_ == nullptr) return;
    if (framed_.empty() || framed_.back().bottom != y) framed_.push_back({x, y, y, &widths, {}});
    framed_.back().bottom = y + height;
    framed_.back().rules.push_back(y + height);
  }
  void end_page() {
    if (page_ == nullptr) return;
    paint(kRule);
    cairo_set_line_width(page_, 0.5);
    for (const auto& table : framed_) draw(table);
    framed_.clear();
    cairo_show_page(page_);
  }

 private:
  // Rows that stand on each other.
  struct Framed {
    double left;
    double top;
    double bottom;
    const std::vector<double>* widths;
    std::vector<double> rules;
  };
  void draw(const Framed& table) {
    double x = table.left;
    const auto down = [&] {
      cairo_move_to(page_, x, table.top);
      cairo_line_to(page_, x, table.bottom);
    };
    down();
    for (const double width : *table.widths) {
      x += width;
      down();
    }
    const auto across = [&](double y) {
      cairo_move_to(page_, table.left, y);
      cairo_line_to(page_, x, y);
    };
    across(table.top);
    for (const double y : table.rules) across(y);
    cairo_stroke(page_);
  }
  void paint(uint32_t colour) {
    const auto part = [&](unsigned shift) { return static_cast<double>((colour >> shift) & 0xFF) / 255; };
    cairo_set_source_rgb(page_, part(16), part(8), part(0));
  }
  _cairo* page_;
  LinePainter painter_;
  std::vector<Framed> framed_;
};

class Document {
 public:
  Document(const Sheet& sheet, PrintedFont& font, const PrintedColumns& columns, _cairo* page, size_t of)
      : sheet_(sheet), font_(font), columns_(columns), canvas_(page, font), shape_(shape_of(sheet)), of_(of) {}

  // Pages that it took; stops soon after kMostPages.
  size_t lay_out() {
    paragraph(sheet_.title, true, kTitleSize);
    y_ += 3;
    for (const auto& note : sheet_.notes) paragraph(note, false, kNoteSize);
    y_ += 6;
    headings();
    for (const auto& row : sheet_.rows) {
      cells(texts_of(row), row, false);
      if (number_ > kMostPages) return number_;
    }
    if (sheet_.rows.empty()) paragraph(sheet_.empty, false, kNoteSize);
    if (!sheet_.totals.empty()) cells(texts_of(sheet_.totals), sheet_.totals, true);
    foot();
    canvas_.end_page();
    return number_;
  }

 private:
  using Texts = std::vector<std::string>;

  double leading() const { return columns_.size * kLeading; }
  double padding() const { return columns_.pad * 0.7; }  // above and under the lines of a row

  Texts texts_of(const std::vector<Cell>& row) const {
    Texts texts;
    for (size_t i = 0; i < row.size(); ++i) {
      texts.push_back(cell_for_people(row[i], sheet_.columns[i], sheet_.vietnamese));
    }
    return texts;
  }

  void paragraph(const std::string& text, bool bold, double size) {
    auto& face = bold ? font_.bold : font_.regular;
    for (const auto& line : break_lines(face, text, shape_.inside() / size)) {
      if (y_ + size * kLeading > shape_.bottom()) turn(false);
      canvas_.text(line, bold, size, kMargin, y_, kInk);
      y_ += size * kLeading;
    }
  }

  void headings() {
    Texts texts;
    for (const auto& column : sheet_.columns) texts.push_back(column.heading);
    const auto lines = lines_of(texts, true);
    const size_t most = highest(lines);
    double x = kMargin;
    const double height = static_cast<double>(most) * leading() + 2 * padding();
    for (const double width : columns_.widths) {
      canvas_.ground(x, y_, width, height, kHeadingGround);
      x += width;
    }
    slice(lines, std::vector<Cell>(texts.size()), true, true, 0, most);
  }

  std::vector<std::vector<std::string_view>> lines_of(const Texts& texts, bool bold) {
    std::vector<std::vector<std::string_view>> lines;
    auto& face = bold ? font_.bold : font_.regular;
    for (size_t i = 0; i < texts.size(); ++i) {
      lines.push_back(break_lines(face, texts[i], (columns_.widths[i] - 2 * columns_.pad) / columns_.size));
    }
    return lines;
  }
  static size_t highest(const std::vector<std::vector<std::string_view>>& lines) {
    size_t most = 1;
    for (const auto& cell : lines) most = std::max(most, cell.size());
    return most;
  }

  size_t room() const {
    const double free = shape_.bottom() - y_ - 2 * padding();
    return free < leading() ? 0 : static_cast<size_t>(free / leading());
  }

  void cells(const Texts& texts, const std::vector<Cell>& row, bool bold) {
    const auto lines = lines_of(texts, bold);
    const size_t all = highest(lines);
    for (size_t from = 0; from < all && number_ <= kMostPages;) {
      const size_t left = all - from;
      // A row that a whole page can hold is not torn.
      if (room() == 0 || (from == 0 && left > room() && !fresh_)) turn(true);
      const size_t count = std::min(left, std::max<size_t>(room(), 1));
      slice(lines, row, bold, false, from, count);
      from += count;
    }
  }

  // Some lines of a row of cells, from y_ on.
  void slice(const std::vector<std::vector<std::string_view>>& lines, const std::vector<Cell>& row, bool bold,
             bool heading, size_t from, size_t count) {
    const double height = static_cast<double>(count) * leading() + 2 * padding();
    double x = kMargin;
    for (size_t i = 0; i < lines.size(); ++i) {
      const Paint colours = paint_of(row[i].tone);
      canvas_.ground(x, y_, columns_.widths[i], height, colours.ground);
      for (size_t n = from; n < std::min(from + count, lines[i].size()); ++n) {
        const double at = x + left_of(lines[i][n], i, bold, heading);
        const double top = y_ + padding() + static_cast<double>(n - from) * leading();
        canvas_.text(lines[i][n], bold, columns_.size, at, top, colours.text);
      }
      x += columns_.widths[i];
    }
    canvas_.frame(kMargin, y_, columns_.widths, height);
    y_ += height;
    fresh_ = heading;
  }

  // How far a line stands from the left edge of its cell: numbers to the right, marks and headings in the middle.
  double left_of(std::string_view line, size_t column, bool bold, bool heading) {
    const auto shown = sheet_.columns[column].shown;
    if (!heading && (shown == Shown::kText || shown == Shown::kMoment)) return columns_.pad;
    const double free = columns_.widths[column] - (bold ? font_.bold : font_.regular).width(line) * columns_.size;
    return heading || shown == Shown::kMark ? free / 2 : free - columns_.pad;
  }

  void foot() {
    const std::string number = std::to_string(number_) + "/" + std::to_string(of_);
    const double width = font_.regular.width(number) * kFootSize;
    canvas_.text(number, false, kFootSize, (shape_.width - width) / 2, shape_.height - kMargin - kFootSize, kInk);
  }

  void turn(bool in_table) {
    foot();
    canvas_.end_page();
    ++number_;
    y_ = kMargin;
    if (in_table) headings();
  }

  const Sheet& sheet_;
  PrintedFont& font_;
  const PrintedColumns& columns_;
  Canvas canvas_;
  Shape shape_;
  size_t of_;
  size_t number_ = 1;
  double y_ = kMargin;
  bool fresh_ = true;  // nothing but headings stands on the page
};

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::optional<std::string> write_pages(const Sheet& sheet, PrintedFont& font) {
  const Shape shape = shape_of(sheet);
  const PrintedColumns columns = fit_columns(sheet, font, shape.inside());
  const size_t pages = Document(sheet, font, columns, nullptr, 0).lay_out();
  if (pages > kMostPages) return std::nullopt;

  std::string bytes;
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
      cairo_pdf_surface_create_for_stream(append, &bytes, shape.width, shape.height), cairo_surface_destroy);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, sheet.title.c_str());
  // Else the library asks the machine for the time, and the same content would give other bytes.
  const std::string at = core::for_people(sheet.as_of_us);  // "22/11/2026 17:00"
  const std::string made =
      at.substr(6, 4) + "-" + at.substr(3, 2) + "-" + at.substr(0, 2) + "T" + at.substr(11, 5) + ":00+07:00";
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
  const std::unique_ptr<cairo_t, void (*)(cairo_t*)> page(cairo_create(surface.get()), cairo_destroy);
  Document(sheet, font, columns, page.get(), pages).lay_out();
  cairo_surface_finish(surface.get());
  if (cairo_status(page.get()) != CAIRO_STATUS_SUCCESS || cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error("no pages: " + std::string(cairo_status_to_string(cairo_status(page.get()))));
  }
  return bytes;
}

}  // namespace giaoban::records
