// Links are recomputed here with OpenSSL, not with the product's own function.
#include "tests/simulation/chains.h"

#include <openssl/sha.h>

namespace giaoban::simulation {
namespace {

std::string sha256(const std::string& bytes) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

}  // namespace

void Chains::started(const Room& room, store::Store& store) {
  auto& chain = chains_[room.service()];
  store.prepare("SELECT log_id, epoch, last, hash FROM log_head").one({}, [&](const store::Row& row) {
    const std::string log_id(row.text(0));
    if (!chain.log_id.empty() && chain.log_id != log_id) findings_.violated("I5", room.service() + ": another log");
    chain.log_id = log_id;
    if (row.integer(1) <= chain.epoch) findings_.violated("I15", room.service() + ": an epoch was granted twice");
    chain.epoch = row.integer(1);
    const auto last = static_cast<uint64_t>(row.integer(2));
    if (last < chain.head()) {
      findings_.violated("I1", room.service() + ": the log ends at " + std::to_string(last) + ", but " +
                                   std::to_string(chain.head()) + " records were committed");
    }
  });
  chain.writer = {room.end(), room.incarnation()};
  chain.started.insert(chain.writer);
  // What was committed once must lie there still, byte for byte.
  size_t at = 0;
  store.prepare("SELECT hash FROM log ORDER BY position").each({}, [&](const store::Row& row) {
    if (at < chain.links.size() && chain.links[at].hash != row.blob(0)) {
      findings_.violated("I5", room.service() + ": record " + std::to_string(at + 1) + " has changed");
    }
    ++at;
  });
  read(chain, room.service(), store);
}

std::vector<const Chain::Link*> Chains::committed(const Room& room, store::Store& store) {
  auto& chain = chains_[room.service()];
  auto fresh = read(chain, room.service(), store);
  // While a process starts it may find what the one before it left behind at its death.
  const std::pair who{room.end(), room.incarnation()};
  const bool stale = chain.started.contains(who) && chain.writer != who;
  if (stale && !fresh.empty()) {
    findings_.violated("I15", room.end() + " wrote into the log of " + room.service() + " after another took it over");
  }
  return fresh;
}

std::vector<const Chain::Link*> Chains::read(Chain& chain, const std::string& service, store::Store& store) {
  const size_t before = chain.links.size();
  std::string previous = before == 0 ? std::string(SHA256_DIGEST_LENGTH, '\0') : chain.links.back().hash;
  store.prepare("SELECT position, record, hash FROM log WHERE position > $1 ORDER BY position")
      .each({static_cast<int64_t>(before)}, [&](const store::Row& row) {
        Chain::Link link;
        const std::string bytes(row.blob(1));
        const uint64_t position = chain.links.size() + 1;
        const bool readable = link.record.ParseFromString(bytes);
        link.hash = row.blob(2);
        link.true_us = wall_.true_us;
        if (static_cast<uint64_t>(row.integer(0)) != position || !readable || link.record.position() != position) {
          findings_.violated("I5", service + ": position " + std::to_string(position) + " is missing or unreadable");
        }
        if (sha256('\1' + previous + sha256('\0' + bytes)) != link.hash) {
          findings_.violated("I5", service + ": the chain is broken at " + std::to_string(position));
        }
        if (!chain.links.empty() && link.record.at_us() < chain.links.back().record.at_us()) {
          findings_.violated("I5",
                             service + ": record " + std::to_string(position) + " is earlier than the one before");
        }
        previous = link.hash;
        chain.links.push_back(std::move(link));
      });
  std::vector<const Chain::Link*> fresh;
  for (size_t i = before; i < chain.links.size(); ++i) fresh.push_back(&chain.links[i]);
  return fresh;
}

}  // namespace giaoban::simulation
