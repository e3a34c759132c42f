// Rule files named on the command line: kinds and calendars, one by one or by the folder.
#include "services/command/rule_files.h"

#include <algorithm>
#include <filesystem>

#include "workflows/core/findings.h"

namespace giaoban::command {

namespace fs = std::filesystem;

std::optional<std::vector<std::string>> rule_files(Console& console, const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    if (!fs::is_directory(path)) {
      files.push_back(path);
      continue;
    }
    const size_t before = files.size();
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.path().extension() == kRuleSuffix) files.push_back(entry.path().string());
    }
    if (files.size() == before) {
      console.refuse(v1::REFUSAL_CODE_NOT_FOUND,
                     "Thư mục " + path + " không có tệp *.txtpb nào. Hãy kiểm tra lại tên thư mục.",
                     "The folder " + path + " holds no *.txtpb file. Check its name.");
      return std::nullopt;
    }
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
  }
  return files;
}

void check_file_name(const std::string& file, const std::string& name, const core::SourceFile& read,
                     v1::KindChecked& checked) {
  const std::string stem = fs::path(file).stem().string();
  if (!read.faults.empty() || stem == name) return;
  const auto place = read.places.find("name");
  auto* fault = checked.add_faults();
  fault->set_line(place == read.places.end() ? 1 : static_cast<uint32_t>(place->second.line));
  fault->set_column(place == read.places.end() ? 1 : static_cast<uint32_t>(place->second.column));
  fault->set_text_vi(core::shortened("Tên trong tệp là \"" + name + "\" nhưng tệp là " + stem + kRuleSuffix +
                                     ". Hãy đặt hai tên giống nhau."));
  fault->set_text_en(core::shortened("The name in the file is \"" + name + "\" but the file is " + stem + kRuleSuffix +
                                     ". Give both one name."));
}

void show(Console& console, const v1::KindChecked& checked) {
  for (const auto& fault : checked.faults()) {
    console.line(checked.file() + ":" + std::to_string(fault.line()) + ":" + std::to_string(fault.column()) + ": " +
                 fault.text_vi() + " / " + fault.text_en());
    if (!fault.path().empty()) console.line("    đường đi / path: " + fault.path());
  }
  if (checked.faults().empty()) console.line(checked.file() + ": tốt / good");
}

}  // namespace giaoban::command
