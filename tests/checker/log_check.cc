// Recomputes every link with OpenSSL.
#include "tests/checker/log_check.h"

#include <openssl/sha.h>

#include <stdexcept>

#include "tests/checker/database.h"

namespace giaoban::checker {

namespace {

constexpr size_t kHashBytes = SHA256_DIGEST_LENGTH;

std::string sha256(const std::string& bytes) {
  std::string hash(kHashBytes, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

// Walks down one log.
class Chain {
 public:
  Chain(std::string service, Findings& findings) : service_(std::move(service)), findings_(findings) {}

  void take(const Row& row) {
    const auto position = static_cast<uint64_t>(row.integer(0));
    const std::string bytes(row.bytes(1));
    const std::string hash(row.bytes(2));
    if (position != last_ + 1) bad(last_ + 1, "is missing");
    if (sha256('\1' + previous_ + sha256('\0' + bytes)) != hash)
      bad(position, "does not follow from its bytes and the record before");
    v1::LogRecord record;
    if (!record.ParseFromString(bytes)) {
      bad(position, "is no record");
    } else {
      check(record, position);
      log_.records.push_back(std::move(record));
      log_.hashes.push_back(hash);
    }
    previous_ = hash;
    last_ = position;
  }
  void finish(uint64_t head, const std::string& head_hash) {
    if (head != last_ || head_hash != previous_) {
      bad(last_ + 1, "should come next or not at all: the head says that the log ends at " + std::to_string(head));
    }
  }
  LogRead log_;

 private:
  void check(const v1::LogRecord& record, uint64_t position) {
    if (record.position() != position) bad(position, "says that it is record " + std::to_string(record.position()));
    if (record.event_case() == v1::LogRecord::EVENT_NOT_SET) bad(position, "carries no event that is known");
    if (record.at_us() < at_us_) bad(position, "is earlier than the one before");
    at_us_ = record.at_us();
  }
  void bad(uint64_t position, const std::string& what) {
    findings_.broken_log("log of " + service_ + ": record " + std::to_string(position) + " " + what);
  }

  std::string service_;
  Findings& findings_;
  std::string previous_ = std::string(kHashBytes, '\0');
  uint64_t last_ = 0;
  int64_t at_us_ = 0;
};

}  // namespace

LogRead read_log(const std::string& data, const std::string& service, Findings& findings) {
  Chain chain(service, findings);
  try {
    Database database(data + "/" + service + ".db");
    database.each("SELECT position, record, hash FROM log ORDER BY position", [&](const Row& row) { chain.take(row); });
    bool has_head = false;
    database.each("SELECT last, hash, log_id FROM log_head", [&](const Row& row) {
      has_head = true;
      chain.finish(static_cast<uint64_t>(row.integer(0)), std::string(row.bytes(1)));
      chain.log_.id = row.bytes(2);
    });
    if (!has_head) findings.broken_log("log of " + service + ": it has no head");
  } catch (const std::runtime_error& fault) {
    findings.broken_log("log of " + service + ": " + fault.what());
  }
  findings.report().set_records(findings.report().records() + static_cast<uint32_t>(chain.log_.records.size()));
  return std::move(chain.log_);
}

}  // namespace giaoban::checker
