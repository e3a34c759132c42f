// The directory: keeps the tree of units, offices with terms, delegations, accounts, sessions, and the kinds and
// calendars in force.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "giaoban/v1/account.pb.h"
#include "giaoban/v1/administration.pb.h"
#include "giaoban/v1/directory.pb.h"
#include "services/directory/passwords.h"
#include "services/runtime/service.h"
#include "workflows/core/directory.h"

namespace giaoban::directory {

// Answers giaoban.v1.DirectoryService, AdministrationService and AccountService; methods lie in files named for what
// they do. What it decides goes into its log, which everybody follows; password hashes, codes and sessions lie in
// tables of its own and never enter the log. Its memory is the fold of its log. Imports are all or nothing; a second
// import, delegation or ending with the same content changes nothing and is answered like the first. One thread, as
// every service.
class DirectoryService final : public runtime::Service {
 public:
  // Cost of one argon2id hash: memory in KiB, at least 8, and passes, at least 1. Throws when libsodium cannot start.
  DirectoryService(uint32_t argon2_kib, uint32_t argon2_passes);
  DirectoryService(const DirectoryService&) = delete;
  DirectoryService& operator=(const DirectoryService&) = delete;

  std::string_view name() const override { return "directory"; }
  bool keeps_log() const override { return true; }
  std::string_view schema() const override;
  const runtime::Methods& methods() const override { return methods_; }
  void load(store::Store& store) override;
  int64_t next_due_us(store::Store&) override { return 0; }
  // When ended sessions are next cleared away; they are worth nothing from their last moment on.
  int64_t next_retry_us() const override { return clear_sessions_us_; }
  void tick(runtime::Work& work) override;
  // Every session and every feed ends: one that was ended after the backup must not come back.
  uint32_t restored(const runtime::Restored&, store::Store& store) const override;

 private:
  using Call = runtime::Call;
  using Work = runtime::Work;
  template <class Res>
  using Answer = std::variant<Res, v1::Refusal>;
  template <class Req, class Res>
  using Step = Answer<Res> (DirectoryService::*)(const Req&, const Call&, Work&);

  void add_directory();
  void add_administration();
  void add_accounts();
  template <class Req, class Res>
  void add_command(std::string_view method, unsigned callers, Step<Req, Res> step);
  template <class Req, class Res>
  void add_query(std::string_view method, unsigned callers, Step<Req, Res> step);

  Answer<v1::ImportUnitsResponse> import_units(const v1::ImportUnitsRequest&, const Call&, Work&);
  Answer<v1::ImportOfficersResponse> import_officers(const v1::ImportOfficersRequest&, const Call&, Work&);
  Answer<v1::PublishKindResponse> publish_kind(const v1::PublishKindRequest&, const Call&, Work&);
  Answer<v1::PublishCalendarResponse> publish_calendar(const v1::PublishCalendarRequest&, const Call&, Work&);
  Answer<v1::DelegateResponse> delegate(const v1::DelegateRequest&, const Call&, Work&);
  Answer<v1::EndDelegationResponse> end_delegation(const v1::EndDelegationRequest&, const Call&, Work&);
  Answer<v1::EndOfficeResponse> end_office(const v1::EndOfficeRequest&, const Call&, Work&);
  Answer<v1::ListUnitsResponse> list_units(const v1::ListUnitsRequest&, const Call&, Work&);
  Answer<v1::ListOfficesResponse> list_offices(const v1::ListOfficesRequest&, const Call&, Work&);
  Answer<v1::ListKindsResponse> list_kinds(const v1::ListKindsRequest&, const Call&, Work&);
  Answer<v1::ListDaysResponse> list_days(const v1::ListDaysRequest&, const Call&, Work&);
  Answer<v1::FindAccountResponse> find_account(const v1::FindAccountRequest&, const Call&, Work&);
  Answer<v1::BeginSessionResponse> begin_session(const v1::BeginSessionRequest&, const Call&, Work&);
  Answer<v1::FindSessionResponse> find_session(const v1::FindSessionRequest&, const Call&, Work&);
  Answer<v1::EndSessionResponse> end_session(const v1::EndSessionRequest&, const Call&, Work&);
  Answer<v1::RenewFeedResponse> renew_feed(const v1::RenewFeedRequest&, const Call&, Work&);
  Answer<v1::FindFeedResponse> find_feed(const v1::FindFeedRequest&, const Call&, Work&);

  Answer<v1::AddUnitResponse> add_unit(const v1::AddUnitRequest&, const Call&, Work&);
  Answer<v1::RenameUnitResponse> rename_unit(const v1::RenameUnitRequest&, const Call&, Work&);
  Answer<v1::AddOfficerResponse> add_officer(const v1::AddOfficerRequest&, const Call&, Work&);
  Answer<v1::ChangePersonResponse> change_person(const v1::ChangePersonRequest&, const Call&, Work&);
  Answer<v1::ListDelegationsResponse> list_delegations(const v1::ListDelegationsRequest&, const Call&, Work&);
  Answer<v1::ListAccountsResponse> list_accounts(const v1::ListAccountsRequest&, const Call&, Work&);
  Answer<v1::IssueCodeResponse> issue_code(const v1::IssueCodeRequest&, const Call&, Work&);
  Answer<v1::DisableAccountResponse> disable_account(const v1::DisableAccountRequest&, const Call&, Work&);
  Answer<v1::EnableAccountResponse> enable_account(const v1::EnableAccountRequest&, const Call&, Work&);
  Answer<v1::ListSessionsResponse> list_sessions(const v1::ListSessionsRequest&, const Call&, Work&);
  Answer<v1::RevokeSessionResponse> revoke_session(const v1::RevokeSessionRequest&, const Call&, Work&);
  Answer<v1::UseCodeResponse> use_code(const v1::UseCodeRequest&, const Call&, Work&);
  Answer<v1::SetPasswordResponse> set_password(const v1::SetPasswordRequest&, const Call&, Work&);

  // Writes an event into the log and applies it to memory; its position. The record names the person whom a gateway
  // asserts, or the key.
  uint64_t append(v1::DirectoryEvent event, const Call& call, Work& work);
  void append_all(const std::vector<v1::Person>& persons, const std::vector<v1::Office>& offices, const Call& call,
                  Work& work);
  void plan_clearing(store::Store& store);

  const HashCost cost_;
  runtime::Methods methods_;
  core::Directory directory_;
  int64_t clear_sessions_us_ = 0;
};

}  // namespace giaoban::directory
