// Which verb may stand where in a way, and whether it moves the paper.
#include "workflows/core/verb_rule.h"

namespace giaoban::core {

Stand stand_of(const v1::State& state) {
  if (state.author()) return Stand::kAuthor;
  if (state.has_asked()) return Stand::kAsked;
  return state.end() ? Stand::kEnd : Stand::kNobody;
}

bool VerbRule::allows(Stand stand) const {
  return (stand == Stand::kAuthor && by_author) || (stand == Stand::kAsked && by_asked) ||
         (stand == Stand::kEnd && at_end);
}

std::optional<VerbRule> rule_of(v1::Verb verb) {
  switch (verb) {
    case v1::VERB_SAVE:
    case v1::VERB_ATTACH:
      return VerbRule{.by_author = true};
    case v1::VERB_SUBMIT:
      return VerbRule{.moves = true, .by_author = true};
    case v1::VERB_WITHDRAW:
      return VerbRule{.moves = true, .by_author = true, .by_asked = true};
    case v1::VERB_RECEIVE:
    case v1::VERB_CLAIM:
    case v1::VERB_RELEASE:
      return VerbRule{.by_asked = true};
    case v1::VERB_APPROVE:
    case v1::VERB_SEND_BACK:
    case v1::VERB_REJECT:
    case v1::VERB_FORWARD:
      return VerbRule{.moves = true, .by_asked = true};
    case v1::VERB_REOPEN:
      return VerbRule{.moves = true, .at_end = true};
    case v1::VERB_COMMENT:
      return VerbRule{.by_author = true, .by_asked = true, .at_end = true};
    default:
      return std::nullopt;
  }
}

bool is_decision(v1::Verb verb) {
  return verb == v1::VERB_APPROVE || verb == v1::VERB_SEND_BACK || verb == v1::VERB_REJECT || verb == v1::VERB_FORWARD;
}

bool leads_back(v1::Verb verb) {
  return verb == v1::VERB_SUBMIT || verb == v1::VERB_SEND_BACK || verb == v1::VERB_WITHDRAW || verb == v1::VERB_REOPEN;
}

}  // namespace giaoban::core
