// How many GetDossier round trips the whole way takes: HTTP and JSON at the gateway, ZeroMQ with CURVE, the router and
// its store; directory, router and gateway each a process of its own.
//
//   build/release/throughput_bench [seconds [connections]]     prints round trips/s, p50, p99, memory; asserts nothing
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

extern char** environ;

namespace giaoban::test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kUnits =
    "id,parent,level,name,source\n24,,province,Tỉnh Bắc Giang,placeholder\n24.01,24,district,Huyện Lục "
    "Nam,placeholder\n"
    "24.01.001,24.01,commune,Xã Cẩm Lý,placeholder\n24.01.001.01,24.01.001,cell,Chi bộ thôn Một,placeholder\n";
constexpr const char* kOfficers =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "p-thu-ky,Nguyễn Thị Hòa,24.01.001.01,secretary,2020-01-01,,,hoa,mat-khau-thu-nghiem\n"
    "p-xa,Trần Văn Đức,24.01.001,clerk,2020-01-01,,,duc,mat-khau-thu-nghiem\n";
constexpr const char* kOpen =
    R"({"requestId":"request-00000001","dossierId":"019a0000-0000-7000-8000-000000000001","expectedVersion":0,"open":{)"
    R"("kind":"meeting_plan","unitId":"24.01.001.01","period":"2026-11","fields":[{"name":"meeting_type","text":"regular"},)"
    R"({"name":"meeting_date","moment":"2026-11-05"},{"name":"start_time","moment":"19:30"},)"
    R"({"name":"duration","number":"90"},{"name":"place","text":"Nhà văn hóa thôn Một"},)"
    R"({"name":"chair","text":"p-thu-ky"},{"name":"content","text":"Đánh giá tháng trước; bàn việc mở rộng đường thôn."},)"
    R"({"name":"resolution_draft","text":"Mở rộng đường thôn trước ngày 30 tháng 11."}]}})";

// A folder with a data folder in it, and the processes that run on it; all gone with the object.
class Deployment {
 public:
  Deployment() {
    std::string pattern = fs::temp_directory_path() / "giaoban-bench-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder");
    folder_ = pattern;
    std::ofstream(folder_ + "/units.csv") << kUnits;
    std::ofstream(folder_ + "/officers.csv") << kOfficers;
    command({"init"});
    run("directory");
    run("router");
    gateway_ = run("gateway", "--gateway.port=0");
    until([&] { return try_command({"units", "import", folder_ + "/units.csv"}); });
    command({"officers", "import", folder_ + "/officers.csv"});
    command({"kinds", "publish", kSource + "/workflows/kinds/meeting_plan.txtpb"});
    until([&] { return (port_ = find_port()) != 0; });
  }
  ~Deployment() {
    for (const pid_t process : processes_) ::kill(process, SIGTERM);
    for (const pid_t process : processes_) ::waitpid(process, nullptr, 0);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Deployment(const Deployment&) = delete;
  Deployment& operator=(const Deployment&) = delete;

  uint16_t port() const { return port_; }
  // Machine seconds of the processor that a process has used, in the order directory, router, gateway.
  double seconds_of(size_t process) const {
    std::ifstream in("/proc/" + std::to_string(processes_.at(process)) + "/stat");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    std::smatch found;
    std::regex_search(text, found, std::regex(R"(\) .( -?\d+){10} (\d+) (\d+))"));
    return (std::stod(found[2]) + std::stod(found[3])) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }
  double gateway_mebibytes() const {
    std::ifstream in("/proc/" + std::to_string(gateway_) + "/status");
    for (std::string line; std::getline(in, line);) {
      if (line.compare(0, 6, "VmRSS:") == 0) return std::stod(line.substr(6)) / 1024;
    }
    return 0;
  }
  template <class True>
  static void until(True true_) {
    const auto end = Clock::now() + std::chrono::seconds(15);
    while (!true_()) {
      if (Clock::now() > end) throw std::runtime_error("waited 15 s in vain");
      usleep(50'000);
    }
  }

 private:
  pid_t start(std::vector<std::string> words, const std::string& said) {
    std::vector<std::string> all = {kProgram, "--data", folder_ + "/data"};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& word : all) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t process = 0;
    const int error = posix_spawn(&process, kProgram.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::runtime_error("cannot start " + kProgram);
    return process;
  }
  pid_t run(const std::string& service, const std::string& flag = "--journal.level=info") {
    processes_.push_back(start({"run", service, flag}, folder_ + "/" + service + ".said"));
    return processes_.back();
  }
  bool try_command(const std::vector<std::string>& words) {
    int code = 0;
    ::waitpid(start(words, folder_ + "/said"), &code, 0);
    return code == 0;
  }
  void command(const std::vector<std::string>& words) {
    if (try_command(words)) return;
    std::ifstream in(folder_ + "/said");
    throw std::runtime_error(words[0] + ": " + std::string((std::istreambuf_iterator<char>(in)), {}));
  }
  uint16_t find_port() const {
    std::ifstream in(folder_ + "/gateway.said");
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    std::smatch found;
    if (!std::regex_search(text, found, std::regex("http://127\\.0\\.0\\.1:([0-9]+)"))) return 0;
    return static_cast<uint16_t>(std::stoi(found[1]));
  }

  inline static const std::string kProgram = fs::read_symlink("/proc/self/exe").parent_path() / "giaoban";
  inline static const std::string kSource = fs::path(kProgram).parent_path() / "../..";
  std::string folder_;
  std::vector<pid_t> processes_;
  pid_t gateway_ = 0;
  uint16_t port_ = 0;
};

// One keep-alive connection with at most one request open.
struct Line {
  int socket = -1;
  std::string heard;
  Clock::time_point sent;

  // True when a whole answer has been heard; it is forgotten.
  bool take(std::string* answer = nullptr) {
    const size_t end = heard.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const size_t at = heard.find("Content-Length: ");
    const size_t whole = end + 4 + static_cast<size_t>(std::atol(heard.c_str() + at + 16));
    if (heard.size() < whole) return false;
    if (answer != nullptr) *answer = heard.substr(0, whole);
    heard.erase(0, whole);
    return true;
  }
};

int connect_to(uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect");
  return socket;
}

std::string request(const std::string& call, const std::string& body, const std::string& cookie) {
  return "POST /giaoban.v1." + call + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" +
         "Connect-Protocol-Version: 1\r\nUser-Agent: throughput_bench\r\n" +
         (cookie.empty() ? "" : "Cookie: " + cookie + "\r\n") + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string ask(uint16_t port, const std::string& call, const std::string& body, const std::string& cookie) {
  Line line{connect_to(port), {}, {}};
  const std::string text = request(call, body, cookie);
  if (::send(line.socket, text.data(), text.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("cannot send");
  std::string answer;
  std::array<char, 65'536> piece{};
  while (!line.take(&answer)) {
    const ssize_t got = ::recv(line.socket, piece.data(), piece.size(), 0);
    if (got <= 0) throw std::runtime_error(call + ": no answer");
    line.heard.append(piece.data(), static_cast<size_t>(got));
  }
  ::close(line.socket);
  if (answer.compare(9, 3, "200") != 0) throw std::runtime_error(call + ": " + answer);
  return answer;
}

std::string match(const std::string& text, const std::string& pattern) {
  std::smatch found;
  if (!std::regex_search(text, found, std::regex(pattern))) throw std::runtime_error("no " + pattern + " in " + text);
  return found[1];
}

// Keeps one request open on every line for so many seconds; the latencies in microseconds.
std::vector<int64_t> drive(std::vector<Line>& lines, const std::string& text, double seconds) {
  const int poll = epoll_create1(EPOLL_CLOEXEC);
  const auto send = [&](Line& line) {
    line.sent = Clock::now();
    if (::send(line.socket, text.data(), text.size(), MSG_NOSIGNAL) < 0) throw std::runtime_error("cannot send");
  };
  for (size_t i = 0; i < lines.size(); ++i) {
    epoll_event wanted{EPOLLIN, {}};
    wanted.data.u64 = i;
    epoll_ctl(poll, EPOLL_CTL_ADD, lines[i].socket, &wanted);
    send(lines[i]);
  }
  std::vector<int64_t> took;
  std::array<epoll_event, 64> events{};
  std::array<char, 65'536> piece{};
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  size_t open = lines.size();
  while (open > 0) {
    const int ready = epoll_wait(poll, events.data(), events.size(), 10'000);
    if (ready <= 0) throw std::runtime_error("no answer for ten seconds");
    for (int i = 0; i < ready; ++i) {
      Line& line = lines[events[static_cast<size_t>(i)].data.u64];
      const ssize_t got = ::recv(line.socket, piece.data(), piece.size(), 0);
      if (got <= 0) throw std::runtime_error("the gateway closed a connection");
      line.heard.append(piece.data(), static_cast<size_t>(got));
      if (line.heard.compare(9, 3, "200") != 0) throw std::runtime_error(line.heard);
      if (!line.take()) continue;
      const auto now = Clock::now();
      took.push_back(std::chrono::duration_cast<std::chrono::microseconds>(now - line.sent).count());
      if (now < end) {
        send(line);
      } else {
        --open;
      }
    }
  }
  ::close(poll);
  return took;
}

void bench(double seconds, size_t connections) {
  const Deployment house;
  const uint16_t port = house.port();
  const std::string signed_in =
      ask(port, "SessionService/SignIn", R"({"login":"hoa","password":"mat-khau-thu-nghiem"})", "");
  const std::string cookie = match(signed_in, "Set-Cookie: ([^;]+)");
  // The router may not have heard of the officers yet.
  Deployment::until([&] {
    try {
      ask(port, "DossierService/Decide", kOpen, cookie);
      return true;
    } catch (const std::runtime_error& e) {
      std::fprintf(stderr, "%.200s\n", e.what());
      return false;
    }
  });
  const std::string id = R"("dossierId":"019a0000-0000-7000-8000-000000000001")";
  const std::string whole = ask(port, "DossierService/GetDossier", "{" + id + "}", cookie);
  const std::string digest = match(whole, R"re("kindDigest":"([^"]+)")re");
  const std::string body = "{" + id + R"(,"knownKindDigest":")" + digest + "\"}";
  const std::string answer = ask(port, "DossierService/GetDossier", body, cookie);
  std::printf("answer of %zu bytes:\n%s\n", answer.size(), answer.c_str());

  std::vector<Line> lines(connections);
  for (Line& line : lines) line.socket = connect_to(port);
  const std::string text = request("DossierService/GetDossier", body, cookie);
  drive(lines, text, 1);
  const std::array<double, 3> before = {house.seconds_of(0), house.seconds_of(1), house.seconds_of(2)};
  const double own_before = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  const auto begun = Clock::now();
  std::vector<int64_t> took = drive(lines, text, seconds);
  const double passed = std::chrono::duration<double>(Clock::now() - begun).count();
  const double own = static_cast<double>(std::clock()) / CLOCKS_PER_SEC - own_before;
  std::sort(took.begin(), took.end());
  const auto count = static_cast<double>(took.size());
  const auto each = [&](double cpu) { return cpu * 1e6 / count; };
  std::printf("%.0f round trips/s at %zu connections, p50 %.2f ms, p99 %.2f ms, gateway %.1f MiB\n", count / passed,
              connections, static_cast<double>(took[took.size() / 2]) / 1000,
              static_cast<double>(took[took.size() * 99 / 100]) / 1000, house.gateway_mebibytes());
  std::printf("processor per round trip: gateway %.1f us, router %.1f us, load generator %.1f us\n",
              each(house.seconds_of(2) - before[2]), each(house.seconds_of(1) - before[1]), each(own));
  for (const Line& line : lines) ::close(line.socket);
}

}  // namespace
}  // namespace giaoban::test

int main(int argc, char** argv) {
  try {
    giaoban::test::bench(argc > 1 ? std::atof(argv[1]) : 5, argc > 2 ? static_cast<size_t>(std::atol(argv[2])) : 64);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
