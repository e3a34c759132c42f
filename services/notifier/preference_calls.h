// PreferenceService: people say how they want to be told.
#pragma once

#include "services/notifier/outbox.h"
#include "services/runtime/heard.h"
#include "services/runtime/service.h"

namespace giaoban::notifier {

// Adds its methods; both must outlive them. People see and set their own, operators anybody's; the one click of a mail
// needs no person, because whoever holds the link is asked for nothing else.
void add_preference_calls(runtime::Methods& methods, const Outbox& outbox, const runtime::HeardDirectory& heard);

}  // namespace giaoban::notifier
