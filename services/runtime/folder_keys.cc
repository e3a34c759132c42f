// Keys of a data folder: reads a pair, reads the list of who may speak, allows one more.
#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>

#include "services/runtime/folder.h"
#include "services/runtime/folder_rules.h"
#include "services/runtime/text_file.h"
#include "workflows/core/refusal.h"

namespace giaoban::runtime {
namespace {

std::optional<v1::Refusal> bad_key(const std::string& name, v1::CallerKind kind, const std::string& office_id) {
  if (!is_folder_name(name) || name == "allowed" || name == "audit") {
    return core::refuse(
        v1::REFUSAL_CODE_INVALID_FIELD, "name",
        "Tên khoá \"" + name + "\" không hợp lệ. Hãy dùng 1-32 ký tự a-z, 0-9 và dấu gạch nối, ví dụ lng-integrator.",
        "The key's name \"" + name +
            "\" is not valid. Use 1-32 characters a-z, 0-9 and hyphens, such as lng-integrator.");
  }
  if ((kind == v1::CALLER_KIND_INTEGRATOR) == office_id.empty()) {
    return core::refuse(
        v1::REFUSAL_CODE_INVALID_FIELD, "office_id",
        "Khoá của phần mềm tích hợp phải gắn với một chức vụ, khoá khác thì không. Hãy cho --office MÃ.",
        "An integrator's key is bound to an office, other keys are not. Give --office ID.");
  }
  return std::nullopt;
}

}  // namespace

std::variant<v1::AllowList, v1::Refusal> DataFolder::allowed() const {
  const std::string file = key_file("allowed");
  if (const auto refusal = seen_by_others(file)) return *refusal;
  v1::AllowList list;
  const TextFile read = read_text_file(file, list);
  if (!read.faults.empty()) return read.faults.front();
  return list;
}

std::variant<v1::KeyPair, v1::Refusal> DataFolder::key(const std::string& name) const {
  const std::string file = key_file(name);
  v1::KeyPair pair;
  if (is_folder_name(name) && name != "audit") {  // which is no key of the bus
    if (const auto refusal = seen_by_others(file); refusal && refusal->code() != v1::REFUSAL_CODE_NOT_FOUND)
      return *refusal;
    const TextFile read = read_text_file(file, pair);
    if (!read.faults.empty()) return read.faults.front();
  }
  if (!pair.secret_key().empty()) return pair;
  return core::refuse(
      v1::REFUSAL_CODE_NOT_FOUND, "",
      "Không có khoá \"" + name + "\" trong " + path + "/keys. Hãy tạo bằng: giaoban keys add " + name + " --office MÃ",
      "There is no key \"" + name + "\" in " + path + "/keys. Make one with: giaoban keys add " + name +
          " --office ID");
}

std::variant<std::string, v1::Refusal> DataFolder::add_key(const std::string& name, v1::CallerKind kind,
                                                           const std::string& office_id,
                                                           const MakeKeys& make_keys) const {
  if (const auto refusal = bad_key(name, kind, office_id)) return *refusal;
  const File alone(::open((path + "/keys").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!alone.is_open() || ::flock(alone.descriptor(), LOCK_EX) != 0) throw_errno("lock", path + "/keys");
  auto read = allowed();
  if (auto* refusal = std::get_if<v1::Refusal>(&read)) return *refusal;
  auto& list = std::get<v1::AllowList>(read);
  if (std::any_of(list.keys().begin(), list.keys().end(), [&](const auto& key) { return key.name() == name; })) {
    return core::refuse(v1::REFUSAL_CODE_ALREADY_EXISTS, "name",
                        "Đã có khoá \"" + name + "\"; không có gì bị thay đổi. Hãy chọn tên khác.",
                        "There is a key \"" + name + "\" already; nothing was changed. Choose another name.");
  }
  // The pair first: a key that is allowed and lost would be worse than one that was made for nothing.
  const v1::KeyPair pair = make_keys();
  write_text_file(key_file(name), "Bí mật / secret: CURVE, " + name + ".", pair);
  auto* key = list.add_keys();
  key->set_name(name);
  key->set_public_key(pair.public_key());
  key->set_kind(kind);
  key->set_office_id(office_id);
  write_text_file(key_file("allowed"), "Ai được nói trên đường truyền / who may speak on the bus.", list);
  return key_file(name);
}

}  // namespace giaoban::runtime
