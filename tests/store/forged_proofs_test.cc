// Ten thousand forged proofs from seeded mutations, of bytes, of fields and of meaning: none is accepted.
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "services/store/base64.h"
#include "services/store/proof.h"
#include "tests/store/signed_log.h"

namespace giaoban::store {
namespace {

constexpr size_t kForgeries = 10'000;

// Two forks of one log, another log, and what an attacker could take from them.
class AForger : public testing::Test {
 protected:
  using Random = std::mt19937_64;

  Folder folder;
  SignedLog log{folder.path("a.db"), folder.path("a.jsonl")};
  SignedLog fork{folder.path("b.db"), folder.path("b.jsonl")};
  SignedLog other{folder.path("c.db"), folder.path("c.jsonl"), "log-2"};
  const std::string& key = log.key.public_key;
  std::vector<v1::LogProof> good;    // of `log`
  std::vector<v1::LogProof> others;  // of the fork behind where it parts, and of the other log

  void SetUp() override {
    google::protobuf::SetLogHandler(nullptr);  // it would tell of every forgery that is not UTF-8
    log.grow(3, 8);
    fork.write(8);
    fork.checkpoint();
    fork.grow(2, 8, "-fork");
    other.grow(3, 8, "-other");
    for (uint64_t position = 1; position <= 24; ++position) {
      good.push_back(std::get<v1::LogProof>(make_proof(*log.store, position, key)));
      others.push_back(std::get<v1::LogProof>(make_proof(*other.store, position, key)));
      if (position > 8) others.push_back(std::get<v1::LogProof>(make_proof(*fork.store, position, key)));
    }
  }

  static size_t below(Random& random, size_t bound) { return random() % bound; }
  template <class T>
  static const T& any(Random& random, const std::vector<T>& of) {
    return of[below(random, of.size())];
  }
  const v1::LogProof& anyone(Random& random) { return any(random, random() % 2 == 0 ? good : others); }

  // One of many small changes to bytes.
  static void damage(Random& random, std::string& bytes) {
    const size_t at = bytes.empty() ? 0 : below(random, bytes.size());
    switch (below(random, 6)) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(random, 8)));
        break;
      case 1:
        bytes.insert(at, 1, static_cast<char>(random()));
        break;
      case 2:
        if (!bytes.empty()) bytes.erase(at, 1);
        break;
      case 3:
        bytes.resize(at);
        break;
      case 4:
        bytes.append(at + 1, '\0');
        break;
      default:
        bytes.clear();
    }
  }

  // Bytes of one field.
  static void field(Random& random, v1::LogProof& proof) {
    std::string* const fields[] = {proof.mutable_record(), proof.mutable_previous(),
                                   proof.mutable_checkpoint()->mutable_checkpoint(),
                                   proof.mutable_checkpoint()->mutable_signature(),
                                   proof.leaves_size() == 0 ? proof.add_leaves() : proof.mutable_leaves(0)};
    damage(random, *fields[below(random, std::size(fields))]);
  }

  // The list of leaves.
  static void leaves(Random& random, v1::LogProof& proof) {
    auto& all = *proof.mutable_leaves();
    const int at = all.empty() ? 0 : static_cast<int>(below(random, static_cast<size_t>(all.size())));
    switch (below(random, 5)) {
      case 0:
        *all.Add() = all.empty() ? std::string(32, 'x') : all[at];
        break;
      case 1:
        if (!all.empty()) all.DeleteSubrange(at, 1);
        break;
      case 2:
        if (all.size() > 1) all.SwapElements(at, (at + 1) % all.size());
        break;
      case 3:
        if (all.size() > 1) all[at] = all[(at + 1) % all.size()];
        break;
      default:
        if (!all.empty()) all[at] = std::string(32, '\0');
    }
  }

  // What a record says, spelled as a record is.
  static void statement(Random& random, v1::LogProof& proof) {
    v1::LogRecord record;
    record.ParseFromString(proof.record());
    auto& event = *record.mutable_dossier();
    switch (below(random, 9)) {
      case 0:
        event.mutable_actor()->set_person_id("p" + std::to_string(3 + below(random, 1000)));
        break;
      case 1:
        event.mutable_actor()->set_office_id("24.01.002.clerk.p" + std::to_string(below(random, 1000)));
        break;
      case 2:
        event.set_dossier_id(event.dossier_id().substr(0, 34) + std::to_string(10 + below(random, 90)) + "-");
        break;
      case 3:
        event.set_version(event.version() + 1 + below(random, 100));
        break;
      case 4:
        record.set_at_us(record.at_us() + 1 + static_cast<int64_t>(below(random, 1'000'000)));
        break;
      case 5:
        record.set_position(record.position() + 1 + below(random, 5));
        break;
      case 6:
        event.mutable_rejected();
        break;
      case 7:
        damage(random, *event.mutable_approved()->mutable_paper()->mutable_digest());
        break;
      default:
        event.mutable_approved()->set_seals_us(static_cast<int64_t>(1 + below(random, 1000)));
    }
    proof.set_record(record.SerializeAsString());
  }

  // What a checkpoint says, with its old signature or with that of somebody else.
  static void checkpoint(Random& random, v1::LogProof& proof) {
    auto said = *read_checkpoint(proof.checkpoint());
    switch (below(random, 6)) {
      case 0:
        said.set_log_id("log-" + std::to_string(2 + below(random, 1000)));
        break;
      case 1:
        said.set_position(said.position() + 1 + below(random, 8));
        break;
      case 2:
        said.set_signed_us(said.signed_us() - 1 - static_cast<int64_t>(below(random, 1'000'000)));
        break;
      case 3:
        said.set_service(random() % 2 == 0 ? "directory" : "reminder");
        break;
      case 4:
        said.set_generation(said.generation() + 1 + static_cast<uint32_t>(below(random, 9)));
        break;
      default:
        damage(random, *said.mutable_hash());
    }
    if (random() % 2 == 0) {
      *proof.mutable_checkpoint() = sign_checkpoint(said, test_key(static_cast<char>('b' + below(random, 20))));
    } else {
      proof.mutable_checkpoint()->set_checkpoint(said.SerializeAsString());
    }
  }

  // Parts of other proofs, each of them good where it belongs.
  void part(Random& random, v1::LogProof& proof) {
    const auto& from = anyone(random);
    switch (below(random, 5)) {
      case 0:
        proof.set_record(from.record());
        break;
      case 1:
        proof.set_previous(from.previous());
        break;
      case 2:
        *proof.mutable_leaves() = from.leaves();
        break;
      case 3:
        *proof.mutable_checkpoint() = from.checkpoint();
        break;
      default:
        proof.mutable_checkpoint()->set_signature(from.checkpoint().signature());
    }
  }

  // A whole new proof around any record, right in everything but the key.
  static void own_key(Random& random, v1::LogProof& proof) {
    statement(random, proof);
    proof.clear_leaves();
    v1::LogRecord record;
    record.ParseFromString(proof.record());
    auto said = *read_checkpoint(proof.checkpoint());
    said.set_position(record.position());
    said.set_hash(link(proof.previous(), proof.record()));
    *proof.mutable_checkpoint() = sign_checkpoint(said, test_key(static_cast<char>('b' + below(random, 20))));
  }

  // The text of the file.
  static std::string text(Random& random, const v1::LogProof& proof) {
    std::string file = proof_file(proof);
    const size_t at = below(random, file.size());
    const size_t end = file.find('\n', at);
    switch (below(random, 5)) {
      case 0:
        damage(random, file);
        break;
      case 1:
        file[at] = static_cast<char>(' ' + below(random, 95));
        break;
      case 2:  // a line twice
        if (end != std::string::npos) file.insert(at, file.substr(file.rfind('\n', at) + 1, end - at));
        break;
      case 3:  // another field
        file.insert(1, "\n\"note\":\"" + std::to_string(random()) + "\",");
        break;
      default:  // a second value of a field that is there
        file.insert(1, "\n\"record\":\"" + to_base64(std::to_string(random())) + "\",");
    }
    return file;
  }

  // What any reader of JSON would make of it: what counts is whether that changed.
  static std::string meaning(const std::string& file) {
    v1::LogProof read;
    if (!google::protobuf::util::JsonStringToMessage(file, &read).ok()) return "none";
    return read.SerializeAsString();
  }

  std::pair<std::string, std::string> forge(Random& random, const v1::LogProof& original) {
    auto proof = original;
    switch (below(random, 7)) {
      case 0:
        return {"text", text(random, proof)};
      case 1:
        field(random, proof);
        return {"field", proof_file(proof)};
      case 2:
        leaves(random, proof);
        return {"leaves", proof_file(proof)};
      case 3:
        statement(random, proof);
        return {"statement", proof_file(proof)};
      case 4:
        checkpoint(random, proof);
        return {"checkpoint", proof_file(proof)};
      case 5:
        part(random, proof);
        return {"part of another proof", proof_file(proof)};
      default:
        own_key(random, proof);
        return {"another key", proof_file(proof)};
    }
  }
};

TEST_F(AForger, IsNeverBelieved) {
  Random random(20261122);
  std::map<std::string, size_t> tried;
  std::map<ProofFault, size_t> refused;
  size_t same = 0;
  for (size_t forgeries = 0; forgeries < kForgeries;) {
    const auto& original = any(random, good);
    const auto [kind, forged] = forge(random, original);
    const auto proven = verify_proof(forged, key);
    if (meaning(forged) == original.SerializeAsString()) {
      ++same;  // nothing was forged; what it is read as must be the original all the same
      if (proven.index() == 0) {
        EXPECT_EQ(forged, proof_file(original));
      }
      continue;
    }
    ASSERT_EQ(proven.index(), 1u) << "accepted: " << kind << "\n" << forged;
    ++refused[std::get<ProofFault>(proven)];
    ++tried[kind];
    ++forgeries;
  }
  EXPECT_EQ(tried.size(), 7u);
  for (const auto& [kind, count] : tried) {
    EXPECT_GT(count, kForgeries / 20) << kind;
    RecordProperty(kind, static_cast<int>(count));
  }
  EXPECT_EQ(refused.size(), 8u) << "each rule refused some of them";
  EXPECT_LT(same, kForgeries / 2);
}

// The control: what the forger begins with is good, under this key and no other.
TEST_F(AForger, BeginsWithGoodProofs) {
  for (const auto* proofs : {&good, &others}) {
    for (const auto& proof : *proofs) {
      EXPECT_EQ(verify_proof(proof_file(proof), key).index(), 0u);
      EXPECT_EQ(verify_proof(proof_file(proof), test_key('b').public_key).index(), 1u);
    }
  }
}

// The fork and the log are the same up to record 8: a proof from there is the same proof, and no forgery.
TEST_F(AForger, GainsNothingFromWhatTwoForksShare) {
  const auto shared = std::get<v1::LogProof>(make_proof(*fork.store, 5, key));
  EXPECT_EQ(shared.SerializeAsString(), good[4].SerializeAsString());
}

// Every checkpoint of the sibling fork under every record of the log behind where they part.
TEST_F(AForger, CannotUseACheckpointOfASiblingFork) {
  size_t tried = 0;
  for (uint64_t position = 9; position <= 24; ++position) {
    for (const auto& from : others) {
      auto proof = good[position - 1];
      *proof.mutable_checkpoint() = from.checkpoint();
      EXPECT_EQ(verify_proof(proof, key).index(), 1u);
      proof.mutable_leaves()->CopyFrom(from.leaves());
      EXPECT_EQ(verify_proof(proof, key).index(), 1u);
      ++tried;
    }
  }
  EXPECT_EQ(tried, 16u * others.size());
}

}  // namespace
}  // namespace giaoban::store
