// What each person wants, as the notifier keeps it; and the links by which a mail can be turned down.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/settings.pb.h"
#include "services/runtime/ids.h"
#include "services/store/store.h"

namespace giaoban::notifier {

// Table definitions.
std::string_view preference_schema();

// What holds for somebody who has set nothing.
v1::Preferences default_preferences(const v1::NotifierSettings& settings);

// As set, else the defaults.
v1::Preferences preferences_of(store::Store& store, const v1::NotifierSettings& settings, std::string_view person_id);

// Why they cannot be kept; nothing when they can. A phone number is E.164, an address begins with https:// and both are
// printable ASCII, so no line can be broken.
std::optional<v1::Refusal> check_preferences(const v1::Preferences& preferences);

// Keeps them. The webhook's key is the one that was kept before, else one that is drawn when there is an address;
// never the one handed in. Words left out become the defaults. What is kept now comes back.
v1::Preferences save_preferences(store::Store& store, runtime::Ids& ids, std::string_view person_id,
                                 v1::Preferences preferences);

// The token of a person's link, always the same: an HMAC of the person under a key that this notifier drew once and
// keeps. Inside a transaction; it can be looked up from then on.
std::string unsubscribe_token(store::Store& store, runtime::Ids& ids, std::string_view person_id);
// Whose it is; nothing for any other text.
std::optional<std::string> person_behind(store::Store& store, std::string_view token);

// Small hexadecimal digits.
std::string hex(std::string_view bytes);

}  // namespace giaoban::notifier
