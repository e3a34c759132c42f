// Who has handed in what was owed: units by periods, from the counts of obligations.
#include <algorithm>
#include <optional>

#include "services/records/owed.h"
#include "services/records/pictures.h"
#include "services/runtime/ids.h"
#include "workflows/core/time.h"

namespace giaoban::records {

namespace {

constexpr int kColumnsBefore = 5;

using Columns = std::vector<std::string>;

v1::Refusal not_owed() {
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "kind",
                      "Loại văn bản này không phải nộp theo kỳ nên không có bảng theo dõi. Hãy chọn loại nộp theo kỳ.",
                      "This kind of document is not owed by periods, so there is no grid of it. Choose one that is.");
}

std::variant<Columns, v1::Refusal> columns_of(const v1::GetComplianceRequest& request, const v1::Kind& kind,
                                              int64_t now_us) {
  const auto every = kind.cadence().every();
  const std::string last = request.to_period().empty() ? core::period_of(now_us, every) : request.to_period();
  if (!has_period(kind, last)) return no_such_period(kind, "to_period");
  std::string first = request.from_period();
  if (first.empty()) {
    first = last;
    for (int i = 0; i < kColumnsBefore; ++i) {
      const std::string before = core::period_of(core::period_start(first).value_or(0) - 1, every);
      if (before < first) first = before;
    }
  }
  if (!has_period(kind, first)) return no_such_period(kind, "from_period");
  if (first > last) return periods_reversed("from_period");
  auto columns = periods_between(first, last);
  if (columns.size() > kMostPeriods) return too_many_periods("from_period");
  return columns;
}

// Whose children are shown. Nothing when the caller may see nothing; the empty id when several units stand at the top.
std::optional<std::string> shown_unit(const Scope& scope, const Known& known) {
  if (scope.tops.empty()) return std::nullopt;
  if (scope.tops[0].empty()) {
    const auto& tops = known.order.children("");
    return tops.size() == 1 ? tops[0] : "";
  }
  const auto level = [&](const std::string& unit_id) {
    const auto* unit = known.directory.unit(unit_id);
    return unit == nullptr ? v1::LEVEL_UNSPECIFIED : unit->level();
  };
  return *std::max_element(scope.tops.begin(), scope.tops.end(),
                           [&](const auto& a, const auto& b) { return level(a) < level(b); });
}

void add(const Owed::Count& count, int64_t now_us, v1::ComplianceCell& cell) {
  if (count.state == v1::OBLIGATION_STATE_EXEMPT) return cell.set_exempt(cell.exempt() + count.owed);
  cell.set_expected(cell.expected() + count.owed);
  if (count.state == v1::OBLIGATION_STATE_ON_TIME) {
    cell.set_on_time(cell.on_time() + count.owed);
  } else if (count.state == v1::OBLIGATION_STATE_LATE) {
    cell.set_late(cell.late() + count.owed);
  } else if (count.state == v1::OBLIGATION_STATE_OPEN && now_us <= count.due_us) {
    cell.set_not_due(cell.not_due() + count.owed);
  } else {
    cell.set_missing(cell.missing() + count.owed);
  }
}

v1::ComplianceRow row_of(const std::string& unit_id, const std::string& kind, const Columns& columns,
                         const Known& known) {
  v1::ComplianceRow row;
  row.set_unit_id(unit_id);
  if (const auto* unit = known.directory.unit(unit_id)) {
    row.set_name(unit->name());
    row.set_level(unit->level());
  }
  for (size_t i = 0; i < columns.size(); ++i) row.add_cells();
  for (const auto& count : Owed::counts(known.store, unit_id, kind, columns.front(), columns.back())) {
    const auto at = std::lower_bound(columns.begin(), columns.end(), count.period);
    if (at == columns.end() || *at != count.period) continue;
    add(count, known.now_us, *row.mutable_cells(static_cast<int>(at - columns.begin())));
  }
  return row;
}

bool failed(const store::Row& row) {
  const auto outcome = static_cast<v1::Outcome>(row.integer(2));
  return row.integer(1) != 0 && outcome != v1::OUTCOME_APPROVED && outcome != v1::OUTCOME_UNSPECIFIED;
}

// The paper of a cell in which exactly one is owed, as far as the caller may open it; of several the latest that still
// stands.
void name_paper(const std::string& kind, const std::string& period, const PlaceRange& range, const Scope& scope,
                const Known& known, v1::ComplianceCell& cell) {
  bool any = false;
  bool stands = false;
  std::string id;
  known.store
      .prepare(
          "SELECT id, ended, outcome, rounds, unit_id FROM dossiers WHERE kind = $1 AND period = $2 AND place >= $3 "
          "AND place < $4 ORDER BY place, no")
      .each({std::string_view(kind), std::string_view(period), range.from, range.until}, [&](const store::Row& row) {
        if (!scope.opens(row.integer(3), std::string(row.text(4)))) return;
        if (failed(row) && stands) return;
        stands = !failed(row);
        any = true;
        id = row.blob(0);
      });
  if (any) cell.set_dossier_id(runtime::uuid_to_text(id));
}

// One narrow look per cell that wants it.
void name_papers(const std::string& kind, const Scope& scope, const Known& known, v1::GetComplianceResponse& response) {
  for (auto& row : *response.mutable_rows()) {
    const PlaceRange range = known.order.range(row.unit_id());
    for (int column = 0; column < response.periods_size(); ++column) {
      auto& cell = *row.mutable_cells(column);
      if (cell.expected() == 1) name_paper(kind, response.periods(column), range, scope, known, cell);
    }
  }
}

void sum_up(v1::GetComplianceResponse& response) {
  for (int i = 0; i < response.periods_size(); ++i) {
    auto& total = *response.add_totals();
    for (const auto& row : response.rows()) {
      const auto& cell = row.cells(i);
      total.set_expected(total.expected() + cell.expected());
      total.set_on_time(total.on_time() + cell.on_time());
      total.set_late(total.late() + cell.late());
      total.set_missing(total.missing() + cell.missing());
      total.set_not_due(total.not_due() + cell.not_due());
      total.set_exempt(total.exempt() + cell.exempt());
      if (total.dossier_id().empty()) total.set_dossier_id(cell.dossier_id());
    }
    if (total.expected() != 1) total.clear_dossier_id();
  }
}

}  // namespace

std::variant<v1::GetComplianceResponse, v1::Refusal> get_compliance(const v1::GetComplianceRequest& request,
                                                                    const Scope& scope, const Known& known) {
  auto asked = asked_kind(request.kind(), known.directory);
  if (auto* no = std::get_if<v1::Refusal>(&asked)) return std::move(*no);
  const v1::Kind& kind = std::get<std::shared_ptr<const core::PublishedKind>>(asked)->kind;
  if (!kind.has_cadence()) return not_owed();
  auto columns = columns_of(request, kind, known.now_us);
  if (auto* no = std::get_if<v1::Refusal>(&columns)) return std::move(*no);
  const auto& periods = std::get<Columns>(columns);

  v1::GetComplianceResponse response;
  response.set_as_of_us(known.now_us);
  for (const auto& period : periods) response.add_periods(period);
  if (const auto shown = shown_unit(scope, known)) {
    response.set_unit_id(*shown);
    if (const auto* unit = known.directory.unit(*shown)) response.set_unit_name(unit->name());
    auto below = known.order.children(*shown);
    if (below.empty() && !shown->empty()) below = {*shown};
    for (const auto& unit_id : below) {
      *response.add_rows() = row_of(unit_id, request.kind(), periods, known);
    }
  }
  name_papers(request.kind(), scope, known, response);
  sum_up(response);
  return response;
}

}  // namespace giaoban::records
