// kinds check names the place and the way of every fault; kinds draw makes a picture.
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "giaoban/v1/directory.pb.h"
#include "giaoban/v1/report.pb.h"
#include "tests/command/program.h"
#include "workflows/core/kind_file.h"

namespace giaoban::command {
namespace {

// A whole kind; the clerk's yes stands on line 23 and leads to `approve_to`.
std::string kind_text(const std::string& name, const std::string& approve_to = "approved") {
  return "name: \"" + name + R"("
title { vi: "Kế hoạch" en: "Plan" }
symbol: "KH"
may_open { role: ROLE_SECRETARY level: LEVEL_CELL }
form {
  sections {
    name: "main"
    title { vi: "Nội dung" en: "Content" }
    fields { name: "content" label { vi: "Nội dung" en: "Content" } type: FIELD_TYPE_LONG_TEXT required: true }
  }
}
way {
  first: "draft"
  states {
    name: "draft" label { vi: "Bản nháp" en: "Draft" }
    author: true
    moves { verb: VERB_SUBMIT to: "review" }
  }
  states {
    name: "review" label { vi: "Chờ duyệt" en: "Review" }
    asked { role: ROLE_CLERK level: LEVEL_COMMUNE }
    due { working_days: 3 }
    moves { verb: VERB_APPROVE to: ")" +
         approve_to + R"(" }
  }
  states { name: "approved" label { vi: "Đã duyệt" en: "Approved" } end: true outcome: OUTCOME_APPROVED }
}
)";
}

v1::KindsCheckReport report_of(const Ended& ended) {
  v1::KindsCheckReport report;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ended.out, &report).ok()) << ended.out;
  return report;
}

TEST(KindsCheck, FindsNothingInAGoodFile) {
  Program program;
  const auto ended = program.run({"kinds", "check", program.folder.file("plan.txtpb", kind_text("plan"))});
  EXPECT_EQ(ended.code, kOk) << ended.out << ended.err;
}

TEST(KindsCheck, NamesLineColumnAndTheWayToAVerbThatLeadsNowhere) {
  Program program;
  const std::string file = program.folder.file("plan.txtpb", kind_text("plan", "aproved"));
  const auto ended = program.run({"kinds", "check", file});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.out.find(file + ":23:"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("đường đi / path: draft -submit-> review"), std::string::npos) << ended.out;
  const auto report = report_of(program.run({"kinds", "check", file, "--json"}));
  ASSERT_EQ(report.kinds_size(), 1);
  EXPECT_EQ(report.kinds(0).kind(), "plan");
  const auto& faults = report.kinds(0).faults();
  const auto fault = std::find_if(faults.begin(), faults.end(), [](const auto& f) { return f.line() == 23; });
  ASSERT_NE(fault, faults.end());
  EXPECT_GT(fault->column(), 1U);
  EXPECT_NE(fault->path().find("review"), std::string::npos) << fault->path();
}

TEST(KindsCheck, NamesThePlaceOfAWordThatIsNone) {
  Program program;
  const std::string file = program.folder.file("plan.txtpb", "name: \"plan\"\n  titel { vi: \"a\" }\n");
  const auto ended = program.run({"kinds", "check", file});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.out.find(file + ":2:3: "), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("\"title\""), std::string::npos) << ended.out;
}

TEST(KindsCheck, RefusesAFileThatIsNotNamedForItsKind) {
  Program program;
  const auto ended = program.run({"kinds", "check", program.folder.file("other.txtpb", kind_text("plan"))});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.out.find("other.txtpb:1:1: "), std::string::npos) << ended.out;
}

TEST(KindsCheck, WalksAFolderAndReportsEveryFile) {
  Program program;
  program.folder.file("b.txtpb", kind_text("b", "nowhere"));
  program.folder.file("a.txtpb", kind_text("a"));
  program.folder.file("readme.md", "no kind");
  const auto ended = program.run({"kinds", "check", program.folder.path(), "--json"});
  EXPECT_EQ(ended.code, kRefused);
  const auto report = report_of(ended);
  ASSERT_EQ(report.kinds_size(), 2);
  EXPECT_EQ(report.kinds(0).faults_size(), 0);
  EXPECT_GT(report.kinds(1).faults_size(), 0);
}

TEST(KindsCheck, SaysWhenThereIsNothingToCheck) {
  Program program;
  EXPECT_EQ(program.run({"kinds", "check", program.folder.path()}).code, kRefused);
  EXPECT_EQ(program.run({"kinds", "check", program.folder.path("none.txtpb")}).code, kRefused);
}

TEST(KindsDraw, MakesAPictureOfTheWay) {
  Program program;
  const std::string kind = program.folder.file("plan.txtpb", kind_text("plan"));
  const std::string svg = program.folder.path("plan.svg");
  const auto ended = program.run({"kinds", "draw", kind, "-o", svg});
  ASSERT_EQ(ended.code, kOk) << ended.err;
  const std::string picture = read_all(svg);
  EXPECT_NE(picture.find("<svg"), std::string::npos);
  EXPECT_NE(picture.find("</svg>"), std::string::npos);
  EXPECT_NE(picture.find("Chờ duyệt"), std::string::npos);
  EXPECT_EQ(program.run({"kinds", "draw", kind}).out, picture);
}

TEST(KindsDraw, SaysWhatToInstallWhenGraphvizIsMissing) {
  Program program;
  const std::string kind = program.folder.file("plan.txtpb", kind_text("plan"));
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", program.folder.path().c_str(), 1);
  const auto ended = program.run({"kinds", "draw", kind});
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_EQ(ended.out, "");
  EXPECT_NE(ended.err.find("apt-get install graphviz"), std::string::npos) << ended.err;
}

TEST(KindsDraw, AsksTheDirectoryForAKindThatIsNoFile) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  v1::ListKindsResponse kinds;
  *kinds.add_kinds() = core::read_kind_file(kind_text("sealed_plan")).kind;
  program.services.answers["directory/DirectoryService/ListKinds"] = [&](const auto&) {
    return kinds.SerializeAsString();
  };
  EXPECT_NE(program.run_here({"kinds", "draw", "sealed_plan"}).out.find("<svg"), std::string::npos);
  const auto unknown = program.run_here({"kinds", "draw", "sealed_plam"});
  EXPECT_EQ(unknown.code, kRefused);
  EXPECT_NE(unknown.err.find("sealed_plan"), std::string::npos);
}

TEST(KindsPublish, SendsTheFilesBytesAsTheyAre) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  const std::string text = kind_text("plan") + "# ghi chú\n";
  program.services.answers["directory/DirectoryService/PublishKind"] = [](const auto&) {
    v1::PublishKindResponse done;
    done.set_name("plan");
    return done.SerializeAsString();
  };
  EXPECT_EQ(program.run_here({"kinds", "publish", program.folder.file("plan.txtpb", text)}).code, kOk);
  EXPECT_EQ(program.services.key, "operator");
  EXPECT_EQ(program.services.asked_as<v1::PublishKindRequest>(0).file(), text);
}

TEST(KindsPublish, EndsWithOneWhenTheDirectoryFindsFaults) {
  Program program;
  ASSERT_EQ(program.run_here({"init"}).code, kOk);
  program.services.answers["directory/DirectoryService/PublishKind"] = [](const auto&) {
    v1::PublishKindResponse done;
    done.add_faults("3:1: not so");
    return done.SerializeAsString();
  };
  const auto ended = program.run_here({"kinds", "publish", program.folder.file("plan.txtpb", kind_text("plan"))});
  EXPECT_EQ(ended.code, kRefused);
  EXPECT_NE(ended.err.find("plan.txtpb:3:1: not so"), std::string::npos) << ended.err;
}

}  // namespace
}  // namespace giaoban::command
