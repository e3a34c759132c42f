// Who held what, judged anew from the directory's log at a named position: the second opinion on authority (I10).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/event.pb.h"

namespace giaoban::simulation {

// A fold that keeps every version, written apart from core::Directory on purpose.
class Offices {
 public:
  // Applies the record at the next position; `said_us` is the record's time.
  void take(const v1::DirectoryEvent& event, uint64_t position, int64_t said_us);

  // Why the actor had no right to act in that office at that time as known at that position; empty when they had it.
  std::string no_right(const v1::Actor& actor, int64_t at_us, uint64_t position) const;
  // The unit itself, or above it.
  bool within(const std::string& unit_id, const std::string& above) const;
  std::string email_of(const std::string& person_id) const;
  // Ids of offices that run at the last position, and of delegations.
  std::vector<std::string> running_offices(int64_t at_us) const;
  std::vector<std::string> running_delegations(int64_t at_us) const;
  const v1::Office* office(const std::string& id) const;

 private:
  // What is valid from a position on. A term that was ended counts as over from the moment of the record, whatever the
  // clock of whoever judges says.
  struct Until {
    uint64_t position;
    int64_t until_us;
    bool ended;
  };
  struct Lent {
    v1::Delegation delegation;
    std::vector<Until> untils;
  };
  struct Held {
    v1::Office office;
    uint64_t position = 0;
    std::vector<Until> untils;
  };
  static bool runs(int64_t from_us, const std::vector<Until>& untils, int64_t at_us, uint64_t position);

  std::map<std::string, Held> offices_;
  std::map<std::string, Lent> delegations_;
  std::map<std::string, std::string> parents_;
  std::map<std::string, std::string> emails_;
};

}  // namespace giaoban::simulation
