// One POST over HTTP at a time through libcurl, bounded in time and in what is read of the answer.
#include "services/notifier/http_post.h"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace giaoban::notifier {

namespace {

constexpr long kConnectSeconds = 10;
constexpr size_t kAnswerBytes = 64 * 1024;

struct FreeEasy {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

List list_of(const std::vector<std::string>& headers) {
  List list;
  for (const auto& header : headers) {
    curl_slist* longer = curl_slist_append(list.get(), header.c_str());
    if (longer == nullptr) throw std::runtime_error("libcurl: no memory");
    static_cast<void>(list.release());
    list.reset(longer);
  }
  return list;
}

}  // namespace

class HttpPost::Handle {
 public:
  explicit Handle(PostOptions options) : options_(std::move(options)), curl_(curl_easy_init()) {
    if (!curl_) throw std::runtime_error("libcurl: no handle");
    set(CURLOPT_PROTOCOLS_STR, options_.plain_http ? "http,https" : "https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, options_.seconds);
    set(CURLOPT_OPENSOCKETFUNCTION, &Handle::open);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Handle::hear);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Handle::go_on);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_USERAGENT, "giaoban");
    set(CURLOPT_FORBID_REUSE, options_.once ? 1L : 0L);
    if (!options_.ca_file.empty()) set(CURLOPT_CAINFO, options_.ca_file.c_str());
  }

  Posted post(const std::string& url, const std::string& body, const std::vector<std::string>& headers,
              const Line::Stopping& stopping) {
    posted_ = {};
    read_ = 0;
    stopping_ = &stopping;
    const List list = list_of(headers);
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_HTTPHEADER, list.get());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(CURLOPT_POSTFIELDS, body.c_str());
    const CURLcode code = curl_easy_perform(curl_.get());
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &posted_.status);
    long asked = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_REQUEST_SIZE, &asked);
    posted_.reached = asked > 0;
    // A name may lead to many addresses: one that is refused says nothing when another was reached.
    posted_.refused_address = posted_.refused_address && !posted_.reached;
    posted_.said = posted_.status != 0 ? "HTTP " + std::to_string(posted_.status) : curl_easy_strerror(code);
    if (posted_.refused_address) posted_.said = "the address is private; nothing was sent";
    posted_.said = printable(posted_.said);
    return posted_;
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(curl_.get(), option, value);
    if (code != CURLE_OK) throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(code));
  }

  // Here the name has become an address, and this is the address that is connected to.
  static curl_socket_t open(void* self, curlsocktype, curl_sockaddr* address) {
    auto& me = *static_cast<Handle*>(self);
    const bool good =
        me.options_.private_too || !is_private(address->addr) || me.options_.allowed.contain(address->addr);
    if (!good) {
      me.posted_.refused_address = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
  // Refusing the rest ends the transfer; the status has been read by then.
  static size_t hear(char*, size_t size, size_t count, void* self) {
    auto& me = *static_cast<Handle*>(self);
    me.read_ += size * count;
    return me.read_ > kAnswerBytes ? 0 : size * count;
  }
  static int go_on(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return (*static_cast<Handle*>(self)->stopping_)() ? 1 : 0;
  }

  PostOptions options_;
  Posted posted_;
  size_t read_ = 0;
  const Line::Stopping* stopping_ = nullptr;
  std::unique_ptr<CURL, FreeEasy> curl_;
};

HttpPost::HttpPost(PostOptions options) {
  start_curl();
  handle_ = std::make_unique<Handle>(std::move(options));
}

HttpPost::~HttpPost() = default;

Posted HttpPost::post(const std::string& url, const std::string& body, const std::vector<std::string>& headers,
                      const Line::Stopping& stopping) {
  return handle_->post(url, body, headers, stopping);
}

}  // namespace giaoban::notifier
