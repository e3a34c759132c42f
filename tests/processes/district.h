// The small district under load: who is there, and how it is made through the operator's key.
#pragma once

#include <string>

#include "services/bus/bus.h"

namespace giaoban::processes {

inline constexpr int kCommunes = 2;
inline constexpr int kCells = 10;  // of each commune

// Units and people by their place; both count from 0. Only the first secretary of the first commune has a login.
std::string cell_of(int commune, int cell);
std::string secretary_of(int commune, int cell);
std::string clerk_of(int commune);
std::string district_clerk();

// Units, officers and every kind file of a folder; then waits until the router has heard of them, a minute at most.
// `bus` speaks with the operator's key. `password` is that of the one login, "thuky". Throws std::runtime_error when
// refused.
void make_district(bus::Bus& bus, const std::string& kinds_folder, const std::string& password);

}  // namespace giaoban::processes
