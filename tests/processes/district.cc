// Lists as the operator would import them.
#include "tests/processes/district.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/runtime.pb.h"
#include "services/runtime/client.h"

namespace giaoban::processes {

namespace {

using Machine = std::chrono::steady_clock;

std::string commune_of(int commune) {
  return "24.01.00" + std::to_string(commune + 1);
}

std::string units() {
  std::string csv =
      "id,parent,level,name,source\n24,,province,Đảng bộ tỉnh,placeholder\n24.01,24,district,Đảng bộ "
      "huyện,placeholder\n";
  for (int commune = 0; commune < kCommunes; ++commune) {
    const std::string number = std::to_string(commune + 1);
    csv += commune_of(commune) + ",24.01,commune,Đảng bộ xã " + number + ",placeholder\n";
    for (int cell = 0; cell < kCells; ++cell) {
      csv += cell_of(commune, cell) + "," + commune_of(commune) + ",cell,Chi bộ thôn " + number + "-" +
             std::to_string(cell + 1) + ",placeholder\n";
    }
  }
  return csv;
}

std::string officers(const std::string& password) {
  std::string csv = "person_id,name,unit_id,role,from,until,email,login,password\n";
  const auto add = [&](const std::string& person, const std::string& unit, const std::string& role,
                       const std::string& login) {
    csv += person + ",Đồng chí " + person + "," + unit + "," + role + ",2020-01-01,,," + login + "\n";
  };
  add(district_clerk(), "24.01", "clerk", ",");
  for (int commune = 0; commune < kCommunes; ++commune) {
    add(clerk_of(commune), commune_of(commune), "clerk", ",");
    for (int cell = 0; cell < kCells; ++cell) {
      add(secretary_of(commune, cell), cell_of(commune, cell), "secretary",
          commune + cell == 0 ? "thuky," + password : ",");
    }
  }
  return csv;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

template <class Res>
Res ask(runtime::Client& client, const std::string& service, const std::string& method,
        const google::protobuf::Message& request) {
  const auto outcome = client.call(service, method, request, "", 20'000);
  if (const auto* no = std::get_if<v1::Refusal>(&outcome)) throw std::runtime_error(method + ": " + no->text_en());
  Res response;
  response.ParseFromString(std::get<std::string>(outcome));
  return response;
}

void publish(runtime::Client& client, const std::string& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".txtpb") continue;
    v1::PublishKindRequest request;
    request.set_file(text_of(entry.path()));
    const auto done = ask<v1::PublishKindResponse>(client, "directory", "DirectoryService/PublishKind", request);
    if (done.faults_size() > 0) throw std::runtime_error(entry.path().string() + ": " + done.faults(0));
  }
}

bool router_knows(runtime::Client& client) {
  const v1::GetStatusRequest how;
  const auto directory = ask<v1::GetStatusResponse>(client, "directory", "StatusService/GetStatus", how);
  const auto router = ask<v1::GetStatusResponse>(client, "router", "StatusService/GetStatus", how);
  return std::any_of(router.cursors().begin(), router.cursors().end(), [&](const v1::CursorStatus& cursor) {
    return cursor.source() == "directory" && cursor.position() >= directory.head();
  });
}

}  // namespace

std::string cell_of(int commune, int cell) {
  return commune_of(commune) + "." + (cell < 9 ? "0" : "") + std::to_string(cell + 1);
}
std::string secretary_of(int commune, int cell) {
  return "thu-ky-" + std::to_string(commune + 1) + "-" + std::to_string(cell + 1);
}
std::string clerk_of(int commune) {
  return "van-thu-" + std::to_string(commune + 1);
}
std::string district_clerk() {
  return "van-thu-huyen";
}

void make_district(bus::Bus& bus, const std::string& kinds_folder, const std::string& password) {
  runtime::Client client(bus);
  v1::ImportUnitsRequest tree;
  tree.set_csv(units());
  const auto grown = ask<v1::ImportUnitsResponse>(client, "directory", "DirectoryService/ImportUnits", tree);
  if (grown.errors_size() > 0) throw std::runtime_error(grown.errors(0).text_en());
  v1::ImportOfficersRequest people;
  people.set_csv(officers(password));
  const auto named = ask<v1::ImportOfficersResponse>(client, "directory", "DirectoryService/ImportOfficers", people);
  if (named.errors_size() > 0) throw std::runtime_error(named.errors(0).text_en());
  publish(client, kinds_folder);
  const auto until = Machine::now() + std::chrono::minutes(1);
  while (!router_knows(client)) {
    if (Machine::now() > until) throw std::runtime_error("the router has not heard of the district for a minute");
    bus.wait(std::chrono::milliseconds(20));
  }
}

}  // namespace giaoban::processes
