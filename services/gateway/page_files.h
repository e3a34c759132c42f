// The files of the plain page, as the build put them into the program (see page/embed.cmake).
#pragma once

#include <string_view>

namespace giaoban::gateway {

// One file; lives as long as the program.
struct PageFile {
  std::string_view path;  // "/app.js"; "/" is index.html
  std::string_view content_type;
  std::string_view body;
};

// nullptr when the page has no such file. Any thread.
const PageFile* page_file(std::string_view path);

}  // namespace giaoban::gateway
