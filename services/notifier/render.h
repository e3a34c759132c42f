// What one dispatch looks like on its channel, and the parcel in which each attempt carries it. Pure.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/settings.pb.h"
#include "services/notifier/courier.h"
#include "workflows/core/directory.h"

namespace giaoban::notifier {

// What a message is made from.
struct Telling {
  const v1::Dispatch& dispatch;
  std::string address;
  std::string node;
  std::string unsubscribe_token;
  int64_t machine_us = 0;
  const std::vector<v1::NoticeDue>& notices;
};

// Counts of notices by reason, in the order in which people should look.
std::vector<v1::ReasonCount> count_reasons(const std::vector<v1::NoticeDue>& notices);

// The bytes that every attempt carries; sets the dispatch's SMS segments.
std::string render(const Telling& telling, const v1::NotifierSettings& settings, const v1::Preferences& preferences,
                   const core::Directory& directory, uint32_t& segments);

// One attempt at those bytes. A webhook's headers are signed anew with the time of this attempt:
// Giaoban-Signature: v1=hex(HMAC-SHA256(key, timestamp + "." + body)), the key as the 64 digits that the person sees.
Parcel parcel_of(const v1::Dispatch& dispatch, const std::string& address, std::string body,
                 const v1::NotifierSettings& settings, const v1::Preferences& preferences, int64_t machine_us);

}  // namespace giaoban::notifier
