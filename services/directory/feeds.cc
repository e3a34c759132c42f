// RenewFeed and FindFeed: the secret address of a person's calendar, and whose an address is.
#include <sodium.h>

#include "services/directory/asker.h"
#include "services/directory/directory_service.h"
#include "services/directory/feed_table.h"
#include "services/store/digest.h"
#include "workflows/core/refusal.h"

namespace giaoban::directory {
namespace {

constexpr size_t kTokenBytes = 32;
constexpr size_t kTokenHashBytes = 32;

// 43 characters that stand in an address as they are.
std::string token_of(const std::string& bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  text.pop_back();  // the zero that it ends with
  return text;
}

}  // namespace

std::variant<v1::RenewFeedResponse, v1::Refusal> DirectoryService::renew_feed(const v1::RenewFeedRequest&,
                                                                              const Call& call, Work& work) {
  const auto asker = Asker::of(call, directory_, work.now.business_us);
  if (const auto* no = std::get_if<v1::Refusal>(&asker)) return *no;
  v1::RenewFeedResponse response;
  response.set_token(token_of(work.ids.bytes(kTokenBytes)));
  put_feed(work.store, std::get<Asker>(asker).person_id(), store::sha256({response.token()}));
  return response;
}

std::variant<v1::FindFeedResponse, v1::Refusal> DirectoryService::find_feed(const v1::FindFeedRequest& request,
                                                                            const Call&, Work& work) {
  if (request.token_hash().size() != kTokenHashBytes) {
    return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "token_hash", "token_hash phải là 32 byte SHA-256 của mã lịch.",
                        "token_hash must be the 32 bytes of the SHA-256 of the token.");
  }
  v1::FindFeedResponse response;
  response.set_person_id(owner_of_feed(work.store, request.token_hash()));
  return response;
}

}  // namespace giaoban::directory
