// The question, the page and its token.
#include "services/records/listing.h"

#include <algorithm>
#include <charconv>

#include "services/records/finder.h"
#include "services/records/fold.h"
#include "workflows/core/time.h"
#include "workflows/core/way.h"

namespace giaoban::records {

namespace {

constexpr uint32_t kLimit = 50;
constexpr uint32_t kMostLimit = 200;
constexpr size_t kWordsLength = 200;
constexpr uint32_t kMostDays = 100'000;

// Where the next page begins. Units are named, not placed: places change when the tree does.
struct Token {
  std::string period;
  std::string unit_id;
  int64_t no = 0;
  uint64_t total = 0;
};

std::string write_token(const Token& token) {
  return token.period + "~" + token.unit_id + "~" + std::to_string(token.no) + "~" + std::to_string(token.total);
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Token> read_token(std::string_view text) {
  std::vector<std::string_view> parts;
  for (size_t from = 0; from <= text.size();) {
    const size_t end = std::min(text.find('~', from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  Token token;
  if (parts.size() != 4 || !read_number(parts[2], token.no) || !read_number(parts[3], token.total)) return std::nullopt;
  token.period = parts[0];
  token.unit_id = parts[1];
  return token;
}

size_t characters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::optional<v1::Refusal> check_waiting(const v1::ListDossiersRequest& request, const core::Directory& directory) {
  constexpr auto invalid = v1::REFUSAL_CODE_INVALID_FIELD;
  if (!v1::Stage_IsValid(request.stage())) {
    return core::refuse(invalid, "stage", "Không có bước này. Hãy chọn lại, hoặc để trống để xem mọi bước.",
                        "There is no such stage. Choose another, or leave it empty for any.");
  }
  if (!request.waiting_unit_id().empty() && directory.unit(request.waiting_unit_id()) == nullptr) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "waiting_unit_id",
                        "Không có đơn vị này trong danh bạ. Hãy chọn lại đơn vị đang giữ hồ sơ.",
                        "There is no such unit in the directory. Choose another unit that papers wait for.");
  }
  if (request.waiting_days_to() != 0 && request.waiting_days_from() > request.waiting_days_to()) {
    return core::refuse(invalid, "waiting_days_to",
                        "Số ngày chờ nhiều nhất nhỏ hơn số ngày ít nhất. Hãy sửa lại, hoặc để 0 nếu không giới hạn.",
                        "The most days of waiting are fewer than the least. Correct them, or write 0 for no bound.");
  }
  return std::nullopt;
}

std::optional<v1::Refusal> check(const v1::ListDossiersRequest& request, const core::Directory& directory) {
  constexpr auto invalid = v1::REFUSAL_CODE_INVALID_FIELD;
  if (request.limit() > kMostLimit) {
    return core::refuse(invalid, "limit", "Mỗi trang có nhiều nhất 200 hồ sơ. Hãy xin từ 1 đến 200, hoặc 0 để lấy 50.",
                        "A page holds at most 200 dossiers. Ask for 1 to 200, or 0 for 50.");
  }
  if (characters(request.words()) > kWordsLength) {
    return core::refuse(invalid, "words", "Từ khoá dài quá 200 ký tự. Hãy rút gọn lại.",
                        "The words are longer than 200 characters. Shorten them.");
  }
  if (!request.period().empty() && !core::period_start(request.period())) {
    return core::refuse(invalid, "period", "Kỳ không đúng dạng. Hãy viết tháng như 2026-11 hoặc quý như 2026-Q4.",
                        "This is no period. Write a month as 2026-11 or a quarter as 2026-Q4.");
  }
  if (!request.kind().empty() && !directory.kind(request.kind())) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "kind", "Không có loại văn bản này. Hãy chọn lại loại văn bản.",
                        "There is no such kind of document. Choose another.");
  }
  return check_waiting(request, directory);
}

v1::Refusal bad_token() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "page_token",
                      "Dấu trang không dùng được. Hãy tìm lại từ trang đầu.",
                      "This page token cannot be used. Begin again with the first page.");
}

Wanted wanted_by(const v1::ListDossiersRequest& request) {
  Wanted wanted;
  wanted.kind = request.kind();
  wanted.period = request.period();
  wanted.state = request.state();
  wanted.words = words_of(request.words());
  wanted.stage = request.stage();
  wanted.waiting_unit = request.waiting_unit_id();
  wanted.days_from = std::min(request.waiting_days_from(), kMostDays);
  if (request.waiting_days_to() != 0) wanted.days_to = std::min(request.waiting_days_to(), kMostDays);
  wanted.overdue = request.overdue();
  wanted.for_me = request.waiting_for_me();
  return wanted;
}

void write_line(const DossierRow& row, const Scope& scope, const core::Directory& directory, v1::DossierLine& line) {
  line.set_dossier_id(row.dossier_id);
  line.set_kind(row.kind);
  line.set_unit_id(row.unit_id);
  if (const auto* unit = directory.unit(row.unit_id)) line.set_unit_name(unit->name());
  line.set_period(row.period);
  line.set_state(row.state);
  if (scope.opens(row.rounds, row.unit_id)) line.set_title(row.title);
  line.set_changed_us(row.changed_us);
  line.set_due_us(row.due_us);
  line.set_rounds(static_cast<uint32_t>(row.rounds));
  line.set_outcome(row.outcome);
  line.set_version(static_cast<uint64_t>(row.version));
  if (const auto kind = directory.kind_by_digest(row.kind_digest)) {
    *line.mutable_kind_title() = kind->kind.title();
    if (const auto* state = core::find_state(kind->kind, row.state)) *line.mutable_state_label() = state->label();
  }
  if (row.ended) return;
  line.set_waiting_unit_id(row.holder_unit);
  if (const auto* unit = directory.unit(row.holder_unit)) line.set_waiting_unit_name(unit->name());
  line.set_entered_us(row.entered_us);
}

}  // namespace

std::variant<v1::ListDossiersResponse, v1::Refusal> list_dossiers(const v1::ListDossiersRequest& request,
                                                                  const Scope& scope, const Known& known) {
  if (auto no = check(request, known.directory)) return *no;
  std::optional<Token> token;
  std::optional<Point> after;
  if (!request.page_token().empty()) {
    token = read_token(request.page_token());
    if (!token || (known.directory.unit(token->unit_id) == nullptr && !token->unit_id.empty())) return bad_token();
    after = Point{token->period, known.order.place(token->unit_id), token->no};
  }
  const Wanted wanted = wanted_by(request);
  const size_t limit = request.limit() == 0 ? kLimit : request.limit();
  Finder finder(known, scope, wanted, limit, !token);
  finder.find(after);

  const uint64_t total = token && !wanted.words.empty() ? token->total : finder.total;
  v1::ListDossiersResponse response;
  for (const auto& row : finder.rows) write_line(row, scope, known.directory, *response.add_lines());
  response.set_total(static_cast<uint32_t>(total));
  if (finder.end) {
    response.set_next_page_token(write_token({finder.end->period, finder.end->unit_id, finder.end->no, total}));
  }
  return response;
}

}  // namespace giaoban::records
