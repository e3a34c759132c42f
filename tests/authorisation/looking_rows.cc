// Lists, pictures, notices and duties: whose papers, and how many are shown.
#include "tests/authorisation/rows.h"

namespace giaoban::test {

std::vector<Row> looking_rows() {
  const std::string ours = "unit_id: \"p.d.c.1\" ", theirs = "unit_id: \"p.d.e.1\" ";
  const std::string month = "kind: \"meeting_plan\" period: \"2026-11\" ", kind = "kind: \"meeting_plan\" ";
  std::vector<Row> rows = {
      {"DossierService/ListMyTurn", "", "limit: 200", "turns"},
      {"DossierService/ListHeld", "", "", "held"},
      {"RecordsService/ListDossiers", "all", month + "limit: 200", "lines"},
      {"NoticeService/ListNotices", "", "", ""},
      {"NoticeService/SummariseDeliveries", "", "", ""},
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
  both("ObligationService/ListObligations", "UNIT", "obligations");
  return rows;
}

}  // namespace giaoban::test
