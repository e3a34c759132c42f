// Made-up Vietnamese names of persons, in NFC.
#pragma once

#include <string>

#include "services/month/draw.h"

namespace giaoban::month {

// "Nguyễn Văn Thắng", "Giáp Thị Thu Hà". Names repeat, as they do in life.
std::string made_up_name(Draw& draw);

}  // namespace giaoban::month
