// `giaoban keys`: lets one more program speak on the bus.
#include <CLI/CLI.hpp>

#include "giaoban/v1/settings.pb.h"
#include "services/command/help.h"
#include "services/command/nouns.h"

namespace giaoban::command {
namespace {

struct Flags {
  std::string name;
  std::string office;
};

int add(Console& console, const Flags& flags) {
  const auto folder = console.folder();
  if (!folder) return kRefused;
  const auto made = folder->add_key(flags.name, v1::CALLER_KIND_INTEGRATOR, flags.office, console.callbacks.make_keys);
  if (const auto* refusal = std::get_if<v1::Refusal>(&made)) return console.refuse(*refusal);
  v1::AllowedKey key;
  key.set_name(flags.name);
  key.set_kind(v1::CALLER_KIND_INTEGRATOR);
  key.set_office_id(flags.office);
  const auto pair = folder->key(flags.name);
  if (const auto* refusal = std::get_if<v1::Refusal>(&pair)) return console.refuse(*refusal);
  key.set_public_key(std::get<v1::KeyPair>(pair).public_key());
  console.print(key);
  console.line(std::get<std::string>(made));
  console.say("Khoá có hiệu lực ngay", "the key counts from now on");
  return kOk;
}

}  // namespace

void add_keys(CLI::App& program, Console& console) {
  auto& noun = add_noun(program, "keys", "Khoá của phần mềm tích hợp", "keys of integrators");
  const auto flags = std::make_shared<Flags>();
  auto& verb = add_verb(noun, console, "add", "Tạo khoá gắn với một chức vụ và in đường dẫn của nó",
                        "make a key that is bound to an office and print its path",
                        "giaoban keys add lng-integrator --office 24.218.07444.01.secretary.p1",
                        [&console, flags] { return add(console, *flags); });
  verb.add_option("NAME", flags->name, "Tên khoá / name of the key")->required();
  verb.add_option("--office", flags->office, "Mã chức vụ mà khoá thay mặt / office that the key acts for")->required();
}

}  // namespace giaoban::command
