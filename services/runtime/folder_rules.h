// What holds for every data folder: names of nodes and keys, and that nobody but the owner looks in.
#pragma once

#include <optional>
#include <cstdint>
#include <string>
#include <string_view>

#include "giaoban/v1/envelope.pb.h"
#include "giaoban/v1/settings.pb.h"

namespace giaoban::runtime {

// Number of the layout of data folders that this version makes and opens.
inline constexpr uint32_t kLayout = 2;

// [a-z0-9-]{1,32}
bool is_folder_name(std::string_view name);

// A refusal when the path can be read, written or entered by others than its owner, or is not there.
std::optional<v1::Refusal> seen_by_others(const std::string& path);

// Node, clock and beginning fit together.
std::optional<v1::Refusal> check_about(const v1::Folder& about);

}  // namespace giaoban::runtime
