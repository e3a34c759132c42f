// What a client was promised, on its own disk before it goes on: one line of JSON per acknowledged command.
#pragma once

#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

#include "giaoban/v1/command.pb.h"
#include "giaoban/v1/report.pb.h"

namespace giaoban::processes {

// Owns the file, which it only adds to. One write(2) per line: whatever kills this process, a line is there or not.
class Acks {
 public:
  explicit Acks(const std::string& path) : file_(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {
    if (file_ < 0) throw std::runtime_error("cannot write " + path);
  }
  ~Acks() { close(file_); }
  Acks(const Acks&) = delete;
  Acks& operator=(const Acks&) = delete;

  void add(const std::string& person, const std::string& request_id, const v1::DecideResponse& promised) {
    v1::Acknowledgement line;
    line.set_person_id(person);
    line.set_request_id(request_id);
    line.set_dossier_id(promised.dossier_id());
    line.set_version(promised.version());
    line.set_state(promised.state());
    line.set_position(promised.position());
    text_.clear();
    if (!google::protobuf::util::MessageToJsonString(line, &text_).ok()) throw std::logic_error("no JSON");
    text_ += '\n';
    if (write(file_, text_.data(), text_.size()) != static_cast<ssize_t>(text_.size()))
      throw std::runtime_error("an acknowledgement could not be written down");
  }

 private:
  int file_;
  std::string text_;
};

}  // namespace giaoban::processes
