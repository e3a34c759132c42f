// What waits for a person, what a person decided and can still take back, and what a person put off.
#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include "services/router/router_service.h"
#include "services/router/turn_filter.h"
#include "services/runtime/ids.h"
#include "workflows/core/authority.h"
#include "workflows/core/time.h"
#include "workflows/core/way.h"

namespace giaoban::router {

namespace {

using core::refuse;
constexpr uint32_t kLargestPage = 200;
constexpr size_t kLongestWords = 200;
constexpr int kHeldAtMost = 500;
constexpr size_t kHeldBytes = size_t{800} * 1024;  // an answer has 1 MiB at most
constexpr int64_t kLongestSnooze = 31 * core::kDay;

v1::Refusal invalid(std::string_view field, std::string_view vi, std::string_view en) {
  return refuse(v1::REFUSAL_CODE_INVALID_FIELD, field, vi, en);
}

// Where a page of the queue begins: after (since when, id), which does not move when others leave the queue.
std::string to_text(const Place& place) {
  return std::to_string(place.at_us) + ":" + runtime::uuid_to_text(bytes_of(place.id));
}

bool from_text(const std::string& text, Place& place) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + colon, place.at_us);
  const std::string id = runtime::uuid_to_bytes(std::string_view(text).substr(colon + 1));
  place.id = id_of(id);
  return error == std::errc() && end == text.data() + colon && !id.empty();
}

std::optional<v1::Refusal> check(const v1::ListMyTurnRequest& request, Place& after) {
  if (request.limit() > kLargestPage) {
    return invalid("limit", "Tối đa 200 dòng mỗi lần.", "At most 200 at a time.");
  }
  if (!request.page_token().empty() && !from_text(request.page_token(), after)) {
    return invalid("page_token", "Dấu trang lấy từ lần trả lời trước; xin mở lại danh sách từ đầu.",
                   "The page token comes from the answer before; open the list again from its beginning.");
  }
  const auto& words = request.words();
  const auto characters = std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; });
  if (static_cast<size_t>(characters) > kLongestWords) {
    return invalid("words", "Từ cần tìm dài quá 200 ký tự. Xin tìm ít từ hơn.",
                   "The words are longer than 200 characters. Look for fewer of them.");
  }
  return std::nullopt;
}

// Everything that one walk through the queues finds out.
struct Found {
  using Line = const Queue::Papers::value_type*;
  std::vector<Line> lines;  // one page and one more from each queue
  uint32_t total = 0, waiting = 0, overdue = 0, snoozed = 0;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> counts;  // by kind's digest and state
};

v1::Refusal not_waiting() {
  return refuse(v1::REFUSAL_CODE_NOT_OPEN, "dossier_id",
                "Hồ sơ này không chờ đồng chí xử lý nên không hẹn lại được. Xin tải lại danh sách.",
                "This dossier does not wait for you, so it cannot be put off. Load the list again.");
}

std::optional<v1::Refusal> check_until(int64_t until_us, int64_t now_us, int64_t due_us) {
  if (until_us <= now_us || until_us > now_us + kLongestSnooze) {
    return invalid("until_us", "Giờ hẹn lại phải sau lúc này và trong vòng 31 ngày. Xin chọn giờ khác.",
                   "The time must lie ahead, within 31 days. Choose another.");
  }
  if (due_us == 0 || until_us <= due_us) return std::nullopt;
  if (due_us <= now_us) {
    return invalid("until_us", "Hồ sơ đã quá hạn nên không hẹn lại được nữa. Xin xử lý ngay.",
                   "The paper is overdue and cannot be put off any more. Please see to it now.");
  }
  return invalid("until_us", "Không hẹn lại quá hạn xử lý của hồ sơ. Xin chọn giờ trước hạn.",
                 "A paper cannot be put off past its due time. Choose a time before it.");
}

}  // namespace

// A paper that is with its author stands under one of the roles that may open its kind, whichever was held when it came
// there; the other such roles of the unit see it too, also when that one is held by nobody by now. What such a role is
// asked to decide is not theirs.
RouterService::Reaches RouterService::reaches_of(const std::string& person, const v1::Holder& bound,
                                                 int64_t now_us) const {
  Reaches reaches;
  for (const auto& holder : core::holders_of(heard_.directory(), person, now_us)) {
    if (!bound.unit_id().empty() && holder_key(holder) != holder_key(bound)) continue;
    reaches[holder_key(holder)].whole = true;
    v1::Holder other = holder;
    for (int role = v1::ROLE_UNSPECIFIED + 1; role <= v1::Role_MAX; ++role) {
      if (!v1::Role_IsValid(role) || role == holder.role()) continue;
      other.set_role(static_cast<v1::Role>(role));
      reaches[holder_key(other)].as_author.push_back(holder.role());
    }
  }
  return reaches;
}

bool RouterService::takes(const Reach& reach, bool with_author, const std::string& kind_digest,
                          const std::string& unit_id) const {
  if (reach.whole) return true;
  if (!with_author) return false;
  const auto kind = heard_.directory().kind_by_digest(kind_digest);
  const auto* unit = heard_.directory().unit(unit_id);
  if (!kind || unit == nullptr) return false;
  const auto roles = core::author_roles(kind->kind, *unit);
  return std::find_first_of(roles.begin(), roles.end(), reach.as_author.begin(), reach.as_author.end()) != roles.end();
}

RouterService::Snoozes RouterService::snoozes_of(const std::string& person, const Call& call, Work& work) {
  Snoozes snoozes;
  // What a person put off is still there for a machine that works beside them.
  if (call.caller.kind != v1::CALLER_KIND_GATEWAY) return snoozes;
  work.store.prepare("SELECT dossier, until, generation FROM snooze WHERE person = $1 AND until > $2")
      .each({std::string_view(person), work.now.business_us}, [&](const store::Row& row) {
        snoozes[id_of(row.blob(0))] = {row.integer(1), static_cast<uint32_t>(row.integer(2))};
      });
  return snoozes;
}

void RouterService::fill_turn(v1::Turn& turn, v1::Dossier dossier) const {
  const auto& directory = heard_.directory();
  *turn.mutable_dossier() = std::move(dossier);
  const auto& about = turn.dossier();
  *turn.mutable_holder() = about.at().holder();
  if (const auto* unit = directory.unit(about.unit_id())) turn.set_unit_name(unit->name());
  if (const auto* person = directory.person(about.claimed_by())) turn.set_claimed_by_name(person->name());
  const auto kind = directory.kind_by_digest(about.kind_digest());
  if (!kind) return;
  *turn.mutable_kind_title() = kind->kind.title();
  if (const auto* state = core::find_state(kind->kind, about.at().state()))
    *turn.mutable_state_label() = state->label();
}

void RouterService::fill_counts(v1::ListMyTurnResponse& response,
                                const std::map<std::pair<uint32_t, uint32_t>, uint32_t>& counts) const {
  // Versions of one kind count together, under the words of the newest.
  std::map<std::pair<std::string, std::string>, v1::TurnCount> by_name;
  for (const auto& [key, count] : counts) {
    const auto pinned = heard_.directory().kind_by_digest(queue_.text(key.first));
    if (!pinned) continue;
    const auto& state = queue_.text(key.second);
    auto& sum = by_name[{pinned->name, state}];
    sum.set_count(sum.count() + count);
    const auto newest = heard_.directory().kind(pinned->name);
    const auto* named = newest ? core::find_state(newest->kind, state) : nullptr;
    if (!named) named = core::find_state(pinned->kind, state);
    sum.set_kind(pinned->name);
    *sum.mutable_kind_title() = newest ? newest->kind.title() : pinned->kind.title();
    sum.set_state(state);
    if (named) *sum.mutable_state_label() = named->label();
  }
  for (auto& [name, count] : by_name) *response.add_counts() = std::move(count);
}

RouterService::Result<v1::ListMyTurnResponse> RouterService::list_my_turn(const v1::ListMyTurnRequest& request,
                                                                          const Call& call, Work& work) {
  const auto acting = runtime::acting_person(call, heard_.directory(), work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&acting)) return *no;
  const auto& person = std::get<std::string>(acting);
  Place after{-1, {}};
  if (auto no = check(request, after)) return *std::move(no);
  const size_t limit = request.limit() == 0 ? 50 : request.limit();
  const bool first_page = request.page_token().empty();
  queue_.build(work.store);
  const auto snoozes = snoozes_of(person, call, work);
  TurnFilter filter(request, person, work.now.business_us, queue_, heard_.directory());
  Found found;
  for (const auto& [key, reach] : reaches_of(person, bound_office(call), work.now.business_us)) {
    size_t here = 0;
    for (const auto& line : queue_.of(key)) {
      const Waiting& paper = line.second;
      if (!takes(reach, paper.with_author, queue_.text(paper.kind_digest), queue_.text(paper.unit))) continue;
      const auto put_off = snoozes.find(line.first.id);
      const bool snoozed = put_off != snoozes.end() && put_off->second.generation == line.second.generation;
      if (first_page) {
        ++(snoozed ? found.snoozed : found.waiting);
        if (!snoozed) {
          found.overdue += filter.is_overdue(line.second);
          ++found.counts[{line.second.kind_digest, line.second.state}];
        }
      }
      if (snoozed != request.snoozed() || !filter.takes(line.second)) continue;
      ++found.total;
      if (line.first > after && here <= limit) {
        found.lines.push_back(&line);
        ++here;
      }
    }
  }
  std::sort(found.lines.begin(), found.lines.end(), [](auto a, auto b) { return a->first < b->first; });
  v1::ListMyTurnResponse response;
  response.set_total(found.total);
  response.set_waiting(found.waiting);
  response.set_overdue(found.overdue);
  response.set_snoozed(found.snoozed);
  fill_counts(response, found.counts);
  for (size_t i = 0; i < found.lines.size() && i < limit; ++i) {
    const Place& place = found.lines[i]->first;
    auto& turn = *response.add_turns();
    fill_turn(turn, read_dossier(bytes_of(place.id), work.store).dossier);
    if (request.snoozed()) turn.set_snoozed_until_us(snoozes.at(place.id).until_us);
    if (i + 1 == limit && found.lines.size() > limit) response.set_next_page_token(to_text(place));
  }
  return response;
}

RouterService::Result<v1::ListHeldResponse> RouterService::list_held(const v1::ListHeldRequest&, const Call& call,
                                                                     Work& work) {
  const auto acting = runtime::acting_person(call, heard_.directory(), work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&acting)) return *no;
  const auto& person = std::get<std::string>(acting);
  const auto bound = bound_office(call);
  queue_.build(work.store);
  v1::ListHeldResponse response;
  size_t bytes = 0;
  for (const auto& place : queue_.held_by(person)) {
    auto row = read_dossier(bytes_of(place.id), work.store);
    const auto& actor = row.dossier.pending().actor();
    if (!bound.unit_id().empty() && (actor.unit_id() != bound.unit_id() || actor.role() != bound.role())) continue;
    // Whoever has left every office over the paper reads it no more, not even here.
    if (!core::may_read(heard_.directory(), person, row.dossier.unit_id(), work.now.business_us)) continue;
    // What grows with the life of a paper is left out: whoever takes a decision back does not look at it here.
    row.dossier.clear_attachments();
    row.dossier.clear_author_hands();
    row.dossier.clear_decided_hands();
    row.dossier.clear_taken();
    fill_turn(*response.add_held(), std::move(row.dossier));
    bytes += response.held().rbegin()->ByteSizeLong();
    if (response.held_size() == kHeldAtMost || bytes > kHeldBytes) break;
  }
  return response;
}

RouterService::Result<v1::SnoozeResponse> RouterService::snooze(const v1::SnoozeRequest& request, const Call& call,
                                                                Work& work) {
  const auto acting = runtime::acting_person(call, heard_.directory(), work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&acting)) return *no;
  const auto& person = std::get<std::string>(acting);
  const std::string id = runtime::uuid_to_bytes(request.dossier_id());
  if (request.until_us() == 0 && !id.empty()) {
    work.store.prepare("DELETE FROM snooze WHERE person = $1 AND dossier = $2")
        .run({std::string_view(person), store::Blob{id}});
    return v1::SnoozeResponse();
  }
  Batch::Row seen;
  std::string reader;
  const auto found = find_readable(request.dossier_id(), call, work, seen, reader);
  if (const auto* no = std::get_if<v1::Refusal>(&found)) return *no;
  const auto& dossier = batch_.dossier(id, work.store).dossier;  // as the commands before it in this commit left it
  const auto reaches = reaches_of(person, v1::Holder(), work.now.business_us);
  const auto reach = reaches.find(standing_of(dossier).holder);
  if (reach == reaches.end() ||
      !takes(reach->second, dossier.at().with_author(), dossier.kind_digest(), dossier.unit_id())) {
    return not_waiting();
  }
  if (auto no = check_until(request.until_us(), work.now.business_us, dossier.at().due_us())) return *std::move(no);
  work.store.prepare("DELETE FROM snooze WHERE person = $1 AND until <= $2")
      .run({std::string_view(person), work.now.business_us});
  work.store
      .prepare(
          "INSERT INTO snooze (person, dossier, until, generation) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (person, dossier) DO UPDATE SET until = excluded.until, generation = excluded.generation")
      .run({std::string_view(person), store::Blob{id}, request.until_us(), int64_t{dossier.at().generation()}});
  return v1::SnoozeResponse();
}

}  // namespace giaoban::router
