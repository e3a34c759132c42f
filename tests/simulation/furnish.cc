// Makes the district once, on a calm disk; every run begins with a copy.
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "giaoban/v1/calendar.pb.h"
#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/import.pb.h"
#include "services/directory/directory_service.h"
#include "services/runtime/ids.h"
#include "tests/simulation/world.h"
#include "workflows/core/time.h"

namespace giaoban::simulation {
namespace {

constexpr std::string_view kUnits =
    "id,parent,level,name,source\np,,PROVINCE,Đảng bộ tỉnh,test\np.d,p,DISTRICT,Đảng bộ huyện,test\n"
    "p.d.c,p.d,COMMUNE,Đảng bộ xã,test\np.d.c.1,p.d.c,CELL,Chi bộ thôn Mai Thưởng,test\n"
    "p.d.c.2,p.d.c,CELL,Chi bộ thôn Khe Sâu,test\n";

// "both" writes for a cell and decides for the commune; "substitute" has nothing but what is lent.
constexpr std::string_view kOfficers =
    "person_id,name,unit_id,role,from,until,email,login,password\n"
    "secretary1,Giáp Văn Thắng,p.d.c.1,secretary,2020-01-01,,s1@example.test,,\n"
    "deputy1,Nguyễn Thị Hoa,p.d.c.1,deputy_secretary,2020-01-01,,,,\n"
    "secretary2,Trần Đức Minh,p.d.c.2,secretary,2020-01-01,,s2@example.test,,\n"
    "both,Phạm Văn Sơn,p.d.c.2,deputy_secretary,2020-01-01,,both@example.test,,\n"
    "both,Phạm Văn Sơn,p.d.c,clerk,2020-01-01,,both@example.test,,\n"
    "clerk,Lê Thị Lan,p.d.c,clerk,2020-01-01,,clerk@example.test,,\n"
    "second_clerk,Đỗ Văn Bình,p.d.c,clerk,2020-01-01,,,,\n"
    "district,Hoàng Văn Long,p.d,clerk,2020-01-01,,district@example.test,,\n"
    "substitute,Vũ Thị Mai,p,clerk,2020-01-01,,sub@example.test,,\n";

std::string file_text(const std::string& name) {
  std::ifstream in(std::string(SOURCE_DIR) + "/tests/simulation/kinds/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

class Nobody final : public Watcher {
 public:
  void started(const Room&, store::Store&) override {}
  void committed(const Room&, store::Store&) override {}
  void died(const Room& room, const std::string& of) override {
    if (of != "kill") throw std::runtime_error(room.service() + " died: " + of);
  }
  void wrote_journal(const Room&, const std::string&) override {}
};

// Asks the directory and waits.
void ask(Room& room, Wire& wire, WallClock& wall, const std::string& method, const google::protobuf::Message& what) {
  const auto end = wire.attach("operator", {"operator", v1::CALLER_KIND_OPERATOR, ""});
  v1::Envelope envelope;
  envelope.mutable_request()->set_method("giaoban.v1.DirectoryService/" + method);
  envelope.mutable_request()->set_correlation(1);
  envelope.mutable_request()->set_payload(what.SerializeAsString());
  end->send("directory", envelope.SerializeAsString());
  bus::Answer answer;
  for (int i = 0; i < 1000; ++i) {
    wall.true_us += kMilli;
    room.turn();
    if (!end->receive_answer(answer)) continue;
    envelope.ParseFromString(answer.frame);
    if (envelope.reply().has_refusal()) throw std::runtime_error(method + ": " + envelope.reply().refusal().text_en());
    return;
  }
  throw std::runtime_error(method + ": no answer");
}

}  // namespace

int64_t begins_us() {
  return core::parse_date("2026-11-02").value() + 8 * kHour;
}

DiskImage furnish() {
  Disk disk(1);
  WallClock wall;
  wall.true_us = begins_us() - kHour;
  Wire wire(Random(1), wall.true_us);
  Nobody nobody;
  Room room("directory", "directory", {disk, wire, wall, nobody, [](const std::string&, Fuse&) {
                                         return std::make_unique<directory::DirectoryService>(8, 1);
                                       }});
  if (!room.start(1)) throw std::runtime_error("the directory does not start");
  v1::ImportUnitsRequest units;
  units.set_csv(std::string(kUnits));
  ask(room, wire, wall, "ImportUnits", units);
  v1::ImportOfficersRequest officers;
  officers.set_csv(std::string(kOfficers));
  ask(room, wire, wall, "ImportOfficers", officers);
  v1::PublishCalendarRequest calendar;
  calendar.set_file(file_text("every_day.txtpb"));
  ask(room, wire, wall, "PublishCalendar", calendar);
  v1::PublishKindRequest kind;
  kind.set_file(file_text("motion.txtpb"));
  ask(room, wire, wall, "PublishKind", kind);
  room.kill(false);
  return disk.image();
}

}  // namespace giaoban::simulation
