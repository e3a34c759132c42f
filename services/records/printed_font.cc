// Finding the font and measuring its signs, by fontconfig and cairo.
#include "services/records/printed_font.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace giaoban::records {

namespace {

constexpr double kMeasuredAt = 1000;
// Every letter of Vietnamese beyond ASCII, small; the large ones are asked for too.
constexpr std::string_view kLetters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";
constexpr char32_t kBox = 0x25A1;
constexpr size_t kMostRemembered = 20'000;  // characters that somebody made up must not fill the memory

struct FreePattern {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, FreePattern>;

// The face of exactly that family, or nothing: fontconfig itself would give some other one.
cairo_font_face_t* open_face(const std::string& family, int weight) {
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family.c_str()));
  FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
  FcPatternAddInteger(wanted.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultMatch;
  const Pattern found(FcFontMatch(nullptr, wanted.get(), &result));
  FcChar8* name = nullptr;
  int has_weight = 0;
  if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &name) != FcResultMatch ||
      FcPatternGetInteger(found.get(), FC_WEIGHT, 0, &has_weight) != FcResultMatch) {
    return nullptr;
  }
  if (family != reinterpret_cast<const char*>(name) || has_weight != weight) return nullptr;
  return cairo_ft_font_face_create_for_pattern(found.get());
}

bool has_vietnamese(PrintedFace& face) {
  for (size_t at = 0; at < kLetters.size();) {
    const char32_t small = next_character(kLetters, at);
    const auto large = static_cast<char32_t>(u_toupper(static_cast<UChar32>(small)));
    if (!face.has(small) || !face.has(large)) return false;
  }
  return true;
}

}  // namespace

char32_t next_character(std::string_view text, size_t& at) {
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), at, text.size(), c);
  return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

void PrintedFace::FreeFace::operator()(_cairo_font_face* face) const {
  cairo_font_face_destroy(face);
}
void PrintedFace::FreeScaled::operator()(_cairo_scaled_font* font) const {
  cairo_scaled_font_destroy(font);
}

PrintedFace::PrintedFace(_cairo_font_face* owned) : face_(owned) {
  cairo_matrix_t size;
  cairo_matrix_t page;
  cairo_matrix_init_scale(&size, kMeasuredAt, kMeasuredAt);
  cairo_matrix_init_identity(&page);
  const std::unique_ptr<cairo_font_options_t, void (*)(cairo_font_options_t*)> options(cairo_font_options_create(),
                                                                                       cairo_font_options_destroy);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  scaled_.reset(cairo_scaled_font_create(owned, &size, &page, options.get()));
}

PrintedFace::Sign PrintedFace::look_up(char32_t character) {
  uint8_t bytes[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(character));
  cairo_glyph_t* glyphs = nullptr;
  int count = 0;
  const auto status = cairo_scaled_font_text_to_glyphs(scaled_.get(), 0, 0, reinterpret_cast<const char*>(bytes),
                                                       length, &glyphs, &count, nullptr, nullptr, nullptr);
  const std::unique_ptr<cairo_glyph_t, void (*)(cairo_glyph_t*)> owned(glyphs, cairo_glyph_free);
  if (status != CAIRO_STATUS_SUCCESS || count != 1) return {};
  cairo_text_extents_t extents;
  cairo_scaled_font_glyph_extents(scaled_.get(), glyphs, 1, &extents);
  return {static_cast<uint32_t>(glyphs[0].index), extents.x_advance / kMeasuredAt};
}

bool PrintedFace::has(char32_t character) {
  return look_up(character).index != 0;
}

PrintedFace::Sign PrintedFace::sign(char32_t character) {
  const auto known = signs_.find(character);
  if (known != signs_.end()) return known->second;
  if (signs_.size() >= kMostRemembered) signs_.clear();
  Sign found = look_up(character);
  const auto type = u_charType(static_cast<UChar32>(character));
  const bool unseen = type == U_FORMAT_CHAR || type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
  if (found.index == 0 && !unseen) found = look_up(kBox);
  return signs_.emplace(character, found).first->second;
}

double PrintedFace::width(std::string_view text) {
  double width = 0;
  for (size_t at = 0; at < text.size();) width += sign(next_character(text, at)).width;
  return width;
}

std::optional<PrintedFont> find_font(std::span<const std::string_view> families) {
  for (const auto& family : families) {
    const std::string name(family);
    auto* regular = open_face(name, FC_WEIGHT_REGULAR);
    auto* bold = regular == nullptr ? nullptr : open_face(name, FC_WEIGHT_BOLD);
    if (bold == nullptr) {
      if (regular != nullptr) cairo_font_face_destroy(regular);
      continue;
    }
    PrintedFont font{name, PrintedFace(regular), PrintedFace(bold)};
    if (has_vietnamese(font.regular) && has_vietnamese(font.bold) && font.regular.has(kBox) && font.bold.has(kBox)) {
      return font;
    }
  }
  return std::nullopt;
}

}  // namespace giaoban::records
