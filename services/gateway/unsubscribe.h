// The one click of a mail, "/unsubscribe/<token>": a page that asks, and the answer that acts. For the gateway's own
// files only.
#pragma once

#include <string_view>

#include "services/gateway/http_response.h"

namespace giaoban::gateway {

// True for every path below "/unsubscribe/", also for those that name nothing.
bool is_unsubscribe_path(std::string_view path);

// The page with the button. Programs that look at every link of a mail fetch it, so showing it changes nothing; it is
// the same for every token, so it tells nobody which ones there are. Works without scripts, in both languages.
HttpResponse unsubscribe_page();
// What is said when it was done, and when the link is none.
HttpResponse unsubscribed_page();
HttpResponse unknown_link_page();

}  // namespace giaoban::gateway
