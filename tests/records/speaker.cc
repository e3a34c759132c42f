// Appending what the test said, and keeping its texts beside the log.
#include "tests/records/speaker.h"

namespace giaoban::test {

void Speaker::tick(runtime::Work& work) {
  while (!waiting_.empty()) {
    auto& [record, contents] = waiting_.front();
    record.set_at_us(work.now.business_us);
    const uint64_t position = work.log.append(record);
    contents_[position] = std::move(contents);
    waiting_.pop_front();
  }
}

v1::Field text(const std::string& name, const std::string& value) {
  v1::Field field;
  field.set_name(name);
  field.set_text(value);
  return field;
}

v1::Field number(const std::string& name, int64_t value) {
  v1::Field field;
  field.set_name(name);
  field.set_number(value);
  return field;
}

v1::Field column(const std::string& name, const std::string& of, const std::vector<std::string>& cells) {
  v1::Field field;
  field.set_name(name);
  for (const auto& cell : cells) *field.mutable_table()->add_rows()->add_cells() = text(of, cell);
  return field;
}

}  // namespace giaoban::test
