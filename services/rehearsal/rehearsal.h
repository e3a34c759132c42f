// Who would be told what over a period to come: the real services on copies of a folder's databases, with nobody
// acting, and nothing leaves.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>

#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/report.pb.h"
#include "giaoban/v1/settings.pb.h"
#include "services/runtime/folder.h"
#include "services/runtime/service.h"

namespace giaoban::rehearsal {

// Makes a service as it would run on the folder with these settings, but with couriers of silent.h.
using MakeService = std::function<std::unique_ptr<runtime::Service>(
    const std::string& name, const runtime::DataFolder& folder, const v1::Settings& settings)>;

// First and last day, "2026-02-01".
struct Period {
  std::string from;
  std::string until;
};

inline constexpr int64_t kMostDays = 400;

struct Rehearsed {
  v1::RehearsalReport report;
  std::map<std::string, std::string> names;  // of the persons in it, by id
};

// Copies the databases, of a running deployment or not, plays them from the business time at which they stand to the
// end of the period, and says what would have gone out in it, were the mode live: everybody's messages, those in the
// portal too. What is due before the period is played and not told. The folder stays as it is. Refused when the period
// begins before the folder's present day, or is none; one that begins on that day begins now. Takes room for the copies
// in the temporary folder, and seconds to minutes. Whatever fails in a service leaves as std::runtime_error. One
// thread.
std::variant<Rehearsed, v1::Refusal> rehearse(const runtime::DataFolder& folder, const v1::Settings& settings,
                                              const Period& period, const MakeService& make_service);

}  // namespace giaoban::rehearsal
