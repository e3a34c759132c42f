// Rows of the router against its log; cursors against their logs; read models against a rebuild.
#include "tests/simulation/rest.h"

#include <openssl/sha.h>

#include <algorithm>
#include <set>

#include "services/runtime/ids.h"
#include "workflows/core/evolve.h"

namespace giaoban::simulation {
namespace {

std::string sha256(const std::string& bytes) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

class Nobody final : public Watcher {
 public:
  void started(const Room&, store::Store&) override {}
  void committed(const Room&, store::Store&) override {}
  void died(const Room&, const std::string&) override {}
  void wrote_journal(const Room&, const std::string&) override {}
};

void check_dossiers(World& world, Findings& findings) {
  std::map<std::string, v1::Dossier> folds;
  std::map<std::pair<std::string, uint64_t>, std::string> digests;
  for (const auto& link : world.chains().of("router").links) {
    const auto& event = link.record.dossier();
    core::evolve(folds[event.dossier_id()], event);
    if (event.has_content()) digests[{event.dossier_id(), event.content().version()}] = event.content().digest();
  }
  size_t rows = 0;
  auto& store = world.room("router").store();
  store.prepare("SELECT id, version, body FROM dossier").each({}, [&](const store::Row& row) {
    ++rows;
    const std::string id = runtime::uuid_to_text(row.blob(0));
    v1::Dossier stored;
    stored.ParseFromString(std::string(row.blob(2)));
    if (!folds.contains(id) || stored.SerializeAsString() != folds[id].SerializeAsString() ||
        static_cast<uint64_t>(row.integer(1)) != folds[id].version()) {
      findings.violated("I7", "dossier " + id + " is not what its events add up to");
    }
  });
  if (rows != folds.size()) findings.violated("I7", "the router knows another number of dossiers than its log");
  size_t texts = 0;
  store.prepare("SELECT dossier, version, salt, body FROM content").each({}, [&](const store::Row& row) {
    ++texts;
    const auto digest = digests.find({runtime::uuid_to_text(row.blob(0)), static_cast<uint64_t>(row.integer(1))});
    if (digest == digests.end()) return findings.violated("I4", "a text that no event names");
    if (sha256(std::string(row.blob(2)) + std::string(row.blob(3))) != digest->second) {
      findings.violated("I12", "a text is not the one that its event names");
    }
  });
  if (texts != digests.size()) findings.violated("I4", "a text that an event names is missing");
}

void check_requests(World& world, Findings& findings) {
  const auto& batches = world.law().batches();
  std::set<std::pair<std::string, std::string>> done;
  world.room("router")
      .store()
      .prepare("SELECT request_id, principal, reply FROM request")
      .each({}, [&](const store::Row& row) {
        v1::Reply reply;
        reply.ParseFromString(std::string(row.blob(2)));
        std::string id = runtime::uuid_to_text(row.blob(0));
        if (id.empty()) id = row.blob(0);
        const auto batch = batches.find({std::string(row.text(1)), id});
        if (reply.has_refusal() != (batch == batches.end())) {
          return findings.violated("I4", "the record of request " + id + " says something else than the log");
        }
        if (reply.has_refusal()) return;
        v1::DecideResponse response;
        response.ParseFromString(reply.payload());
        if (response.position() != batch->second.second)
          findings.violated("I4", "request " + id + " names another position");
        done.insert(batch->first);
      });
  if (done.size() != batches.size()) findings.violated("I4", "events without a record of their request");
  // Every wish has its answer by now: present once, or refused.
  std::set<std::pair<std::string, std::string>> yes;
  for (const auto& wish : world.people().wishes()) {
    if (!wish.answer) findings.violated("I3", wish.verb + " of " + wish.person + " was never answered");
    if (wish.request_id.empty() || !wish.yes) continue;
    if (!batches.contains({wish.person, wish.request_id}))
      findings.violated("I1", wish.request_id + " is not in the log");
    const bool fresh = yes.insert({wish.person, wish.request_id}).second;
    if (!fresh && wish.twin) findings.violated("I2", "one key was taken for two different things");
  }
}

void check_cursors(World& world, Findings& findings) {
  for (const std::string service : {"router", "reminder", "notifier", "records"}) {
    world.room(service)
        .store()
        .prepare("SELECT source, log_id, position, hash FROM cursor")
        .each({}, [&](const store::Row& row) {
          const auto& chain = world.chains().of(std::string(row.text(0)));
          const auto position = static_cast<uint64_t>(row.integer(2));
          if (position != chain.head() || row.text(1) != chain.log_id || row.blob(3) != chain.links.back().hash) {
            findings.violated("I6", service + " stands elsewhere in the log of " + std::string(row.text(0)));
          }
        });
    size_t parked = 0;
    world.room(service).store().prepare("SELECT count(*) FROM parked").one({}, [&](const store::Row& row) {
      parked = static_cast<size_t>(row.integer(0));
    });
    if (parked > 0) findings.violated("I6", service + " has parked something");
    // What was heard of the directory is exactly its log.
    uint64_t next = 1;
    world.room(service)
        .store()
        .prepare("SELECT position, event FROM heard_directory ORDER BY position")
        .each({}, [&](const store::Row& row) {
          const auto& links = world.chains().of("directory").links;
          if (static_cast<uint64_t>(row.integer(0)) != next || next > links.size() ||
              row.blob(1) != links[next - 1].record.directory().SerializeAsString()) {
            findings.violated("I6",
                              service + " has heard something else from the directory at " + std::to_string(next));
          }
          ++next;
        });
  }
}

std::string dump(store::Store& store) {
  std::vector<std::string> tables;
  store.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .each({}, [&](const store::Row& row) { tables.emplace_back(row.text(0)); });
  std::string all;
  for (const auto& table : tables) {
    // How it came to know, and when, may differ.
    static const std::set<std::string> other = {"attempt",  "business_clock", "cursor",         "log",
                                                "log_head", "parked",         "sqlite_sequence"};
    if (other.contains(table)) continue;
    std::string columns;
    store.prepare("SELECT name FROM pragma_table_info('" + table + "')").each({}, [&](const store::Row& row) {
      columns += (columns.empty() ? "" : " || '|' || ") + std::string("quote(\"") + std::string(row.text(0)) + "\")";
    });
    all += "== " + table + "\n";
    store.prepare("SELECT " + columns + " AS line FROM " + table + " ORDER BY line")
        .each({}, [&](const store::Row& row) { all += std::string(row.text(0)) + "\n"; });
  }
  return all;
}

// The first line in which two dumps differ.
std::string difference(const std::string& a, const std::string& b) {
  const auto at = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto from = static_cast<size_t>(at.first - a.begin());
  const size_t begin = from < 120 ? 0 : from - 120;
  return "..." + a.substr(begin, 200) + "... and ..." + b.substr(begin, 200) + "...";
}

void check_rebuild(World& world, Findings& findings) {
  Nobody nobody;
  auto surroundings = world.surroundings();
  const Surroundings quiet{surroundings.disk, surroundings.wire, surroundings.wall, nobody, surroundings.make};
  Room again("records", "records-again", quiet, "rebuilt");
  if (!again.start(1)) return findings.violated("I22", "records cannot be rebuilt");
  for (int i = 0; i < 400; ++i) {
    world.calm_step();
    again.turn();
  }
  const std::string kept = dump(world.room("records").store());
  const std::string rebuilt = dump(again.store());
  if (kept != rebuilt) findings.violated("I22", "records is not what a rebuild gives: " + difference(kept, rebuilt));
}

}  // namespace

void check_at_rest(World& world, Findings& findings, bool rebuild) {
  check_dossiers(world, findings);
  check_requests(world, findings);
  check_cursors(world, findings);
  check_telling(world, findings);
  if (rebuild) check_rebuild(world, findings);
}

}  // namespace giaoban::simulation
