// The terms that a file of officers begins, beside those that are known: none twice, none overlapping, each with an id.
#include "services/directory/terms.h"

#include <algorithm>
#include <limits>
#include <string_view>

#include "services/directory/cells.h"
#include "services/store/digest.h"
#include "workflows/core/time.h"

namespace giaoban::directory {
namespace {

constexpr size_t kMostIdBase = 58;  // leaves room within 64 for the number of the term
constexpr int64_t kOpen = std::numeric_limits<int64_t>::max();

int64_t end_of(const v1::Office& office) {
  return office.until_us() == 0 ? kOpen : office.until_us();
}

bool overlap(const v1::Office& a, const v1::Office& b) {
  return a.from_us() < end_of(b) && b.from_us() < end_of(a);
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text;
}

// "24.218.07444.clerk.p17" while that is short enough: people write it into allow-lists and commands.
std::string id_base(const v1::Office& office) {
  std::string base = office.unit_id() + "." + role_word(office.role()) + "." + office.person_id();
  if (base.size() <= kMostIdBase) return base;
  return "o-" +
         hex(store::sha256({office.unit_id(), "\n", role_word(office.role()), "\n", office.person_id()})).substr(0, 40);
}

std::string when(const v1::Office& office, std::string_view open) {
  return core::for_people(office.from_us()) + " – " +
         (office.until_us() == 0 ? std::string(open) : core::for_people(office.until_us()));
}

Fault other_end(const v1::Office& known) {
  return {"Nhiệm kỳ này đã có với ngày kết thúc khác (" + when(known, "chưa kết thúc") +
              "). Nạp tệp không đổi nhiệm kỳ đã có; hãy dùng lệnh kết thúc chức vụ, hoặc bỏ cột until.",
          "This term is known with another end (" + when(known, "open") +
              "). An import does not change a term; use the command that ends an office, or leave until empty."};
}

Fault overlapping(const v1::Office& known) {
  return {"Người này đã giữ chức vụ này trong thời gian " + when(known, "chưa kết thúc") +
              ". Nhiệm kỳ mới phải bắt đầu sau đó.",
          "This person holds this office already: " + when(known, "open") + ". A new term must begin after that."};
}

Fault no_unit(const std::string& unit_id) {
  return {"Không có tổ chức " + quoted(unit_id) + ". Hãy nạp cây tổ chức trước, hoặc sửa cột unit_id.",
          "There is no unit " + quoted(unit_id) + ". Import the tree first, or correct unit_id."};
}

// The same term, or one that cannot be told from it: nothing to begin, or a fault; `settled` false: neither.
struct Same {
  bool settled = false;
  std::optional<Fault> fault;
};

Same find_same(const v1::Office& wanted, const std::vector<const v1::Office*>& others) {
  const bool dated = wanted.from_us() != 0;
  Same same;
  for (const v1::Office* other : others) {
    if (dated && other->from_us() != wanted.from_us()) continue;
    const bool same_end = wanted.until_us() == 0 || wanted.until_us() == other->until_us();
    if (same_end) return {true, std::nullopt};
    same = {true, other_end(*other)};
  }
  return same;
}

}  // namespace

std::optional<Fault> Terms::add(const v1::Office& wanted) {
  if (known_.unit(wanted.unit_id()) == nullptr) return no_unit(wanted.unit_id());
  const auto others = terms_like(wanted);
  if (auto same = find_same(wanted, others); same.settled) return std::move(same.fault);
  return begin(wanted, others);
}

std::optional<Fault> Terms::add_anew(const v1::Office& wanted) {
  if (known_.unit(wanted.unit_id()) == nullptr) return no_unit(wanted.unit_id());
  const auto others = terms_like(wanted);
  auto open = others;
  std::erase_if(open, [&](const v1::Office* other) { return end_of(*other) <= now_us_; });
  if (auto same = find_same(wanted, open); same.settled) return std::move(same.fault);
  return begin(wanted, others);
}

std::optional<Fault> Terms::begin(v1::Office office, const std::vector<const v1::Office*>& others) {
  if (office.from_us() == 0) office.set_from_us(now_us_);
  if (office.until_us() != 0 && office.until_us() <= office.from_us()) {
    return Fault{"Ngày kết thúc (until) đã qua. Hãy điền cột from, hoặc sửa cột until.",
                 "The day until is past. Fill in from, or correct until."};
  }
  for (const v1::Office* other : others) {
    if (overlap(*other, office)) return overlapping(*other);
  }
  office.set_office_id(fresh_id(office));
  begun_ids_.insert(office.office_id());
  begun_by_person_[office.person_id()].push_back(begun_.size());
  begun_.push_back(std::move(office));
  return std::nullopt;
}

// Terms of the same person in the same unit and role, known ones first.
std::vector<const v1::Office*> Terms::terms_like(const v1::Office& wanted) const {
  std::vector<const v1::Office*> terms = known_.offices_of(wanted.person_id());
  if (const auto begun = begun_by_person_.find(wanted.person_id()); begun != begun_by_person_.end()) {
    for (const size_t index : begun->second) terms.push_back(&begun_[index]);
  }
  std::erase_if(terms, [&](const v1::Office* term) {
    return term->unit_id() != wanted.unit_id() || term->role() != wanted.role();
  });
  return terms;
}

// Later terms are numbered: "….2", "….3".
std::string Terms::fresh_id(const v1::Office& office) const {
  const std::string base = id_base(office);
  std::string id = base;
  for (int n = 2; known_.office(id) != nullptr || begun_ids_.contains(id); ++n) id = base + "." + std::to_string(n);
  return id;
}

}  // namespace giaoban::directory
