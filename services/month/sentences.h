// Sentences from the life of a cell, for the papers of the demo; Vietnamese, NFC.
#pragma once

#include <string>
#include <vector>

namespace giaoban::month {

const std::vector<std::string>& short_sentences();   // one line each
const std::vector<std::string>& long_sentences();    // whole sentences
const std::vector<std::string>& remark_sentences();  // what a clerk writes beside a paper
// The paper on which the district frees a cell from an obligation.
const std::string& exemption_basis();

}  // namespace giaoban::month
