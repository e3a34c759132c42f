// Writing a WAL again changes nothing that can be read. That it saves what a failed sync left: tests/simulation.
#include "services/store/settle.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "services/store/sqlite.h"

namespace giaoban::store {
namespace {

class AWal : public testing::Test {
 protected:
  AWal() {
    std::string made = (std::filesystem::temp_directory_path() / "giaoban-settle-XXXXXX").string();
    folder = mkdtemp(made.data());
    file = folder + "/thing.db";
  }
  ~AWal() override { std::filesystem::remove_all(folder); }
  std::string wal() const {
    std::ifstream in(file + "-wal", std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
  }
  std::string folder;
  std::string file;
};

TEST_F(AWal, IsTheSameAfterItWasWrittenAgain) {
  const auto store = open_sqlite(file);
  store->define("CREATE TABLE thing (body BLOB); INSERT INTO thing VALUES (randomblob(1500000))");  // many pieces
  const std::string before = wal();
  ASSERT_GT(before.size(), 1'500'000u);
  settle_wal(file);
  EXPECT_EQ(wal(), before);
  int64_t bytes = 0;
  open_sqlite_reader(file)->prepare("SELECT length(body) FROM thing").one({}, [&](const Row& r) {
    bytes = r.integer(0);
  });
  EXPECT_EQ(bytes, 1'500'000);
}

TEST_F(AWal, MayBeMissing) {
  settle_wal(file);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(AWal, ThatCannotBeWrittenIsAFault) {
  std::filesystem::create_directory(file + "-wal");
  EXPECT_THROW(settle_wal(file), StoreBroken);
}

}  // namespace
}  // namespace giaoban::store
