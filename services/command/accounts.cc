// `giaoban accounts`: who may sign in; printed codes for the first sign-in; closing and opening.
#include <CLI/CLI.hpp>

#include "giaoban/v1/account.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"
#include "workflows/core/words.h"

namespace giaoban::command {
namespace {

struct ListFlags {
  std::string unit;
  std::string words;
  uint32_t limit = 0;
  std::string after;
};

struct CodeFlags {
  std::string person;
  std::string login;
};

std::string state_words(const v1::Account& account) {
  switch (account.state()) {
    case v1::ACCOUNT_STATE_CODE:
      return "chờ mã đến / code until " + core::for_people(account.code_until_us());
    case v1::ACCOUNT_STATE_ACTIVE:
      return account.signed_in_us() == 0 ? "đang mở / open"
                                         : "đăng nhập / signed in " + core::for_people(account.signed_in_us());
    case v1::ACCOUNT_STATE_DISABLED:
      return "đã đóng / closed";
    default:
      return "chưa đăng nhập được / cannot sign in yet";
  }
}

void show(Console& console, const v1::Account& account) {
  const auto& person = account.person();
  console.line(person.person_id() + "  " + person.name() + "  " + (account.login().empty() ? "-" : account.login()) +
               "  " + state_words(account));
  for (int i = 0; i < account.offices_size(); ++i) {
    const auto role = core::label_of(account.offices(i).role());
    console.line("    " + role.vi() + " / " + role.en() + ", " +
                 (i < account.unit_names_size() ? account.unit_names(i) : account.offices(i).unit_id()));
  }
}

int list(Console& console, const ListFlags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::ListAccountsRequest request;
  request.set_unit_id(flags.unit);
  request.set_words(flags.words);
  request.set_limit(flags.limit);
  request.set_page_token(flags.after);
  const auto found = connection->ask<v1::ListAccountsResponse>("directory", "AccountService/ListAccounts", request);
  if (!found) return kRefused;
  console.print(*found);
  for (const auto& account : found->accounts()) show(console, account);
  if (found->accounts().empty()) console.say("Không có ai", "nobody");
  if (!found->next_page_token().empty()) {
    console.say("Còn nữa, xem tiếp: --after \"" + found->next_page_token() + "\"", "there are more, go on with that");
  }
  return kOk;
}

int issue(Console& console, const CodeFlags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::IssueCodeRequest request;
  request.set_person_id(flags.person);
  request.set_login(flags.login);
  const auto issued = connection->ask<v1::IssueCodeResponse>("directory", "AccountService/IssueCode", request);
  if (!issued) return kRefused;
  console.print(*issued);
  console.say("Tên đăng nhập " + issued->login(), "login");
  console.say("Mã đăng nhập lần đầu " + issued->code(), "code for the first sign-in");
  const std::string until = core::for_people(issued->until_us());
  console.say("Dùng được một lần, đến " + until + "; mã không hiện lại. Mật khẩu cũ và mọi phiên đã hết hiệu lực.",
              "works once, until then, and is not shown again; the old password and all sessions have ended");
  return kOk;
}

int disable(Console& console, const std::string& person) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::DisableAccountRequest request;
  request.set_person_id(person);
  const auto done = connection->ask<v1::DisableAccountResponse>("directory", "AccountService/DisableAccount", request);
  if (!done) return kRefused;
  console.print(*done);
  console.say("Đã đóng tài khoản của " + person + "; mọi phiên đã kết thúc", "closed; all sessions have ended");
  return kOk;
}

int enable(Console& console, const std::string& person) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::EnableAccountRequest request;
  request.set_person_id(person);
  const auto done = connection->ask<v1::EnableAccountResponse>("directory", "AccountService/EnableAccount", request);
  if (!done) return kRefused;
  console.print(*done);
  console.say("Đã mở lại tài khoản của " + person, "open again");
  return kOk;
}

void add_list(CLI::App& noun, Console& console) {
  const auto flags = std::make_shared<ListFlags>();
  auto& verb = add_verb(noun, console, "list", "Ai đăng nhập được, theo đơn vị rồi theo tên",
                        "who may sign in, by unit and then by name",
                        "giaoban accounts list\ngiaoban accounts list 24.218.07444\ngiaoban accounts list --words "
                        "\"thang giap\" --json",
                        [&console, flags] { return list(console, *flags); });
  verb.add_option("UNIT", flags->unit, "Mã đơn vị, cả các đơn vị dưới; mặc định tất cả / unit, default all");
  verb.add_option("--words", flags->words, "Tên hoặc tên đăng nhập, có dấu hay không / name or login");
  verb.add_option("--limit", flags->limit, "Nhiều nhất bao nhiêu, 1-200 / at most so many");
  verb.add_option("--after", flags->after, "Xem tiếp sau trang trước / continue after the last page");
}

}  // namespace

void add_accounts(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "accounts", "Tài khoản đăng nhập", "accounts for signing in");
  add_list(noun, console);
  const auto code = std::make_shared<CodeFlags>();
  auto& issuing = add_verb(noun, console, "code", "Cấp mã đăng nhập lần đầu, hoặc đặt lại tài khoản",
                           "issue a code for the first sign-in, or reset the account",
                           "giaoban accounts code PERSON\ngiaoban accounts code PERSON --login thang.giap",
                           [&console, code] { return issue(console, *code); });
  issuing.add_option("PERSON", code->person, "Mã người / id of the person")->required();
  issuing.add_option("--login", code->login, "Tên đăng nhập khi chưa có, mặc định đặt theo tên / login, if none yet");
  const auto closing = std::make_shared<std::string>();
  add_verb(noun, console, "disable", "Đóng tài khoản: không đăng nhập được nữa", "close an account",
           "giaoban accounts disable PERSON", [&console, closing] { return disable(console, *closing); })
      .add_option("PERSON", *closing, "Mã người / id of the person")
      ->required();
  const auto opening = std::make_shared<std::string>();
  add_verb(noun, console, "enable", "Mở lại tài khoản đã đóng", "open a closed account again",
           "giaoban accounts enable PERSON", [&console, opening] { return enable(console, *opening); })
      .add_option("PERSON", *opening, "Mã người / id of the person")
      ->required();
}

}  // namespace giaoban::command
