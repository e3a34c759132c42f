// Who asks the directory, and what they keep: an operator's key everything, an administrator their unit and those
// below.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "services/runtime/service.h"
#include "workflows/core/directory.h"

namespace giaoban::directory {

// Lives for one step; the directory must outlive it. Every answer is of that moment.
class Asker {
 public:
  // UNAUTHENTICATED when a gateway names nobody, or nobody holds the integrator's office.
  static std::variant<Asker, v1::Refusal> of(const runtime::Call& call, const core::Directory& directory,
                                             int64_t now_us);

  // Empty for an operator's key.
  const std::string& person_id() const { return person_id_; }
  bool is_operator() const { return person_id_.empty(); }

  // Keeps units, offices and accounts of this unit.
  bool keeps(std::string_view unit_id) const;
  // The same by an administrator's office of their own, not by one that is lent to them.
  bool keeps_by_own_office(std::string_view unit_id) const;
  // Keeps the account and the name of this person: of every office that they hold, or are lent, now or later, so that
  // nobody comes by the rights of another unit by handing its officer a new password. Of somebody who has left, every
  // office that they held. Somebody who never held any is kept by operators only.
  bool keeps_person(std::string_view person_id) const;

  // NOT_AUTHORISED, and who may instead.
  v1::Refusal not_keeper(std::string_view unit_id) const;
  v1::Refusal not_keeper_of_person(std::string_view person_id) const;
  // Nobody but an operator puts themselves into an office: an administrator who could would decide papers alone.
  std::optional<v1::Refusal> check_appointing(std::string_view person_id) const;
  // "Lê Thị Ba (Đảng bộ xã)": the administrators of the unit or, when it has none, of the nearest one above that has;
  // the operator otherwise.
  std::pair<std::string, std::string> who_keeps(std::string_view unit_id) const;

 private:
  Asker(std::string person_id, const core::Directory& directory, int64_t now_us)
      : person_id_(std::move(person_id)), directory_(&directory), now_us_(now_us) {}

  std::string person_id_;
  const core::Directory* directory_;
  int64_t now_us_;
};

}  // namespace giaoban::directory
