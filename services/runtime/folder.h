// The data folder of one deployment: its layout, its keys, its locks, and where each service is to be found.
//
//   folder.txtpb giaoban.txtpb            what init made; the settings
//   keys/<name>.txtpb keys/allowed.txtpb  a CURVE pair per service, gateway, operator and integrator; who may speak
//   keys/audit.txtpb                      the pair that signs checkpoints (audit_key.h)
//   checkpoints/                          copies of them, unless the setting says another folder
//   sockets/ journal/ <service>.db <service>.lock
//
// Everything is readable by its owner only. Disk trouble leaves as std::system_error; a no is a v1::Refusal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/settings.pb.h"
#include "services/runtime/file.h"

namespace giaoban::runtime {

// The services that listen on the bus, in the order of their TCP ports.
const std::vector<std::string>& service_names();

// Makes a fresh CURVE pair; the bus knows how.
using MakeKeys = std::function<v1::KeyPair()>;

// A service's hold on the folder, and on its deployment on this machine: as long as it lives, no other process gets
// either. Movable; the kernel frees both at a crash.
struct FolderLock {
  File folder;
  File deployment;  // not open in a folder that has no deployment id yet
};

// An open data folder. A value; copies mean the same folder. One thread at a time.
struct DataFolder {
  std::string path;  // absolute
  v1::Folder about;  // what init wrote

  // Makes the folder. Refused, with nothing changed, when there is one already or when the place holds other files. A
  // crash in the middle leaves a folder without folder.txtpb, which a second call completes.
  // `begins_us`: business time to begin with, only (and always) with a stepped clock.
  static std::variant<DataFolder, v1::Refusal> init(const std::string& path, const std::string& node,
                                                    bool stepped_clock, int64_t begins_us, const MakeKeys& make_keys);
  // Refused when it was not made by init, has another layout, or others than its owner can look into it.
  static std::variant<DataFolder, v1::Refusal> open(const std::string& path);

  // Gives a folder from before deployments had ids its own and generation 1, durably; a folder that has one is left as
  // it is. Two at once give one id.
  std::variant<DataFolder, v1::Refusal> complete() const;
  // Writes `about` into folder.txtpb, durably. For whoever makes the folder; nobody else may have it open.
  void save() const;

  // Takes "<service>.lock", and a name of this machine that all copies of the deployment share: whoever comes second,
  // on this folder or on a copy of it under another name, is refused, with the process id of the first in the text.
  std::variant<FolderLock, v1::Refusal> lock(const std::string& service) const;

  // Allows one more key, "lng-integrator"; an integrator's is bound to an office. Returns the path of the pair.
  std::variant<std::string, v1::Refusal> add_key(const std::string& name, v1::CallerKind kind,
                                                 const std::string& office_id, const MakeKeys& make_keys) const;
  // The pair of a name; refused when there is none or when others can read it.
  std::variant<v1::KeyPair, v1::Refusal> key(const std::string& name) const;
  std::variant<v1::AllowList, v1::Refusal> allowed() const;

  // Where a service listens: "ipc://<data>/sockets/<service>" or "tcp://host:port". Refused when the path is too long
  // for a Unix socket.
  std::variant<std::string, v1::Refusal> endpoint(const std::string& service, const v1::Settings& settings) const;

  std::string settings_file() const { return path + "/giaoban.txtpb"; }
  std::string database(const std::string& service) const { return path + "/" + service + ".db"; }
  std::string journal_file(const std::string& service) const { return path + "/journal/" + service + ".jsonl"; }
  // Where checkpoints are copied to: the setting's folder, or the deployment's own.
  std::string checkpoints(const v1::Settings& settings) const {
    return settings.audit().copy_to().empty() ? path + "/checkpoints" : settings.audit().copy_to();
  }
  std::string key_file(const std::string& name) const { return path + "/keys/" + name + ".txtpb"; }
};

}  // namespace giaoban::runtime
