// The question, the page and its token.
#include "services/records/listing.h"

#include <algorithm>
#include <charconv>

#include "services/records/finder.h"
#include "services/records/tallies.h"
#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

constexpr uint32_t kLimit = 50;
constexpr uint32_t kMostLimit = 200;
constexpr size_t kWordsLength = 200;

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
  return std::nullopt;
}

v1::Refusal bad_token() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "page_token",
                      "Dấu trang không dùng được. Hãy tìm lại từ trang đầu.",
                      "This page token cannot be used. Begin again with the first page.");
}

void write_line(const DossierRow& row, const core::Directory& directory, v1::DossierLine& line) {
  line.set_dossier_id(row.dossier_id);
  line.set_kind(row.kind);
  line.set_unit_id(row.unit_id);
  if (const auto* unit = directory.unit(row.unit_id)) line.set_unit_name(unit->name());
  line.set_period(row.period);
  line.set_state(row.state);
  line.set_title(row.title);
  line.set_changed_us(row.changed_us);
  line.set_due_us(row.due_us);
  line.set_rounds(static_cast<uint32_t>(row.rounds));
  line.set_outcome(row.outcome);
  line.set_version(static_cast<uint64_t>(row.version));
}

}  // namespace

std::variant<v1::ListDossiersResponse, v1::Refusal> list_dossiers(const v1::ListDossiersRequest& request,
                                                                  const Scope& scope, const core::Directory& directory,
                                                                  const UnitOrder& order, store::Store& store) {
  if (auto no = check(request, directory)) return *no;
  std::optional<Token> token;
  std::optional<Point> after;
  if (!request.page_token().empty()) {
    token = read_token(request.page_token());
    if (!token || (directory.unit(token->unit_id) == nullptr && !token->unit_id.empty())) return bad_token();
    after = Point{token->period, order.place(token->unit_id), token->no};
  }
  const Wanted wanted{request.kind(), request.period(), request.state(), words_of(request.words())};
  const size_t limit = request.limit() == 0 ? kLimit : request.limit();
  Finder finder(store, order, scope, wanted, limit, !wanted.words.empty() && !token);
  finder.find(after);

  uint64_t total = token ? token->total : finder.matches;
  if (wanted.words.empty()) {
    total = 0;
    for (const auto& top : scope.tops) total += Tallies::total(store, top, request);
  }
  v1::ListDossiersResponse response;
  for (const auto& row : finder.rows) write_line(row, directory, *response.add_lines());
  response.set_total(static_cast<uint32_t>(total));
  if (finder.end) {
    response.set_next_page_token(write_token({finder.end->period, finder.end->unit_id, finder.end->no, total}));
  }
  return response;
}

}  // namespace giaoban::records
