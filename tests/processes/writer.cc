// giaoban-writer --db FILE --acks FILE --synchronous FULL|NORMAL|OFF: one log, written as fast as it goes, each commit
// acknowledged by a line "position hash" in a file of another disk. Goes on until it is killed; power cuts are what it
// is for.
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "services/store/log.h"
#include "services/store/sqlite.h"

namespace giaoban::processes {
namespace {

constexpr int kBatch = 10;  // records in one commit

std::string hex(const std::string& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4U];
    text += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return text;
}

void write_for_ever(const std::string& db, int acks, const std::string& synchronous) {
  const auto store = store::open_sqlite(db);
  store->define("PRAGMA synchronous=" + synchronous);
  store->define(store::Log::schema());
  store::Log log(*store, "writer");
  log.open("01934f8e-5a00-7c3d-9f00-0123456789ab");
  for (uint64_t round = 1;; ++round) {
    store->begin();
    std::string lines;
    for (int i = 0; i < kBatch; ++i) {
      v1::LogRecord record;
      record.set_principal("writer");
      record.set_request_id(std::to_string(round) + "-" + std::to_string(i));
      record.mutable_dossier()->set_dossier_id("01934f8e-5a00-7c3d-9f00-0123456789ac");
      record.mutable_dossier()->mutable_commented();
      const uint64_t position = log.append(record);
      lines += std::to_string(position) + " " + hex(log.hash_at(position)) + "\n";
    }
    log.flush();
    store->commit();
    if (write(acks, lines.data(), lines.size()) != static_cast<ssize_t>(lines.size()))
      throw std::runtime_error("an acknowledgement could not be written down");
  }
}

}  // namespace
}  // namespace giaoban::processes

int main(int argc, char** argv) {
  const std::string usage = "giaoban-writer --db FILE --acks FILE --synchronous FULL|NORMAL|OFF\n";
  if (argc != 7 || std::string(argv[1]) != "--db" || std::string(argv[3]) != "--acks" ||
      std::string(argv[5]) != "--synchronous") {
    std::fputs(usage.c_str(), stderr);
    return 2;
  }
  const int acks = open(argv[4], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (acks < 0) return 1;
  try {
    giaoban::processes::write_for_ever(argv[2], acks, argv[6]);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "giaoban-writer: %s\n", e.what());
  }
  close(acks);
  return 1;
}
