// Random bytes from the system, or from a seed; UUIDv7 on top.
#include "services/runtime/ids.h"

#include <sys/random.h>

#include <stdexcept>

namespace giaoban::runtime {

std::string Ids::uuid7(int64_t machine_us) {
  // 48 bits of milliseconds, then a 12-bit counter within one millisecond, then 62 random bits (RFC 9562, method 1).
  int64_t ms = machine_us / 1000;
  std::string raw = bytes(16);
  if (ms <= last_ms_) {
    ms = last_ms_;
    if (++sequence_ > 0xfff) {
      ++ms;
      sequence_ = 0;
    }
  } else {
    sequence_ = static_cast<uint8_t>(raw[6]);
  }
  last_ms_ = ms;
  for (int i = 0; i < 6; ++i) raw[static_cast<size_t>(i)] = static_cast<char>((ms >> (40 - 8 * i)) & 0xff);
  raw[6] = static_cast<char>(0x70 | ((sequence_ >> 8) & 0x0f));
  raw[7] = static_cast<char>(sequence_ & 0xff);
  raw[8] = static_cast<char>((raw[8] & 0x3f) | 0x80);
  return uuid_to_text(raw);
}

std::string RandomIds::bytes(size_t count) {
  std::string out(count, '\0');
  for (size_t done = 0; done < count;) {
    const ssize_t n = getrandom(out.data() + done, count - done, 0);
    if (n < 0) throw std::runtime_error("getrandom failed");
    done += static_cast<size_t>(n);
  }
  return out;
}

std::string SeededIds::bytes(size_t count) {
  std::string out;
  while (out.size() < count) {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);  // SplitMix64
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    z ^= z >> 31;
    for (int i = 0; i < 8 && out.size() < count; ++i) out.push_back(static_cast<char>(z >> (8 * i)));
  }
  return out;
}

std::string uuid_to_bytes(std::string_view text) {
  if (text.size() != 36) return "";
  std::string out;
  out.reserve(16);
  int high = -1;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (c != '-') return "";
      continue;
    }
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return "";
    if (high < 0) {
      high = digit;
    } else {
      out.push_back(static_cast<char>(high * 16 + digit));
      high = -1;
    }
  }
  return out;
}

std::string uuid_to_text(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (bytes.size() != 16) return "";
  std::string out;
  out.reserve(36);
  for (size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out.push_back('-');
    out.push_back(kDigits[static_cast<unsigned char>(bytes[i]) >> 4]);
    out.push_back(kDigits[static_cast<unsigned char>(bytes[i]) & 15]);
  }
  return out;
}

}  // namespace giaoban::runtime
