// ExportList over methods that answer what the test says: rights, pages, limits, parts.
#include "services/records/export.h"

#include <gtest/gtest.h>

#include "services/store/sqlite.h"
#include "tests/records/export_opened.h"

namespace giaoban::records {
namespace {

constexpr auto kWho = runtime::kPeople | runtime::kOperator;
constexpr int64_t kNow = 1'793'000'000'000'000;

class Export : public testing::Test {
 protected:
  Export() {
    methods_.query<v1::ListDossiersRequest, v1::ListDossiersResponse>(
        "RecordsService/ListDossiers", kWho,
        [this](const auto& request, const runtime::Call& call, runtime::Work&) { return list(request, call); });
    methods_.query<v1::GetFunnelRequest, v1::GetFunnelResponse>(
        "PictureService/GetFunnel", kWho,
        [](const auto&, const runtime::Call&, runtime::Work&) -> std::variant<v1::GetFunnelResponse, v1::Refusal> {
          v1::GetFunnelResponse funnel;
          funnel.add_stages()->set_stage(v1::STAGE_EXPECTED);
          return funnel;
        });
    methods_.query<v1::GetComplianceRequest, v1::GetComplianceResponse>(
        "PictureService/GetCompliance", kWho,
        [](const auto&, const runtime::Call&, runtime::Work&) -> std::variant<v1::GetComplianceResponse, v1::Refusal> {
          v1::GetComplianceResponse grid;
          grid.add_periods("2026-11");
          grid.add_rows()->add_cells()->set_expected(1);
          return grid;
        });
  }

  // Pages of `total_` lines; persons named "stranger" may not see the unit.
  std::variant<v1::ListDossiersResponse, v1::Refusal> list(const v1::ListDossiersRequest& request,
                                                           const runtime::Call& call) {
    ++asked_;
    seen_ = call.request;
    if (call.request.person_id() == "stranger") {
      return core::refuse(v1::REFUSAL_CODE_NOT_AUTHORISED, "unit_id", "Không", "No");
    }
    EXPECT_EQ(request.limit(), 200u);
    const uint32_t from = request.page_token().empty() ? 0 : static_cast<uint32_t>(std::stoul(request.page_token()));
    v1::ListDossiersResponse response;
    const uint32_t until = std::min(total_, from + page_);
    for (uint32_t i = from; i < until; ++i) {
      auto& line = *response.add_lines();
      // No two alike and nothing to pack: files become large.
      std::string noise;
      for (uint32_t k = 0, x = i * 2654435761u + salt_; k < noise_; ++k, x = x * 1664525u + 1013904223u) {
        noise += static_cast<char>('!' + (x >> 24) % 90);
      }
      line.set_title("Hồ sơ " + std::to_string(i) + " " + noise);
    }
    response.set_total(says_total_ ? total_ : 0);
    if (until < total_ || endless_) response.set_next_page_token(std::to_string(until));
    return response;
  }

  runtime::Outcome ask(const v1::ExportListRequest& request, const std::string& person = "clerk",
                       uint64_t min_position = 0) {
    const bus::Caller caller{"gateway", v1::CALLER_KIND_GATEWAY, ""};
    v1::Request asked;
    asked.set_person_id(person);
    asked.set_min_position(min_position);
    asked.set_trace_id("trace");
    std::vector<runtime::Ask> asks;
    store::Log log(*store_, "records");
    runtime::SeededIds ids(1);
    runtime::Work work{now_, *store_, log, ids, cursors_, asks};
    auto answer = exporter_->answer(request, {caller, asked}, work);
    if (auto* no = std::get_if<v1::Refusal>(&answer)) return std::move(*no);
    return std::get<v1::ExportListResponse>(answer).SerializeAsString();
  }
  v1::ExportListResponse part(const v1::ExportListRequest& request, uint64_t min_position = 0) {
    const auto outcome = ask(request, "clerk", min_position);
    if (const auto* no = std::get_if<v1::Refusal>(&outcome)) throw std::runtime_error(no->ShortDebugString());
    v1::ExportListResponse response;
    response.ParseFromString(std::get<std::string>(outcome));
    return response;
  }
  v1::Refusal refused(const v1::ExportListRequest& request, const std::string& person = "clerk") {
    const auto outcome = ask(request, person);
    if (!std::holds_alternative<v1::Refusal>(outcome)) throw std::runtime_error("it was not refused");
    return std::get<v1::Refusal>(outcome);
  }
  // All parts in order.
  std::string whole(v1::ExportListRequest request) {
    auto first = part(request);
    std::string bytes = first.data();
    for (uint32_t i = 1; i < first.parts(); ++i) {
      request.set_part(i);
      bytes += part(request).data();
    }
    return bytes;
  }
  static v1::ExportListRequest dossiers(v1::ExportFormat format = v1::EXPORT_FORMAT_XLSX) {
    v1::ExportListRequest request;
    request.mutable_dossiers()->set_period("2026-11");
    request.set_format(format);
    return request;
  }
  void become_large() {
    total_ = 10'000;
    noise_ = 180;
  }

  std::unique_ptr<store::Store> store_ = store::open_sqlite(":memory:");
  core::Directory directory_;
  runtime::Methods methods_;
  std::optional<Exporter> exporter_{std::in_place, methods_, directory_};
  runtime::Moment now_{kNow, kNow};
  std::map<std::string, runtime::Cursor> cursors_ = {{"directory", {}}, {"router", {}}};
  v1::Request seen_;
  uint32_t total_ = 3;
  uint32_t page_ = 200;
  uint32_t noise_ = 0;
  uint32_t salt_ = 0;
  bool says_total_ = true;
  bool endless_ = false;
  int asked_ = 0;
};

TEST_F(Export, GivesAWholeListAsAWorkbook) {
  total_ = 450;
  const auto response = part(dossiers());
  EXPECT_EQ(response.parts(), 1u);
  EXPECT_EQ(response.name(), "ho-so-2026-11.xlsx");
  EXPECT_EQ(response.media_type(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(asked_, 3);
  const auto strings = test::unzipped(response.data(), "xl/sharedStrings.xml");
  EXPECT_NE(strings.find("Hồ sơ 0 "), std::string::npos);
  EXPECT_NE(strings.find("Hồ sơ 449 "), std::string::npos);
}

TEST_F(Export, GivesAListAsPages) {
  const auto response = part(dossiers(v1::EXPORT_FORMAT_PDF));
  EXPECT_EQ(response.name(), "ho-so-2026-11.pdf");
  EXPECT_EQ(response.media_type(), "application/pdf");
  EXPECT_NE(test::text_of_pages(response.data()).find("Hồ sơ 2"), std::string::npos);
}

TEST_F(Export, AsksAsTheCallerAndForTheWholeList) {
  auto request = dossiers();
  request.mutable_dossiers()->set_limit(1);
  request.mutable_dossiers()->set_page_token("2");
  part(request, 9);
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(seen_.person_id(), "clerk");
  EXPECT_EQ(seen_.min_position(), 9u);
  EXPECT_EQ(seen_.trace_id(), "trace");
  v1::ListDossiersRequest passed;
  ASSERT_TRUE(passed.ParseFromString(seen_.payload()));
  EXPECT_EQ(passed.page_token(), "");
}

TEST_F(Export, IsRefusedAsTheListIs) {
  const auto no = refused(dossiers(), "stranger");
  EXPECT_EQ(no.code(), v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(no.field(), "dossiers.unit_id");
}

TEST_F(Export, RefusesWhatCannotBeMade) {
  v1::ExportListRequest request;
  request.set_format(v1::EXPORT_FORMAT_XLSX);
  EXPECT_EQ(refused(request).field(), "what");
  EXPECT_EQ(refused(dossiers(v1::EXPORT_FORMAT_UNSPECIFIED)).field(), "format");
  EXPECT_EQ(refused(dossiers(static_cast<v1::ExportFormat>(77))).field(), "format");
  request = dossiers();
  request.set_language("fr");
  EXPECT_EQ(refused(request).field(), "language");
  request = dossiers();
  request.set_part(1);
  EXPECT_EQ(refused(request).code(), v1::REFUSAL_CODE_NOT_FOUND) << "nothing was made yet";
  request = {};
  request.mutable_ageing();
  request.set_format(v1::EXPORT_FORMAT_PDF);
  EXPECT_EQ(refused(request).code(), v1::REFUSAL_CODE_UNKNOWN_METHOD);
  for (const auto& no : {refused(request)}) {
    EXPECT_FALSE(no.text_vi().empty());
    EXPECT_FALSE(no.text_en().empty());
  }
}

TEST_F(Export, MakesNoPagesWithoutItsFontButWorkbooks) {
  constexpr std::array<std::string_view, 1> kMissing = {"No Such Font"};
  exporter_.emplace(methods_, directory_, kMissing);
  const auto no = refused(dossiers(v1::EXPORT_FORMAT_PDF));
  EXPECT_EQ(no.code(), v1::REFUSAL_CODE_UNAVAILABLE);
  EXPECT_NE(no.text_vi().find("fonts-liberation2"), std::string::npos);
  EXPECT_EQ(asked_, 0) << "refused before anything is gathered";
  EXPECT_EQ(part(dossiers()).parts(), 1u);
}

TEST_F(Export, RefusesListsThatAreTooLong) {
  total_ = kMostExportLines;
  EXPECT_GE(part(dossiers()).parts(), 1u);
  total_ = kMostExportLines + 1;
  asked_ = 0;
  EXPECT_EQ(refused(dossiers()).code(), v1::REFUSAL_CODE_TOO_LARGE);
  EXPECT_EQ(asked_, 1) << "the first page says it";
  says_total_ = false;
  EXPECT_EQ(refused(dossiers()).code(), v1::REFUSAL_CODE_TOO_LARGE);
  says_total_ = true;
  total_ = kMostPrintedLines + 1;
  EXPECT_EQ(refused(dossiers(v1::EXPORT_FORMAT_PDF)).field(), "format");
}

TEST_F(Export, StopsASearchThatFindsNoEnd) {
  total_ = 0;
  endless_ = true;
  EXPECT_EQ(refused(dossiers()).field(), "dossiers.words");
  EXPECT_EQ(asked_, kMostListPages);
}

TEST_F(Export, GivesALargeFileInPartsOfOneContent) {
  become_large();
  auto request = dossiers();
  const auto first = part(request);
  ASSERT_GE(first.parts(), 2u);
  EXPECT_EQ(first.data().size(), kPartBytes);
  const int asked = asked_;
  salt_ = 1;  // the list changes meanwhile
  std::string bytes = first.data();
  for (uint32_t i = 1; i < first.parts(); ++i) {
    request.set_part(i);
    bytes += part(request).data();
  }
  EXPECT_EQ(asked_, asked);
  EXPECT_NE(test::unzipped(bytes, "xl/sharedStrings.xml").find("Hồ sơ 9999 "), std::string::npos);
  request.set_part(first.parts());
  EXPECT_EQ(refused(request).code(), v1::REFUSAL_CODE_INVALID_FIELD);
  EXPECT_EQ(refused(request).field(), "part");
  request.set_part(0);
  EXPECT_EQ(part(request).data(), first.data()) << "another window may still be fetching it";
  now_.machine_us += kKeptUs + 1;
  EXPECT_NE(part(request).data(), first.data()) << "after its minute it is made again";
}

TEST_F(Export, GoesOnWithAFileThatIsBeingFetched) {
  become_large();
  const auto first = part(dossiers());
  salt_ = 1;
  EXPECT_EQ(part(dossiers()).data(), first.data()) << "a second window must not mix two files";
  cursors_["router"].position = 5;
  EXPECT_NE(part(dossiers(), 5).data(), first.data()) << "who has written since sees it";
}

TEST_F(Export, GivesPartsOnlyToTheCallerWhoAsked) {
  become_large();
  auto request = dossiers();
  part(request);
  request.set_part(1);
  const auto outcome = ask(request, "another");
  ASSERT_TRUE(std::holds_alternative<v1::Refusal>(outcome));
  EXPECT_EQ(std::get<v1::Refusal>(outcome).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Export, GivesNoPartAfterAMinuteOrWhenRightsMayHaveChanged) {
  become_large();
  auto request = dossiers();
  auto second = request;
  second.set_part(1);
  part(request);
  now_.machine_us += kKeptUs + 1;
  EXPECT_EQ(refused(second).code(), v1::REFUSAL_CODE_NOT_FOUND);
  part(request);
  cursors_["directory"].position = 1;
  EXPECT_EQ(refused(second).code(), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Export, NeverMixesPartsOfTwoFilesWhenOneWindowEndsBeforeAnother) {
  become_large();
  auto request = dossiers();
  const auto first = part(request);
  const std::string before = whole(request);
  salt_ = 1;         // the list changes,
  part(dossiers());  // and a third window begins
  std::string bytes = first.data();
  for (uint32_t i = 1; i < first.parts(); ++i) {
    request.set_part(i);
    bytes += part(request).data();
  }
  EXPECT_EQ(bytes, before);
}

TEST_F(Export, GivesNoPartAfterAnOfficeHasEndedByTime) {
  v1::DirectoryEvent unit;
  unit.mutable_unit_added()->mutable_unit()->set_unit_id("a");
  directory_.evolve(unit, 1);
  for (const int64_t until_us : {int64_t{0}, kNow + 10}) {
    v1::DirectoryEvent event;
    auto& office = *event.mutable_office_begun()->mutable_office();
    office.set_office_id("o" + std::to_string(until_us));
    office.set_person_id("clerk");
    office.set_unit_id("a");
    office.set_role(until_us == 0 ? v1::ROLE_CLERK : v1::ROLE_BOARD);
    office.set_until_us(until_us);
    directory_.evolve(event, 2);
  }
  become_large();
  const auto first = part(dossiers());
  auto second = dossiers();
  second.set_part(1);
  EXPECT_EQ(part(second).parts(), first.parts());
  now_.business_us += 10;
  salt_ = 1;
  EXPECT_EQ(refused(second).code(), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_NE(part(dossiers()).data(), first.data()) << "it is made again with what is left of the rights";
}

TEST_F(Export, MakesTheSameBytesOfTheSameContent) {
  for (const auto format : {v1::EXPORT_FORMAT_XLSX, v1::EXPORT_FORMAT_PDF}) {
    EXPECT_EQ(whole(dossiers(format)), whole(dossiers(format)));
  }
}

TEST_F(Export, GivesPicturesInBothFormats) {
  for (const auto format : {v1::EXPORT_FORMAT_XLSX, v1::EXPORT_FORMAT_PDF}) {
    v1::ExportListRequest request;
    request.set_format(format);
    request.set_language("en");
    request.mutable_funnel();
    EXPECT_EQ(part(request).name().substr(0, 17), "funnel-2026-10-26");
    request.mutable_compliance()->set_to_period("2026-Q4");
    EXPECT_EQ(part(request).name().substr(0, 12), "grid-2026-Q4");
  }
}

TEST(ExportName, TakesNothingButPeriodsFromTheRequest) {
  v1::ExportListRequest request;
  request.mutable_dossiers()->set_period("../../etc/\r\nx");
  EXPECT_EQ(export_name(request, kNow), "ho-so-2026-10-26.xlsx");
}

}  // namespace
}  // namespace giaoban::records
