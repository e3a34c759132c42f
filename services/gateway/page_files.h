// The files of the portal, as the build put them into the program (see embed.py).
#pragma once

#include <string_view>

namespace giaoban::gateway {

// One file; lives as long as the program.
struct PageFile {
  std::string_view path;  // "/sw.js"; "/" is index.html
  std::string_view content_type;
  std::string_view body;
  std::string_view packed;  // the same with gzip; empty where that is not shorter
  std::string_view digest;  // of the body, in hexadecimal
};

// nullptr when the portal has no such file. Any thread.
const PageFile* page_file(std::string_view path);

}  // namespace giaoban::gateway
