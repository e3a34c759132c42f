// The lines of a file of officers, each checked by itself; the same person may stand on several lines.
#include "services/directory/officer_list.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/directory/cells.h"
#include "services/directory/sheet.h"
#include "workflows/core/time.h"

namespace giaoban::directory {
namespace {

constexpr size_t kLeastPassword = 8;
constexpr size_t kMostPassword = 128;

enum OfficerColumn : size_t { kPerson, kName, kUnit, kRole, kFrom, kUntil, kEmail, kLogin, kPassword, kHash };
constexpr Column kColumns[] = {{"person_id"},
                               {"name"},
                               {"unit_id"},
                               {"role"},
                               {"from", false},
                               {"until", false},
                               {"email", false},
                               {"login", false},
                               {"password", false, true},
                               {"password_hash", false}};

class LineReader {
 public:
  LineReader(const SheetRow& row, HashCost most, LineErrors& errors) : row_(row), most_(most), errors_(errors) {
    result_.line = row.line;
  }

  std::optional<OfficerLine> read() {
    read_person();
    read_office();
    read_account();
    return good_ ? std::optional(std::move(result_)) : std::nullopt;
  }

 private:
  const std::string& cell(OfficerColumn column) const { return row_.cells[column]; }
  void note(std::optional<Fault> fault) {
    if (fault) errors_.add(row_.line, std::move(*fault));
    good_ = good_ && !fault;
  }

  void read_person() {
    note(check_id(cell(kPerson), "Mã người", "The person id"));
    if (!cell(kName).empty()) note(check_name(cell(kName)));
    if (!cell(kEmail).empty()) note(check_email(cell(kEmail)));
    result_.person.set_person_id(cell(kPerson));
    result_.person.set_name(cell(kName));
    result_.person.set_email(cell(kEmail));
  }

  void read_office() {
    if (cell(kUnit).empty() && cell(kRole).empty() && cell(kFrom).empty() && cell(kUntil).empty()) return;
    note(check_id(cell(kUnit), "Mã tổ chức", "The unit id"));
    const v1::Role role = parse_role(cell(kRole));
    if (role == v1::ROLE_UNSPECIFIED) {
      note(Fault{"Không có chức vụ " + quoted(cell(kRole)) + ". Các chức vụ: " + role_words() + ".",
                 "There is no role " + quoted(cell(kRole)) + ". Roles: " + role_words() + "."});
    }
    const int64_t from = read_date(kFrom);
    const int64_t until = read_date(kUntil);
    if (from != 0 && until != 0 && until <= from) {
      note(Fault{"Ngày kết thúc (until) phải sau ngày bắt đầu (from).", "The day until must be after the day from."});
    }
    result_.office.set_person_id(cell(kPerson));
    result_.office.set_unit_id(cell(kUnit));
    result_.office.set_role(role);
    result_.office.set_from_us(from);
    result_.office.set_until_us(until);
  }

  int64_t read_date(OfficerColumn column) {
    if (cell(column).empty()) return 0;
    const auto day = core::parse_date(cell(column));
    if (day && *day > 0) return *day;
    note(Fault{"Ngày " + quoted(cell(column)) + " không hợp lệ. Hãy viết NĂM-THÁNG-NGÀY, ví dụ 2026-11-22.",
               "The date " + quoted(cell(column)) + " is not valid. Write YEAR-MONTH-DAY, such as 2026-11-22."});
    return 0;
  }

  void read_account() {
    result_.login = cell(kLogin);
    result_.password = cell(kPassword);
    result_.password_hash = cell(kHash);
    const bool secret = !result_.password.empty() || !result_.password_hash.empty();
    if (result_.login.empty() && secret) {
      note(Fault{"Có mật khẩu nhưng không có tên đăng nhập. Hãy điền cột login.",
                 "There is a password but no login. Fill in the column login."});
    }
    if (!result_.login.empty()) note(check_login(result_.login));
    if (!result_.password.empty()) note(check_password());
    if (!result_.password_hash.empty() && !is_password_hash(result_.password_hash)) {
      note(Fault{"Cột password_hash không phải là mã băm argon2id hợp lệ ($argon2id$v=19$…).",
                 "The column password_hash does not hold a valid argon2id hash ($argon2id$v=19$…)."});
    } else if (!result_.password_hash.empty() && !is_bearable(result_.password_hash, most_)) {
      const std::string bound = "m=" + std::to_string(most_.kib) + ", t=" + std::to_string(most_.passes);
      note(Fault{"Mã băm tốn quá nhiều bộ nhớ hoặc lượt tính (tối đa " + bound + "). Hãy băm lại với mức thấp hơn.",
                 "The hash costs too much memory or too many passes (at most " + bound + "). Hash with less."});
    }
    if (!result_.password.empty() && !result_.password_hash.empty()) {
      note(Fault{"Chỉ điền một trong hai cột password và password_hash.",
                 "Fill in only one of the columns password and password_hash."});
    }
  }

  std::optional<Fault> check_password() const {
    const size_t characters = count_characters(result_.password);
    const bool typed = std::none_of(result_.password.begin(), result_.password.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (typed && characters >= kLeastPassword && characters <= kMostPassword) return std::nullopt;
    return Fault{"Mật khẩu phải dài 8-128 ký tự và không có ký tự điều khiển.",
                 "A password has 8-128 characters and no control characters."};
  }

  const SheetRow& row_;
  const HashCost most_;
  LineErrors& errors_;
  OfficerLine result_;
  bool good_ = true;
};

}  // namespace

std::vector<OfficerLine> read_officers(std::string_view csv, HashCost most, LineErrors& errors) {
  std::vector<OfficerLine> lines;
  for (const SheetRow& row : read_sheet(csv, kColumns, errors)) {
    if (!row.whole) continue;
    if (auto line = LineReader(row, most, errors).read()) lines.push_back(std::move(*line));
  }
  return lines;
}

}  // namespace giaoban::directory
