// Check: refuses a kind that could strand a paper, before any paper is begun under it.
#include "workflows/core/check.h"

#include <set>

#include "workflows/core/check_parts.h"

namespace giaoban::core {
namespace {

constexpr int kMaxStates = 100;
constexpr int kMaxMoves = 20;  // there are fewer verbs
constexpr int kMaxBounded = 12;
constexpr size_t kMaxWord = 64;
constexpr size_t kMaxSymbol = 10;

// Words of the contract that later versions do; a paper that relied on them would wait for something that never comes.
void check_unsupported(const v1::Kind& kind, Findings& findings) {
  const auto refuse = [&](const std::string& path, const std::string& word, const Said& instead) {
    findings.add(path, {"Phiên bản này chưa làm được \"" + word + "\". " + instead.vi,
                        "This version cannot do \"" + word + "\" yet. " + instead.en});
  };
  const Said drop{"Hãy bỏ từ này.", "Leave the word out."};
  for (int i = 0; i < kind.children_size(); ++i) refuse("children[" + std::to_string(i) + "]", "children", drop);
  if (kind.has_print()) refuse("print", "print", drop);
  for (int s = 0; s < kind.way().states_size(); ++s) {
    for (int i = 0; i < kind.way().states(s).opinions_size(); ++i) {
      refuse(state_path(s) + ".opinions[" + std::to_string(i) + "]", "opinions",
             {"Hãy đặt từng nơi cho ý kiến thành một trạng thái.", "Ask for each opinion in a state of its own."});
    }
  }
}

bool fits(const v1::Way& way, Findings& findings) {
  bool small = true;
  if (way.states_size() > kMaxStates) {
    findings.add("way", {"Đường đi có quá 100 trạng thái. Hãy chia thành nhiều loại văn bản.",
                         "The way has more than 100 states. Split it into several kinds."});
    small = false;
  }
  // Ways are told by these words again and again, so they must be short before anything else is looked at.
  const auto expect_short = [&](const std::string& path, const std::string& word) {
    if (word.size() <= kMaxWord) return;
    findings.add(path, {"Tên trạng thái dài quá 40 ký tự.", "The name of the state is longer than 40 characters."});
    small = false;
  };
  expect_short("way.first", way.first());
  int bounded = 0;
  for (int s = 0; s < way.states_size(); ++s) {
    expect_short(state_path(s) + ".name", way.states(s).name());
    expect_short(state_path(s) + ".expiry.to", way.states(s).expiry().to());
    for (int m = 0; m < way.states(s).moves_size(); ++m) {
      bounded += way.states(s).moves(m).at_most() > 0 ? 1 : 0;
      expect_short(state_path(s) + ".moves[" + std::to_string(m) + "].to", way.states(s).moves(m).to());
    }
    if (way.states(s).moves_size() <= kMaxMoves) continue;
    findings.add(state_path(s), {"Trạng thái có quá 20 bước (moves).", "The state has more than 20 moves."});
    small = false;
  }
  if (bounded > kMaxBounded) {
    findings.add("way",
                 {"Có quá 12 bước mang at_most, không chứng minh được là hồ sơ luôn có lối ra. Hãy bỏ bớt.",
                  "More than 12 moves have at_most, too many to prove that a paper always gets out. Drop some."});
    small = false;
  }
  return small;
}

}  // namespace

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> all = {
      {"cell-commune-district-province", {v1::LEVEL_CELL, v1::LEVEL_COMMUNE, v1::LEVEL_DISTRICT, v1::LEVEL_PROVINCE}},
      {"cell-commune-province", {v1::LEVEL_CELL, v1::LEVEL_COMMUNE, v1::LEVEL_PROVINCE}},
  };
  return all;
}

bool is_office(const v1::Asked& asked) {
  return asked.role() != v1::ROLE_UNSPECIFIED && v1::Role_IsValid(asked.role()) &&
         asked.level() != v1::LEVEL_UNSPECIFIED && v1::Level_IsValid(asked.level());
}

bool only_looks_on(const v1::Asked& asked) {
  return asked.role() == v1::ROLE_ADMINISTRATOR || asked.role() == v1::ROLE_AUDITOR;
}

std::string state_path(int state) {
  return "way.states[" + std::to_string(state) + "]";
}

std::string way_to(const std::vector<Walk>& walks, int state) {
  for (const Walk& walk : walks) {
    if (const int node = walk.nearest(state); node >= 0) return walk.way_to(node);
  }
  return {};
}

void check_head(const v1::Kind& kind, Findings& findings) {
  findings.expect_name("name", kind.name());
  findings.expect_label("title", kind.title());
  if (kind.symbol().empty() || kind.symbol().size() > kMaxSymbol) {
    findings.add("symbol", {"Ký hiệu (symbol) phải có từ 1 đến 10 ký tự, như \"KH\".",
                            "The symbol needs 1 to 10 characters, such as \"KH\"."});
  }
  if (kind.may_open_size() == 0) {
    findings.add("may_open", {"Chưa nói ai được mở (may_open). Cần ít nhất một chức vụ ở một cấp.",
                              "Nobody may open it (may_open). Name at least one office at a level."});
  }
  std::set<std::pair<int, int>> offices;
  for (int i = 0; i < kind.may_open_size(); ++i) {
    const std::string path = "may_open[" + std::to_string(i) + "]";
    const v1::Asked& office = kind.may_open(i);
    if (!is_office(office)) {
      findings.add(path,
                   {"may_open phải nói cả chức vụ (role) và cấp (level).", "may_open needs both a role and a level."});
    } else if (only_looks_on(office)) {
      findings.add(path, {"Quản trị hệ thống và cán bộ kiểm tra không soạn văn bản. Hãy chọn chức vụ khác.",
                          "Administrators and auditors write no papers. Choose another office."});
    } else if (!offices.emplace(office.role(), office.level()).second) {
      findings.add(path, {"Chức vụ này đã có ở trên.", "This office is named above already."});
    }
  }
}

std::vector<v1::KindFault> check(const KindFile& file) {
  if (!file.faults.empty()) return file.faults;
  Findings findings(file);
  const v1::Kind& kind = file.kind;
  check_unsupported(kind, findings);
  check_head(kind, findings);
  check_form(kind, findings);
  check_meeting(kind, findings);
  if (!fits(kind.way(), findings)) return findings.in_order();
  std::vector<Walk> walks;
  for (const Origin& origin : origins(kind)) walks.emplace_back(kind, origin);
  check_states(kind, walks, findings);
  check_times(kind, walks, findings);
  check_walks(kind, walks, findings);
  return findings.in_order();
}

}  // namespace giaoban::core
