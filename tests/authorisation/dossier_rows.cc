// Deciding, reading and files, on a paper of our cell and on one of the other commune's.
#include "tests/authorisation/rows.h"

namespace giaoban::test {

namespace {

std::vector<Row> decide(const std::string& verb, const std::string& stage, const std::string& content = "") {
  const auto row = [&](const std::string& about, const std::string& paper) {
    return Row{
        "DossierService/Decide", verb + ", " + about,
        "request_id: \"$id\" dossier_id: \"$" + paper + "\" expected_version: $version " + verb + " {" + content + "}",
        ""};
  };
  return {row("ours", stage), row("theirs", "their_" + stage)};
}

// A question about one paper, ours and theirs.
std::vector<Row> about(const std::string& call, const std::string& stage, const std::string& more = "") {
  const auto row = [&](const std::string& whose, const std::string& paper) {
    return Row{"DossierService/" + call, stage + ", " + whose, "dossier_id: \"$" + paper + "\" " + more, ""};
  };
  return {row("ours", stage), row("theirs", "their_" + stage)};
}

Row open(const std::string& whose, const std::string& unit) {
  return {"DossierService/Decide", "open, " + whose,
          "request_id: \"$id\" dossier_id: \"$id\" open { kind: \"meeting_plan\" unit_id: \"" + unit +
              "\" period: \"2027-03\" }",
          ""};
}

}  // namespace

std::vector<Row> dossier_rows() {
  std::vector<Row> rows = {open("ours", "p.d.c.1"), open("theirs", "p.d.e.1")};
  const auto add = [&](std::vector<Row> more) { rows.insert(rows.end(), more.begin(), more.end()); };
  add(decide("save", "draft", "fields { name: \"place\" text: \"Nhà ông Tư\" }"));
  add(decide("submit", "draft"));
  add(decide("attach", "draft_with_file",
             "file_id: \"$file_id\" name: \"a.pdf\" media_type: \"application/pdf\" size: $size sha256: \"$digest\""));
  add(decide("receive", "waiting"));
  add(decide("claim", "waiting"));
  add(decide("release", "claimed"));
  add(decide("approve", "waiting"));
  add(decide("send_back", "waiting",
             "remarks { reason: SEND_BACK_REASON_INCOMPLETE field: \"content\" text: \"Bổ sung\" }"));
  add(decide("reject", "waiting", "text: \"Không phù hợp\""));
  add(decide("forward", "waiting"));
  add(decide("withdraw", "waiting"));
  add(decide("comment", "waiting", "text: \"Đã đọc\""));
  add(decide("reopen", "withdrawn", "text: \"Làm tiếp\""));
  add(decide("undo", "held"));
  add(decide("seal", "held"));
  add(decide("expire", "waiting", "generation: 1"));
  add(about("GetDossier", "draft"));
  add(about("GetDossier", "waiting"));
  add(about("GetHistory", "waiting"));
  add(about("Snooze", "waiting", "until_us: $soon"));
  add(about("PutChunk", "draft", "file_id: \"$file_id\" data: \"$file\""));
  add(about("GetChunk", "attached", "file_id: \"$file_id\""));
  add(about("CheckWaiting", "waiting"));
  return rows;
}

}  // namespace giaoban::test
