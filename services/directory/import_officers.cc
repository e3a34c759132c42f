// ImportOfficers: loads persons, offices and accounts from CSV, all of it or nothing.
#include <algorithm>

#include "services/directory/accounts.h"
#include "services/directory/directory_service.h"
#include "services/directory/logins.h"
#include "services/directory/officer_list.h"
#include "services/directory/people.h"
#include "services/directory/sheet.h"
#include "services/directory/terms.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

// Each costs one argon2id hash inside the step, about 18 ms, during which the directory answers nobody.
constexpr ptrdiff_t kMostPasswords = 250;

void check_accounts(const std::vector<WantedAccount>& wanted, store::Store& store, LineErrors& errors) {
  for (const WantedAccount& account : wanted) {
    const auto known = account_of(store, account.login);
    const std::string login = quoted(account.login);
    if (known && known->person_id != account.person_id) {
      errors.add(account.line, {"Tên đăng nhập " + login + " đã thuộc người khác. Hãy chọn tên khác.",
                                "The login " + login + " belongs to somebody else already. Choose another."});
    } else if (!known && account.password.empty() && account.password_hash.empty()) {
      errors.add(account.line,
                 {"Tên đăng nhập " + login + " là mới nhưng chưa có mật khẩu. Hãy điền password hoặc password_hash.",
                  "The login " + login + " is new but has no password. Fill in password or password_hash."});
    }
  }
  const auto plain = std::count_if(wanted.begin(), wanted.end(), [](const auto& a) { return !a.password.empty(); });
  if (plain <= kMostPasswords) return;
  errors.add(1, {"Tệp có " + std::to_string(plain) +
                     " mật khẩu, mỗi lần nạp nhận tối đa 250 vì việc băm tốn thời gian. "
                     "Hãy chia tệp, hoặc băm trước và dùng cột password_hash.",
                 "The file has " + std::to_string(plain) +
                     " passwords; 250 are taken at a time, as hashing takes long. "
                     "Split the file, or hash beforehand and use the column password_hash."});
}

// Makes the account, or sets its password when that is another one; true when it is new.
bool settle_account(const WantedAccount& wanted, HashCost cost, runtime::Work& work) {
  const auto known = account_of(work.store, wanted.login);
  const bool asks = !wanted.password.empty() || !wanted.password_hash.empty();
  const bool same = known && (wanted.password.empty() ? known->password_hash == wanted.password_hash
                                                      : is_password_of(known->password_hash, wanted.password));
  if (!asks || same) return false;
  const std::string hash =
      wanted.password.empty() ? wanted.password_hash : hash_password(wanted.password, work.ids.bytes(kSaltBytes), cost);
  put_account(work.store, wanted.login, {wanted.person_id, hash});
  // Whoever got in with the old password is out.
  if (known) work.store.prepare("DELETE FROM session WHERE person_id = $1").run({std::string_view(wanted.person_id)});
  return !known;
}

}  // namespace

std::variant<v1::ImportOfficersResponse, v1::Refusal> DirectoryService::import_officers(
    const v1::ImportOfficersRequest& request, const Call& call, Work& work) {
  if (request.csv().size() > kMostCsvBytes) {
    return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "csv", "Tệp lớn hơn 900 KiB. Hãy chia tệp rồi nạp lần lượt.",
                        "The file is larger than 900 KiB. Split it and import the parts in turn.");
  }
  LineErrors errors;
  People people(directory_);
  Terms terms(directory_, work.now.business_us);
  Logins logins;
  for (const OfficerLine& line : read_officers(request.csv(), errors)) {
    people.add(line.line, line.person, errors);
    logins.add(line, errors);
    if (line.office.role() == v1::ROLE_UNSPECIFIED) continue;
    if (auto fault = terms.add(line.office)) errors.add(line.line, std::move(*fault));
  }
  people.finish(errors);
  check_accounts(logins.wanted(), work.store, errors);
  v1::ImportOfficersResponse response;
  if (!errors.empty()) {
    errors.write(*response.mutable_errors());
    response.set_position(work.log.head());
    return response;
  }
  for (const v1::Person& person : people.changed()) {
    response.set_persons(response.persons() + (people.is_new(person.person_id()) ? 1 : 0));
    v1::DirectoryEvent event;
    *event.mutable_person_added()->mutable_person() = person;
    append(std::move(event), call, work);
  }
  for (const v1::Office& office : terms.begun()) {
    v1::DirectoryEvent event;
    *event.mutable_office_begun()->mutable_office() = office;
    append(std::move(event), call, work);
  }
  response.set_offices(static_cast<uint32_t>(terms.begun().size()));
  for (const WantedAccount& account : logins.wanted()) {
    response.set_accounts(response.accounts() + (settle_account(account, cost_, work) ? 1 : 0));
  }
  response.set_position(work.log.head());
  return response;
}

}  // namespace giaoban::directory
