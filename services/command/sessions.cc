// `giaoban sessions`: where a person is signed in, and ending that.
#include <CLI/CLI.hpp>

#include "giaoban/v1/account.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "workflows/core/time.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string person;
  std::string session;
  bool all = false;
};

int list(Console& console, const Flags& flags) {
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::ListSessionsRequest request;
  request.set_person_id(flags.person);
  const auto found = connection->ask<v1::ListSessionsResponse>("directory", "AccountService/ListSessions", request);
  if (!found) return kRefused;
  console.print(*found);
  for (const auto& session : found->sessions()) {
    const std::string begun = session.begun_us() == 0 ? "?" : core::for_people(session.begun_us());
    console.line(session.session_id() + "  " + begun + " – " + core::for_people(session.until_us()) + "  " +
                 session.address() + "  " + session.agent());
  }
  if (found->sessions().empty()) console.say("Không có phiên nào đang mở", "no session is open");
  return kOk;
}

int revoke(Console& console, const Flags& flags) {
  if (flags.session.empty() != flags.all) {
    console.refuse(v1::REFUSAL_CODE_MALFORMED, "Hãy cho biết mã phiên, hoặc --all để kết thúc mọi phiên.",
                   "Name the session, or say --all to end every one.");
    return kUsage;
  }
  const auto connection = console.connect("operator");
  if (!connection) return kRefused;
  v1::RevokeSessionRequest request;
  request.set_person_id(flags.person);
  request.set_session_id(flags.session);
  const auto done = connection->ask<v1::RevokeSessionResponse>("directory", "AccountService/RevokeSession", request);
  if (!done) return kRefused;
  console.print(*done);
  const std::string count = std::to_string(done->ended());
  console.say("Đã kết thúc " + count + " phiên", count + " sessions have ended");
  return kOk;
}

}  // namespace

void add_sessions(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "sessions", "Phiên đăng nhập", "sessions");
  const auto listing = std::make_shared<Flags>();
  add_verb(noun, console, "list", "Một người đang đăng nhập ở đâu", "where a person is signed in",
           "giaoban sessions list PERSON", [&console, listing] { return list(console, *listing); })
      .add_option("PERSON", listing->person, "Mã người / id of the person")
      ->required();
  const auto revoking = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, "revoke", "Kết thúc một phiên, hoặc mọi phiên của một người",
                        "end a session, or all of a person",
                        "giaoban sessions revoke PERSON 9f2c4e6a8b0d1f37\ngiaoban sessions revoke PERSON --all",
                        [&console, revoking] { return revoke(console, *revoking); });
  verb.add_option("PERSON", revoking->person, "Mã người / id of the person")->required();
  verb.add_option("SESSION", revoking->session, "Mã phiên, xem: giaoban sessions list / name of the session");
  verb.add_flag("--all", revoking->all, "Mọi phiên của người này / all of this person");
}

}  // namespace giaoban::command
