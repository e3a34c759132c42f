// The data folder: made once, seen by its owner only, held by one process per service.
#include "services/runtime/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "services/runtime/settings.h"
#include "tests/command/program.h"

namespace giaoban::runtime {
namespace {

namespace fs = std::filesystem;
using command::counting_keys;
using command::read_all;
using command::TemporaryFolder;

DataFolder made(const TemporaryFolder& folder, const std::string& name = "data") {
  return std::get<DataFolder>(DataFolder::init(folder.path(name), "luc-nam", false, 0, counting_keys()));
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

// Every file with its bytes.
std::map<std::string, std::string> contents(const std::string& path) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    all[entry.path().string()] = entry.is_regular_file() ? read_all(entry.path().string()) : "";
  }
  return all;
}

template <class T>
v1::Refusal no(const std::variant<T, v1::Refusal>& answer) {
  return answer.index() == 1 ? std::get<1>(answer) : v1::Refusal();
}

TEST(DataFolder, IsSeenByItsOwnerOnlyWhateverTheUmask) {
  const TemporaryFolder folder;
  const mode_t before = ::umask(0);
  const auto data = made(folder);
  ::umask(before);
  EXPECT_EQ(mode_of(data.path), 0700U);
  for (const auto& [path, bytes] : contents(data.path))
    EXPECT_EQ(mode_of(path), fs::is_directory(path) ? 0700U : 0600U) << path;
}

TEST(DataFolder, HasAPairPerServiceGatewayAndOperatorAndAllowsThem) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  const auto list = std::get<v1::AllowList>(data.allowed());
  std::set<std::string> publics;
  for (const auto& key : list.keys()) {
    const auto pair = std::get<v1::KeyPair>(data.key(key.name()));
    EXPECT_EQ(pair.public_key(), key.public_key());
    publics.insert(key.public_key());
  }
  EXPECT_EQ(publics.size(), 7U);
  EXPECT_EQ(list.keys(0).name(), "directory");
  EXPECT_EQ(list.keys(0).kind(), v1::CALLER_KIND_SERVICE);
  EXPECT_EQ(list.keys(5).kind(), v1::CALLER_KIND_GATEWAY);
  EXPECT_EQ(list.keys(6).kind(), v1::CALLER_KIND_OPERATOR);
}

TEST(DataFolder, OpensAsItWasMade) {
  const TemporaryFolder folder;
  const auto made_it = DataFolder::init(folder.path("data/"), "luc-nam", true, 1'793'000'000'000'000, counting_keys());
  ASSERT_EQ(made_it.index(), 0U);
  const auto opened = std::get<DataFolder>(DataFolder::open(folder.path("data")));
  EXPECT_EQ(opened.path, folder.path("data"));
  EXPECT_EQ(opened.about.node(), "luc-nam");
  EXPECT_TRUE(opened.about.stepped_clock());
  EXPECT_EQ(opened.about.begins_us(), 1'793'000'000'000'000);
  EXPECT_EQ(opened.about.layout(), 2U);
}

TEST(DataFolder, RefusesASecondInitAndChangesNothing) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  const auto before = contents(data.path);
  const auto again = DataFolder::init(data.path, "other", false, 0, counting_keys());
  EXPECT_EQ(no(again).code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(contents(data.path), before);
}

TEST(DataFolder, RefusesAPlaceWithOtherFilesAndChangesNothing) {
  const TemporaryFolder folder;
  folder.file("letter.txt", "dear");
  const auto refused = no(DataFolder::init(folder.path(), "luc-nam", false, 0, counting_keys()));
  EXPECT_EQ(refused.code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_NE(refused.text_en().find("letter.txt"), std::string::npos);
  EXPECT_EQ(contents(folder.path()).size(), 1U);
  EXPECT_EQ(no(DataFolder::init(folder.path("letter.txt"), "luc-nam", false, 0, counting_keys())).code(),
            v1::REFUSAL_CODE_ALREADY_EXISTS);
}

TEST(DataFolder, CompletesAnInitThatWasCutShort) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  fs::remove(data.path + "/folder.txtpb");
  EXPECT_EQ(no(DataFolder::open(data.path)).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(DataFolder::init(data.path, "luc-nam", false, 0, counting_keys()).index(), 0U);
  EXPECT_EQ(DataFolder::open(data.path).index(), 0U);
}

TEST(DataFolder, RefusesBadNodesAndClocksThatDoNotFit) {
  const TemporaryFolder folder;
  for (const char* node : {"", "Lục Nam", "a/b", "a_b", "123456789012345678901234567890123"}) {
    EXPECT_EQ(no(DataFolder::init(folder.path("x"), node, false, 0, counting_keys())).field(), "node") << node;
  }
  EXPECT_EQ(no(DataFolder::init(folder.path("x"), "a", true, 0, counting_keys())).field(), "begins_us");
  EXPECT_EQ(no(DataFolder::init(folder.path("x"), "a", false, 5, counting_keys())).field(), "begins_us");
  EXPECT_FALSE(fs::exists(folder.path("x")));
}

TEST(DataFolder, RefusesToOpenWhatOthersCanLookInto) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  ::chmod((data.path + "/keys").c_str(), 0755);
  const auto open_keys = no(DataFolder::open(data.path));
  EXPECT_NE(open_keys.text_en().find("chmod 700 " + data.path + "/keys"), std::string::npos);
  ::chmod((data.path + "/keys").c_str(), 0700);
  ::chmod(data.key_file("router").c_str(), 0640);
  EXPECT_NE(no(data.key("router")).text_en().find("chmod 600 "), std::string::npos);
}

TEST(DataFolder, RefusesAnotherLayout) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  const std::string about = read_all(data.path + "/folder.txtpb");
  write_file(data.path + "/folder.txtpb", about.substr(0, about.find("layout")) + "layout: 1\n", 0600);
  EXPECT_EQ(no(DataFolder::open(data.path)).field(), "layout");
}

TEST(DataFolder, GivesAServiceToOneHolderAtATime) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  {
    const auto first = std::get<FolderLock>(data.lock("router"));
    const auto second = no(data.lock("router"));
    EXPECT_NE(second.text_vi().find("tiến trình " + std::to_string(::getpid())), std::string::npos) << second.text_vi();
    EXPECT_EQ(data.lock("records").index(), 0U);
  }
  EXPECT_EQ(data.lock("router").index(), 0U);
}

TEST(DataFolder, NamesTheProcessThatHoldsTheService) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  int ready[2];
  int done[2];
  ASSERT_EQ(::pipe(ready) | ::pipe(done), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto lock = data.lock("router");
    char byte = lock.index() == 0 ? 'y' : 'n';
    if (::write(ready[1], &byte, 1) != 1 || ::read(done[0], &byte, 1) != 1) ::_exit(1);
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  ASSERT_EQ(byte, 'y');
  const auto refused = no(data.lock("router"));
  EXPECT_NE(refused.text_en().find("process " + std::to_string(child)), std::string::npos) << refused.text_en();
  ASSERT_EQ(::write(done[1], &byte, 1), 1);
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(data.lock("router").index(), 0U);
  for (const int end : {ready[0], ready[1], done[0], done[1]}) ::close(end);
}

TEST(DataFolder, BelongsToADeploymentOfItsOwn) {
  const TemporaryFolder folder;
  const auto one = made(folder, "one");
  const auto other = made(folder, "other");
  EXPECT_EQ(one.about.deployment_id().size(), 36U);
  EXPECT_NE(one.about.deployment_id(), other.about.deployment_id());
  EXPECT_EQ(one.about.generation(), 1U);
}

TEST(DataFolder, IsHeldTogetherWithEveryCopyOfItHoweverThatIsCalled) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  fs::copy(data.path, folder.path("copy"), fs::copy_options::recursive);
  const auto copy = std::get<DataFolder>(DataFolder::open(folder.path("copy")));
  {
    const auto original = std::get<FolderLock>(data.lock("router"));
    const auto refused = no(copy.lock("router"));
    EXPECT_EQ(refused.code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
    EXPECT_NE(refused.text_en().find("process " + std::to_string(::getpid())), std::string::npos) << refused.text_en();
    EXPECT_EQ(copy.lock("records").index(), 0U) << "a service that does not run there";
    EXPECT_EQ(made(folder, "another").lock("router").index(), 0U) << "another deployment";
  }
  EXPECT_EQ(copy.lock("router").index(), 0U);
}

// As folders were before deployments had ids.
DataFolder old(const TemporaryFolder& folder) {
  auto data = made(folder);
  data.about.clear_deployment_id();
  data.about.clear_generation();
  data.save();
  return std::get<DataFolder>(DataFolder::open(data.path));
}

TEST(DataFolder, OfBeforeDeploymentsIsCompletedOnce) {
  const TemporaryFolder folder;
  const auto data = old(folder);
  const auto completed = std::get<DataFolder>(data.complete());
  EXPECT_EQ(completed.about.deployment_id().size(), 36U);
  EXPECT_EQ(completed.about.generation(), 1U);
  EXPECT_EQ(completed.about.node(), "luc-nam");
  // Somebody else who opened it before.
  EXPECT_EQ(std::get<DataFolder>(data.complete()).about.deployment_id(), completed.about.deployment_id());
  const auto opened = std::get<DataFolder>(DataFolder::open(data.path));
  EXPECT_EQ(opened.about.deployment_id(), completed.about.deployment_id());
  EXPECT_EQ(std::get<DataFolder>(opened.complete()).about.deployment_id(), completed.about.deployment_id());
}

TEST(DataFolder, OfBeforeDeploymentsIsHeldByItsLockAlone) {
  const TemporaryFolder folder;
  const auto data = old(folder);
  const auto first = std::get<FolderLock>(data.lock("router"));
  EXPECT_FALSE(first.deployment.is_open());
  EXPECT_EQ(data.lock("router").index(), 1U);
}

TEST(DataFolder, AllowsAnIntegratorOnce) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  const auto keys = [] {
    v1::KeyPair pair;
    pair.set_public_key("public");
    pair.set_secret_key("secret");
    return pair;
  };
  EXPECT_EQ(std::get<std::string>(data.add_key("lng", v1::CALLER_KIND_INTEGRATOR, "o1", keys)), data.key_file("lng"));
  EXPECT_EQ(mode_of(data.key_file("lng")), 0600U);
  EXPECT_EQ(no(data.add_key("lng", v1::CALLER_KIND_INTEGRATOR, "o2", keys)).code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(no(data.add_key("router", v1::CALLER_KIND_INTEGRATOR, "o2", keys)).code(), v1::REFUSAL_CODE_ALREADY_EXISTS);
  EXPECT_EQ(no(data.add_key("allowed", v1::CALLER_KIND_INTEGRATOR, "o2", keys)).field(), "name");
  EXPECT_EQ(no(data.add_key("../x", v1::CALLER_KIND_INTEGRATOR, "o2", keys)).field(), "name");
  EXPECT_EQ(no(data.add_key("free", v1::CALLER_KIND_INTEGRATOR, "", keys)).field(), "office_id");
  const auto list = std::get<v1::AllowList>(data.allowed());
  ASSERT_EQ(list.keys_size(), 8);
  EXPECT_EQ(list.keys(7).office_id(), "o1");
  EXPECT_EQ(list.keys(7).public_key(), "public");
  EXPECT_EQ(no(data.key("nobody")).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST(DataFolder, KnowsWhereServicesListen) {
  const TemporaryFolder folder;
  const auto data = made(folder);
  auto settings = default_settings();
  EXPECT_EQ(std::get<std::string>(data.endpoint("router", settings)), "ipc://" + data.path + "/sockets/router");
  settings.mutable_bus()->set_transport("tcp");
  EXPECT_EQ(std::get<std::string>(data.endpoint("directory", settings)), "tcp://127.0.0.1:7300");
  settings.mutable_bus()->set_host("::1");
  EXPECT_EQ(std::get<std::string>(data.endpoint("records", settings)), "tcp://[::1]:7304");
  EXPECT_EQ(no(data.endpoint("gateway", settings)).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST(DataFolder, RefusesAPathTooLongForAUnixSocket) {
  DataFolder data;
  data.path = "/" + std::string(107 - std::string("//sockets/router").size(), 'd');
  EXPECT_EQ(data.endpoint("router", default_settings()).index(), 0U);
  data.path += "d";
  const auto refused = no(data.endpoint("router", default_settings()));
  EXPECT_EQ(refused.code(), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_NE(refused.text_en().find("tcp"), std::string::npos);
}

}  // namespace
}  // namespace giaoban::runtime
