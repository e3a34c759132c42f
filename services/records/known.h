// What an answer is made from, as far as it has been heard.
#pragma once

#include <cstdint>

#include "services/records/open_papers.h"
#include "services/records/unit_order.h"
#include "services/store/store.h"
#include "workflows/core/directory.h"

namespace giaoban::records {

// References into the service, good for one step.
struct Known {
  const core::Directory& directory;
  const UnitOrder& order;
  const OpenPapers& open;
  store::Store& store;
  int64_t now_us = 0;  // business time of the question
};

}  // namespace giaoban::records
