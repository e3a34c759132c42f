// When a notice leaves the house: at once, with the morning digest, or after quiet hours and days of rest. Pure.
#pragma once

#include <cstdint>

#include "giaoban/v1/delivery.pb.h"
#include "giaoban/v1/notice.pb.h"
#include "workflows/core/calendar.h"

namespace giaoban::notifier {

// Why something waits; bits are added.
enum Because : unsigned {
  kGathered = 1,  // for the digest
  kQuiet = 2,     // for the end of quiet hours
  kRest = 4,      // for a working day
};

// Business time; `at_us` is the moment asked about when nothing holds it.
struct Release {
  int64_t at_us = 0;
  unsigned because = 0;
};

// Sent back, due today, escalated: what does not wait for the digest, and what alone goes out by SMS.
bool is_urgent(v1::NoticeReason reason);

// When a notice of that reason leaves. What belongs to a digest that has gone out before it was heard of (the house was
// down) leaves as soon as it may. Nothing leaves in quiet hours or on a day of rest.
Release release_of(v1::NoticeReason reason, int64_t since_us, const v1::Preferences& preferences,
                   const core::Calendar& calendar, int64_t now_us);

// The first moment from now on at which this person may be told anything, and what stands before it.
Release next_allowed(const v1::Preferences& preferences, const core::Calendar& calendar, int64_t now_us);

// The next time at which a digest goes out, not before `now_us`.
int64_t next_digest(const v1::Preferences& preferences, const core::Calendar& calendar, int64_t now_us);

}  // namespace giaoban::notifier
