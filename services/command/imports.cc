// `giaoban units import` and `giaoban officers import`: hands lists to the directory, in parts when they are long.
#include <CLI/CLI.hpp>

#include "giaoban/v1/directory.pb.h"
#include "services/command/csv_parts.h"
#include "services/command/help.h"
#include "services/command/nouns.h"
#include "services/command/units.h"

namespace giaoban::command {
namespace {

constexpr size_t kMaxFileBytes = 64 << 20;
constexpr size_t kPartBytes = 900 * 1024;  // of the contract

struct Flags {
  std::string file;
  bool preview = false;
};

void add_up(v1::ImportUnitsResponse& sum, const v1::ImportUnitsResponse& part) {
  sum.set_added(sum.added() + part.added());
  sum.set_unchanged(sum.unchanged() + part.unchanged());
}

void add_up(v1::ImportOfficersResponse& sum, const v1::ImportOfficersResponse& part) {
  sum.set_persons(sum.persons() + part.persons());
  sum.set_offices(sum.offices() + part.offices());
  sum.set_accounts(sum.accounts() + part.accounts());
}

// With a preview nothing is loaded, so what stands in an earlier part of a long list is not there for a later one.
void warn_of_parts(Console& console, size_t parts) {
  const std::string count = std::to_string(parts);
  console.warn("Tệp dài nên xem trước theo " + count +
                   " phần, phần sau không thấy phần trước; lỗi “không có” có thể hết khi nạp thật.",
               "The list is long and is looked at in " + count +
                   " parts, none of which sees another; what is said to be missing may come with an earlier part.");
}

// The sum of what every part brought; stops at the first part with errors, whose lines are those of the file.
template <class Req, class Res>
std::optional<Res> import(Console& console, const Flags& flags, const std::string& method) {
  const std::string& file = flags.file;
  const auto text = console.file_to_read(file, kMaxFileBytes);
  if (!text) return std::nullopt;
  const auto connection = console.connect("operator");
  if (!connection) return std::nullopt;
  Res sum;
  const auto parts = csv_parts(*text, kPartBytes);
  if (flags.preview && parts.size() > 1) warn_of_parts(console, parts.size());
  for (const auto& part : parts) {
    Req request;
    request.set_csv(part.csv);
    request.set_preview(flags.preview);
    const auto done = connection->ask<Res>("directory", method, request);
    if (!done) return std::nullopt;
    add_up(sum, *done);
    sum.set_position(done->position());
    for (const auto& error : done->errors()) {
      auto* moved = sum.add_errors();
      *moved = error;
      moved->set_line(error.line() <= 1 ? error.line() : error.line() + part.lines_before);
    }
    if (!sum.errors().empty()) break;
  }
  console.print(sum);
  for (const auto& error : sum.errors()) {
    const std::string at = file + ":" + std::to_string(error.line()) + ": ";
    console.warn(at + error.text_vi(), at + error.text_en());
  }
  return sum;
}

int import_units(Console& console, const Flags& flags) {
  const auto sum =
      import <v1::ImportUnitsRequest, v1::ImportUnitsResponse>(console, flags, "DirectoryService/ImportUnits");
  if (!sum || !sum->errors().empty()) return kRefused;
  const std::string added = std::to_string(sum->added());
  const std::string unchanged = std::to_string(sum->unchanged());
  if (flags.preview) {
    console.say("Xem trước: sẽ thêm " + added + " đơn vị, " + unchanged + " đã có; chưa nạp gì",
                added + " units would be added, " + unchanged + " are there; nothing was loaded");
  } else {
    console.say("Thêm " + added + " đơn vị, " + unchanged + " đã có",
                added + " units added, " + unchanged + " were there");
  }
  return kOk;
}

int import_officers(Console& console, const Flags& flags) {
  const auto sum =
      import <v1::ImportOfficersRequest, v1::ImportOfficersResponse>(console, flags, "DirectoryService/ImportOfficers");
  if (!sum || !sum->errors().empty()) return kRefused;
  const std::string persons = std::to_string(sum->persons());
  const std::string offices = std::to_string(sum->offices());
  const std::string accounts = std::to_string(sum->accounts());
  if (flags.preview) {
    console.say(
        "Xem trước: sẽ thêm " + persons + " người, " + offices + " chức vụ, " + accounts + " tài khoản; chưa nạp gì",
        persons + " persons, " + offices + " offices, " + accounts + " accounts would be added; nothing was loaded");
    return kOk;
  }
  console.say("Thêm " + persons + " người, " + offices + " chức vụ, " + accounts + " tài khoản",
              persons + " persons, " + offices + " offices, " + accounts + " accounts added");
  if (sum->accounts() > 0) {
    console.say("Tài khoản chưa có mật khẩu thì cấp mã: giaoban accounts code MÃ_NGƯỜI",
                "whoever has no password needs a code from that command");
  }
  return kOk;
}

}  // namespace

void add_units(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "units", "Đơn vị", "units of the tree");
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, "import", "Nạp cây đơn vị từ CSV (id,parent,level,name,source)",
                        "load the tree of units from CSV",
                        "giaoban units import units-luc-nam.csv\ngiaoban units import units.csv --preview\n"
                        "giaoban units import units.csv --json",
                        [&console, flags] { return import_units(console, *flags); });
  verb.add_option("FILE", flags->file, "Tệp CSV, UTF-8, có dòng tiêu đề / CSV file with its header line")->required();
  verb.add_flag("--preview", flags->preview, "Chỉ xem trước, không nạp gì / only say what would happen");
  add_unit_changes(noun, console);
}

void add_officers(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "officers", "Cán bộ, chức vụ, tài khoản", "officers, offices, accounts");
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, "import",
                        "Nạp cán bộ từ CSV (person_id,name,unit_id,role,from,until,email,login,password)",
                        "load officers from CSV; an account without a password waits for a code",
                        "giaoban officers import officers.csv\ngiaoban officers import officers.csv --preview\n"
                        "giaoban officers import officers.csv --json",
                        [&console, flags] { return import_officers(console, *flags); });
  verb.add_option("FILE", flags->file, "Tệp CSV, UTF-8, có dòng tiêu đề / CSV file with its header line")->required();
  verb.add_flag("--preview", flags->preview, "Chỉ xem trước, không nạp gì / only say what would happen");
}

}  // namespace giaoban::command
