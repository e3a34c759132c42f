# Writes the files of this folder into a C++ file: cmake -D OUT=<file.cc> -D FILES=<a;b> -P embed.cmake
set(rows)
set(data)
set(count 0)
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  get_filename_component(extension ${file} LAST_EXT)
  if(extension STREQUAL ".html")
    set(type "text/html; charset=utf-8")
  elseif(extension STREQUAL ".js")
    set(type "text/javascript; charset=utf-8")
  elseif(extension STREQUAL ".css")
    set(type "text/css; charset=utf-8")
  elseif(extension STREQUAL ".svg")
    set(type "image/svg+xml")
  else()
    message(FATAL_ERROR "no content type for ${file}")
  endif()
  set(path "/${name}")
  if(name STREQUAL "index.html")
    set(path "/")
  endif()
  file(READ ${file} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND data "constexpr char kFile${count}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${path}\", \"${type}\", std::string_view(kFile${count}, ${size})},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUT} "// Made by page/embed.cmake.
#include \"services/gateway/page_files.h\"

namespace giaoban::gateway {
namespace {

${data}
constexpr PageFile kFiles[] = {
${rows}};

}  // namespace

const PageFile* page_file(std::string_view path) {
  for (const PageFile& file : kFiles) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

}  // namespace giaoban::gateway
")
