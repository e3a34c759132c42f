// Passwords come from files that nobody else can read, one line each.
#include "services/notifier/secret_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace giaoban::notifier {
namespace {

class SecretFile : public ::testing::Test {
 protected:
  SecretFile() {
    const int file = ::mkstemp(path.data());
    if (file >= 0) ::close(file);
  }
  ~SecretFile() override { ::unlink(path.c_str()); }
  void write(const std::string& text, mode_t mode) {
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
  }
  std::string path = ::testing::TempDir() + "giaoban-secret-XXXXXX";
};

TEST_F(SecretFile, IsReadWithoutTheEndOfItsLine) {
  write("pass word\n", 0600);
  EXPECT_EQ(read_secret(path), "pass word");
  write("x\r\n", 0400);
  EXPECT_EQ(read_secret(path), "x");
}

TEST_F(SecretFile, IsRefusedWhenOthersMayReadIt) {
  write("x", 0640);
  EXPECT_THROW(read_secret(path), std::runtime_error);
  write("x", 0604);
  EXPECT_THROW(read_secret(path), std::runtime_error);
}

TEST_F(SecretFile, IsRefusedWhenItIsMissingEmptyOrMoreThanALine) {
  write("", 0600);
  EXPECT_THROW(read_secret(path), std::runtime_error);
  write("a\r\nBcc: b", 0600);
  EXPECT_THROW(read_secret(path), std::runtime_error);
  EXPECT_THROW(read_secret(path + "-not"), std::runtime_error);
  EXPECT_EQ(read_secret(""), "");
}

}  // namespace
}  // namespace giaoban::notifier
