// The repository's own files as text, for the house rules.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace giaoban::tidy {

// One file: its path from the root with forward slashes, and its lines.
struct SourceFile {
  std::string path;
  std::vector<std::string> lines;
  std::string folder() const {
    const auto cut = path.rfind('/');
    return cut == std::string::npos ? "" : path.substr(0, cut);
  }
  bool is(const std::string& ending) const {
    return path.size() >= ending.size() && path.compare(path.size() - ending.size(), ending.size(), ending) == 0;
  }
  bool is_cpp() const { return is(".cc") || is(".h"); }
};

// Every file that could be committed: not what is built or installed.
inline std::vector<SourceFile> source_files() {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files;
  const fs::path root = SOURCE_DIR;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    const std::string name = it->path().filename().string();
    const bool generated = fs::relative(it->path(), root) == "services/gateway/portal/src/contract";
    if (it->is_directory() && (name == "build" || name == ".git" || name == "node_modules" || generated)) {
      it.disable_recursion_pending();
      continue;
    }
    if (!it->is_regular_file()) continue;
    SourceFile file{fs::relative(it->path(), root).generic_string(), {}};
    std::ifstream in(it->path());
    for (std::string line; std::getline(in, line);) file.lines.push_back(line);
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace giaoban::tidy
