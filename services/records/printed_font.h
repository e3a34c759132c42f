// The font of printed files: one family with all of Vietnamese, and never another one instead.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

struct _cairo_font_face;
struct _cairo_scaled_font;

namespace giaoban::records {

// One weight of the family. Positions and widths are in thousandths of the size, so they serve every size. Not
// thread-safe: looking something up remembers it.
class PrintedFace {
 public:
  explicit PrintedFace(_cairo_font_face* owned);

  struct Sign {
    uint32_t index = 0;  // in the font
    double width = 0;    // of one unit of size
  };
  // A character that the font lacks is drawn as a box; marks of no width that it lacks are not drawn.
  Sign sign(char32_t character);
  bool has(char32_t character);
  double width(std::string_view text);
  _cairo_font_face* face() const { return face_.get(); }

 private:
  Sign look_up(char32_t character);
  struct FreeFace {
    void operator()(_cairo_font_face* face) const;
  };
  struct FreeScaled {
    void operator()(_cairo_scaled_font* font) const;
  };
  std::unique_ptr<_cairo_font_face, FreeFace> face_;
  std::unique_ptr<_cairo_scaled_font, FreeScaled> scaled_;
  std::unordered_map<char32_t, Sign> signs_;
};

struct PrintedFont {
  std::string family;
  PrintedFace regular;
  PrintedFace bold;
};

// Families that do, in order of preference; both are drawn to the measures of Times, as the rules for papers want it.
inline constexpr std::array<std::string_view, 2> kPrintedFamilies = {"Liberation Serif", "Tinos"};

// The first family that is installed in both weights with every Vietnamese letter; empty when none is. An old
// Liberation without Vietnamese does not count. Reads the font files; some ten milliseconds at the first call.
std::optional<PrintedFont> find_font(std::span<const std::string_view> families = kPrintedFamilies);

// The next character of UTF-8 text that is valid; moves `at` behind it.
char32_t next_character(std::string_view text, size_t& at);

}  // namespace giaoban::records
