// One POST over HTTP at a time through libcurl, bounded in time and in what is read of the answer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/notifier/courier_thread.h"
#include "services/notifier/networks.h"

namespace giaoban::notifier {

// What came of it. Of an answer only the status counts.
struct Posted {
  bool refused_address = false;  // it led to an address that is not allowed; nothing was sent
  bool reached = false;          // something was sent
  long status = 0;               // 0: no answer came
  std::string said;              // printable ASCII
};

// How it is done.
struct PostOptions {
  bool private_too = false;  // any address is good: the operator's own, not a stranger's
  Networks allowed = {};     // private networks that are good all the same
  bool plain_http = false;   // "http://" as well
  bool once = false;         // see HttpPost
  std::string ca_file = {};  // certificates to trust, PEM; empty: the system's
  long seconds = 10;         // the longest that one may take
};

// Used by one thread; keeps its connection. On one that was kept libcurl posts again by itself when it breaks before an
// answer, although the first may have arrived; with `once` each has a connection of its own and is posted once. Follows
// no redirect and uses no proxy. The address is looked at when the connection is made, whatever the name meant before.
// At most 64 KiB of an answer are read.
class HttpPost {
 public:
  explicit HttpPost(PostOptions options);
  ~HttpPost();
  HttpPost(const HttpPost&) = delete;
  HttpPost& operator=(const HttpPost&) = delete;

  Posted post(const std::string& url, const std::string& body, const std::vector<std::string>& headers,
              const Line::Stopping& stopping);

 private:
  class Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace giaoban::notifier
