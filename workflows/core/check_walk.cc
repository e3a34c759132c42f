// Checks all states of a way together, under every tree: reached, left again, decided by somebody else, not for ever.
#include <algorithm>
#include <set>

#include "workflows/core/check_parts.h"
#include "workflows/core/verb_rule.h"
#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

Said under(const Origin& origin) {
  const v1::Label level = label_of(origin.level);
  return {" (cây " + origin.profile->name + ", mở ở " + level.vi() + ")",
          " (tree " + origin.profile->name + ", opened at " + level.en() + ")"};
}

// The shortest way to the state that takes longest to reach: shows how far papers get.
std::string farthest_way(const v1::Kind& kind, const Walk& walk) {
  int last = -1;
  for (int s = 0; s < kind.way().states_size(); ++s) last = std::max(last, walk.nearest(s));
  return walk.way_to(last);
}

// Reached by some walk; otherwise whether some walk passed it by because its unit had been asked.
void check_reached(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings) {
  for (int s = 0; s < kind.way().states_size(); ++s) {
    if (std::any_of(walks.begin(), walks.end(), [&](const Walk& w) { return w.nearest(s) >= 0; })) continue;
    std::string skipped;
    std::string farthest;
    for (const Walk& walk : walks) {
      if (farthest.empty()) farthest = farthest_way(kind, walk);
      for (const Edge& edge : walk.edges()) {
        if (!skipped.empty() || std::count(edge.skipped.begin(), edge.skipped.end(), s) == 0) continue;
        skipped = walk.way_to(edge.from) + walk.describe(edge) +
                  kind.way().states(walk.nodes()[static_cast<size_t>(edge.to)].state).name();
      }
    }
    const std::string& name = kind.way().states(s).name();
    if (!skipped.empty()) {
      findings.add(state_path(s) + ".name",
                   {"Trạng thái \"" + name + "\" luôn bị bỏ qua: cấp đó đã được hỏi trước trên mọi đường đi.",
                    "The state \"" + name + "\" is always left out: its unit has been asked before on every way."},
                   skipped);
    } else {
      findings.add(
          state_path(s) + ".name",
          {"Không đường nào tới được trạng thái \"" + name + "\".", "No way leads to the state \"" + name + "\"."},
          farthest);
    }
  }
}

void check_ends(const v1::Kind& kind, const Walk& walk, std::set<int>& told, Findings& findings) {
  const std::vector<bool> reaches = walk.reaches_end();
  for (size_t n = 0; n < walk.nodes().size(); ++n) {
    const int state = walk.nodes()[n].state;
    if (reaches[n] || !told.insert(state).second) continue;
    const std::string& name = kind.way().states(state).name();
    findings.add(state_path(state) + ".name",
                 {"Từ \"" + name + "\" hồ sơ không bao giờ tới được kết thúc" + under(walk.origin()).vi + ".",
                  "From \"" + name + "\" a paper can never reach an end" + under(walk.origin()).en + "."},
                 walk.way_to(static_cast<int>(n)));
  }
}

void check_circles(const v1::Kind& kind, const Walk& walk, Findings& findings) {
  for (const auto& [state, way] : walk.circles()) {
    findings.add(state_path(state) + ".name",
                 {"Hồ sơ bị chuyển vòng mãi mà không hỏi ai, vì các cấp ở đây đã được hỏi cả: \"" +
                      kind.way().states(state).name() + "\".",
                  "A paper is passed round for ever without asking anybody, as all units here have been asked: \"" +
                      kind.way().states(state).name() + "\"."},
                 way);
  }
}

// Whoever may open the paper holds the only office that is asked: in an office of one person nobody else can decide.
void check_four_eyes(const v1::Kind& kind, const Walk& walk, Findings& findings) {
  for (int s = 0; s < kind.way().states_size(); ++s) {
    const v1::State& state = kind.way().states(s);
    const int node = walk.nearest(s);
    if (node < 0 || !state.has_asked() || asked_level(walk.origin(), state.asked().level()) != walk.origin().level)
      continue;
    const bool same_office = std::any_of(kind.may_open().begin(), kind.may_open().end(), [&](const v1::Asked& office) {
      return office.role() == state.asked().role() &&
             asked_level({walk.origin().profile, office.level()}, office.level()) == walk.origin().level;
    });
    const bool four_eyes = std::any_of(state.moves().begin(), state.moves().end(), [](const v1::Move& move) {
      return is_decision(move.verb()) && (!move.has_four_eyes() || move.four_eyes());
    });
    if (!same_office || !four_eyes) continue;
    findings.add(state_path(s) + ".asked",
                 {"Nơi được hỏi chính là chức vụ lập hồ sơ: không ai khác quyết định được (four_eyes)" +
                      under(walk.origin()).vi + ". Hãy hỏi chức vụ khác hoặc cấp cao hơn.",
                  "The office asked is the office that wrote the paper: nobody else can decide (four_eyes)" +
                      under(walk.origin()).en + ". Ask another office or a higher level."},
                 walk.way_to(node));
  }
}

bool has_clock(const v1::State& state) {
  return state.author() && (state.has_due() || state.has_expiry());
}

// Steps without a bound, out of states without a clock: a paper that only takes these can turn for ever.
class Turning {
 public:
  Turning(const v1::Kind& kind, const std::vector<Walk>& walks) : kind_(kind) {
    for (const Walk& walk : walks) {
      for (const Edge& edge : walk.edges()) {
        const int from = walk.nodes()[static_cast<size_t>(edge.from)].state;
        const v1::State& state = kind.way().states(from);
        const bool bounded = edge.move >= 0 && state.moves(edge.move).at_most() > 0;
        if (bounded || has_clock(state) || edge.verb == v1::VERB_REOPEN) continue;
        steps_.insert({from, walk.nodes()[static_cast<size_t>(edge.to)].state, edge.verb});
      }
    }
  }

  // " -send_back-> returned -submit-> review", back to `from`; empty when the paper cannot come back.
  std::string round(int from, v1::Verb verb) const {
    for (const auto& step : steps_) {
      if (step.from != from || step.verb != verb) continue;
      std::set<int> seen;
      std::string text = arrow(step);
      if (comes_back(step.to, from, seen, text)) return text;
    }
    return {};
  }

 private:
  struct Step {
    int from;
    int to;
    v1::Verb verb;
    auto operator<=>(const Step&) const = default;
  };

  std::string arrow(const Step& step) const {
    return " -" + name_of(step.verb) + "-> " + kind_.way().states(step.to).name();
  }

  // Depth first; at most 100 states deep, which the check has seen to.
  bool comes_back(int at, int goal, std::set<int>& seen, std::string& text) const {
    if (at == goal) return true;
    if (!seen.insert(at).second) return false;
    for (const Step& step : steps_) {
      if (step.from != at) continue;
      const size_t length = text.size();
      text += arrow(step);
      if (comes_back(step.to, goal, seen, text)) return true;
      text.resize(length);
    }
    return false;
  }

  const v1::Kind& kind_;
  std::set<Step> steps_;
};

void check_loops(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings) {
  const Turning turning(kind, walks);
  for (int s = 0; s < kind.way().states_size(); ++s) {
    const v1::State& state = kind.way().states(s);
    for (int m = 0; m < state.moves_size(); ++m) {
      if (state.moves(m).verb() != v1::VERB_SEND_BACK) continue;
      const std::string round = turning.round(s, v1::VERB_SEND_BACK);
      if (round.empty()) continue;
      findings.add(
          state_path(s) + ".moves[" + std::to_string(m) + "].verb",
          {"Vòng trả lại này có thể kéo dài mãi: hãy giới hạn (at_most) hoặc đặt hạn (due) ở trạng thái của người lập.",
           "This return loop can go on for ever: bound it (at_most) or give the author's state a due time."},
          way_to(walks, s) + round);
    }
  }
}

}  // namespace

void check_walks(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings) {
  if (walks.front().nodes().empty()) return;  // no first state: said already
  if (!std::all_of(walks.begin(), walks.end(), [](const Walk& walk) { return walk.complete(); })) {
    findings.add("way",
                 {"Các giới hạn at_most lớn quá, không chứng minh được là hồ sơ luôn có lối ra. Hãy dùng số nhỏ hơn.",
                  "The bounds (at_most) are too large to prove that a paper always gets out. Use smaller ones."});
    return;
  }
  check_reached(kind, walks, findings);
  std::set<int> told;
  for (const Walk& walk : walks) {
    check_ends(kind, walk, told, findings);
    check_circles(kind, walk, findings);
    check_four_eyes(kind, walk, findings);
  }
  check_loops(kind, walks, findings);
}

}  // namespace giaoban::core
