// A second opinion on everything the router has decided: was it allowed, by whom, on what paper, and how fresh was what
// it knew (I8, I10-I14).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "giaoban/v1/dossier.pb.h"
#include "giaoban/v1/kind.pb.h"
#include "tests/simulation/chains.h"
#include "tests/simulation/offices.h"

namespace giaoban::simulation {

// Where one paper stands, kept by the plain words of its events and the kind file; core::evolve has no part in it.
struct Paper {
  uint64_t version = 0;
  std::string kind_digest;
  std::string unit_id;
  v1::Entered at;
  bool pending = false;
  v1::Entered pending_entered;
  v1::Actor pending_actor;
  v1::Verb pending_verb = v1::VERB_UNSPECIFIED;
  int64_t seals_us = 0;
  std::string fields_digest;
  std::set<std::string> authors;   // natural persons, represented ones too
  std::set<std::string> deciders;  // since the last hand-in
  // When it came to stand somewhere else: true time and the generation since.
  std::vector<std::pair<int64_t, uint32_t>> standings;
};

class Law {
 public:
  // `heard_at_most_us`: how old the router's news of the directory may be, in true time.
  Law(const Chains& chains, Findings& findings) : chains_(chains), findings_(findings) {}

  void take_directory(const Chain::Link& link);
  void take_router(const Chain::Link& link, int64_t news_at_most_us);

  const std::map<std::string, Paper>& papers() const { return papers_; }
  const Offices& offices() const { return offices_; }
  // One key and content took effect at these positions, first and last.
  const std::map<std::pair<std::string, std::string>, std::pair<uint64_t, uint64_t>>& batches() const {
    return batches_;
  }

 private:
  void check_request(const v1::LogRecord& record);
  void check_authority(const v1::LogRecord& record, const Paper& paper, const Chain::Link& link,
                       int64_t news_at_most_us);
  void check_way(const v1::LogRecord& record, const Paper& paper);
  void check_eyes(const v1::LogRecord& record, const Paper& paper);
  void check_paper(const v1::LogRecord& record, const Paper& paper);
  void apply(const v1::DossierEvent& event, Paper& paper, int64_t true_us);
  void say(std::string_view invariant, const v1::LogRecord& record, const std::string& what);

  const Chains& chains_;
  Findings& findings_;
  Offices offices_;
  std::map<std::string, v1::Kind> kinds_;  // by digest
  std::map<std::string, Paper> papers_;    // by dossier id
  std::map<std::pair<std::string, std::string>, std::pair<uint64_t, uint64_t>> batches_;
};

// The verb behind an event; VERB_UNSPECIFIED when it is none of a person's way.
v1::Verb verb_of(const v1::DossierEvent& event);
// Whether it is a decision on somebody else's paper.
bool decides(const v1::DossierEvent& event);

}  // namespace giaoban::simulation
