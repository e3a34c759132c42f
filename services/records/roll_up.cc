// Brings the numbers of many papers together: sums, counts, averages.
#include "services/records/roll_up.h"

#include <limits>
#include <map>

#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

struct Sum {
  int64_t total = 0;
  uint32_t given = 0;

  void add(int64_t value) {
    ++given;
    if (__builtin_add_overflow(total, value, &total)) {
      total = value > 0 ? std::numeric_limits<int64_t>::max() : std::numeric_limits<int64_t>::min();
    }
  }
  int64_t average_milli() const {
    if (given == 0) return 0;
    const int64_t whole = total / given;
    const int64_t rest = (total % given) * 1000;  // small: less than given
    const int64_t half = rest < 0 ? -int64_t{given} / 2 : int64_t{given} / 2;
    int64_t milli = 0;
    if (__builtin_mul_overflow(whole, 1000, &milli))
      return total > 0 ? std::numeric_limits<int64_t>::max() : std::numeric_limits<int64_t>::min();
    return milli + (rest + half) / given;
  }
};

std::optional<v1::Refusal> check(const v1::RollUpReportsRequest& request, const core::PublishedKind* kind) {
  if (kind == nullptr) {
    return core::refuse(v1::REFUSAL_CODE_NOT_FOUND, "kind",
                        "Không có loại văn bản này. Hãy chọn loại báo cáo cần tổng hợp.",
                        "There is no such kind of document. Choose the kind of report to bring together.");
  }
  const bool owed = kind->kind.has_cadence();
  if (request.period().empty() ? owed : !core::period_start(request.period())) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "period",
                        "Cần biết tổng hợp kỳ nào. Hãy viết tháng như 2026-11 hoặc quý như 2026-Q4.",
                        "Which period is to be brought together? Write a month as 2026-11 or a quarter as 2026-Q4.");
  }
  return std::nullopt;
}

struct Sums {
  uint32_t papers = 0;
  std::map<std::string, Sum> by_field;
};

void add_range(const v1::RollUpReportsRequest& request, const PlaceRange& range, store::Store& store, Sums& sums) {
  int64_t last = 0;
  store
      .prepare(
          "SELECT d.no, d.unit_id, n.field, n.handed_in FROM dossiers d "
          "LEFT JOIN numbers n ON n.no = d.no AND n.handed_in IS NOT NULL "
          "WHERE d.kind = $1 AND d.period = $2 AND d.place >= $3 AND d.place < $4 AND d.counted = 1 ORDER BY d.place, "
          "d.no")
      .each({std::string_view(request.kind()), std::string_view(request.period()), range.from, range.until},
            [&](const store::Row& row) {
              if (!request.unit_id().empty() && row.text(1) == request.unit_id()) return;
              if (row.integer(0) != last) ++sums.papers;
              last = row.integer(0);
              if (!row.is_null(2)) sums.by_field[std::string(row.text(2))].add(row.integer(3));
            });
}

void write_line(const v1::FormField& field, const Sum& sum, v1::RollUpLine& line) {
  line.set_field(field.name());
  *line.mutable_label() = field.label();
  line.set_roll_up(field.roll_up());
  line.set_given(sum.given);
  if (field.roll_up() == v1::ROLL_UP_COUNT) line.set_total(sum.given);
  if (field.roll_up() == v1::ROLL_UP_SUM) line.set_total(sum.total);
  if (field.roll_up() == v1::ROLL_UP_AVERAGE) line.set_average_milli(sum.average_milli());
}

}  // namespace

std::variant<v1::RollUpReportsResponse, v1::Refusal> roll_up_reports(const v1::RollUpReportsRequest& request,
                                                                     const Scope& scope,
                                                                     const core::Directory& directory,
                                                                     store::Store& store) {
  const auto kind = directory.kind(request.kind());
  if (auto no = check(request, kind.get())) return *no;
  Sums sums;
  for (const auto& range : scope.ranges) add_range(request, range, store, sums);

  v1::RollUpReportsResponse response;
  response.set_papers(sums.papers);
  for (const auto& section : kind->kind.form().sections()) {
    for (const auto& field : section.fields()) {
      const bool number = field.type() == v1::FIELD_TYPE_NUMBER && field.roll_up() != v1::ROLL_UP_UNSPECIFIED;
      if (number) write_line(field, sums.by_field[field.name()], *response.add_lines());
    }
  }
  return response;
}

}  // namespace giaoban::records
