// The contract's words for people: verbs, roles, levels and who is told, in both languages.
#include "workflows/core/words.h"

#include <cctype>
#include <string_view>

namespace giaoban::core {
namespace {

struct Word {
  int number;
  std::string_view vi;
  std::string_view en;
};

constexpr Word kVerbs[] = {
    {v1::VERB_OPEN, "Mở", "Open"},
    {v1::VERB_SAVE, "Lưu", "Save"},
    {v1::VERB_SUBMIT, "Trình", "Submit"},
    {v1::VERB_RECEIVE, "Tiếp nhận", "Receive"},
    {v1::VERB_CLAIM, "Nhận xử lý", "Claim"},
    {v1::VERB_RELEASE, "Thôi xử lý", "Release"},
    {v1::VERB_APPROVE, "Duyệt", "Approve"},
    {v1::VERB_SEND_BACK, "Trả lại", "Send back"},
    {v1::VERB_REJECT, "Không duyệt", "Reject"},
    {v1::VERB_FORWARD, "Chuyển cấp trên", "Forward"},
    {v1::VERB_WITHDRAW, "Thu hồi", "Withdraw"},
    {v1::VERB_COMMENT, "Ghi ý kiến", "Comment"},
    {v1::VERB_ATTACH, "Đính kèm", "Attach"},
    {v1::VERB_REOPEN, "Mở lại", "Reopen"},
    {v1::VERB_EXPIRE, "Hết hạn", "Expire"},
    {v1::VERB_UNDO, "Hoàn tác", "Undo"},
    {v1::VERB_SEAL, "Chốt", "Seal"},
};

constexpr Word kRoles[] = {
    {v1::ROLE_SECRETARY, "bí thư", "secretary"},
    {v1::ROLE_DEPUTY_SECRETARY, "phó bí thư", "deputy secretary"},
    {v1::ROLE_COMMITTEE_MEMBER, "cấp uỷ viên", "committee member"},
    {v1::ROLE_CLERK, "văn thư", "clerk"},
    {v1::ROLE_VILLAGE_HEAD, "trưởng thôn", "village head"},
    {v1::ROLE_BOARD, "ban của cấp uỷ", "board"},
    {v1::ROLE_SUPERVISING_OFFICIAL, "cán bộ được phân công dự", "supervising official"},
    {v1::ROLE_ADMINISTRATOR, "quản trị hệ thống", "administrator"},
    {v1::ROLE_AUDITOR, "cán bộ kiểm tra", "auditor"},
};

constexpr Word kLevels[] = {
    {v1::LEVEL_CELL, "chi bộ", "cell"},           {v1::LEVEL_SUB_COMMITTEE, "đảng bộ bộ phận", "sub-committee"},
    {v1::LEVEL_COMMUNE, "đảng uỷ xã", "commune"}, {v1::LEVEL_DISTRICT, "huyện uỷ", "district"},
    {v1::LEVEL_PROVINCE, "tỉnh uỷ", "province"},
};

constexpr Word kWhom[] = {
    {v1::WHOM_HOLDER, "người giữ hồ sơ", "holder"},
    {v1::WHOM_SUPERIOR, "cấp trên", "superior"},
    {v1::WHOM_AUTHOR, "người lập", "author"},
};

template <size_t N>
v1::Label find(const Word (&words)[N], int number) {
  v1::Label label;
  for (const Word& word : words) {
    if (word.number != number) continue;
    label.set_vi(std::string(word.vi));
    label.set_en(std::string(word.en));
    return label;
  }
  label.set_vi("số " + std::to_string(number));
  label.set_en("number " + std::to_string(number));
  return label;
}

}  // namespace

v1::Label label_of(v1::Verb verb) {
  return find(kVerbs, verb);
}
v1::Label label_of(v1::Role role) {
  return find(kRoles, role);
}
v1::Label label_of(v1::Level level) {
  return find(kLevels, level);
}
v1::Label label_of(v1::Whom whom) {
  return find(kWhom, whom);
}

std::string name_of(v1::Verb verb) {
  constexpr std::string_view prefix = "VERB_";
  std::string name = v1::Verb_Name(verb);
  if (name.starts_with(prefix)) name.erase(0, prefix.size());
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name.empty() ? "verb " + std::to_string(verb) : name;
}

}  // namespace giaoban::core
