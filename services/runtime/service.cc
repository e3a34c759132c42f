// Reading requests, the table of methods, and what a service does when it has nothing to say.
#include "services/runtime/service.h"

#include <google/protobuf/message.h>

#include <stdexcept>

#include "services/runtime/field_count.h"
#include "services/runtime/text.h"

namespace giaoban::runtime {

const Methods::Method* Methods::find(std::string_view full_name) const {
  const auto it = methods_.find(full_name);
  return it == methods_.end() ? nullptr : &it->second;
}

std::vector<std::string> Methods::names() const {
  std::vector<std::string> names;
  for (const auto& [name, method] : methods_) names.push_back(name);
  return names;
}

void Service::hear(const std::string& source, const v1::LogRecord&, const std::vector<v1::Content>&, Work&) {
  throw std::logic_error("a record of " + source + " for a service that does not listen");
}

std::string Service::subject(const v1::LogRecord& record) const {
  if (record.has_dossier()) return record.dossier().dossier_id();
  if (!record.has_reminder()) return "";
  const auto& event = record.reminder();
  if (event.has_obligation_opened()) return event.obligation_opened().obligation().obligation_id();
  if (event.has_obligation_met()) return event.obligation_met().obligation_id();
  if (event.has_obligation_missed()) return event.obligation_missed().obligation_id();
  if (event.has_obligation_reopened()) return event.obligation_reopened().obligation_id();
  if (event.has_obligation_exempted()) return event.obligation_exempted().obligation_id();
  if (event.has_obligation_exemption_lifted()) return event.obligation_exemption_lifted().obligation_id();
  return event.notice_due().notice_id();
}

void Service::answered(uint64_t, const Outcome&, Work&) {}

bool read_request(const std::string& payload, google::protobuf::Message& request, v1::Refusal& refusal) {
  if (!has_few_fields(payload, *request.GetDescriptor())) {
    const std::string most = std::to_string(kMostFields);
    refusal =
        core::refuse(v1::REFUSAL_CODE_TOO_LARGE, "",
                     "Yêu cầu có hơn " + most + " trường nên không đọc. Xin chia thành nhiều yêu cầu nhỏ hơn.",
                     "The request has more than " + most + " fields, so it is not read. Send it in smaller ones.");
    return false;
  }
  if (!request.ParseFromString(payload)) {
    refusal =
        core::refuse(v1::REFUSAL_CODE_MALFORMED, "", "Không đọc được yêu cầu: sai cấu trúc hoặc không phải UTF-8.",
                     "The request cannot be read: not the expected message, or not UTF-8.");
    return false;
  }
  return normalise(request, refusal);
}

}  // namespace giaoban::runtime
