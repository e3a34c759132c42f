// Attach: the author adds a file whose parts have all arrived.
#include <gtest/gtest.h>

#include "tests/core/story.h"

namespace giaoban::core {
namespace {

v1::Attach minutes(const std::string& file_id = "bien-ban-01") {
  v1::Attach attach;
  attach.set_file_id(file_id);
  attach.set_name("Biên bản.pdf");
  attach.set_media_type("application/pdf");
  attach.set_size(1'000);
  attach.set_sha256(std::string(32, 's'));
  return attach;
}

StoredFile stored(const std::string& file_id = "bien-ban-01") {
  return {.file_id = file_id, .size = 1'000, .sha256 = std::string(32, 's'), .digest = std::string(32, 'd')};
}

struct Drafted {
  Drafted() : paper(town) {
    paper.drafted();
    paper.file = stored();
  }
  std::string attach(const v1::Attach& attach) { return paper.by("secretary").attaches(attach); }
  Town town;
  Paper paper;
};

TEST(Attach, AddsTheFileAndKeepsItsNameOutOfTheLog) {
  Drafted it;
  ASSERT_EQ(it.paper.by("deputy").attaches(minutes()), "ok");
  ASSERT_EQ(it.paper.dossier.attachments_size(), 1);
  EXPECT_EQ(it.paper.dossier.attachments(0).file_id(), "bien-ban-01");
  EXPECT_EQ(it.paper.dossier.attachments(0).size(), 1'000U);
  EXPECT_EQ(it.paper.dossier.attachments(0).digest(), std::string(32, 'd'));
  EXPECT_EQ(it.paper.contents[2].text(), "Biên bản.pdf\napplication/pdf");
  EXPECT_EQ(it.paper.dossier.author_hands_size(), 2);
  EXPECT_EQ(it.paper.dossier.fields().version(), 1U) << "the fields are as they were";
}

TEST(Attach, WantsAPlainName) {
  Drafted it;
  for (const char* bad : {"", " ", "a/b.pdf", "a\\b.pdf", ".", "..", "a\nb.pdf"}) {
    v1::Attach attach = minutes();
    attach.set_name(bad);
    EXPECT_EQ(it.attach(attach), "INVALID_FIELD attach.name") << bad;
  }
  v1::Attach attach = minutes();
  attach.set_name(std::string(256, 'a'));
  EXPECT_EQ(it.attach(attach), "TOO_LARGE attach.name");
}

TEST(Attach, WantsAnIdAndAMediaType) {
  Drafted it;
  for (const std::string& bad : {std::string("short"), std::string(65, 'a'), std::string("has space")}) {
    EXPECT_EQ(it.attach(minutes(bad)), "INVALID_FIELD attach.file_id") << bad;
  }
  for (const std::string& bad : {std::string(), std::string("pdf"), std::string("/pdf"), std::string("application/"),
                                 std::string("a/b/c"), std::string("text/html; x"), "a/" + std::string(126, 'b')}) {
    v1::Attach attach = minutes();
    attach.set_media_type(bad);
    EXPECT_EQ(it.attach(attach), "INVALID_FIELD attach.media_type") << bad;
  }
}

TEST(Attach, BoundsTheSize) {
  Drafted it;
  v1::Attach attach = minutes();
  attach.set_size(0);
  EXPECT_EQ(it.attach(attach), "INVALID_FIELD attach.size");
  attach.set_size(26'214'401);
  EXPECT_EQ(it.attach(attach), "TOO_LARGE attach.size");
  attach.set_size(26'214'400);
  it.paper.file->size = 26'214'400;
  EXPECT_EQ(it.attach(attach), "ok");
}

TEST(Attach, WantsAllPartsAsTheyWereAnnounced) {
  Drafted it;
  it.paper.file->sha256 = std::string(32, 'x');
  EXPECT_EQ(it.attach(minutes()), "INVALID_FIELD attach.sha256");
  it.paper.file->size = 999;
  EXPECT_EQ(it.attach(minutes()), "INVALID_FIELD attach.size");
  it.paper.file = stored("another-file");
  EXPECT_EQ(it.attach(minutes()), "NOT_FOUND attach.file_id");
  it.paper.file.reset();
  EXPECT_EQ(it.attach(minutes()), "NOT_FOUND attach.file_id");
}

TEST(Attach, TakesAnIdOnceAndAHundredFiles) {
  Drafted it;
  ASSERT_EQ(it.attach(minutes()), "ok");
  EXPECT_EQ(it.attach(minutes()), "ALREADY_EXISTS attach.file_id");
  for (int i = 2; i <= 100; ++i) {
    const std::string id = "tep-tin-" + std::to_string(i);
    it.paper.file = stored(id);
    ASSERT_EQ(it.attach(minutes(id)), "ok") << i;
  }
  it.paper.file = stored("one-too-many");
  EXPECT_EQ(it.attach(minutes("one-too-many")), "TOO_LARGE attach.file_id");
}

TEST(Attach, IsForTheAuthorWhileThePaperIsThere) {
  Drafted it;
  EXPECT_EQ(it.paper.by("clerk").attaches(minutes()), "NOT_AUTHORISED");
  ASSERT_EQ(it.paper.by("secretary").submits(), "ok");
  EXPECT_EQ(it.attach(minutes()), "NOT_OPEN");
}

}  // namespace
}  // namespace giaoban::core
