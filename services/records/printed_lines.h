// Texts broken into lines of a width, and drawn.
#pragma once

#include <string_view>
#include <vector>

#include "services/records/printed_font.h"

struct _cairo;

namespace giaoban::records {

// How wide a text may or must be, in units of the size.
struct Extent {
  double whole = 0;        // on one line
  double widest_word = 0;  // between spaces
};
Extent extent_of(PrintedFace& face, std::string_view text);

// Lines no wider than `width` (units of the size), broken at spaces, which fall away there; a word that is wider is
// broken between characters, at least one on a line. Never empty: no text is one empty line. Views into `text`.
std::vector<std::string_view> break_lines(PrintedFace& face, std::string_view text, double width);

// Draws a line with its left end on the baseline at x, y, in the colour that is set; what is copied out of the page is
// the text. Allocates what it needs only to grow; one thread.
class LinePainter {
 public:
  // Both must outlive it.
  LinePainter(_cairo* page, PrintedFont& font);
  ~LinePainter();
  LinePainter(const LinePainter&) = delete;
  LinePainter& operator=(const LinePainter&) = delete;
  void draw(std::string_view line, bool bold, double size, double x, double y);

 private:
  struct Glyphs;
  _cairo* page_;
  PrintedFont& font_;
  std::unique_ptr<Glyphs> glyphs_;
  bool bold_ = false;  // what the page is set to
  double size_ = 0;
};

}  // namespace giaoban::records
