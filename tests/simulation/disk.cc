// The disk as the simulation holds it.
#include "tests/simulation/disk.h"

#include <utility>

#include "tests/simulation/disk_state.h"
#include "tests/simulation/disk_vfs.h"

namespace giaoban::simulation {

Disk::Disk(uint64_t seed, const DiskImage& image)
    : state_(std::make_shared<DiskState>(seed, image)), prefix_(attach(state_, seed)) {}

Disk::~Disk() {
  detach(*state_);
}

std::string Disk::path(std::string_view file, std::string_view process) const {
  std::string path = prefix_;
  path += process.empty() ? service_of(file) : process;
  path += '/';
  path += file;
  return path;
}

DiskImage Disk::image() const {
  return state_->image();
}
void Disk::set_plan(Plan plan) {
  state_->plan = std::move(plan);
}
void Disk::freeze(std::string_view process) {
  state_->freeze(process);
}
void Disk::cut_power(std::string_view service) {
  state_->cut_power(service);
}
void Disk::thaw(std::string_view service) {
  state_->thaw(service);
}
bool Disk::dark(std::string_view service) const {
  return state_->dark(service);
}
void Disk::set_full(std::string_view service, bool full) {
  state_->set_full(service, full);
}
Disk::Counts Disk::counts() const {
  return state_->counts;
}

}  // namespace giaoban::simulation
