// Which files are taken: by their names, by their first bytes, and through the command that attaches them.
#include "services/router/file_types.h"

#include <gtest/gtest.h>

#include "services/store/digest.h"
#include "tests/house/district.h"

namespace giaoban::router {
namespace {

using namespace std::string_literals;

bool takes(const std::string& name, const std::string& bytes) {
  return !check_file_name(name) && !check_file_bytes(name, bytes);
}

TEST(AFile, IsTakenWhenItsNameAndItsFirstBytesAgree) {
  EXPECT_TRUE(takes("Dự thảo nghị quyết.pdf", "%PDF-1.7 ..."));
  EXPECT_TRUE(takes("SCAN.PDF", "%PDF-1.4"));
  EXPECT_TRUE(takes("a.png", "\x89PNG\r\n\x1A\n...."));
  EXPECT_TRUE(takes("a.jpg", "\xFF\xD8\xFF\xE0"));
  EXPECT_TRUE(takes("a.JpEg", "\xFF\xD8\xFF\xE1"));
  for (const char* name : {"a.docx", "a.xlsx", "a.odt", "a.ods"}) EXPECT_TRUE(takes(name, "PK\x03\x04....")) << name;
  for (const char* name : {"a.doc", "a.xls"}) EXPECT_TRUE(takes(name, "\xD0\xCF\x11\xE0....")) << name;
  EXPECT_TRUE(takes("a.txt", "Kính gửi đồng chí"));
  EXPECT_TRUE(takes("a.csv", "\xEF\xBB\xBFmã,tên\n1,Khe Sâu\n"));
  EXPECT_TRUE(takes("báo cáo tháng 11.v2.xlsx", "PK\x03\x04"));
}

TEST(AFile, IsRefusedWhenItIsSomethingElse) {
  EXPECT_FALSE(takes("a.pdf", "PK\x03\x04"));
  EXPECT_FALSE(takes("a.pdf", "%PD"));
  EXPECT_FALSE(takes("a.pdf", "<script>%PDF-"));
  EXPECT_FALSE(takes("a.docx", "MZ\x90"));
  EXPECT_FALSE(takes("a.docx", "PK\x05\x06"));
  EXPECT_FALSE(takes("a.xls", "PK\x03\x04"));
  EXPECT_FALSE(takes("a.txt", "ab\0c"s));
  EXPECT_FALSE(takes("a.txt", "\xFF\xFEk\0"s)) << "UTF-16";
  EXPECT_FALSE(takes("a.txt", "\xC0\xAF"s)) << "overlong";
  EXPECT_FALSE(takes("a.txt", "\xED\xA0\x80"s)) << "half a surrogate";
  EXPECT_FALSE(takes("a.txt", "\xF4\x90\x80\x80"s)) << "beyond Unicode";
  EXPECT_FALSE(takes("a.csv", std::string("Khe S\xC3"))) << "cut off";
  for (const char* name : {"a.exe", "a.html", "a.svg", "a.zip", "a.js", "a.docm", "a", "pdf", "a.", "a.pdf "}) {
    EXPECT_FALSE(takes(name, "%PDF-1.7")) << name;
  }
}

TEST(AFile, HasANameThatIsOneAndShowsWhatItIs) {
  EXPECT_FALSE(check_file_name(std::string(251, 'a') + ".pdf").has_value());
  std::string longest;
  for (int i = 0; i < 251; ++i) longest += "ộ";
  EXPECT_FALSE(check_file_name(longest + ".pdf").has_value()) << "characters, not bytes";
  EXPECT_TRUE(check_file_name(std::string(252, 'a') + ".pdf").has_value());
  for (const auto& name : {""s, ".pdf"s, "..pdf"s, ".ẩn.pdf"s, "a/b.pdf"s, "..\\a.pdf"s, "a\nb.pdf"s, "a\x7F.pdf"s,
                           "a\0b.pdf"s, "a\xC2\x85.pdf"s, "fdp.\xE2\x80\xAEtxt.pdf"s, "a\xE2\x80\x8B.pdf"s,
                           "\xEF\xBB\xBF"
                           "a.pdf"s}) {
    const auto no = check_file_name(name);
    ASSERT_TRUE(no.has_value()) << name;
    EXPECT_EQ(no->code(), v1::REFUSAL_CODE_INVALID_FIELD);
    EXPECT_EQ(no->field(), "attach.name");
  }
  EXPECT_NE(check_file_name("a.exe")->text_vi().find("pdf, png, jpg, docx"), std::string::npos) << "says what is taken";
}

TEST(AFile, IsLookedAtWhenItIsAttached) {
  test::District district;
  test::Paper paper(district);
  ASSERT_EQ(paper.opens("secretary1"), "ok");
  const auto attaches = [&](const std::string& id, const std::string& name, const std::vector<std::string>& parts) {
    std::string whole;
    for (uint32_t i = 0; i < parts.size(); ++i) {
      v1::PutChunkRequest put;
      put.set_dossier_id(paper.id);
      put.set_file_id(id);
      put.set_index(i);
      put.set_data(parts[i]);
      district.house.ask<v1::PutChunkResponse>("router", "DossierService/PutChunk", put,
                                               test::As::person("secretary1"));
      whole += parts[i];
    }
    return paper.act("secretary1", [&](auto& c) {
      auto& attach = *c.mutable_attach();
      attach.set_file_id(id);
      attach.set_name(name);
      attach.set_media_type("application/pdf");
      attach.set_size(whole.size());
      attach.set_sha256(store::sha256({whole}));
    });
  };
  EXPECT_EQ(attaches("file-0001", "trang.html", {"<script>"}), "INVALID_FIELD");
  EXPECT_EQ(std::get<v1::Refusal>(paper.last).field(), "attach.name");
  EXPECT_EQ(attaches("file-0002", "giả.pdf", {"<script>"}), "INVALID_FIELD");
  EXPECT_EQ(attaches("file-0003", "chữ.txt", {"xin ch\xC3", "\xA0o"}), "ok") << "a letter may lie across two parts";
  EXPECT_EQ(attaches("file-0004", "dự thảo.pdf", {"%PDF-1.7", "xong"}), "ok");
  const auto seen = paper.read("secretary1");
  ASSERT_EQ(seen.file_names_size(), 2);
  EXPECT_EQ(seen.file_names(0), "chữ.txt");
  EXPECT_EQ(seen.file_names(1), "dự thảo.pdf");
  v1::GetChunkRequest get;
  get.set_dossier_id(paper.id);
  get.set_file_id("file-0004");
  const auto part = district.house.ask<v1::GetChunkResponse>("router", "DossierService/GetChunk", get,
                                                             test::As::person("secretary1"));
  EXPECT_EQ(part.parts(), 2u);
  EXPECT_EQ(part.size(), 12u);
  EXPECT_EQ(part.data(), "%PDF-1.7");
}

}  // namespace
}  // namespace giaoban::router
