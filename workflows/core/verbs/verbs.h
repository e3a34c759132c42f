// Every verb, as its own file writes it: may it be done, what it does, and what changes once it is done.
// may_<verb> asks about person and state only; decide_<verb> is asked after it and looks at what was sent;
// evolve_<past> is the only place where that verb changes a dossier. The tables stand in decide.cc and evolve.cc.
#pragma once

#include "workflows/core/verbs/act.h"
#include "workflows/core/verbs/guard.h"

namespace giaoban::core {

Decision decide_open(const Act& act);  // admits itself: there is no dossier yet to ask about
void evolve_opened(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_save(const v1::Dossier& dossier, const Context& context);
Decision decide_save(const Act& act);
void evolve_saved(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_submit(const v1::Dossier& dossier, const Context& context);
Decision decide_submit(const Act& act);
void evolve_submitted(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_receive(const v1::Dossier& dossier, const Context& context);
Decision decide_receive(const Act& act);
void evolve_received(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_claim(const v1::Dossier& dossier, const Context& context);
Decision decide_claim(const Act& act);
void evolve_claimed(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_release(const v1::Dossier& dossier, const Context& context);
Decision decide_release(const Act& act);
void evolve_released(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_approve(const v1::Dossier& dossier, const Context& context);
Decision decide_approve(const Act& act);
void evolve_approved(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_send_back(const v1::Dossier& dossier, const Context& context);
Decision decide_send_back(const Act& act);
void evolve_sent_back(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_reject(const v1::Dossier& dossier, const Context& context);
Decision decide_reject(const Act& act);
void evolve_rejected(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_forward(const v1::Dossier& dossier, const Context& context);
Decision decide_forward(const Act& act);
void evolve_forwarded(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_withdraw(const v1::Dossier& dossier, const Context& context);
Decision decide_withdraw(const Act& act);
void evolve_withdrawn(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_comment(const v1::Dossier& dossier, const Context& context);
Decision decide_comment(const Act& act);
void evolve_commented(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_attach(const v1::Dossier& dossier, const Context& context);
Decision decide_attach(const Act& act);
void evolve_attached(v1::Dossier& dossier, const v1::DossierEvent& event);

// Reopen is for the author and for the offices that the kind asks in the unit asked last. The round goes on: whoever
// decided in it may not decide again, so a kind that lets the same people judge anew reopens to its author, who hands
// in again.
Admission may_reopen(const v1::Dossier& dossier, const Context& context);
Decision decide_reopen(const Act& act);
void evolve_reopened(v1::Dossier& dossier, const v1::DossierEvent& event);

// Only the router's own deadline expires a state, and only one that says what happens then.
Admission may_expire(const v1::Dossier& dossier, const Context& context);
Decision decide_expire(const Act& act);
void evolve_expired(v1::Dossier& dossier, const v1::DossierEvent& event);

// Undo and seal are for the natural person who decided, by the right of that decision; seal also for the router's own
// deadline, with the generation of the decision.
Admission may_undo(const v1::Dossier& dossier, const Context& context);
Decision decide_undo(const Act& act);
void evolve_undone(v1::Dossier& dossier, const v1::DossierEvent& event);

Admission may_seal(const v1::Dossier& dossier, const Context& context);
Decision decide_seal(const Act& act);
void evolve_sealed(v1::Dossier& dossier, const v1::DossierEvent& event);

}  // namespace giaoban::core
