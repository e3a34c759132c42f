// Measuring, breaking and drawing.
#include "services/records/printed_lines.h"

#include <cairo.h>

#include <algorithm>

namespace giaoban::records {

namespace {

// Sums of widths differ in the last bits from one order of adding to another.
constexpr double kSlack = 1e-6;

}  // namespace

Extent extent_of(PrintedFace& face, std::string_view text) {
  Extent extent;
  double word = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    const double width = face.sign(c).width;
    extent.whole += width;
    word = c == U' ' ? 0 : word + width;
    extent.widest_word = std::max(extent.widest_word, word);
  }
  return extent;
}

std::vector<std::string_view> break_lines(PrintedFace& face, std::string_view text, double width) {
  std::vector<std::string_view> lines;
  size_t begin = 0;       // of the line
  size_t last_space = 0;  // on this line, where it may be broken
  bool has_space = false;
  double used = 0;
  double used_at_space = 0;  // up to and with that space
  for (size_t at = 0; at < text.size();) {
    const size_t here = at;
    const char32_t c = next_character(text, at);
    const double wide = face.sign(c).width;
    // A space at the end of a line takes no room.
    if (c == U' ') {
      has_space = true;
      last_space = here;
      used += wide;
      used_at_space = used;
      continue;
    }
    if (used + wide > width + kSlack && here > begin) {
      if (has_space) {
        lines.push_back(text.substr(begin, last_space - begin));
        begin = last_space + 1;
        used -= used_at_space;
      } else {
        lines.push_back(text.substr(begin, here - begin));
        begin = here;
        used = 0;
      }
      has_space = false;
      // What is left of a long word may still be too wide together with this character.
      if (used + wide > width + kSlack && here > begin) {
        lines.push_back(text.substr(begin, here - begin));
        begin = here;
        used = 0;
      }
    }
    used += wide;
  }
  lines.push_back(text.substr(begin));
  return lines;
}

struct LinePainter::Glyphs {
  std::vector<cairo_glyph_t> signs;
  std::vector<cairo_text_cluster_t> clusters;
};

LinePainter::LinePainter(_cairo* page, PrintedFont& font)
    : page_(page), font_(font), glyphs_(std::make_unique<Glyphs>()) {}
LinePainter::~LinePainter() = default;

void LinePainter::draw(std::string_view line, bool bold, double size, double x, double y) {
  PrintedFace& face = bold ? font_.bold : font_.regular;
  auto& [signs, clusters] = *glyphs_;
  signs.clear();
  clusters.clear();
  for (size_t at = 0; at < line.size();) {
    const size_t here = at;
    const auto sign = face.sign(next_character(line, at));
    if (sign.index != 0) signs.push_back({sign.index, x, y});
    clusters.push_back({static_cast<int>(at - here), sign.index == 0 ? 0 : 1});
    x += sign.width * size;
  }
  if (signs.empty()) return;
  // Setting a font again makes the library look it up again.
  if (bold != bold_ || size != size_) {
    cairo_set_font_face(page_, face.face());
    cairo_set_font_size(page_, size);
    bold_ = bold;
    size_ = size;
  }
  cairo_show_text_glyphs(page_, line.data(), static_cast<int>(line.size()), signs.data(),
                         static_cast<int>(signs.size()), clusters.data(), static_cast<int>(clusters.size()),
                         static_cast<cairo_text_cluster_flags_t>(0));
}

}  // namespace giaoban::records
