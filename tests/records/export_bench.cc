// How long a list of 1,000 to 10,000 dossiers takes to become a workbook or pages, on one thread.
//
//   build/release/export_bench        prints milliseconds of the processor, bytes and pages; asserts nothing
#include <cstdio>
#include <ctime>

#include "services/records/export_sheets.h"
#include "services/records/printed_pages.h"
#include "services/records/sheet_workbook.h"

namespace giaoban {
namespace {

// Processor time: other work on the machine does not count.
double now_ms() {
  return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::vector<v1::DossierLine> lines(size_t count) {
  std::vector<v1::DossierLine> lines;
  for (size_t i = 0; i < count; ++i) {
    v1::DossierLine line;
    line.set_unit_name("Chi bộ thôn Khe Sâu " + std::to_string(i % 471));
    line.mutable_kind_title()->set_vi("Kế hoạch sinh hoạt chi bộ tháng");
    line.mutable_state_label()->set_vi("Chờ đảng uỷ xã duyệt");
    line.set_period("2026-11");
    line.set_title("Mở rộng đường thôn, vệ sinh đường làng ngõ xóm, việc thứ " + std::to_string(i));
    line.set_waiting_unit_id("x");
    line.set_waiting_unit_name("Đảng uỷ xã Trường Sơn");
    line.set_entered_us(1'793'000'000'000'000 + static_cast<int64_t>(i) * 60'000'000);
    line.set_due_us(line.entered_us() + 86'400'000'000);
    line.set_changed_us(line.entered_us());
    line.set_rounds(1);
    lines.push_back(line);
  }
  return lines;
}

int run() {
  const double start = now_ms();
  auto font = records::find_font();
  std::printf("finding the font: %.0f ms\n", now_ms() - start);
  const core::Directory directory;
  for (const size_t count : {size_t{1'000}, size_t{5'000}, size_t{10'000}}) {
    const auto list = lines(count);
    double begin = now_ms();
    const auto sheet = records::sheet_of(v1::ListDossiersRequest(), list,
                                         {directory, records::Language::kVietnamese, 1'793'000'000'000'000});
    const double gathered = now_ms() - begin;
    begin = now_ms();
    const auto book = records::write_workbook({&sheet, 1});
    std::printf("%6zu lines: sheet %.0f ms, workbook %.0f ms %zu kB", count, gathered, now_ms() - begin,
                book.size() / 1024);
    begin = now_ms();
    const auto pages = font ? records::write_pages(sheet, *font) : std::nullopt;
    std::printf(", pages %.0f ms %zu kB\n", now_ms() - begin, pages.value_or("").size() / 1024);
  }
  return 0;
}

}  // namespace
}  // namespace giaoban

int main() {
  return giaoban::run();
}
