// A small HTTP server on a port of its own that answers by path and remembers what it was given.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace giaoban::test {

// One request.
struct Asked {
  std::string head;
  std::string body;
  // Value of a header; empty when it is not there.
  std::string header(const std::string& name) const;
};

// /ok 200; /gone 410; /busy 429; /broken 500; /moved 302 to /ok; /drop reads all and hangs up; /hang reads all and says
// nothing; /endless 200 and then bytes for as long as anybody reads; /keep 200, and what comes second on the same
// connection is read and hung up on. One connection at a time. Starts in the
// constructor, ends in the destructor.
class HttpServer {
 public:
  HttpServer();
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  int port() const { return port_; }
  std::vector<Asked> asked() const;
  // Bytes of bodies that were handed to the network.
  uint64_t written() const { return written_; }

 private:
  void serve();
  // Reads one request; its path, empty when none came.
  std::string hear(int socket);
  void talk(int socket);
  bool write_all(int socket, const std::string& bytes);
  bool may_go_on(int socket, short what) const;

  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<uint64_t> written_ = 0;
  mutable std::mutex mutex_;
  std::vector<Asked> asked_;
  std::thread thread_;
};

}  // namespace giaoban::test
