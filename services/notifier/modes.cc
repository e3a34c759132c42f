// Whom a deployment sends to: nobody while it is tested, the team while it is tried, everybody when it is live. Pure.
#include "services/notifier/modes.h"

#include <algorithm>

namespace giaoban::notifier {

namespace {

char small(char c) {
  return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool is_same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return small(x) == small(y); });
}

bool names(std::string_view list, std::string_view address) {
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    std::string_view one = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (!one.empty() && is_same(one, address)) return true;
  }
  return false;
}

}  // namespace

std::string_view suppressed(const v1::NotifierSettings& settings, v1::Channel channel, std::string_view address) {
  if (settings.mode() == "live") return {};
  if (settings.mode() != "team") return "mode test: nothing is sent";
  const bool listed = channel != v1::CHANNEL_WEBHOOK && names(settings.team(), address);
  return listed ? std::string_view() : "mode team: the address is not on the team's list";
}

}  // namespace giaoban::notifier
