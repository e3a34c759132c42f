// What others ask the reminder: the obligations of a part of the tree, page by page, and whether one is still open.
#include "services/reminder/lookup.h"

#include <algorithm>
#include <tuple>

#include "services/reminder/exemption_rows.h"
#include "workflows/core/refusal.h"

namespace giaoban::reminder {

namespace {

constexpr uint32_t kLimit = 200;
constexpr uint32_t kMostLimit = 1000;
constexpr int64_t kScan = 1000;

// The least and the greatest id in a part of the tree: the stretch of the key that a list has to read.
struct Stretch {
  std::string_view first;
  std::string_view last;
};

Stretch stretch_of(const core::Directory& directory, std::string_view unit_id) {
  Stretch stretch{unit_id, unit_id};
  std::vector<std::string_view> todo{unit_id};
  while (!todo.empty()) {
    const auto at = todo.back();
    todo.pop_back();
    stretch.first = std::min(stretch.first, at);
    stretch.last = std::max(stretch.last, at);
    for (const auto& child : directory.children(at)) todo.push_back(child);
  }
  return stretch;
}

class Page {
 public:
  Page(store::Store& store, const core::Directory& directory, const v1::ListObligationsRequest& request)
      : store_(store), directory_(directory), request_(request), stretch_(stretch_of(directory, request.unit_id())) {
    limit_ = request.limit() == 0 ? kLimit : request.limit();
  }

  bool full() const { return !response_.next_page_token().empty(); }

  // Takes what fits of one period and kind, after the given unit.
  void take(const Period& period, std::string after) {
    for (;;) {
      const auto list = list_obligations(store_, period.period, period.kind, after, stretch_.last, kScan);
      for (const auto& owed : list) {
        if (owed.unit_id() < stretch_.first || !wanted(owed)) continue;
        if (response_.obligations_size() == static_cast<int>(limit_)) {
          const auto& last = response_.obligations(response_.obligations_size() - 1);
          response_.set_next_page_token(last.obligation_id());
          return;
        }
        *response_.add_obligations() = owed;
        name_exemption(store_, *response_.mutable_obligations()->rbegin());
      }
      if (list.size() < static_cast<size_t>(kScan)) return;
      after = list.back().unit_id();
    }
  }

  // The unit before which nothing of the stretch lies.
  std::string before_first() const { return std::string(stretch_.first.substr(0, stretch_.first.size() - 1)); }
  v1::ListObligationsResponse take_response() { return std::move(response_); }

 private:
  bool wanted(const v1::Obligation& owed) const {
    if (request_.state() != v1::OBLIGATION_STATE_UNSPECIFIED && owed.state() != request_.state()) return false;
    return directory_.is_within(owed.unit_id(), request_.unit_id());
  }

  store::Store& store_;
  const core::Directory& directory_;
  const v1::ListObligationsRequest& request_;
  Stretch stretch_;
  uint32_t limit_ = kLimit;
  v1::ListObligationsResponse response_;
};

}  // namespace

std::variant<v1::ListObligationsResponse, v1::Refusal> list_owed(store::Store& store, const core::Directory& directory,
                                                                 const Periods& periods,
                                                                 const v1::ListObligationsRequest& request) {
  if (directory.unit(request.unit_id()) == nullptr) return no_such_unit(request.unit_id());
  if (request.limit() > kMostLimit) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "limit",
                        "Mỗi lần chỉ lấy được nhiều nhất 1.000 nghĩa vụ. Xin giảm số lượng rồi lấy tiếp theo trang.",
                        "At most 1,000 obligations come at a time. Ask for fewer and continue page by page.");
  }
  ObligationKey after;
  if (!request.page_token().empty()) {
    const auto parsed = parse_obligation_id(request.page_token());
    if (!parsed) {
      return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "page_token",
                          "Mã trang không hợp lệ. Xin dùng đúng mã của lần trả lời trước.",
                          "This is no page token. Use the one of the last answer.");
    }
    after = *parsed;
  }
  Page page(store, directory, request);
  for (const Period* period : periods.opened()) {
    if (!request.period().empty() && period->period != request.period()) continue;
    if (!request.kind().empty() && period->kind != request.kind()) continue;
    const auto here = std::tie(period->period, period->kind);
    const auto there = std::tie(after.period, after.kind);
    if (here < there) continue;
    page.take(*period, here == there ? after.unit_id : page.before_first());
    if (page.full()) break;
  }
  return page.take_response();
}

v1::CheckOwedResponse check_owed(store::Store& store, const v1::CheckOwedRequest& request) {
  v1::CheckOwedResponse response;
  const auto key = parse_obligation_id(request.obligation_id());
  const auto row = key ? find_obligation(store, *key) : std::nullopt;
  const auto state = row ? row->obligation.state() : v1::OBLIGATION_STATE_UNSPECIFIED;
  response.set_owed(state == v1::OBLIGATION_STATE_OPEN || state == v1::OBLIGATION_STATE_MISSING);
  return response;
}

v1::Refusal no_such_unit(const std::string& unit_id) {
  return core::refuse(
      v1::REFUSAL_CODE_NOT_FOUND, "unit_id",
      "Không có đơn vị '" + unit_id + "', hoặc đồng chí không có quyền xem. Xin kiểm tra lại mã đơn vị.",
      "There is no unit '" + unit_id + "', or you may not see it. Please check its id.");
}

}  // namespace giaoban::reminder
