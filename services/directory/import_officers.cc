// ImportOfficers: loads persons, offices and accounts from CSV, all of it or nothing.
#include <algorithm>
#include <map>
#include <set>

#include "services/directory/accounts.h"
#include "services/directory/asker.h"
#include "services/directory/directory_service.h"
#include "services/directory/feed_table.h"
#include "services/directory/logins.h"
#include "services/directory/officer_list.h"
#include "services/directory/people.h"
#include "services/directory/session_table.h"
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

// Makes the account, or sets its password when that is another one; one without a password waits for a printed code.
// True when it is new; with `preview` nothing is made.
bool settle_account(const WantedAccount& wanted, HashCost cost, bool preview, runtime::Work& work) {
  const auto known = account_of(work.store, wanted.login);
  if (preview) return !known;
  Account account = known.value_or(Account());
  account.login = wanted.login;
  account.person_id = wanted.person_id;
  const bool asks = !wanted.password.empty() || !wanted.password_hash.empty();
  // A hash from elsewhere that would take too long to check is replaced instead.
  const bool same = known && (wanted.password.empty() ? known->password_hash == wanted.password_hash
                                                      : is_bearable(known->password_hash, most_bearable(cost)) &&
                                                            is_password_of(known->password_hash, wanted.password));
  if (known && (!asks || same)) return false;
  if (asks) {
    account.password_hash = wanted.password.empty() ? wanted.password_hash
                                                    : hash_password(wanted.password, work.ids.bytes(kSaltBytes), cost);
    account.code_digest.clear();
  }
  put_account(work.store, account);
  // Whoever got in with the old password is out.
  if (known) {
    end_sessions(work.store, wanted.person_id);
    end_feed(work.store, wanted.person_id);
  }
  return !known;
}

// What an administrator may do with a file; the operator is free. An office in a unit that they keep; another name,
// address or login only for persons whom they keep; a new person only together with an office; no password, for each
// costs the directory a hash and the administrator would know it.
class KeeperCheck {
 public:
  KeeperCheck(const Asker& asker, const core::Directory& known, LineErrors& errors)
      : asker_(asker), known_(known), errors_(errors) {}

  void check(const OfficerLine& line, bool begins) {
    if (asker_.is_operator()) return;
    const std::string& person_id = line.person.person_id();
    const bool office = line.office.role() != v1::ROLE_UNSPECIFIED;
    if (office && known_.unit(line.office.unit_id()) != nullptr && !asker_.keeps(line.office.unit_id())) {
      say(line.line, asker_.not_keeper(line.office.unit_id()));
    }
    if (begins) {
      if (const auto no = asker_.check_appointing(person_id)) say(line.line, *no);
    }
    if (office) placed_.insert(person_id);
    first_line_.try_emplace(person_id, line.line);
    if (!line.login.empty()) signing_in_.insert(person_id);
    if (line.password.empty() && line.password_hash.empty()) return;
    errors_.add(line.line,
                {"Quản trị hệ thống không nạp mật khẩu bằng tệp. Hãy để trống cột password và password_hash, "
                 "rồi cấp phiếu mã đăng nhập lần đầu.",
                 "An administrator does not import passwords. Leave password and password_hash empty, then "
                 "print codes for the first sign-in."});
  }

  void finish(const std::vector<v1::Person>& changed) {
    if (asker_.is_operator()) return;
    std::set<std::string> touched = signing_in_;
    for (const v1::Person& person : changed) touched.insert(person.person_id());
    for (const std::string& id : touched) {
      const bool is_known = known_.person(id) != nullptr;
      if (is_known ? asker_.keeps_person(id) : placed_.contains(id)) continue;
      say(first_line_.at(id), asker_.not_keeper_of_person(id));
    }
  }

 private:
  void say(uint32_t line, const v1::Refusal& no) { errors_.add(line, {no.text_vi(), no.text_en()}); }

  const Asker& asker_;
  const core::Directory& known_;
  LineErrors& errors_;
  std::set<std::string> placed_;
  std::set<std::string> signing_in_;
  std::map<std::string, uint32_t> first_line_;
};

}  // namespace

std::variant<v1::ImportOfficersResponse, v1::Refusal> DirectoryService::import_officers(
    const v1::ImportOfficersRequest& request, const Call& call, Work& work) {
  if (request.csv().size() > kMostCsvBytes) {
    return core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "csv", "Tệp lớn hơn 900 KiB. Hãy chia tệp rồi nạp lần lượt.",
                        "The file is larger than 900 KiB. Split it and import the parts in turn.");
  }
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  LineErrors errors;
  KeeperCheck keeper(std::get<Asker>(asker), directory_, errors);
  People people(directory_);
  Terms terms(directory_, work.now.business_us);
  Logins logins;
  for (const OfficerLine& line : read_officers(request.csv(), most_bearable(cost_), errors)) {
    people.add(line.line, line.person, errors);
    logins.add(line, errors);
    const size_t begun = terms.begun().size();
    if (line.office.role() != v1::ROLE_UNSPECIFIED) {
      if (auto fault = terms.add(line.office)) errors.add(line.line, std::move(*fault));
    }
    keeper.check(line, terms.begun().size() != begun);
  }
  people.finish(errors);
  keeper.finish(people.changed());
  check_accounts(logins.wanted(), work.store, errors);
  v1::ImportOfficersResponse response;
  if (!errors.empty()) {
    errors.write(*response.mutable_errors());
    response.set_position(work.log.head());
    return response;
  }
  for (const v1::Person& person : people.changed()) {
    response.set_persons(response.persons() + (people.is_new(person.person_id()) ? 1 : 0));
  }
  response.set_offices(static_cast<uint32_t>(terms.begun().size()));
  for (const WantedAccount& account : logins.wanted()) {
    const bool is_new = settle_account(account, cost_, request.preview(), work);
    response.set_accounts(response.accounts() + (is_new ? 1 : 0));
  }
  if (!request.preview()) append_all(people.changed(), terms.begun(), call, work);
  response.set_position(work.log.head());
  return response;
}

void DirectoryService::append_all(const std::vector<v1::Person>& persons, const std::vector<v1::Office>& offices,
                                  const Call& call, Work& work) {
  for (const v1::Person& person : persons) {
    v1::DirectoryEvent event;
    *event.mutable_person_added()->mutable_person() = person;
    append(std::move(event), call, work);
  }
  for (const v1::Office& office : offices) {
    v1::DirectoryEvent event;
    *event.mutable_office_begun()->mutable_office() = office;
    append(std::move(event), call, work);
  }
}

}  // namespace giaoban::directory
