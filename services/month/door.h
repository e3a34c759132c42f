// The gateway as the people of the demo use it: signed in, asking again until an answer comes, noting what was
// promised.
#pragma once

#include <google/protobuf/message.h>

#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "giaoban/v1/command.pb.h"
#include "services/month/browser.h"

namespace giaoban::month {

// Somebody with a login.
struct Person {
  std::string person_id;
  std::string name;
  std::string unit_id;
  std::string login;
  std::string password;
  std::string cookie;  // of the session; empty before the first sign-in
};

// What happened at the door so far.
struct DoorRecord {
  uint64_t acts = 0;                  // commands acknowledged
  uint64_t retried = 0;               // commands asked again because the first answer never came
  std::vector<double> decide_ms;      // of every acknowledged command, all its attempts together
  uint64_t refused = 0;               // refusals; a stale version is none, the caller looks again
  std::vector<std::string> refusals;  // the first twenty of them in words
};

// One thread: the one that runs the browser's context.
class Door {
 public:
  // Acknowledgements go to the file `acks`, made anew, one JSON line each; `acknowledged` is called after each. Both
  // and the browser must outlive this. Throws std::runtime_error when the file cannot be made.
  Door(Browser& browser, const std::string& acks, std::function<void()> acknowledged);

  // Signs in when needed, then asks "DossierService/GetDossier". No answer, a service that is away and too much load
  // are asked again for a minute of machine time; then std::runtime_error. Empty when refused.
  template <class Res>
  Task<std::optional<Res>> ask(Person& person, std::string method, const google::protobuf::Message& request) {
    std::optional<Res> response(std::in_place);
    const Asked asked = co_await ask_into(person, std::move(method), request, *response);
    if (!asked.good) response.reset();
    co_return response;
  }
  // One command under its request id; every attempt sends the same bytes.
  Task<std::optional<v1::DecideResponse>> decide(Person& person, const v1::DecideRequest& request);

  const DoorRecord& record() const { return record_; }

 private:
  struct Reply {
    HttpAnswer answer;
    bool again = false;  // it took more than one attempt
  };
  struct Asked {
    bool good = false;
    bool again = false;
  };
  Task<Asked> ask_into(Person& person, std::string method, const google::protobuf::Message& request,
                       google::protobuf::Message& response);
  Task<Reply> insist(std::string method, std::string cookie, std::string json);
  Task<void> sign_in(Person& person);
  void note_refusal(const Person& person, const std::string& method, const std::string& body);
  void acknowledge(const Person& person, const v1::DecideRequest& request, const v1::DecideResponse& response);

  Browser& browser_;
  std::ofstream acks_;
  std::function<void()> acknowledged_;
  DoorRecord record_;
};

}  // namespace giaoban::month
