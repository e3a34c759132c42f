// What a record of a log says, in words for people.
#include "services/command/log_words.h"

#include "services/store/base64.h"
#include "workflows/core/refusal.h"
#include "workflows/core/time.h"
#include "workflows/core/words.h"

namespace giaoban::command {
namespace {

struct Past {
  v1::DossierEvent::EventCase event;
  const char* vi;
  const char* en;
};

constexpr Past kPast[] = {
    {v1::DossierEvent::kOpened, "đã mở", "opened"},
    {v1::DossierEvent::kSaved, "đã lưu", "saved"},
    {v1::DossierEvent::kSubmitted, "đã trình", "submitted"},
    {v1::DossierEvent::kReceived, "đã tiếp nhận", "received"},
    {v1::DossierEvent::kClaimed, "đã nhận xử lý", "claimed"},
    {v1::DossierEvent::kReleased, "đã thôi xử lý", "released"},
    {v1::DossierEvent::kApproved, "đã duyệt", "approved"},
    {v1::DossierEvent::kSentBack, "đã trả lại", "sent back"},
    {v1::DossierEvent::kRejected, "đã quyết định không duyệt", "rejected"},
    {v1::DossierEvent::kForwarded, "đã chuyển lên cấp trên", "forwarded"},
    {v1::DossierEvent::kWithdrawn, "đã thu hồi", "withdrew"},
    {v1::DossierEvent::kCommented, "đã ghi ý kiến vào", "commented on"},
    {v1::DossierEvent::kAttached, "đã đính kèm tệp vào", "attached a file to"},
    {v1::DossierEvent::kReopened, "đã mở lại", "reopened"},
    {v1::DossierEvent::kExpired, "đã cho hết hạn", "expired"},
    {v1::DossierEvent::kUndone, "đã hoàn tác quyết định về", "took back the decision on"},
    {v1::DossierEvent::kSealed, "đã chốt quyết định về", "sealed the decision on"},
};

v1::Label label(const std::string& vi, const std::string& en) {
  v1::Label both;
  both.set_vi(vi);
  both.set_en(en);
  return both;
}

v1::Label say_actor(const v1::Actor& actor) {
  if (actor.person_id().empty()) return label("Hệ thống", "The system");
  const auto role = core::label_of(actor.role());
  auto who =
      label(actor.person_id() + " (" + role.vi() + ", chức vụ " + actor.office_id() + ", đơn vị " + actor.unit_id(),
            actor.person_id() + " (" + role.en() + ", office " + actor.office_id() + ", unit " + actor.unit_id());
  if (!actor.for_person_id().empty()) {
    const std::string represented = actor.for_person_id() + ", " + actor.delegation_id();
    who = label(who.vi() + ", thay cho " + represented, who.en() + ", for " + represented);
  }
  return label(who.vi() + ")", who.en() + ")");
}

v1::Label say_dossier(const v1::DossierEvent& event) {
  Past past{event.event_case(), "đã làm một việc với", "did something to"};
  for (const auto& known : kPast) past = known.event == past.event ? known : past;
  const auto who = say_actor(event.actor());
  const std::string version = std::to_string(event.version());
  const std::string at = core::for_people(event.at_us());
  return label(who.vi() + " " + past.vi + " hồ sơ " + event.dossier_id() + ", phiên bản " + version + ", lúc " + at,
               who.en() + " " + past.en + " dossier " + event.dossier_id() + ", version " + version + ", at " + at);
}

}  // namespace

v1::Label say_record(const v1::LogRecord& record) {
  if (record.has_dossier()) return say_dossier(record.dossier());
  const std::string at = core::for_people(record.at_us());
  const std::string by = record.principal().empty() ? "?" : record.principal();
  const char* vi = record.has_directory() ? "danh bạ" : record.has_reminder() ? "nhắc việc" : "không rõ";
  const char* en = record.has_directory() ? "the directory" : record.has_reminder() ? "the reminder" : "nothing known";
  return label(std::string("Bản ghi của ") + vi + ", do " + by + ", lúc " + at,
               std::string("A record of ") + en + ", by " + by + ", at " + at);
}

v1::LogProved report_of(const std::string& file, const store::Proven& proven, std::string_view public_key) {
  v1::LogProved proved;
  proved.set_file(file);
  proved.set_service(proven.checkpoint.service());
  proved.set_log_id(proven.checkpoint.log_id());
  proved.set_position(proven.record.position());
  *proved.mutable_record() = proven.record;
  proved.set_checkpoint(proven.checkpoint.position());
  proved.set_signed_us(proven.checkpoint.signed_us());
  proved.set_public_key(store::to_hex(public_key));
  return proved;
}

void show_proven(Console& console, const v1::LogProved& proved) {
  const auto said = say_record(proved.record());
  console.say(said.vi(), said.en());
  const auto& approved = proved.record().dossier().approved();
  if (proved.record().dossier().has_approved()) {
    console.say("  bản được duyệt: phiên bản " + std::to_string(approved.paper().version()) + ", mã băm " +
                    store::to_hex(approved.paper().digest()),
                "the paper approved: its version and salted SHA-256");
  }
  if (approved.seals_us() != 0) {
    const std::string until = core::for_people(approved.seals_us());
    console.say("  còn có thể hoàn tác đến " + until + "; bằng chứng này không nói việc đó",
                "it could be undone until " + until + "; whether it was is not part of this proof");
  }
  const std::string log = proved.service() + " " + proved.log_id();
  const std::string position = std::to_string(proved.position());
  console.say("  trong sổ " + log + ", vị trí " + position, "in this log at position " + position);
  const std::string at = core::for_people(proved.signed_us());
  const std::string checkpoint = std::to_string(proved.checkpoint());
  console.say("  chốt ở vị trí " + checkpoint + " ký lúc " + at + " bằng khoá " + proved.public_key(),
              "checkpoint " + checkpoint + " signed at " + at + " with this key");
}

v1::Refusal refusal_of(store::ProofFault fault, const std::string& file) {
  struct Why {
    const char* vi;
    const char* en;
  };
  const Why why = [fault]() -> Why {
    switch (fault) {
      case store::ProofFault::kFile:
        return {"tệp không đúng khuôn của một bằng chứng", "the file is not spelled as a proof is"};
      case store::ProofFault::kRecord:
        return {"bản ghi không đọc được", "its record cannot be read"};
      case store::ProofFault::kPrevious:
        return {"mã băm đứng trước bản ghi không hợp lệ", "the hash before the record is none"};
      case store::ProofFault::kCheckpoint:
        return {"chốt ký không đọc được", "its checkpoint cannot be read"};
      case store::ProofFault::kPosition:
        return {"chốt nằm trước bản ghi", "the checkpoint lies before the record"};
      case store::ProofFault::kLeaves:
        return {"số mắt xích từ bản ghi đến chốt không đúng",
                "the links from the record to the checkpoint are not the right ones"};
      case store::ProofFault::kSignature:
        return {"chữ ký không đúng với khoá này", "the signature does not hold under this key"};
      case store::ProofFault::kChain:
        break;
    }
    return {"bản ghi không dẫn tới mã băm đã được ký", "the record does not lead to the hash that was signed"};
  }();
  return core::refuse(v1::REFUSAL_CODE_INVALID_FIELD, "proof",
                      file + " không chứng minh được gì: " + why.vi +
                          ". Hãy xin lại tệp gốc và khoá công khai đúng của hệ thống đã ghi nó.",
                      file + " proves nothing: " + why.en +
                          ". Ask for the original file, and for the public key of the deployment that wrote it.");
}

}  // namespace giaoban::command
