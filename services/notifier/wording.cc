// What a message says: how many things ask for what, in Vietnamese and in English. Pure.
#include "services/notifier/wording.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace giaoban::notifier {

namespace {

struct Words {
  v1::NoticeReason reason;
  std::string_view vi;
  std::string_view one;
  std::string_view many;
};

// In the order in which they are told; the last row is for reasons that this program does not know.
constexpr std::array kWords = {
    Words{v1::NOTICE_REASON_RETURNED, "việc được trả lại để bổ sung", "item was sent back to be completed",
          "items were sent back to be completed"},
    Words{v1::NOTICE_REASON_ESCALATION, "việc ở cấp dưới cần đồng chí đôn đốc",
          "item below your level needs your follow-up", "items below your level need your follow-up"},
    Words{v1::NOTICE_REASON_DUE_TODAY, "việc đến hạn hôm nay", "item is due today", "items are due today"},
    Words{v1::NOTICE_REASON_OVERDUE, "việc quá hạn", "item is overdue", "items are overdue"},
    Words{v1::NOTICE_REASON_UPCOMING, "việc sắp đến hạn", "item is due soon", "items are due soon"},
    Words{v1::NOTICE_REASON_DECIDED, "việc của đồng chí đã có kết quả", "item of yours has been decided",
          "items of yours have been decided"},
    Words{v1::NOTICE_REASON_UNSPECIFIED, "việc chờ đồng chí xử lý", "item waits for you", "items wait for you"},
};

size_t place_of(v1::NoticeReason reason) {
  const auto* at = std::find_if(kWords.begin(), kWords.end(), [&](const Words& w) { return w.reason == reason; });
  return std::min(static_cast<size_t>(at - kWords.begin()), kWords.size() - 1);
}

const Words& words_for(v1::NoticeReason reason) {
  return kWords.at(place_of(reason));
}

// All that waits, or the news when nothing does; escalations keep their own words when they are alone.
v1::ReasonCount sum_of(const std::vector<v1::ReasonCount>& counts) {
  v1::ReasonCount sum;
  uint32_t news = 0;
  uint32_t below = 0;
  for (const auto& one : counts) {
    (one.reason() == v1::NOTICE_REASON_DECIDED ? news : below) += one.count();
    if (one.reason() != v1::NOTICE_REASON_DECIDED) sum.set_count(sum.count() + one.count());
  }
  const auto only = [&](v1::NoticeReason reason) {
    return std::all_of(counts.begin(), counts.end(), [&](const v1::ReasonCount& c) {
      return c.reason() == reason || c.reason() == v1::NOTICE_REASON_DECIDED;
    });
  };
  if (below == 0) {
    sum.set_reason(v1::NOTICE_REASON_DECIDED);
    sum.set_count(news);
  } else if (only(v1::NOTICE_REASON_ESCALATION)) {
    sum.set_reason(v1::NOTICE_REASON_ESCALATION);
  }
  return sum;
}

}  // namespace

std::vector<v1::ReasonCount> in_order(std::vector<v1::ReasonCount> counts) {
  std::stable_sort(counts.begin(), counts.end(),
                   [](const auto& a, const auto& b) { return place_of(a.reason()) < place_of(b.reason()); });
  return counts;
}

std::string say_vi(const v1::ReasonCount& count) {
  return std::to_string(count.count()) + " " + std::string(words_for(count.reason()).vi);
}

std::string say_en(const v1::ReasonCount& count) {
  const Words& words = words_for(count.reason());
  return std::to_string(count.count()) + " " + std::string(count.count() == 1 ? words.one : words.many);
}

std::string sum_vi(const std::vector<v1::ReasonCount>& counts) {
  return say_vi(sum_of(counts));
}

std::string sum_en(const std::vector<v1::ReasonCount>& counts) {
  return say_en(sum_of(counts));
}

std::string short_text(const std::vector<v1::ReasonCount>& counts, v1::Language language, const std::string& url) {
  std::string text;
  for (const auto& one : counts) {
    text += (text.empty() ? "Giao ban: " : ", ") + (language == v1::LANGUAGE_EN ? say_en(one) : say_vi(one));
  }
  return text + ". " + url;
}

}  // namespace giaoban::notifier
