// Files opened again with other programs than those that made them: python3 for workbooks, poppler for pages.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "services/records/export_sheet.h"

namespace giaoban::test {

// Bytes under a name that goes away with it.
class OnDisk {
 public:
  explicit OnDisk(const std::string& bytes) {
    std::string name = "/tmp/export_XXXXXX";
    const int fd = mkstemp(name.data());
    if (fd < 0) throw std::runtime_error("no temporary file");
    close(fd);
    path = name;
    std::ofstream(path, std::ios::binary) << bytes;
  }
  OnDisk(const OnDisk&) = delete;
  OnDisk& operator=(const OnDisk&) = delete;
  ~OnDisk() { std::remove(path.c_str()); }
  std::string path;
};

// What a command prints; throws when it fails.
inline std::string output_of(const std::string& command) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), [](FILE*) { return 0; });
  std::string out;
  std::array<char, 4096> buffer{};
  for (size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;) out.append(buffer.data(), n);
  if (pclose(pipe.release()) != 0) throw std::runtime_error("failed: " + command);
  return out;
}

// One file out of a workbook; python's own check of the archive comes first.
inline std::string unzipped(const std::string& workbook, const std::string& name) {
  const OnDisk file(workbook);
  return output_of("python3 -c \"import sys,zipfile,xml.dom.minidom as m;z=zipfile.ZipFile('" + file.path +
                   "');assert z.testzip() is None;d=z.read('" + name +
                   "');m.parseString(d);sys.stdout.buffer.write(d)\"");
}

inline std::string text_of_pages(const std::string& pages) {
  const OnDisk file(pages);
  return output_of("pdftotext -raw -enc UTF-8 " + file.path + " -");
}

// One line per font: name, type, encoding, emb, sub, uni ...
inline std::string fonts_of_pages(const std::string& pages) {
  const OnDisk file(pages);
  return output_of("pdffonts " + file.path + " | tail -n +3");
}

inline size_t times(const std::string& text, const std::string& what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++count;
  return count;
}

// What people, and people of ill will, type.
inline std::vector<std::string> hostile_texts() {
  return {"=cmd|'/C calc'!A0", "+1+1",        "-2+3",     "@SUM(1)",     "=HYPERLINK(\"http://x\",\"y\")",
          "0912345678",        "http://x.vn", "<b>&</b>", "</t></si>",   "_x0041_",
          "\"'`${x}%s%n",      "mail:a@b.vn", "\x01\x1b", "Ẵ Ễ ữ đ Đ ặ", "{=1+1}"};
}

// A list whose every column holds that text, in the heading too.
inline records::Sheet sheet_full_of(const std::vector<std::string>& texts, size_t columns = 3) {
  records::Sheet sheet;
  sheet.name = "Hồ sơ";
  sheet.title = "Danh sách";
  sheet.notes = {"Đơn vị: Huyện uỷ Lục Nam"};
  sheet.as_of_us = 1'793'000'000'000'000;
  for (size_t i = 0; i < columns; ++i) sheet.columns.push_back({"Cột " + std::to_string(i), records::Shown::kText});
  for (const auto& text : texts) {
    std::vector<records::Cell> row;
    for (size_t i = 0; i < columns; ++i) row.push_back({text});
    sheet.rows.push_back(row);
  }
  return sheet;
}

}  // namespace giaoban::test
