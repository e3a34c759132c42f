// Evolve: the only place where a dossier changes; replay is evolve alone.
#include "workflows/core/evolve.h"

#include "workflows/core/verbs/verbs.h"

namespace giaoban::core {
namespace {

using Event = v1::DossierEvent;

struct Row {
  Event::EventCase event;
  void (*evolve)(v1::Dossier&, const Event&);
};

constexpr Row kEvents[] = {
    {Event::kOpened, evolve_opened},       {Event::kSaved, evolve_saved},         {Event::kSubmitted, evolve_submitted},
    {Event::kReceived, evolve_received},   {Event::kClaimed, evolve_claimed},     {Event::kReleased, evolve_released},
    {Event::kApproved, evolve_approved},   {Event::kSentBack, evolve_sent_back},  {Event::kRejected, evolve_rejected},
    {Event::kForwarded, evolve_forwarded}, {Event::kWithdrawn, evolve_withdrawn}, {Event::kCommented, evolve_commented},
    {Event::kAttached, evolve_attached},   {Event::kReopened, evolve_reopened},   {Event::kExpired, evolve_expired},
    {Event::kUndone, evolve_undone},       {Event::kSealed, evolve_sealed},
};

}  // namespace

void evolve(v1::Dossier& dossier, const v1::DossierEvent& event) {
  for (const Row& row : kEvents) {
    if (row.event == event.event_case()) row.evolve(dossier, event);
  }
  dossier.set_version(event.version());
}

}  // namespace giaoban::core
