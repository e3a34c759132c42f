// Attached files on their way out: part by part from the router, never whole in memory, never shown by the browser. For
// the gateway's own files only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "services/gateway/http_response.h"
#include "services/gateway/service_calls.h"

namespace giaoban::gateway {

// What "/files/<dossier id>/<file id>" names; both are 8-64 characters of [A-Za-z0-9_-].
struct FilePath {
  std::string dossier_id;
  std::string file_id;
};

// True for every path below "/files/", also for those that name nothing.
bool is_file_path(std::string_view path);
// Nothing when the path has not that form.
std::optional<FilePath> file_path(std::string_view path);

// "attachment" with the name twice: in ASCII for old readers, and whole.
std::string disposition(std::string_view name);

// The answer that carries a file: asks for the first part now, as the person of `asking`, and for the others while the
// answer is being written, each with a deadline of its own. `calls` must outlive the answer.
boost::asio::awaitable<std::variant<HttpResponse, v1::Refusal>> open_file(ServiceCalls& calls, FilePath path,
                                                                          std::chrono::milliseconds patience,
                                                                          Asking asking);

}  // namespace giaoban::gateway
