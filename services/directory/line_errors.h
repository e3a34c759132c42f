// Gathers what is wrong with a file, line by line, so that all of it can be said at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "giaoban/v1/directory.pb.h"

namespace giaoban::directory {

// What is wrong and what to do, in both languages.
struct Fault {
  std::string vi;
  std::string en;
};

// A cell as a message may show it: at most 64 characters, without control characters; and that in quotation marks.
std::string clipped(std::string_view text);
std::string quoted(std::string_view text);

// A value. One thread. Never throws but for want of memory.
class LineErrors {
 public:
  // Lines count from 1, which is the header.
  void add(uint32_t line, Fault fault);
  // Adds all that another has gathered.
  void append(const LineErrors& others);
  bool empty() const { return count_ == 0; }
  // In the order of lines. Keeps the first 500 that were added, 512 KiB at most; a last entry says how many more there
  // were.
  void write(google::protobuf::RepeatedPtrField<v1::LineError>& out) const;

 private:
  std::vector<v1::LineError> errors_;
  size_t count_ = 0;
  size_t bytes_ = 0;
};

}  // namespace giaoban::directory
