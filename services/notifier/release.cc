// When a notice leaves the house: at once, with the morning digest, or after quiet hours and days of rest. Pure.
#include "services/notifier/release.h"

#include <algorithm>

#include "workflows/core/time.h"

namespace giaoban::notifier {

namespace {

// No rest is longer; a calendar that never works must not hold us for ever.
constexpr int kMostSteps = 400;

int64_t midnight_of(int64_t us) {
  return core::start_of(core::day_of(us));
}

bool is_worked(const core::Calendar& calendar, int64_t us) {
  return calendar.is_working_day(core::day_of(us));
}

// The end of the quiet window in which `us` lies; `us` itself outside of it. Past midnight it is one window.
int64_t after_quiet(const v1::Preferences& preferences, int64_t us) {
  const int64_t from = preferences.quiet_from_minute() * core::kMinute;
  const int64_t until = preferences.quiet_until_minute() * core::kMinute;
  const int64_t midnight = midnight_of(us);
  const int64_t minute = us - midnight;
  if (from == until) return us;
  if (from < until) return minute >= from && minute < until ? midnight + until : us;
  if (minute >= from) return midnight + core::kDay + until;
  return minute < until ? midnight + until : us;
}

// When the next working day begins for this person: with the end of the night, or with the digest where there is none.
int64_t next_morning(const v1::Preferences& preferences, const core::Calendar& calendar, int64_t us) {
  int64_t day = midnight_of(us) + core::kDay;
  for (int i = 0; i < kMostSteps && !is_worked(calendar, day); ++i) day += core::kDay;
  const bool over_night = preferences.quiet_from_minute() > preferences.quiet_until_minute();
  return day + (over_night ? preferences.quiet_until_minute() : preferences.digest_minute()) * core::kMinute;
}

// The first moment from that of `out` on which is neither quiet nor a day of rest.
Release allowed(Release out, const v1::Preferences& preferences, const core::Calendar& calendar) {
  for (int i = 0; i < kMostSteps; ++i) {
    if (!is_worked(calendar, out.at_us)) {
      out.because |= kRest;
      out.at_us = next_morning(preferences, calendar, out.at_us);
    } else if (const int64_t end = after_quiet(preferences, out.at_us); end != out.at_us) {
      out.because |= kQuiet;
      out.at_us = end;
    } else {
      break;
    }
  }
  return out;
}

int64_t digest_after(const v1::Preferences& preferences, const core::Calendar& calendar, int64_t us) {
  int64_t at = midnight_of(us) + preferences.digest_minute() * core::kMinute;
  for (int i = 0; i < kMostSteps && (at < us || !is_worked(calendar, at)); ++i) at += core::kDay;
  return at;
}

}  // namespace

bool is_urgent(v1::NoticeReason reason) {
  return reason == v1::NOTICE_REASON_RETURNED || reason == v1::NOTICE_REASON_DUE_TODAY ||
         reason == v1::NOTICE_REASON_ESCALATION;
}

Release release_of(v1::NoticeReason reason, int64_t since_us, const v1::Preferences& preferences,
                   const core::Calendar& calendar, int64_t now_us) {
  const bool gathered =
      preferences.digest() == v1::DIGEST_ALL || (preferences.digest() != v1::DIGEST_NONE && !is_urgent(reason));
  Release out{now_us, 0};
  if (gathered) {
    const int64_t since = since_us > 0 ? std::min(since_us, now_us) : now_us;
    const int64_t digest = digest_after(preferences, calendar, since);
    if (digest > now_us) out = {digest, kGathered};
  }
  return allowed(out, preferences, calendar);
}

Release next_allowed(const v1::Preferences& preferences, const core::Calendar& calendar, int64_t now_us) {
  return allowed({now_us, 0}, preferences, calendar);
}

int64_t next_digest(const v1::Preferences& preferences, const core::Calendar& calendar, int64_t now_us) {
  return allowed({digest_after(preferences, calendar, now_us), kGathered}, preferences, calendar).at_us;
}

}  // namespace giaoban::notifier
