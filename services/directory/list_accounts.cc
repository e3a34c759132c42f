// ListAccounts: who may sign in, in a unit and below it; for whoever keeps that unit.
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "services/directory/accounts.h"
#include "services/directory/asker.h"
#include "services/directory/cells.h"
#include "services/directory/directory_service.h"
#include "services/directory/folding.h"
#include "services/directory/session_table.h"
#include "services/directory/tree_walk.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

using core::refuse;

constexpr size_t kUsualPage = 50;
constexpr size_t kMostOnPage = 200;
constexpr size_t kMostAnswerBytes = size_t{900} * 1024;
constexpr char kBetween = '/';  // stands in no id

// Where a person stands in the list: at the first of their units in the tree's order, then by name.
struct Place {
  size_t unit = 0;
  std::string name;
  std::string person_id;
  auto operator<=>(const Place&) const = default;
};

struct Line {
  const v1::Person* person = nullptr;
  std::vector<const v1::Office*> offices;  // that run now
};

// The persons of some units, in the order of the list.
class Roll {
 public:
  Roll(const core::Directory& directory, std::vector<const v1::Unit*> units, int64_t now_us)
      : directory_(directory), units_(std::move(units)) {
    for (size_t i = 0; i < units_.size(); ++i) {
      for (const v1::Office* office : terms_in(directory_, units_[i]->unit_id())) {
        Line* line = add(office->person_id(), i);
        if (line != nullptr && core::runs(*office, now_us)) line->offices.push_back(office);
      }
    }
  }

  // Stands after everybody who was added before, unless known already. Null when nobody knows this person.
  Line* add(const std::string& person_id, size_t unit) {
    const v1::Person* person = directory_.person(person_id);
    if (person == nullptr) return nullptr;
    const auto [at, fresh] = places_.try_emplace(person_id, Place{unit, name_key(person->name()), person_id});
    Line& line = lines_[at->second];
    line.person = person;
    return &line;
  }
  size_t behind_all_units() const { return units_.size(); }

  // A token names where its person stood, so that it goes on working when they are gone meanwhile.
  std::string token_of(const Place& place, const v1::Person& person) const {
    const std::string unit = place.unit < units_.size() ? units_[place.unit]->unit_id() : std::string();
    return unit + kBetween + person.person_id() + kBetween + person.name();
  }
  std::optional<Place> read_token(const std::string& token) const {
    const size_t first = token.find(kBetween);
    const size_t second = first == std::string::npos ? first : token.find(kBetween, first + 1);
    if (second == std::string::npos) return std::nullopt;
    const std::string unit = token.substr(0, first);
    const auto at =
        std::find_if(units_.begin(), units_.end(), [&](const v1::Unit* one) { return one->unit_id() == unit; });
    if (!unit.empty() && at == units_.end()) return std::nullopt;
    return Place{static_cast<size_t>(at - units_.begin()), name_key(std::string_view(token).substr(second + 1)),
                 token.substr(first + 1, second - first - 1)};
  }
  const std::map<Place, Line>& lines() const { return lines_; }

 private:
  const core::Directory& directory_;
  std::vector<const v1::Unit*> units_;
  std::map<std::string, Place, std::less<>> places_;
  std::map<Place, Line> lines_;
};

v1::Account describe(const Line& line, const std::vector<Account>& accounts, const core::Directory& directory,
                     const runtime::Work& work) {
  v1::Account account;
  *account.mutable_person() = *line.person;
  for (const v1::Office* office : line.offices) {
    *account.add_offices() = *office;
    const v1::Unit* unit = directory.unit(office->unit_id());
    account.add_unit_names(unit == nullptr ? std::string() : unit->name());
  }
  account.set_state(v1::ACCOUNT_STATE_NONE);
  if (accounts.empty()) return account;
  const Account& first = accounts.front();
  account.set_login(first.login);
  account.set_state(first.state(work.now.machine_us));
  if (first.code_waits(work.now.machine_us)) account.set_code_until_us(first.code_until_us);
  account.set_signed_in_us(first.signed_in_us);
  account.set_sessions(
      static_cast<uint32_t>(sessions_of(work.store, line.person->person_id(), work.now.machine_us).size()));
  return account;
}

// How somebody signs in, and where mail reaches them, is for those who keep them; whoever else has them in a unit sees
// who they are and what they hold there.
v1::Account without_secrets(v1::Account account) {
  account.mutable_person()->clear_email();
  account.clear_login();
  account.clear_state();
  account.clear_code_until_us();
  account.clear_signed_in_us();
  account.clear_sessions();
  return account;
}

// What is looked for.
struct Words {
  explicit Words(const std::string& text) : whole(folded(text)), each(folded_words(text)) {}
  std::string whole;
  std::vector<std::string> each;
};

bool is_meant(const Line& line, const std::vector<Account>& accounts, const Words& words, bool is_kept) {
  // Somebody who has left, and never could sign in, is no business of this list; nor who serves elsewhere by now.
  if (line.offices.empty() && (accounts.empty() || !is_kept)) return false;
  if (has_words(folded(line.person->name()), words.each)) return true;
  return is_kept && std::any_of(accounts.begin(), accounts.end(),
                                [&](const Account& account) { return account.login.starts_with(words.whole); });
}

v1::Refusal bad_page(const char* field) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field,
                "Trang có 1-200 dòng (0 là 50) và nối tiếp bằng next_page_token của câu trả lời trước.",
                "A page has 1-200 lines (0 means 50) and goes on with the next_page_token of the last answer.");
}

}  // namespace

std::variant<v1::ListAccountsResponse, v1::Refusal> DirectoryService::list_accounts(
    const v1::ListAccountsRequest& request, const Call& call, Work& work) {
  const auto who = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&who)) return *no;
  const Asker& asker = std::get<Asker>(who);
  if (!asker.keeps(request.unit_id())) return asker.not_keeper(request.unit_id());
  if (!request.unit_id().empty() && directory_.unit(request.unit_id()) == nullptr) {
    return refuse(v1::REFUSAL_CODE_NOT_FOUND, "unit_id", "Không có tổ chức " + quoted(request.unit_id()) + ".",
                  "There is no unit " + quoted(request.unit_id()) + ".");
  }
  if (request.limit() > kMostOnPage) return bad_page("limit");
  if (const auto fault = check_words(request.words())) {
    return refuse(v1::REFUSAL_CODE_INVALID_FIELD, "words", fault->vi, fault->en);
  }
  const size_t limit = request.limit() == 0 ? kUsualPage : request.limit();
  Roll roll(directory_, walk(directory_, request.unit_id()), work.now.business_us);
  if (request.unit_id().empty()) {
    for (const std::string& person_id : account_holders(work.store)) roll.add(person_id, roll.behind_all_units());
  }
  auto at = roll.lines().begin();
  if (!request.page_token().empty()) {
    const auto after = roll.read_token(request.page_token());
    if (!after) return bad_page("page_token");
    at = roll.lines().upper_bound(*after);
  }
  const Words words(request.words());
  v1::ListAccountsResponse response;
  size_t bytes = 0;
  std::string token;
  for (; at != roll.lines().end(); ++at) {
    const auto accounts = accounts_of(work.store, at->first.person_id);
    const bool is_kept = asker.keeps_person(at->first.person_id);
    if (!is_meant(at->second, accounts, words, is_kept)) continue;
    const bool full = response.accounts_size() == static_cast<int>(limit) || bytes > kMostAnswerBytes;
    if (full) {
      response.set_next_page_token(token);
      break;
    }
    auto account = describe(at->second, accounts, directory_, work);
    *response.add_accounts() = is_kept ? std::move(account) : without_secrets(std::move(account));
    bytes += response.accounts().rbegin()->ByteSizeLong();
    token = roll.token_of(at->first, *at->second.person);
  }
  return response;
}

}  // namespace giaoban::directory
