// Lists, pictures, notices and duties: whose papers, and how many are shown.
#include "giaoban/v1/obligation.pb.h"
#include "tests/authorisation/rows.h"

namespace giaoban::test {

namespace {

// Of a paper too; what was never handed in is its own unit's business.
void both_papers(std::vector<Row>& rows) {
  for (const auto& [about, paper] : {std::pair{"waiting, ours", "$waiting"},
                                     {"waiting, theirs", "$their_waiting"},
                                     {"draft, ours", "$draft"},
                                     {"draft, theirs", "$their_draft"}}) {
    rows.push_back({"ObligationService/ExplainReminders", about, std::string("dossier_id: \"") + paper + "\"", ""});
  }
}

}  // namespace

std::vector<Row> looking_rows() {
  const std::string ours = "unit_id: \"p.d.c.1\" ", theirs = "unit_id: \"p.d.e.1\" ";
  const std::string month = "kind: \"meeting_plan\" period: \"2026-11\" ", kind = "kind: \"meeting_plan\" ";
  std::vector<Row> rows = {
      {"DossierService/ListMyTurn", "", "limit: 200", "turns"},
      {"DossierService/ListHeld", "", "", "held"},
      {"RecordsService/ListDossiers", "all", month + "limit: 200", "lines"},
      {"NoticeService/ListNotices", "", "", ""},
      {"NoticeService/SummariseDeliveries", "", "", ""},
      {"DeliveryService/ListDeliveries", "", "", ""},
      {"DeliveryService/ExplainNotice", "of nobody", "notice_id: \"none\"", ""},
      {"DeliveryService/RetryDelivery", "of nobody", "delivery_id: \"none\"", ""},
      {"DeliveryService/DropDelivery", "of nobody", "delivery_id: \"none\"", ""},
      {"PreferenceService/GetPreferences", "own", "", ""},
      {"PreferenceService/GetPreferences", "the author's", "person_id: \"secretary1\"", ""},
      {"PreferenceService/SetPreferences", "own", "preferences { email: true }", ""},
      {"PreferenceService/SetPreferences", "the author's", "person_id: \"secretary1\" preferences { email: true }", ""},
      {"PreferenceService/Unsubscribe", "by a link that is none", "token: \"none\"", ""},
      {"ObligationService/SummariseObligations", "", "", "counts"},
      {"ObligationService/CheckOwed", "", "obligation_id: \"$id\"", ""},
  };
  const auto both = [&](const std::string& call, const std::string& request, const std::string& counted = "") {
    for (const bool mine : {true, false}) {
      std::string filled = request;
      filled.replace(filled.find("UNIT"), 4, mine ? ours : theirs);
      rows.push_back({call, mine ? "ours" : "theirs", filled, counted});
    }
  };
  both("RecordsService/ListDossiers", "UNIT" + month, "lines");
  both("RecordsService/SummariseDossiers", "UNIT");
  both("RecordsService/RollUpReports", "UNIT" + month);
  both("PictureService/GetCompliance", "UNIT" + kind);
  both("PictureService/GetFunnel", "UNIT" + month);
  both("PictureService/GetAgeing", "UNIT");
  both("PictureService/GetStepTimes", "UNIT" + kind);
  both("ExportService/ExportList", "dossiers { UNIT } format: EXPORT_FORMAT_XLSX");
  rows.push_back({"ExportService/ExportList", "agenda", "agenda {} format: EXPORT_FORMAT_ICS", ""});
  both("ObligationService/ListObligations", "UNIT", "obligations");
  for (const auto& [about, cell] : {std::pair{"ours", "p.d.c.1"}, {"theirs", "p.d.e.1"}}) {
    const std::string owed = std::string("obligation_id: \"") + cell + "/monthly_report/2026-11\" ";
    rows.push_back({"ObligationService/Exempt", about, owed + "basis: \"TB 12\"", ""});
    rows.push_back({"ObligationService/LiftExemption", about, owed, ""});
    rows.push_back({"ObligationService/ExplainReminders", about, owed, "rungs"});
  }
  both_papers(rows);
  return rows;
}

}  // namespace giaoban::test
