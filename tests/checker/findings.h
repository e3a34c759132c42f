// What the checker found so far: figures, and the first twenty faults in words.
#pragma once

#include <string>

#include "giaoban/v1/report.pb.h"

namespace giaoban::checker {

// A value. Begins with everything in order.
class Findings {
 public:
  Findings() {
    report_.set_state_equals_fold(true);
    report_.set_log_verified(true);
  }

  void broken_log(const std::string& what) {
    report_.set_log_verified(false);
    say(what);
  }
  void lost(const std::string& what) {
    report_.set_lost(report_.lost() + 1);
    say(what);
  }
  void twice(const std::string& what) {
    report_.set_duplicate_effects(report_.duplicate_effects() + 1);
    say(what);
  }
  void other_state(const std::string& what) {
    report_.set_state_equals_fold(false);
    say(what);
  }
  v1::CheckerReport& report() { return report_; }
  // True when nothing at all was found.
  bool good() const { return report_.faults().empty(); }

 private:
  static constexpr int kMostFaults = 20;
  void say(const std::string& what) {
    if (report_.faults_size() < kMostFaults) report_.add_faults(what);
  }
  v1::CheckerReport report_;
};

}  // namespace giaoban::checker
