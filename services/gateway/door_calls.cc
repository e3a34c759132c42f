// Connect's unary protocol over JSON and protobuf, and files.
#include <google/protobuf/message.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "giaoban/v1/export.pb.h"
#include "services/gateway/door.h"
#include "services/gateway/feed.h"
#include "services/gateway/files.h"
#include "services/gateway/refusals.h"
#include "services/gateway/text.h"
#include "services/gateway/trace.h"

namespace giaoban::gateway {
namespace {

namespace asio = boost::asio;
using google::protobuf::Message;

constexpr size_t kLongestId = 64;

v1::Refusal no_such_file() {
  v1::Refusal refusal;
  refusal.set_code(v1::REFUSAL_CODE_NOT_FOUND);
  refusal.set_text_vi("Không có tệp này, hoặc đồng chí không được xem. Xin mở tệp từ trang của hồ sơ.");
  refusal.set_text_en("There is no such file, or none that you may see. Open the file from its dossier's page.");
  return refusal;
}

// The ids that a request names, also one level down, as in the unit of AddUnit; under the names of their fields.
void add_ids(const Message& message, int depth, std::vector<runtime::Detail>& ids) {
  using google::protobuf::FieldDescriptor;
  const auto* reflection = message.GetReflection();
  const auto* type = message.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->is_repeated()) continue;
    const std::string_view name = field->name();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (depth > 0 && reflection->HasField(message, field)) {
        add_ids(reflection->GetMessage(message, field), depth - 1, ids);
      }
    } else if (field->type() == FieldDescriptor::TYPE_STRING && name.ends_with("_id")) {
      const std::string id = printable(reflection->GetString(message, field), kLongestId);
      if (!id.empty()) ids.emplace_back(name, id);
    }
  }
}

std::vector<runtime::Detail> ids_in(const google::protobuf::Descriptor& type, const std::string& payload) {
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type);
  const std::unique_ptr<Message> message(prototype->New());
  std::vector<runtime::Detail> ids;
  if (message->ParseFromString(payload)) add_ids(*message, 1, ids);
  return ids;
}

}  // namespace

std::optional<v1::Refusal> Door::read_headers(Exchange& exchange) const {
  const HttpRequest& request = exchange.request;
  const std::string_view version = request.header("connect-protocol-version");
  if (!version.empty() && version != "1") {
    return malformed("", "Chỉ hỗ trợ Connect-Protocol-Version: 1.", "Only Connect-Protocol-Version: 1 is supported.");
  }
  if (const std::string_view patience = request.header("connect-timeout-ms"); !patience.empty()) {
    exchange.patience = timeout_of(patience);
    if (!exchange.patience) {
      return malformed("", "Connect-Timeout-Ms phải là số nguyên dương, nhiều nhất 10 chữ số.",
                       "Connect-Timeout-Ms must be a positive number of at most 10 digits.");
    }
  }
  if (const std::string_view wanted = request.header("giaoban-min-position"); !wanted.empty()) {
    const auto position = decimal(wanted, 18);
    if (!position) {
      return malformed("", "Giaoban-Min-Position phải là số nguyên không âm.",
                       "Giaoban-Min-Position must be a whole number.");
    }
    exchange.asking.min_position = *position;
  }
  exchange.asking.until = exchange.begun + std::min(exchange.patience.value_or(limits_.call), limits_.call);
  return std::nullopt;
}

asio::awaitable<std::optional<v1::Refusal>> Door::find_session(Exchange& exchange, Session& session) {
  Asking asking = exchange.asking;
  asking.min_position = 0;
  std::string token = token_of(exchange.request.header("cookie"));
  auto found = co_await sessions_.find(std::move(token), std::move(asking));
  if (auto* no = std::get_if<v1::Refusal>(&found)) co_return std::move(*no);
  session = std::move(std::get<Session>(found));
  exchange.asking.person_id = session.person_id;
  co_return std::nullopt;
}

asio::awaitable<HttpResponse> Door::call(Exchange& exchange) {
  const Route& route = *exchange.route;
  exchange.encoding = encoding_of(exchange.request.header("content-type")).value_or(Encoding::kJson);
  if (const auto no = read_headers(exchange)) co_return respond_refusal(exchange, *no);
  Session session;
  if (route.needs_session) {
    const auto no = co_await find_session(exchange, session);
    if (no) co_return respond_refusal(exchange, *no);
  }
  auto read = read_body(*route.method->input_type(), exchange.encoding, exchange.body,
                        {limits_.json_depth, limits_.json_tokens});
  if (const auto* no = std::get_if<v1::Refusal>(&read)) co_return respond_refusal(exchange, *no);
  std::string payload = std::move(std::get<std::string>(read));
  if (payload.size() > limits_.payload_bytes)
    co_return respond_refusal(exchange, body_too_large(limits_.payload_bytes), 413);
  if (route.service.empty()) co_return co_await call_own(exchange, std::move(payload), std::move(session));
  std::vector<runtime::Detail> whom;
  if (route.is_act) whom = ids_in(*route.method->input_type(), payload);
  Answered answered = co_await calls_.ask(route.service, route.name(), std::move(payload), exchange.asking);
  exchange.position = answered.position;
  exchange.business_us = answered.business_us;
  if (route.ends_sessions) sessions_.forget_all();
  if (route.is_act && std::holds_alternative<std::string>(answered.outcome)) write_down(exchange, std::move(whom));
  co_return respond(exchange, std::move(answered.outcome));
}

asio::awaitable<HttpResponse> Door::call_own(Exchange& exchange, std::string payload, Session session) {
  const std::string& name = exchange.route->method->name();
  if (name == "Await") co_return co_await await_news(exchange, payload);
  Asking asking = exchange.asking;
  asking.min_position = 0;
  Browser browser{exchange.address, printable(exchange.request.header("user-agent"), limits_.agent_characters)};
  std::string token = token_of(exchange.request.header("cookie"));
  SessionAnswer answer;
  if (name == "SignIn") {
    answer = co_await sessions_.sign_in(std::move(payload), std::move(browser), std::move(asking));
  } else if (name == "FirstSignIn") {
    answer = co_await sessions_.first_sign_in(std::move(payload), std::move(browser), std::move(asking));
  } else if (name == "ChangePassword") {
    answer =
        co_await sessions_.change_password(std::move(payload), std::move(session), std::move(token), std::move(asking));
  } else if (name == "WhoAmI") {
    answer = co_await sessions_.who_am_i(std::move(session), std::move(asking));
  } else {
    answer = co_await sessions_.sign_out(std::move(token), std::move(asking));
  }
  const auto* no = std::get_if<v1::Refusal>(&answer.outcome);
  if (no != nullptr && no->code() == v1::REFUSAL_CODE_UNAUTHENTICATED && !exchange.route->needs_session) {
    journal_.warn("sign-in refused", {{"trace_id", exchange.asking.trace_id}, {"address", exchange.address}});
  }
  exchange.business_us = answer.business_us;
  HttpResponse response = respond(exchange, std::move(answer.outcome));
  if (!answer.cookie.empty()) response.headers.emplace_back("Set-Cookie", std::move(answer.cookie));
  co_return response;
}

// The one call that may take longer than others: as long as it says itself, or the client.
asio::awaitable<HttpResponse> Door::await_news(Exchange& exchange, const std::string& payload) {
  v1::LiveServiceAwaitRequest request;
  request.ParseFromString(payload);
  const std::chrono::milliseconds wanted(request.wait_ms());
  const auto wait = std::min(wanted, exchange.patience.value_or(limits_.live_wait));
  Asking asking = exchange.asking;
  asking.min_position = 0;
  auto news = co_await live_.await(request.after(), wait, std::move(asking));
  if (const auto* no = std::get_if<v1::Refusal>(&news)) co_return respond_refusal(exchange, *no);
  v1::LiveServiceAwaitResponse response;
  response.set_position(std::get<News>(news).position);
  exchange.business_us = std::get<News>(news).business_us;
  co_return respond(exchange, response.SerializeAsString());
}

asio::awaitable<HttpResponse> Door::send_file(Exchange& exchange) {
  exchange.asking.until = exchange.begun + limits_.call;
  Session session;
  const auto no = co_await find_session(exchange, session);
  if (no) co_return respond_refusal(exchange, *no);
  auto path = file_path(exchange.request.path);
  if (!path) co_return respond_refusal(exchange, no_such_file());
  auto opened = co_await open_file(calls_, std::move(*path), limits_.call, exchange.asking);
  if (const auto* refusal = std::get_if<v1::Refusal>(&opened)) co_return respond_refusal(exchange, *refusal);
  co_return std::move(std::get<HttpResponse>(opened));
}

// No session: the address is the secret. What it shows is asked for as the person whose it is.
asio::awaitable<HttpResponse> Door::send_feed(Exchange& exchange) {
  exchange.asking.until = exchange.begun + limits_.call;
  std::string token(feed_token(exchange.request.path));
  auto owner = co_await sessions_.find_feed(std::move(token), exchange.address, exchange.asking);
  if (const auto* no = std::get_if<v1::Refusal>(&owner)) co_return respond_refusal(exchange, *no);
  exchange.asking.person_id = std::get<std::string>(owner);
  v1::ExportListRequest request;
  request.mutable_agenda();
  request.set_format(v1::EXPORT_FORMAT_ICS);
  std::string payload = request.SerializeAsString();
  Answered answered =
      co_await calls_.ask("records", "giaoban.v1.ExportService/ExportList", std::move(payload), exchange.asking);
  if (const auto* no = std::get_if<v1::Refusal>(&answered.outcome)) co_return respond_refusal(exchange, *no);
  v1::ExportListResponse response;
  if (!response.ParseFromString(std::get<std::string>(answered.outcome))) {
    co_return respond_refusal(exchange, internal_fault());
  }
  co_return feed_response(exchange.request, std::move(*response.mutable_data()));
}

// Who changed units, offices or accounts, and of whom; never what the answer says, which may be a code.
void Door::write_down(const Exchange& exchange, std::vector<runtime::Detail> whom) {
  std::vector<runtime::Detail> details = {
      {"trace_id", exchange.asking.trace_id}, {"call", exchange.route->name()}, {"caller", exchange.asking.person_id}};
  details.insert(details.end(), std::make_move_iterator(whom.begin()), std::make_move_iterator(whom.end()));
  journal_.info("directory changed", details);
}

HttpResponse Door::respond(Exchange& exchange, std::variant<std::string, v1::Refusal> outcome) {
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) return respond_refusal(exchange, *no);
  auto body = write_body(*exchange.route->method->output_type(), exchange.route->plain, exchange.encoding,
                         std::move(std::get<std::string>(outcome)));
  if (!body) {
    journal_.error("a service answered what is no answer",
                   {{"trace_id", exchange.asking.trace_id}, {"call", exchange.route->name()}});
    return respond_refusal(exchange, internal_fault());
  }
  HttpResponse response;
  response.content_type = std::string(content_type_of(exchange.encoding));
  response.body = std::move(*body);
  return response;
}

}  // namespace giaoban::gateway
