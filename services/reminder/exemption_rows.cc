// Rows of exemptions: who freed a unit from what it owed, and on which paper.
#include "services/reminder/exemption_rows.h"

namespace giaoban::reminder {

using std::string_view;

string_view exemption_schema() {
  return R"(
    CREATE TABLE IF NOT EXISTS exemption (period TEXT NOT NULL, kind TEXT NOT NULL, unit_id TEXT NOT NULL,
      basis TEXT NOT NULL, person_id TEXT NOT NULL, PRIMARY KEY (period, kind, unit_id)) WITHOUT ROWID;
  )";
}

void put_exemption(store::Store& store, const ObligationKey& key, const std::string& basis,
                   const std::string& person_id) {
  store.prepare("INSERT INTO exemption (period, kind, unit_id, basis, person_id) VALUES ($1, $2, $3, $4, $5)")
      .run({string_view(key.period), string_view(key.kind), string_view(key.unit_id), string_view(basis),
            string_view(person_id)});
}

void drop_exemption(store::Store& store, const ObligationKey& key) {
  store.prepare("DELETE FROM exemption WHERE period = $1 AND kind = $2 AND unit_id = $3")
      .run({string_view(key.period), string_view(key.kind), string_view(key.unit_id)});
}

void name_exemption(store::Store& store, v1::Obligation& obligation) {
  if (obligation.state() != v1::OBLIGATION_STATE_EXEMPT) return;
  store.prepare("SELECT basis, person_id FROM exemption WHERE period = $1 AND kind = $2 AND unit_id = $3")
      .one({string_view(obligation.period()), string_view(obligation.kind()), string_view(obligation.unit_id())},
           [&](const store::Row& row) {
             obligation.set_exempt_basis(std::string(row.text(0)));
             obligation.set_exempted_by(std::string(row.text(1)));
           });
}

}  // namespace giaoban::reminder
