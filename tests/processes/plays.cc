// The way of a meeting plan, verb by verb; who acts follows from the letter of the act.
#include "tests/processes/plays.h"

#include <array>
#include <chrono>

#include "tests/processes/district.h"

namespace giaoban::processes {

namespace {

// o open, v save, u submit, w withdraw, n reopen, m comment: by the cell's secretary. r receive, k claim, l release,
// a approve, b send back, j reject, f forward, t undo, s seal: by the commune's clerk. A approve, S seal: by the
// district's. A play that ends with an unsealed decision leaves the seal to the router's own deadline.
constexpr std::array<const char*, 9> kPlays = {"ourasm",  "oubsvuatas",  "ovuklfsAS", "oujtjs",   "ownvua",
                                               "ommuasm", "oukatbsvuas", "oufsA",     "ouwnuasmm"};

constexpr int kMonths = 400 * 12;  // enough for 96,000 papers

// "2026-11" is the month of a moment, and so many later.
std::string month_after(int64_t machine_us, int months) {
  const std::chrono::sys_time<std::chrono::microseconds> now{std::chrono::microseconds(machine_us)};
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const auto then = std::chrono::year_month(today.year(), today.month()) + std::chrono::months(months);
  const unsigned month = static_cast<unsigned>(then.month());
  return std::to_string(static_cast<int>(then.year())) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

void add_text(v1::DecideRequest& command, const std::string& name, const std::string& text) {
  auto& field = command.has_open() ? *command.mutable_open()->add_fields() : *command.mutable_save()->add_fields();
  field.set_name(name);
  name == "meeting_date" || name == "start_time" ? field.set_moment(text) : field.set_text(text);
}

void fill(v1::DecideRequest& command, const std::string& secretary) {
  add_text(command, "meeting_type", "regular");
  add_text(command, "meeting_date", "2026-11-05");
  add_text(command, "start_time", "19:30");
  add_text(command, "place", "Nhà văn hoá thôn");
  add_text(command, "chair", secretary);
  add_text(command, "content", "Đánh giá tháng trước; bàn việc mở rộng đường thôn, mỗi hộ hiến 1 m đất.");
  add_text(command, "resolution_draft", "Mở rộng đường thôn trước ngày 30 tháng 11.");
  auto& duration = *command.mutable_open()->add_fields();
  duration.set_name("duration");
  duration.set_number(90);
}

void send_back(v1::DecideRequest& command) {
  auto& remark = *command.mutable_send_back()->add_remarks();
  remark.set_reason(v1::SEND_BACK_REASON_INCOMPLETE);
  remark.set_field("resolution_draft");
  remark.set_text("Ghi rõ ai làm, bao giờ xong.");
}

}  // namespace

Paper::Paper(uint64_t number, runtime::Ids& ids, int64_t machine_us)
    : id_(ids.uuid7(machine_us)), play_(kPlays[number % kPlays.size()]) {
  const uint64_t cells = uint64_t{kCommunes} * kCells;
  commune_ = static_cast<int>(number % kCommunes);
  cell_ = static_cast<int>(number / kCommunes % kCells);
  // From this month on, which is owed; the reminder looks at every paper of one unit and period at once.
  period_ = month_after(machine_us, static_cast<int>(number / cells % kMonths));
}

bool Paper::over() const {
  return act_ >= play_.size();
}

std::string Paper::person() const {
  const char act = play_[act_];
  if (act == 'A' || act == 'S') return district_clerk();
  return std::string("ovuwnm").find(act) != std::string::npos ? secretary_of(commune_, cell_) : clerk_of(commune_);
}

v1::DecideRequest Paper::next(runtime::Ids& ids, int64_t machine_us) const {
  v1::DecideRequest command;
  command.set_request_id(ids.uuid7(machine_us));
  command.set_dossier_id(id_);
  command.set_expected_version(version_);
  switch (play_[act_]) {
    case 'o':
      command.mutable_open()->set_kind("meeting_plan");
      command.mutable_open()->set_unit_id(cell_of(commune_, cell_));
      command.mutable_open()->set_period(period_);
      fill(command, person());
      break;
    case 'v':
      add_text(command, "resolution_draft", "Mỗi hộ hiến 1 m đất trước ngày 30 tháng 11; tổ 3 làm trước.");
      break;
    case 'u':
      command.mutable_submit();
      break;
    case 'w':
      command.mutable_withdraw();
      break;
    case 'n':
      command.mutable_reopen()->set_text("Bổ sung việc của tổ 3.");
      break;
    case 'm':
      command.mutable_comment()->set_text("Đã báo các tổ đảng.");
      break;
    case 'r':
      command.mutable_receive();
      break;
    case 'k':
      command.mutable_claim();
      break;
    case 'l':
      command.mutable_release();
      break;
    case 'a':
    case 'A':
      command.mutable_approve()->set_text("Đồng ý.");
      break;
    case 'b':
      send_back(command);
      break;
    case 'j':
      command.mutable_reject()->set_text("Trùng với kế hoạch đã duyệt.");
      break;
    case 'f':
      command.mutable_forward();
      break;
    case 't':
      command.mutable_undo();
      break;
    default:
      command.mutable_seal();
  }
  return command;
}

void Paper::went_on(const v1::DecideResponse& response) {
  version_ = response.version();
  ++act_;
}

}  // namespace giaoban::processes
