// Fields are counted before anything is made of them, wherever they hide.
#include "services/runtime/field_count.h"

#include <gtest/gtest.h>

#include "giaoban/v1/command.pb.h"

namespace giaoban::runtime {
namespace {

bool few(const std::string& bytes, size_t most) {
  return has_few_fields(bytes, *v1::DecideRequest::descriptor(), most);
}

std::string times(size_t count, const std::string& bytes) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += bytes;
  return all;
}

TEST(FieldCount, CountsEveryFieldOfEveryPart) {
  v1::DecideRequest request;
  request.set_request_id("r");
  request.set_expected_version(7);
  for (int i = 0; i < 5; ++i) request.mutable_save()->add_fields()->set_name("f");
  const std::string bytes = request.SerializeAsString();  // 2, the verb, and 5 times a part with a name
  EXPECT_TRUE(few(bytes, 13));
  EXPECT_FALSE(few(bytes, 12));
  EXPECT_TRUE(few("", 0));
}

TEST(FieldCount, CountsPartsWithoutContent) {
  v1::DecideRequest request;
  for (int i = 0; i < 10'001; ++i) request.mutable_save()->add_fields();
  EXPECT_FALSE(has_few_fields(request.SerializeAsString(), *v1::DecideRequest::descriptor()));
  request.mutable_save()->mutable_fields()->DeleteSubrange(0, 2);
  EXPECT_TRUE(has_few_fields(request.SerializeAsString(), *v1::DecideRequest::descriptor())) << "9,999 and the verb";
}

TEST(FieldCount, CountsUnknownFieldsAndWhatIsInUnknownGroups) {
  EXPECT_FALSE(few(times(11, std::string("\xf8\x07\x01", 3)), 10)) << "field 127, a number";
  const std::string group = "\x83\x10", end = "\x84\x10";  // field 256
  EXPECT_FALSE(few(times(11, group) + times(11, end), 10)) << "in each other";
  EXPECT_FALSE(few(times(11, group + end), 10)) << "side by side";
  // A verb's number inside a group is no verb: what follows its nonsense is counted all the same.
  const std::string no_verb = "\x5a\x01\x0a";
  EXPECT_FALSE(few(group + no_verb + times(10, std::string("\x18\x01", 2)) + end, 10));
}

TEST(FieldCount, LeavesNonsenseToTheReader) {
  for (const std::string bytes : {"\x0a\x7f", "\xff\xff\xff", "\x5a\x02\x0a\x7f", "\x0c", "\x07"}) {
    EXPECT_TRUE(few(bytes, 10));
    EXPECT_FALSE(v1::DecideRequest().ParseFromString(bytes));
  }
}

}  // namespace
}  // namespace giaoban::runtime
