// Exempt and LiftExemption: a committee above frees a unit from what it owes, on a basis, and takes that back.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "giaoban/v1/obligation.pb.h"
#include "services/reminder/duties.h"

namespace giaoban::reminder {

// Keeps references, which must outlive it.
//
// An operator may, and whoever serves, by their own term or as a stand-in, as clerk, secretary, deputy secretary or
// administrator in a unit above the one that owes. Nobody frees their own unit: whoever holds any office in it, or acts
// for somebody who does, is refused, whatever office they hold above. An obligation that the caller may not see is not
// there. Nothing is decided by a person on offices that were last heard of more than five seconds ago.
class Exempting {
 public:
  Exempting(const core::Directory& directory, const Duties& duties) : directory_(directory), duties_(duties) {}

  // Once exempt, the same basis again changes nothing, whoever gives it; another one is refused until the first is
  // lifted. What was handed in is refused.
  std::variant<v1::ExemptResponse, v1::Refusal> exempt(const v1::ExemptRequest& request, const runtime::Call& call,
                                                       runtime::Work& work, Tally& tally) const;
  // What is not exempt stays as it is.
  std::variant<v1::LiftExemptionResponse, v1::Refusal> lift(const v1::LiftExemptionRequest& request,
                                                            const runtime::Call& call, runtime::Work& work,
                                                            Tally& tally) const;

 private:
  // An obligation, and who asks; the person is empty for an operator.
  struct Asked {
    ObligationRow row;
    std::string person_id;
  };
  std::variant<Asked, v1::Refusal> asked(const std::string& obligation_id, const runtime::Call& call,
                                         runtime::Work& work) const;
  std::optional<v1::Refusal> check_right(const std::string& person_id, const std::string& unit_id,
                                         int64_t now_us) const;

  const core::Directory& directory_;
  const Duties& duties_;
};

// One answer for an obligation that is not there and for one that is not theirs to see.
v1::Refusal no_such_obligation(const std::string& obligation_id);

}  // namespace giaoban::reminder
