// Checks each state of a way by itself: who is asked, which verbs are offered, and where they lead.
#include <algorithm>
#include <map>
#include <set>

#include "workflows/core/check_parts.h"
#include "workflows/core/parse_fault.h"
#include "workflows/core/verb_rule.h"
#include "workflows/core/words.h"

namespace giaoban::core {
namespace {

bool offers(const v1::State& state, v1::Verb verb) {
  return std::any_of(state.moves().begin(), state.moves().end(), [&](const v1::Move& m) { return m.verb() == verb; });
}

class WayCheck {
 public:
  WayCheck(const v1::Way& way, const std::vector<Walk>& walks, Findings& findings)
      : way_(way), walks_(walks), findings_(findings) {
    for (const v1::State& state : way.states()) states_.emplace(state.name(), &state);
  }

  void check() {
    check_first();
    std::set<std::string> names;
    for (int s = 0; s < way_.states_size(); ++s) {
      const v1::State& state = way_.states(s);
      const std::string path = state_path(s);
      here_ = way_to(walks_, s);
      findings_.expect_name(path + ".name", state.name(), here_);
      findings_.expect_unique(path + ".name", state.name(), names);
      findings_.expect_label(path + ".label", state.label(), here_);
      check_stand(state, path);
      std::set<int> verbs;
      for (int m = 0; m < state.moves_size(); ++m) {
        check_move(state, state.moves(m), path + ".moves[" + std::to_string(m) + "]", verbs);
      }
      if (state.has_expiry()) check_target(state.expiry().to(), path + ".expiry.to", v1::VERB_EXPIRE);
    }
  }

 private:
  void check_first() {
    const auto first = states_.find(way_.first());
    if (first == states_.end()) {
      findings_.add("way.first", {"Không có trạng thái \"" + way_.first() + "\"." + nearest(way_.first()).vi,
                                  "There is no state \"" + way_.first() + "\"." + nearest(way_.first()).en});
    } else if (stand_of(*first->second) != Stand::kAuthor) {
      findings_.add("way.first",
                    {"Trạng thái đầu tiên phải là của người lập (author: true).",
                     "The first state must be the author's (author: true)."},
                    way_.first());
    }
  }

  void check_stand(const v1::State& state, const std::string& path) {
    const Stand stand = stand_of(state);
    if (stand == Stand::kNobody || (stand == Stand::kAsked && !is_office(state.asked()))) {
      findings_.add(
          stand == Stand::kNobody ? path : path + ".asked",
          {"Trạng thái \"" + state.name() + "\" không hỏi ai: cần author: true, end: true hoặc asked có role và level.",
           "The state \"" + state.name() +
               "\" asks nobody: it needs author: true, end: true or asked with role and level."},
          here_);
    }
    if (stand == Stand::kAsked && only_looks_on(state.asked())) {
      findings_.add(path + ".asked",
                    {"Quản trị hệ thống và cán bộ kiểm tra không quyết định hồ sơ. Hãy hỏi chức vụ khác.",
                     "Administrators and auditors decide no paper. Ask another office."},
                    here_);
    }
    if (stand == Stand::kAsked && !offers(state, v1::VERB_APPROVE)) {
      findings_.add(path + ".asked",
                    {"Nơi được hỏi phải có bước VERB_APPROVE: không ai nói được lời đồng ý.",
                     "An asked office needs VERB_APPROVE: nobody could ever say yes."},
                    here_);
    }
    if (offers(state, v1::VERB_CLAIM) && !offers(state, v1::VERB_RELEASE)) {
      findings_.add(path + move_of(state, v1::VERB_CLAIM),
                    {"Có VERB_CLAIM mà không có VERB_RELEASE: hồ sơ kẹt lại khi người nhận nghỉ việc.",
                     "VERB_CLAIM without VERB_RELEASE: the paper is stuck when the claimant leaves."},
                    here_);
    }
    if (stand == Stand::kEnd && (state.outcome() == v1::OUTCOME_UNSPECIFIED || !v1::Outcome_IsValid(state.outcome()))) {
      findings_.add(path + ".end", {"Trạng thái kết thúc cần kết quả (outcome).", "An end needs an outcome."}, here_);
    }
    if (stand != Stand::kEnd && state.outcome() != v1::OUTCOME_UNSPECIFIED) {
      findings_.add(path + ".outcome",
                    {"Chỉ trạng thái kết thúc mới có kết quả (outcome).", "Only an end has an outcome."}, here_);
    }
  }

  void check_move(const v1::State& state, const v1::Move& move, const std::string& path, std::set<int>& verbs) {
    const auto rule = rule_of(move.verb());
    if (!rule) {
      findings_.add(path + ".verb",
                    {"Không viết được bước này trong tệp: mở, hết hạn, hoàn tác, chốt do hệ thống tự làm.",
                     "This verb is never written as a move: open, expire, undo and seal come by themselves."},
                    here_);
      return;
    }
    if (!verbs.insert(move.verb()).second) {
      findings_.add(path + ".verb",
                    {"Bước \"" + name_of(move.verb()) + "\" viết hai lần trong một trạng thái.",
                     "The verb \"" + name_of(move.verb()) + "\" stands twice in one state."},
                    here_);
    }
    const Stand stand = stand_of(state);
    if (stand != Stand::kNobody && !rule->allows(stand)) findings_.add(path + ".verb", misplaced(move.verb()), here_);
    if (rule->moves) {
      check_target(move.to(), path + ".to", move.verb());
    } else if (!move.to().empty()) {
      findings_.add(path + ".to",
                    {"Bước \"" + name_of(move.verb()) + "\" không chuyển trạng thái: hãy bỏ \"to\".",
                     "The verb \"" + name_of(move.verb()) + "\" moves nothing: leave out \"to\"."},
                    here_ + arrow(move.verb(), move.to()));
    }
    if (move.has_label()) findings_.expect_label(path + ".label", move.label(), here_);
    if (move.four_eyes() && !is_decision(move.verb())) {
      findings_.add(path + ".four_eyes",
                    {"four_eyes chỉ dùng cho quyết định của nơi được hỏi: người lập không thể là người khác.",
                     "four_eyes is for decisions of an asked office: the author cannot be somebody else."},
                    here_);
    }
    if (move.at_most() > 0 && !leads_back(move.verb())) {
      findings_.add(path + ".at_most",
                    {"at_most chỉ dùng cho bước có thể lặp lại: submit, send_back, withdraw, reopen.",
                     "at_most is for verbs that can come again: submit, send_back, withdraw, reopen."},
                    here_);
    }
    if (move.at_most() > 20) {
      findings_.add(path + ".at_most", {"at_most tối đa là 20.", "at_most is at most 20."}, here_);
    }
  }

  static Said misplaced(v1::Verb verb) {
    const std::string name = name_of(verb);
    if (verb == v1::VERB_REOPEN) {
      return {"\"reopen\" chỉ dùng ở trạng thái kết thúc.", "\"reopen\" stands at an end only."};
    }
    if (verb == v1::VERB_SAVE || verb == v1::VERB_ATTACH || verb == v1::VERB_SUBMIT) {
      return {"\"" + name + "\" chỉ dùng ở trạng thái của người lập (author: true).",
              "\"" + name + "\" stands in the author's states only (author: true)."};
    }
    if (verb == v1::VERB_WITHDRAW) {
      return {"\"withdraw\" không dùng ở trạng thái kết thúc.", "\"withdraw\" does not stand at an end."};
    }
    return {"\"" + name + "\" chỉ dùng ở trạng thái có nơi được hỏi (asked).",
            "\"" + name + "\" stands in states that ask an office only (asked)."};
  }

  // Where a move may lead, beside that the state must exist.
  void check_target(const std::string& to, const std::string& path, v1::Verb verb) {
    const std::string way = here_ + arrow(verb, to.empty() ? "?" : to);
    const auto target = states_.find(to);
    if (target == states_.end()) {
      findings_.add(
          path,
          {"Bước \"" + name_of(verb) + "\" không dẫn tới đâu: không có trạng thái \"" + to + "\"." + nearest(to).vi,
           "The verb \"" + name_of(verb) + "\" leads nowhere: there is no state \"" + to + "\"." + nearest(to).en},
          way);
      return;
    }
    const Stand stand = stand_of(*target->second);
    if (stand == Stand::kNobody) return;
    const bool must_be_author = verb == v1::VERB_SEND_BACK || verb == v1::VERB_REOPEN;
    if (must_be_author && stand != Stand::kAuthor) {
      findings_.add(path,
                    {"\"" + name_of(verb) + "\" phải dẫn về trạng thái của người lập (author: true).",
                     "\"" + name_of(verb) + "\" must lead to a state of the author (author: true)."},
                    way);
    }
    if (verb == v1::VERB_REJECT && stand != Stand::kEnd) {
      findings_.add(path,
                    {"\"reject\" là không duyệt hẳn, phải dẫn tới trạng thái kết thúc (end: true).",
                     "\"reject\" says no for good and must lead to an end (end: true)."},
                    way);
    }
    if (verb == v1::VERB_FORWARD && stand != Stand::kAsked) {
      findings_.add(path,
                    {"\"forward\" phải dẫn tới trạng thái có nơi được hỏi (asked).",
                     "\"forward\" must lead to a state that asks an office (asked)."},
                    way);
    }
    if (verb == v1::VERB_WITHDRAW && stand == Stand::kAsked) {
      findings_.add(path,
                    {"\"withdraw\" phải dẫn về người lập hoặc tới kết thúc, không tới nơi được hỏi.",
                     "\"withdraw\" must lead to the author or to an end, not to an asked office."},
                    way);
    }
  }

  static std::string arrow(v1::Verb verb, const std::string& to) { return " -" + name_of(verb) + "-> " + to; }

  static std::string move_of(const v1::State& state, v1::Verb verb) {
    for (int m = 0; m < state.moves_size(); ++m) {
      if (state.moves(m).verb() == verb) return ".moves[" + std::to_string(m) + "].verb";
    }
    return {};
  }

  Said nearest(const std::string& word) const {
    std::vector<std::string> names;
    for (const auto& [name, state] : states_) names.push_back(name);
    const std::string* best = nearest_word(word, names);
    if (best == nullptr) return {};
    return {" Có phải ý là \"" + *best + "\"?", " Did you mean \"" + *best + "\"?"};
  }

  const v1::Way& way_;
  const std::vector<Walk>& walks_;
  Findings& findings_;
  std::map<std::string, const v1::State*> states_;
  std::string here_;  // way to the state being looked at
};

}  // namespace

void check_states(const v1::Kind& kind, const std::vector<Walk>& walks, Findings& findings) {
  WayCheck(kind.way(), walks, findings).check();
}

}  // namespace giaoban::core
