// Keeps the queue of acts and plays them.
#include "services/month/player.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <exception>

#include "workflows/core/time.h"

namespace giaoban::month {

namespace {

constexpr int64_t kSecondThoughts = 30 * core::kMinute;  // before a paper is taken back

std::vector<v1::Field> list(const google::protobuf::RepeatedPtrField<v1::Field>& fields) {
  return {fields.begin(), fields.end()};
}

}  // namespace

Player::Player(uint64_t seed, Cast& cast, const Plan& plan, const std::vector<v1::Kind>& owed, Door& door,
               boost::asio::io_context& context)
    : seed_(seed),
      cast_(cast),
      plan_(plan),
      owed_(owed),
      door_(door),
      context_(context),
      ids_(seed),
      drafts_(plan.filings.size()),
      rounds_(plan.filings.size(), 0) {
  for (size_t i = 0; i < plan.filings.size(); ++i) {
    const auto& filing = plan.filings[i];
    if (filing.draft_us != 0) queue_.insert({filing.draft_us, {What::kDraft, i, {}}});
    if (filing.hand_in_us != 0) queue_.insert({filing.hand_in_us, {What::kFile, i, {}}});
  }
  for (size_t i = 0; i < plan.exemptions.size(); ++i) queue_.insert({plan.exemptions[i].at_us, {What::kExempt, i, {}}});
  for (size_t i = 0; i < cast.reviewers.size(); ++i) {
    const auto& reviewer = cast.reviewers[i];
    const auto slots = clerk_slots(plan.begins_us, plan.ends_us, reviewer.level, reviewer.desk, plan.calendar);
    for (size_t day = 0; day < slots.size(); ++day) {
      if (day % reviewer.of == reviewer.turn) queue_.insert({slots[day], {What::kReview, i, {}}});
    }
  }
}

Player::~Player() = default;

int64_t Player::next_us() const {
  return queue_.empty() ? 0 : queue_.begin()->first;
}

void Player::act(int64_t now_us) {
  now_us_ = now_us;
  std::vector<Act> acts;
  while (!queue_.empty() && queue_.begin()->first <= now_us) {
    acts.push_back(std::move(queue_.begin()->second));
    queue_.erase(queue_.begin());
  }
  size_t next = 0;
  std::exception_ptr fault;
  context_.restart();
  for (size_t i = 0; i < std::min(kAtOnce, acts.size()); ++i) {
    boost::asio::co_spawn(context_, work(acts, next), [&fault](std::exception_ptr thrown) {
      if (!fault) fault = std::move(thrown);
    });
  }
  context_.run();
  if (fault) std::rethrow_exception(fault);
}

Task<void> Player::work(std::vector<Act>& acts, size_t& next) {
  while (next < acts.size()) {
    Act act = std::move(acts[next++]);
    co_await play(std::move(act));
  }
}

Task<void> Player::play(Act act) {
  switch (act.what) {
    case What::kDraft:
      return draft(act.who);
    case What::kFile:
      return file(act.who);
    case What::kWithdraw:
      return withdraw(act.who, std::move(act.dossier_id));
    case What::kCorrect:
      return correct(act.who, std::move(act.dossier_id));
    case What::kExempt:
      return exempt(act.who);
    case What::kReview:
      break;
  }
  return review(act.who);
}

Task<void> Player::draft(size_t index) {
  const Filing& filing = plan_.filings[index];
  auto fields = fill_form(draw(filing, 0), owed_[filing.kind].form(), writer(filing));
  fields.resize((fields.size() + 1) / 2);  // the rest another evening
  const auto request = opening(filing, fields);
  const auto begun = co_await door_.decide(author(filing), request);
  if (!begun) co_return;
  drafts_[index] = begun->dossier_id();
  filing_of_[begun->dossier_id()] = index;
}

Task<void> Player::file(size_t index) {
  const Filing& filing = plan_.filings[index];
  Person& person = author(filing);
  const auto fields = fill_form(draw(filing, 0), owed_[filing.kind].form(), writer(filing));
  std::string dossier_id = drafts_[index];
  uint64_t version = 0;
  if (dossier_id.empty()) {
    const auto request = opening(filing, fields);
    const auto begun = co_await door_.decide(person, request);
    if (!begun) co_return;
    dossier_id = begun->dossier_id();
    version = begun->version();
    filing_of_[dossier_id] = index;
  } else {
    v1::GetDossierRequest look;
    look.set_dossier_id(dossier_id);
    const auto seen = co_await door_.ask<v1::GetDossierResponse>(person, "DossierService/GetDossier", look);
    if (!seen) co_return;
    auto request = command(dossier_id, seen->dossier().version());
    request.mutable_save()->mutable_fields()->Assign(fields.begin(), fields.end());
    const auto saved = co_await door_.decide(person, request);
    if (!saved) co_return;
    version = saved->version();
    drafts_[index].clear();
  }
  const bool handed_in = co_await submit(person, dossier_id, version);
  if (handed_in && filing.withdraws && rounds_[index] == 0) {
    queue_.insert({now_us_ + kSecondThoughts, {What::kWithdraw, index, dossier_id}});
  }
}

Task<bool> Player::submit(Person& person, std::string dossier_id, uint64_t version) {
  auto request = command(dossier_id, version);
  request.mutable_submit();
  const auto handed_in = co_await door_.decide(person, request);
  co_return handed_in.has_value();
}

Task<void> Player::withdraw(size_t index, std::string dossier_id) {
  Person& person = author(plan_.filings[index]);
  v1::GetDossierRequest look;
  look.set_dossier_id(dossier_id);
  const auto seen = co_await door_.ask<v1::GetDossierResponse>(person, "DossierService/GetDossier", look);
  if (!seen) co_return;
  auto request = command(dossier_id, seen->dossier().version());
  request.mutable_withdraw()->set_text(withdrawal_text());
  const auto withdrawn = co_await door_.decide(person, request);
  if (!withdrawn) co_return;
  ++rounds_[index];
  queue_.insert({some_evening(index, rounds_[index], 2), {What::kFile, index, {}}});
}

Task<void> Player::correct(size_t index, std::string dossier_id) {
  const Filing& filing = plan_.filings[index];
  Person& person = author(filing);
  v1::GetDossierRequest look;
  look.set_dossier_id(dossier_id);
  const auto seen = co_await door_.ask<v1::GetDossierResponse>(person, "DossierService/GetDossier", look);
  if (!seen || !seen->dossier().at().with_author()) co_return;
  const std::vector<v1::Remark> remarks(seen->remarks().begin(), seen->remarks().end());
  const auto fields = month::correct(draw(filing, seen->dossier().rounds()), seen->kind().form(), writer(filing),
                                     list(seen->fields()), remarks);
  auto request = command(dossier_id, seen->dossier().version());
  request.mutable_save()->mutable_fields()->Assign(fields.begin(), fields.end());
  const auto saved = co_await door_.decide(person, request);
  if (saved) co_await submit(person, dossier_id, saved->version());
}

Person& Player::author(const Filing& filing) {
  const auto& cell = cast_.cells[filing.cell];
  return cast_.persons[filing.by_deputy ? cell.deputy : cell.secretary];
}

Writer Player::writer(const Filing& filing) {
  const auto& person = author(filing);
  return {person.unit_id, person.name, plan_.period_us};
}

Draw Player::draw(const Filing& filing, uint32_t round) const {
  return {seed_, cast_.cells[filing.cell].unit_id + "/" + owed_[filing.kind].name() + "/" + std::to_string(round)};
}

v1::DecideRequest Player::command(const std::string& dossier_id, uint64_t version) {
  v1::DecideRequest request;
  request.set_request_id(ids_.uuid7(now_us_));
  request.set_dossier_id(dossier_id);
  request.set_expected_version(version);
  return request;
}

v1::DecideRequest Player::opening(const Filing& filing, const std::vector<v1::Field>& fields) {
  auto request = command(ids_.uuid7(now_us_), 0);
  auto& open = *request.mutable_open();
  open.set_kind(owed_[filing.kind].name());
  open.set_unit_id(cast_.cells[filing.cell].unit_id);
  open.set_period(plan_.period);
  open.mutable_fields()->Assign(fields.begin(), fields.end());
  return request;
}

int64_t Player::some_evening(size_t filing, uint32_t round, int64_t within_days) const {
  auto slots = evening_slots(now_us_ + 1, now_us_ + within_days * core::kDay, plan_.calendar);
  // No holidays are longer than a fortnight.
  if (slots.empty()) slots = evening_slots(now_us_ + 1, now_us_ + (within_days + 14) * core::kDay, plan_.calendar);
  Draw chosen(seed_, std::to_string(filing) + "/" + std::to_string(round));
  return chosen.one_of(slots);
}

}  // namespace giaoban::month
