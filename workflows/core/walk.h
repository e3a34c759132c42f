// Walks every way that a paper can take under one tree: who is asked, what is left out, how often a move was taken.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "workflows/core/check.h"

namespace giaoban::core {

// Where a paper begins: a tree, and the level of the unit whose paper it is.
struct Origin {
  const Profile* profile = nullptr;
  v1::Level level = v1::LEVEL_UNSPECIFIED;
};

// Every origin that the kind allows, each once; the lowest unit of each tree when the kind does not say.
std::vector<Origin> origins(const v1::Kind& kind);

// The level that an office asked at `level` has for a paper of `origin`: never below the origin's own, a level that the
// tree does not have is the next one up. LEVEL_UNSPECIFIED when there is none.
v1::Level asked_level(const Origin& origin, v1::Level level);

// One move that can happen. `move` is its index in the state, -1 for the expiry.
struct Edge {
  int from = 0;  // nodes
  int to = 0;
  v1::Verb verb = v1::VERB_UNSPECIFIED;
  int move = -1;
  std::vector<int> skipped;  // states left out because their unit was asked already
};

// A state together with what matters of the past: levels asked since the last hand-in, bounded moves taken.
struct Node {
  int state = 0;
  unsigned asked = 0;           // bit i: profile.levels[i]
  std::vector<unsigned> taken;  // per bounded move
  int came_by = -1;             // edge of a shortest way from the first state; -1 at the first
};

// All nodes and edges from one origin. The kind must outlive it. Tolerant: a move to a state that does not exist is no
// edge. Bounded: at most 20,000 nodes; `complete` tells whether they sufficed.
class Walk {
 public:
  Walk(const v1::Kind& kind, const Origin& origin);

  const Origin& origin() const { return origin_; }
  const std::vector<Node>& nodes() const { return nodes_; }
  const std::vector<Edge>& edges() const { return edges_; }
  bool complete() const { return complete_; }
  // States at which the paper would be passed on for ever without anybody being asked, with the way there.
  const std::map<int, std::string>& circles() const { return circles_; }
  // Nearest node of a state; -1 when there is none.
  int nearest(int state) const;
  // "draft -submit-> with_commune -approve-> (with_district) -approve-> approved"; states left out are in brackets.
  std::string way_to(int node) const;
  std::string describe(const Edge& edge) const;
  // Per node, whether an end can be reached from it.
  std::vector<bool> reaches_end() const;

 private:
  void leave(int node);
  void follow(int node, v1::Verb verb, int move, const std::string& to);
  int add_node(Node node);

  const v1::Kind& kind_;
  Origin origin_;
  std::map<std::string, int, std::less<>> states_;
  std::map<std::pair<int, int>, size_t> bounded_;  // (state, move) -> index in Node::taken
  std::map<std::tuple<int, unsigned, std::vector<unsigned>>, int> known_;
  std::vector<Node> nodes_;
  std::vector<Edge> edges_;
  std::map<int, std::string> circles_;
  bool complete_ = true;
};

}  // namespace giaoban::core
