// log verify names the position of a changed record; log export writes what others can verify.
#include <fcntl.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "giaoban/v1/report.pb.h"
#include "services/store/log.h"
#include "services/store/sqlite.h"
#include "tests/command/program.h"

namespace giaoban::command {
namespace {

constexpr int kRecords = 40;

// A folder with a router's log of some records, each with a text of its own.
class LogCommand : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(program.run_here({"init"}).code, kOk);
    file = program.open_data().database("router");
    const auto store = store::open_sqlite(file);
    store->define(store::Log::schema());
    store::Log log(*store, "luc-nam");
    log.open("log-1");
    store->begin();
    for (int i = 1; i <= kRecords; ++i) {
      v1::LogRecord record;
      record.set_request_id("request-" + std::to_string(1000 + i));
      log.append(record);
    }
    log.flush();
    store->commit();
  }

  v1::LogVerified verified(const Ended& ended) {
    v1::LogVerifyReport report;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &report).ok()) << ended.out;
    EXPECT_EQ(report.logs_size(), 1);
    return report.logs(0);
  }

  Program program;
  std::string file;
};

TEST_F(LogCommand, VerifyHoldsForAnUntouchedLog) {
  const auto ended = program.run_here({"log", "verify", "--json"});
  EXPECT_EQ(ended.code, kOk);
  const auto log = verified(ended);
  EXPECT_EQ(log.service(), "router");
  EXPECT_EQ(log.records(), static_cast<uint64_t>(kRecords));
  EXPECT_EQ(log.first_bad(), 0U);
}

TEST_F(LogCommand, VerifyNamesThePositionWhereOneByteWasChanged) {
  std::string bytes = read_all(file);
  const size_t at = bytes.find("request-1017");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'R';
  runtime::write_file(file, bytes, 0600);
  const auto ended = program.run_here({"log", "verify", "router", "--json"});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_EQ(verified(ended).first_bad(), 17U);
  const auto told = program.run_here({"log", "verify"});
  EXPECT_EQ(told.code, kRefused);
  EXPECT_NE(told.err.find("vị trí 17"), std::string::npos) << told.err;
}

TEST_F(LogCommand, RefusesServicesThatKeepNoLogOrNeverRan) {
  EXPECT_EQ(program.run_here({"log", "verify", "records"}).code, kRefused);
  EXPECT_EQ(program.run_here({"log", "verify", "reminder"}).code, kRefused);
  EXPECT_EQ(program.run_here({"log", "export", "reminder"}).code, kRefused);
}

TEST_F(LogCommand, ExportWritesEveryRecordWithItsHash) {
  const std::string path = program.folder.path("router.log");
  EXPECT_EQ(program.run_here({"log", "export", "router", "-o", path}).code, kOk);
  const std::string bytes = read_all(path);
  EXPECT_EQ(program.run_here({"log", "export", "router"}).out, bytes);
  google::protobuf::io::ArrayInputStream in(bytes.data(), static_cast<int>(bytes.size()));
  std::string previous = store::genesis_hash();
  uint64_t position = 0;
  for (bool end = false; !end;) {
    v1::LogEntry entry;
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(&entry, &in, &end)) break;
    EXPECT_EQ(store::link(previous, entry.record()), entry.hash());
    v1::LogRecord record;
    ASSERT_TRUE(record.ParseFromString(entry.record()));
    EXPECT_EQ(record.position(), ++position);
    previous = entry.hash();
  }
  EXPECT_EQ(position, static_cast<uint64_t>(kRecords));
}

TEST_F(LogCommand, ExportWithJsonNeedsAFile) {
  EXPECT_EQ(program.run_here({"log", "export", "router", "--json"}).code, kUsage);
  const auto ended = program.run_here({"log", "export", "router", "--json", "-o", program.folder.path("x")});
  EXPECT_EQ(ended.code, kOk);
  EXPECT_NE(ended.out.find("\"records\":\"40\""), std::string::npos) << ended.out;
}

}  // namespace
}  // namespace giaoban::command
