// A district with every kind of actor in it, and fresh things for them to act on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/house/district.h"

namespace giaoban::test {

// One column of the matrix.
struct Actor {
  std::string name;
  As as;
};

// Two communes under one district: p.d.c with the cell p.d.c.1, whose papers are "ours", and p.d.e with the cell
// p.d.e.1, whose papers are "theirs". Everything is at rest between two calls; all waits are on a clock that is turned
// by hand.
class Scene {
 public:
  Scene();

  // nobody    a gateway's key without a person          auditor   of the district
  // stranger  secretary of p.d.e.1                      admin     administrator of the district
  // author    secretary of p.d.c.1                      operator  an operator's key
  // deputy    deputy secretary of p.d.c.1               service   a service's key, of the notifier
  // clerk     of p.d.c: papers of p.d.c.1 wait here     records   the service's key that may read texts
  // superior  clerk of the district                     program   an integrator's key bound to the author's office
  // lent      holds the clerk's office by delegation    lapsed    held it until an hour ago
  const std::vector<Actor>& actors() const { return actors_; }

  // The text of a request with every $word replaced: see scene.cc for the words. What they name is made anew each time.
  std::string fill(const std::string& text);

  District district;

 private:
  std::string word(const std::string& name);
  std::string paper(bool ours, const std::string& stage);
  void put_file(const std::string& dossier_id, const std::string& author);
  std::string delegate(const std::string& to, int64_t until_us);
  std::string office(const std::string& unit, v1::Role role);
  std::string victim(const std::string& unit);

  std::vector<Actor> actors_;
  uint64_t version_ = 0;  // of the last paper that was made
  int made_ = 0;
};

}  // namespace giaoban::test
