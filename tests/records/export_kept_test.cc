// Keeping files: how many, how large, how long, and for what state of the directory.
#include "services/records/export_kept.h"

#include <gtest/gtest.h>

namespace giaoban::records {
namespace {

KeptFile file(const std::string& key, size_t size = 10, runtime::Moment made = {}) {
  KeptFile file;
  file.key = key;
  file.bytes.assign(size, 'x');
  file.made = made;
  file.directory_position = 7;
  return file;
}

TEST(KeptFile, IsCutIntoParts) {
  EXPECT_EQ(file("a", 0).parts(), 1u);
  EXPECT_EQ(file("a", kPartBytes).parts(), 1u);
  const auto three = file("a", 2 * kPartBytes + 1);
  EXPECT_EQ(three.parts(), 3u);
  EXPECT_EQ(three.part(1).size(), kPartBytes);
  EXPECT_EQ(three.part(2).size(), 1u);
  EXPECT_EQ(three.part(3), "");
  EXPECT_EQ(three.part(0xFFFFFFFF), "");
}

TEST(KeptFiles, AreForgottenAfterAMinuteOfEitherClock) {
  for (const runtime::Moment later : {runtime::Moment{0, kKeptUs}, runtime::Moment{kKeptUs, 0}}) {
    KeptFiles files;
    files.keep(file("a"), {});
    EXPECT_NE(files.find("a", later, 7), nullptr);
    EXPECT_EQ(files.find("a", {later.business_us + 1, later.machine_us + 1}, 7), nullptr);
    EXPECT_EQ(files.size(), 0u);
  }
}

TEST(KeptFiles, AreForgottenWhenTheDirectoryMovedOn) {
  KeptFiles files;
  files.keep(file("a"), {});
  EXPECT_EQ(files.find("b", {}, 7), nullptr);
  EXPECT_EQ(files.find("a", {}, 8), nullptr);
  EXPECT_EQ(files.find("a", {}, 7), nullptr);
}

TEST(KeptFiles, AreFewAndSmall) {
  KeptFiles files;
  for (int i = 0; i < 20; ++i) files.keep(file(std::to_string(i)), {});
  EXPECT_EQ(files.size(), kMostKeptFiles);
  EXPECT_EQ(files.find("11", {}, 7), nullptr);
  EXPECT_NE(files.find("12", {}, 7), nullptr);
  files.keep(file("large", kMostKeptBytes), {});
  EXPECT_EQ(files.size(), 1u);
  EXPECT_NE(files.find("large", {}, 7), nullptr);
}

TEST(KeptFiles, TakeThePlaceOfAnOlderOne) {
  KeptFiles files;
  files.keep(file("a", 1), {});
  files.keep(file("a", 2), {});
  EXPECT_EQ(files.size(), 1u);
  EXPECT_EQ(files.find("a", {}, 7)->bytes.size(), 2u);
}

}  // namespace
}  // namespace giaoban::records
