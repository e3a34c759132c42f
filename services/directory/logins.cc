// The accounts of a file of officers: one person behind each login, at most one password, told apart without case.
#include "services/directory/logins.h"

#include "services/directory/cells.h"

namespace giaoban::directory {

void Logins::add(const OfficerLine& line, LineErrors& errors) {
  if (line.login.empty()) return;
  const auto [at, fresh] = index_.try_emplace(ascii_lower(line.login), wanted_.size());
  if (fresh) wanted_.push_back({line.line, at->first, line.person.person_id(), line.password, line.password_hash});
  WantedAccount& account = wanted_[at->second];
  const std::string login = quoted(line.login);
  const std::string first = std::to_string(account.line);
  if (account.person_id != line.person.person_id()) {
    errors.add(line.line,
               {"Tên đăng nhập " + login + " đã thuộc người khác ở dòng " + first + " (không phân biệt hoa thường).",
                "The login " + login + " belongs to another person on line " + first + " (case does not count)."});
    return;
  }
  if (line.password.empty() && line.password_hash.empty()) return;
  if (account.password.empty() && account.password_hash.empty()) {
    account.password = line.password;
    account.password_hash = line.password_hash;
  } else if (account.password != line.password || account.password_hash != line.password_hash) {
    errors.add(
        line.line,
        {"Tên đăng nhập " + login + " có mật khẩu khác ở dòng " + first + ". Hãy chỉ điền mật khẩu ở một dòng.",
         "The login " + login + " has another password on line " + first + ". Give the password on one line only."});
  }
}

}  // namespace giaoban::directory
