// Walks every way that a paper can take under one tree: who is asked, what is left out, how often a move was taken.
#include "workflows/core/walk.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

constexpr size_t kMaxNodes = 20'000;
// A greater bound proves nothing that no bound would not; the check refuses it elsewhere.
constexpr unsigned kMaxBound = 20;

int index_of(const Profile& profile, v1::Level level) {
  const auto at = std::find(profile.levels.begin(), profile.levels.end(), level);
  return at == profile.levels.end() ? -1 : static_cast<int>(at - profile.levels.begin());
}

v1::Level mapped(const Profile& profile, v1::Level level) {
  const auto at = std::find_if(profile.levels.begin(), profile.levels.end(), [&](v1::Level l) { return l >= level; });
  return at == profile.levels.end() ? v1::LEVEL_UNSPECIFIED : *at;
}

// The move that stands for a state left out.
int passing_move(const v1::State& state) {
  for (const v1::Verb verb : {v1::VERB_APPROVE, v1::VERB_FORWARD}) {
    for (int i = 0; i < state.moves_size(); ++i) {
      if (state.moves(i).verb() == verb) return i;
    }
  }
  return -1;
}

}  // namespace

std::vector<Origin> origins(const v1::Kind& kind) {
  std::vector<Origin> all;
  for (const Profile& profile : profiles()) {
    std::set<v1::Level> levels;
    for (const v1::Asked& office : kind.may_open()) {
      const v1::Level level = mapped(profile, office.level());
      if (level != v1::LEVEL_UNSPECIFIED) levels.insert(level);
    }
    if (levels.empty()) levels.insert(profile.levels.front());
    for (const v1::Level level : levels) all.push_back({&profile, level});
  }
  return all;
}

v1::Level asked_level(const Origin& origin, v1::Level level) {
  return mapped(*origin.profile, std::max(level, origin.level));
}

Walk::Walk(const v1::Kind& kind, const Origin& origin) : kind_(kind), origin_(origin) {
  const v1::Way& way = kind.way();
  for (int s = 0; s < way.states_size(); ++s) {
    states_.emplace(way.states(s).name(), s);
    for (int m = 0; m < way.states(s).moves_size(); ++m) {
      const unsigned bound = way.states(s).moves(m).at_most();
      if (bound > 0 && bound <= kMaxBound) bounded_.emplace(std::pair(s, m), bounded_.size());
    }
  }
  const auto first = states_.find(way.first());
  if (first == states_.end()) return;
  Node begin;
  begin.state = first->second;
  begin.taken.resize(bounded_.size());
  add_node(std::move(begin));
  for (size_t node = 0; node < nodes_.size() && complete_; ++node) leave(static_cast<int>(node));
}

void Walk::leave(int node) {
  const v1::State& state = kind_.way().states(nodes_[static_cast<size_t>(node)].state);
  for (int m = 0; m < state.moves_size(); ++m) {
    if (!state.moves(m).to().empty()) follow(node, state.moves(m).verb(), m, state.moves(m).to());
  }
  if (state.has_expiry()) follow(node, v1::VERB_EXPIRE, -1, state.expiry().to());
}

void Walk::follow(int node, v1::Verb verb, int move, const std::string& to) {
  const Node from = nodes_[static_cast<size_t>(node)];
  Node next{.state = 0, .asked = from.asked, .taken = from.taken, .came_by = static_cast<int>(edges_.size())};
  if (const auto bound = bounded_.find({from.state, move}); bound != bounded_.end()) {
    if (from.taken[bound->second] >= kind_.way().states(from.state).moves(move).at_most()) return;
    ++next.taken[bound->second];
  }
  if (verb == v1::VERB_SUBMIT) next.asked = 0;
  Edge edge{.from = node, .to = 0, .verb = verb, .move = move, .skipped = {}};
  std::string target = to;
  while (true) {
    const auto found = states_.find(target);
    if (found == states_.end()) return;
    next.state = found->second;
    const v1::State& state = kind_.way().states(next.state);
    if (!state.has_asked()) break;
    const int level = index_of(*origin_.profile, asked_level(origin_, state.asked().level()));
    const unsigned bit = level < 0 ? 0U : 1U << static_cast<unsigned>(level);
    if ((next.asked & bit) == 0) {
      next.asked |= bit;
      break;
    }
    if (std::find(edge.skipped.begin(), edge.skipped.end(), next.state) != edge.skipped.end()) {
      circles_.emplace(next.state, way_to(node) + describe(edge) + state.name());
      return;
    }
    edge.skipped.push_back(next.state);
    const int pass = passing_move(state);
    if (pass < 0) return;
    target = state.moves(pass).to();
  }
  edge.to = add_node(std::move(next));
  if (edge.to >= 0) edges_.push_back(std::move(edge));
}

int Walk::add_node(Node node) {
  const auto [at, is_new] =
      known_.emplace(std::tuple(node.state, node.asked, node.taken), static_cast<int>(nodes_.size()));
  if (!is_new) return at->second;
  if (nodes_.size() >= kMaxNodes) {
    known_.erase(at);
    complete_ = false;
    return -1;
  }
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

int Walk::nearest(int state) const {
  const auto at = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& n) { return n.state == state; });
  return at == nodes_.end() ? -1 : static_cast<int>(at - nodes_.begin());
}

std::string Walk::describe(const Edge& edge) const {
  std::string text = " -" + name_of(edge.verb) + "-> ";
  for (const int s : edge.skipped) {
    const v1::State& state = kind_.way().states(s);
    const int pass = passing_move(state);
    text += "(" + state.name() + ") -" + (pass < 0 ? "?" : name_of(state.moves(pass).verb())) + "-> ";
  }
  return text;
}

std::string Walk::way_to(int node) const {
  if (node < 0) return {};
  const Node& here = nodes_[static_cast<size_t>(node)];
  std::string text = kind_.way().states(here.state).name();
  for (int by = here.came_by; by >= 0;) {
    const Edge& edge = edges_[static_cast<size_t>(by)];
    const Node& from = nodes_[static_cast<size_t>(edge.from)];
    text.insert(0, kind_.way().states(from.state).name() + describe(edge));
    by = from.came_by;
  }
  return text;
}

std::vector<bool> Walk::reaches_end() const {
  std::vector<std::vector<int>> back(nodes_.size());
  for (const Edge& edge : edges_) back[static_cast<size_t>(edge.to)].push_back(edge.from);
  std::vector<bool> reaches(nodes_.size(), false);
  std::vector<int> open;
  const auto mark = [&](int node) {
    if (reaches[static_cast<size_t>(node)]) return;
    reaches[static_cast<size_t>(node)] = true;
    open.push_back(node);
  };
  for (size_t n = 0; n < nodes_.size(); ++n) {
    if (kind_.way().states(nodes_[n].state).end()) mark(static_cast<int>(n));
  }
  while (!open.empty()) {
    const int node = open.back();
    open.pop_back();
    for (const int from : back[static_cast<size_t>(node)]) mark(from);
  }
  return reaches;
}

}  // namespace giaoban::core
