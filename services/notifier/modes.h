// Whom a deployment sends to: nobody while it is tested, the team while it is tried, everybody when it is live. Pure.
#pragma once

#include <string_view>

#include "giaoban/v1/notice.pb.h"
#include "giaoban/v1/settings.pb.h"

namespace giaoban::notifier {

// Why nothing is sent there; empty when it is. The team's list names mail addresses and phone numbers, letters great or
// small; a webhook never belongs to the team.
std::string_view suppressed(const v1::NotifierSettings& settings, v1::Channel channel, std::string_view address);

}  // namespace giaoban::notifier
