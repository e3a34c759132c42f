// A strict JSON reader that builds nothing.
#include "services/gateway/json_gate.h"

#include <set>
#include <string>

#include "services/gateway/refusals.h"
#include "services/gateway/text.h"

namespace giaoban::gateway {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The JSON name of a field: protobuf takes "request_id" and "requestId" for the same one.
std::string field_of(const std::string& key) {
  std::string name;
  bool raise = false;
  for (const char c : key) {
    if (c == '_') {
      raise = true;
    } else {
      name += raise && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      raise = false;
    }
  }
  return name;
}

class Reader {
 public:
  Reader(std::string_view text, const JsonBounds& bounds) : text_(text), bounds_(bounds) {}

  std::optional<v1::Refusal> read() {
    if (!value(0)) return refusal_;
    blanks();
    if (at_ < text_.size()) fail("còn chữ thừa sau giá trị", "there is more after the value");
    return refusal_;
  }

 private:
  bool fail(const std::string& vi, const std::string& en) {
    const std::string place = std::to_string(at_ + 1);
    refusal_ = malformed("", "JSON sai ở byte thứ " + place + ": " + vi + ". Hãy sửa rồi gửi lại.",
                         "The JSON is wrong at byte " + place + ": " + en + ". Put it right and send it again.");
    return false;
  }

  bool fail_bound(const std::string& vi, const std::string& en) {
    refusal_ = too_large(vi, en);
    return false;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char wanted) {
    if (peek() != wanted || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }

  bool count() {
    if (++tokens_ <= bounds_.tokens) return true;
    const std::string most = std::to_string(bounds_.tokens);
    return fail_bound("JSON có hơn " + most + " khoá và giá trị. Hãy chia nhỏ yêu cầu.",
                      "The JSON has more than " + most + " keys and values. Split the request.");
  }

  bool value(uint32_t depth) {
    blanks();
    if (!count()) return false;
    switch (peek()) {
      case '{':
      case '[':
        if (depth >= bounds_.depth) {
          const std::string most = std::to_string(bounds_.depth);
          return fail_bound("JSON lồng nhau sâu hơn " + most + " lớp.", "The JSON is nested deeper than " + most + ".");
        }
        return peek() == '{' ? object(depth + 1) : array(depth + 1);
      case '"': {
        std::string ignored;
        return string(ignored);
      }
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  bool object(uint32_t depth) {
    take('{');
    blanks();
    if (take('}')) return true;
    std::set<std::string> seen;
    do {
      blanks();
      if (peek() != '"') return fail("cần một khoá trong dấu nháy kép", "a key in double quotes is needed");
      std::string key;
      if (!count() || !string(key)) return false;
      if (!seen.insert(field_of(key)).second) {
        const std::string name(shortened(key, 64));
        return fail("khoá “" + name + "” bị lặp", "the key \"" + name + "\" is there twice");
      }
      blanks();
      if (!take(':')) return fail("thiếu dấu hai chấm", "a colon is missing");
      if (!value(depth)) return false;
      blanks();
    } while (take(','));
    return take('}') || fail("thiếu dấu phẩy hoặc “}”", "a comma or \"}\" is missing");
  }

  bool array(uint32_t depth) {
    take('[');
    blanks();
    if (take(']')) return true;
    do {
      if (!value(depth)) return false;
      blanks();
    } while (take(','));
    return take(']') || fail("thiếu dấu phẩy hoặc “]”", "a comma or \"]\" is missing");
  }

  bool string(std::string& out) {
    take('"');
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) break;
      ++at_;
      if (c != '\\') {
        out += c;
      } else if (!escape(out)) {
        return false;
      }
    }
    return fail("chuỗi chưa đóng hoặc có ký tự điều khiển", "a text is not closed or holds a control character");
  }

  bool escape(std::string& out) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const size_t which = at_ < text_.size() ? kLetters.find(text_[at_]) : std::string_view::npos;
    if (which != std::string_view::npos) {
      ++at_;
      out += kMeanings[which];
      return true;
    }
    uint32_t point = 0;
    if (!unit(point)) return fail("dãy thoát “\\” không hợp lệ", "an escape is not valid");
    if (point >= 0xD800 && point < 0xDC00) {
      uint32_t second = 0;
      if (!take('\\') || !unit(second) || second < 0xDC00 || second > 0xDFFF) {
        return fail("nửa cặp ký tự \\u", "half of a pair of \\u escapes");
      }
      point = 0x10000 + ((point - 0xD800) << 10) + (second - 0xDC00);
    } else if (point >= 0xDC00 && point <= 0xDFFF) {
      return fail("nửa cặp ký tự \\u", "half of a pair of \\u escapes");
    }
    append_utf8(out, point);
    return true;
  }

  bool unit(uint32_t& point) {
    if (!take('u') || text_.size() - at_ < 4) return false;
    for (int i = 0; i < 4; ++i) {
      const int digit = hex_digit(text_[at_]);
      if (digit < 0) return false;
      point = point * 16 + static_cast<uint32_t>(digit);
      ++at_;
    }
    return true;
  }

  bool digits() {
    const size_t begin = at_;
    while (is_digit(peek())) ++at_;
    return at_ > begin;
  }

  bool number() {
    take('-');
    const bool zero = take('0');
    bool good = zero || digits();
    if (good && take('.')) good = digits();
    if (good && (take('e') || take('E'))) {
      if (!take('+')) take('-');
      good = digits();
    }
    return good || fail("không phải là giá trị JSON", "this is no JSON value");
  }

  bool word(std::string_view wanted) {
    if (text_.substr(at_, wanted.size()) != wanted) return fail("không phải là giá trị JSON", "this is no JSON value");
    at_ += wanted.size();
    return true;
  }

  std::string_view text_;
  const JsonBounds& bounds_;
  size_t at_ = 0;
  uint32_t tokens_ = 0;
  std::optional<v1::Refusal> refusal_;
};

}  // namespace

std::optional<v1::Refusal> check_json(std::string_view text, const JsonBounds& bounds) {
  if (!is_utf8(text)) {
    return malformed("", "Nội dung không phải là UTF-8 hợp lệ.", "The body is not valid UTF-8.");
  }
  return Reader(text, bounds).read();
}

}  // namespace giaoban::gateway
