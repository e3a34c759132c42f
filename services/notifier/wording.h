// What a message says: how many things ask for what, in Vietnamese and in English. Pure.
#pragma once

#include <string>
#include <vector>

#include "giaoban/v1/delivery.pb.h"

namespace giaoban::notifier {

// Counts in the order in which people should look: sent back, to be followed up, due today, overdue, due soon, decided.
std::vector<v1::ReasonCount> in_order(std::vector<v1::ReasonCount> counts);

// "3 việc quá hạn" / "3 items are overdue".
std::string say_vi(const v1::ReasonCount& count);
std::string say_en(const v1::ReasonCount& count);

// The whole in a few words, what must be done first: "4 việc chờ đồng chí xử lý" / "4 items wait for you". Something
// decided is news and waits for nobody: it counts only when there is nothing else.
std::string sum_vi(const std::vector<v1::ReasonCount>& counts);
std::string sum_en(const std::vector<v1::ReasonCount>& counts);

// The text of an SMS, in one language: "Giao ban: 2 việc đến hạn hôm nay, 1 việc quá hạn. https://..."
std::string short_text(const std::vector<v1::ReasonCount>& counts, v1::Language language, const std::string& url);

}  // namespace giaoban::notifier
