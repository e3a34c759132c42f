// Gathers what is wrong with a file, line by line, so that all of it can be said at once.
#include "services/directory/line_errors.h"

#include <algorithm>
#include <utility>

namespace giaoban::directory {
namespace {

// An answer must fit into one frame of the bus.
constexpr size_t kMostErrors = 500;
constexpr size_t kMostBytes = size_t{512} * 1024;
constexpr size_t kMostShown = 64;

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::string clipped(std::string_view text) {
  std::string shown;
  size_t characters = 0;
  for (const char c : text) {
    if (begins_character(c) && ++characters > kMostShown) return shown + "…";
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    shown += control ? ' ' : c;
  }
  return shown;
}

std::string quoted(std::string_view text) {
  return "“" + clipped(text) + "”";
}

void LineErrors::add(uint32_t line, Fault fault) {
  ++count_;
  if (errors_.size() >= kMostErrors || bytes_ >= kMostBytes) return;
  bytes_ += fault.vi.size() + fault.en.size();
  v1::LineError& error = errors_.emplace_back();
  error.set_line(line);
  error.set_text_vi(std::move(fault.vi));
  error.set_text_en(std::move(fault.en));
}

void LineErrors::append(const LineErrors& others) {
  for (const v1::LineError& error : others.errors_) add(error.line(), {error.text_vi(), error.text_en()});
  count_ += others.count_ - others.errors_.size();
}

void LineErrors::write(google::protobuf::RepeatedPtrField<v1::LineError>& out) const {
  std::vector<v1::LineError> sorted = errors_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.line() < b.line(); });
  out.Assign(sorted.begin(), sorted.end());
  if (count_ <= errors_.size()) return;
  const std::string more = std::to_string(count_ - errors_.size());
  v1::LineError& last = *out.Add();
  last.set_line(sorted.back().line());
  last.set_text_vi("Còn " + more + " lỗi nữa; hãy sửa những lỗi trên rồi nạp lại.");
  last.set_text_en("There are " + more + " more errors; correct those above and import again.");
}

}  // namespace giaoban::directory
