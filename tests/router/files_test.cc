// Files: what is refused or given up holds no place in a dossier, and what is attached stays.
#include <gtest/gtest.h>

#include "services/store/digest.h"
#include "tests/house/district.h"

namespace giaoban::test {
namespace {

const std::string kPdf = "%PDF-1.7 xong";

class Files : public testing::Test {
 protected:
  District district;
  Paper paper{district};
  void SetUp() override { ASSERT_EQ(paper.opens("secretary1"), "ok"); }

  // "ok", or the code of the refusal.
  std::string puts(const std::string& id, const std::string& data = kPdf) {
    v1::PutChunkRequest put;
    put.set_dossier_id(paper.id);
    put.set_file_id(id);
    put.set_data(data);
    const auto outcome = district.house.call("router", "DossierService/PutChunk", put, As::person("secretary1"));
    const auto* no = std::get_if<v1::Refusal>(&outcome);
    return no == nullptr ? "ok" : v1::RefusalCode_Name(no->code()).substr(13);
  }
  std::string attaches(const std::string& id, const std::string& name = "a.pdf", const std::string& said = kPdf,
                       const std::string& who = "secretary1") {
    return paper.act(who, [&](auto& c) {
      auto& attach = *c.mutable_attach();
      attach.set_file_id(id);
      attach.set_name(name);
      attach.set_media_type("application/pdf");
      attach.set_size(said.size());
      attach.set_sha256(store::sha256({said}));
    });
  }
  int64_t files_with_parts() {
    int64_t count = 0;
    district.house.store("router")
        .prepare("SELECT COUNT(DISTINCT file_id) FROM chunk")
        .one({}, [&](const store::Row& row) { count = row.integer(0); });
    return count;
  }
};

std::string numbered(int i) {
  return "file-" + std::to_string(1000 + i);
}

TEST_F(Files, ThatAreRefusedByTypeHoldNoPlace) {
  for (int i = 0; i < 25; ++i) {
    ASSERT_EQ(puts(numbered(i), "<script>"), "ok") << i;
    ASSERT_EQ(attaches(numbered(i), i % 2 == 0 ? "a.html" : "a.pdf", "<script>"), "INVALID_FIELD");
    ASSERT_EQ(files_with_parts(), 0) << i;
  }
  ASSERT_EQ(puts("file-good"), "ok");
  EXPECT_EQ(attaches("file-good"), "ok");
}

TEST_F(Files, ThatAreOthersThanWasSaidAreSentAgain) {
  ASSERT_EQ(puts("file-0001"), "ok");
  EXPECT_EQ(attaches("file-0001", "a.pdf", "%PDF-1.7 khac"), "INVALID_FIELD");
  EXPECT_EQ(files_with_parts(), 0);
  EXPECT_EQ(attaches("file-0001"), "NOT_FOUND");
  ASSERT_EQ(puts("file-0001"), "ok");
  EXPECT_EQ(attaches("file-0001"), "ok");
}

TEST_F(Files, ThatAreAttachedStayWhateverIsAskedNext) {
  ASSERT_EQ(puts("file-0001"), "ok");
  ASSERT_EQ(attaches("file-0001"), "ok");
  EXPECT_EQ(attaches("file-0001", "a.html"), "ALREADY_EXISTS");
  EXPECT_EQ(files_with_parts(), 1);
  ASSERT_EQ(puts("file-0002"), "ok");
  EXPECT_NE(attaches("file-0002", "a.html", kPdf, "clerk"), "ok");
  EXPECT_EQ(files_with_parts(), 2) << "a stranger throws nothing away";
}

TEST_F(Files, ThatWereGivenUpMakeRoomForOthers) {
  for (int i = 0; i < 30; ++i) {
    ASSERT_EQ(puts(numbered(i)), "ok") << i;
    ASSERT_LE(files_with_parts(), 5);
  }
  EXPECT_EQ(attaches(numbered(29)), "ok");
  EXPECT_EQ(attaches(numbered(28)), "ok") << "several may be on their way at once";
}

TEST_F(Files, AreTwentyAtMost) {
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(puts("lost-" + numbered(i)), "ok");
    ASSERT_EQ(puts(numbered(i)), "ok") << i;
    ASSERT_EQ(attaches(numbered(i)), "ok") << i;
  }
  EXPECT_EQ(puts("file-more"), "TOO_LARGE");
  EXPECT_EQ(paper.read("secretary1").dossier().attachments_size(), 20);
}

}  // namespace
}  // namespace giaoban::test
