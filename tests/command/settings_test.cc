// Settings: which source wins, where each value comes from, and what is refused.
#include "services/runtime/settings.h"

#include <gtest/gtest.h>

#include <limits>
#include <regex>

#include "tests/command/program.h"

namespace giaoban::runtime {
namespace {

using command::read_all;
using command::TemporaryFolder;
using google::protobuf::FieldDescriptor;

v1::ConfigLine line_of(const SettingsRead& read, const std::string& name) {
  for (const auto& line : read.lines) {
    if (line.name() == name) return line;
  }
  return {};
}

std::string faults_of(const SettingsRead& read) {
  std::string text;
  for (const auto& fault : read.faults) text += fault.text_vi() + "\n" + fault.text_en() + "\n";
  return text;
}

bool says(const SettingsRead& read, const std::string& part) {
  return faults_of(read).find(part) != std::string::npos;
}

// Calls `visit` with every setting and its value in `settings`.
template <class Visit>
void each_setting(const v1::Settings& settings, Visit visit) {
  const auto* type = settings.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto& section = settings.GetReflection()->GetMessage(settings, type->field(i));
    for (int j = 0; j < section.GetDescriptor()->field_count(); ++j)
      visit(type->field(i), section, section.GetDescriptor()->field(j));
  }
}

TEST(Settings, AreAllDefaultsWhenNobodySaysAnything) {
  const auto read = read_settings({});
  EXPECT_EQ(faults_of(read), "");
  EXPECT_EQ(read.settings.gateway().port(), 8080U);
  EXPECT_EQ(read.lines.size(), setting_names().size());
  for (const auto& line : read.lines) EXPECT_EQ(line.origin(), "default") << line.name();
}

TEST(Settings, HaveADefaultForEveryField) {
  const auto defaults = default_settings();
  int seen = 0;
  each_setting(defaults, [&](const FieldDescriptor*, const auto& section, const FieldDescriptor* field) {
    EXPECT_TRUE(section.GetReflection()->HasField(section, field)) << field->full_name();
    ++seen;
  });
  EXPECT_GT(seen, 20);
  EXPECT_TRUE(check_bounds(defaults).empty());
}

TEST(Settings, SayTheSameDefaultInTheContractsComment) {
  const std::string contract = read_all(SOURCE_DIR "/proto/giaoban/v1/settings.proto");
  each_setting(default_settings(), [&](const FieldDescriptor*, const auto& section, const FieldDescriptor* field) {
    const size_t message = contract.find("message " + section.GetDescriptor()->name() + " {");
    const size_t declared = contract.find(" " + field->name() + " = ", message);
    const size_t comment = contract.find("efault ", contract.rfind(";\n", declared));
    ASSERT_LT(comment, declared) << field->full_name() << " has no default in its comment";
    std::smatch said;
    const std::string rest = contract.substr(comment, declared - comment);
    ASSERT_TRUE(std::regex_search(rest, said, std::regex("^efault (?:\"([^\"]*)\"|(empty)|([0-9]+|true|false))")))
        << rest;
    // "default "try" to a loopback address, else ..." is nothing that one value could say.
    const bool depends = std::regex_search(rest, std::regex("^efault \"[^\"]*\" to "));
    const auto* reflection = section.GetReflection();
    const std::string value =
        field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ? std::to_string(reflection->GetUInt32(section, field))
        : field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL ? (reflection->GetBool(section, field) ? "true" : "false")
                                                             : reflection->GetString(section, field);
    EXPECT_EQ(depends ? "" : said[1].str() + said[3].str(), value) << field->full_name();
  });
}

TEST(Settings, FlagWinsOverEnvironmentWinsOverFileWinsOverDefault) {
  const TemporaryFolder folder;
  const std::string file =
      folder.file("giaoban.txtpb", "gateway {\n  port: 1001\n  session_minutes: 1\n  argon2_passes: 3\n}\n");
  SettingSources sources{
      file,
      {{"GIAOBAN_GATEWAY_PORT", "1002"}, {"GIAOBAN_GATEWAY_SESSION_MINUTES", "2"}, {"GIAOBAN_DATA", "x"}},
      {{"gateway.port", "1003"}}};
  const auto read = read_settings(sources);
  EXPECT_EQ(faults_of(read), "");
  EXPECT_EQ(read.settings.gateway().port(), 1003U);
  EXPECT_EQ(read.settings.gateway().session_minutes(), 2U);
  EXPECT_EQ(read.settings.gateway().argon2_passes(), 3U);
  EXPECT_EQ(line_of(read, "gateway.port").origin(), "flag --gateway.port");
  EXPECT_EQ(line_of(read, "gateway.session_minutes").origin(), "environment GIAOBAN_GATEWAY_SESSION_MINUTES");
  EXPECT_EQ(line_of(read, "gateway.argon2_passes").origin(), "file " + file + ":4");
  EXPECT_EQ(line_of(read, "gateway.argon2_kib").origin(), "default");
}

TEST(Settings, KeepADefaultThatTheFileSaysAgainAsTheFiles) {
  const TemporaryFolder folder;
  const std::string file = folder.file("giaoban.txtpb", "notifier { smtp_url: \"\" }");
  EXPECT_EQ(line_of(read_settings({file, {}, {}}), "notifier.smtp_url").origin(), "file " + file + ":1");
}

TEST(Settings, RefuseAnUnknownNameInTheFileWithItsPlaceAndTheNearestName) {
  const TemporaryFolder folder;
  const std::string file = folder.file("giaoban.txtpb", "bus { }\ngateway {\n  prot: 1\n}\n");
  const auto read = read_settings({file, {}, {}});
  EXPECT_TRUE(says(read, file + ":3:3: ")) << faults_of(read);
  EXPECT_TRUE(says(read, "Did you mean \"port\"?")) << faults_of(read);
  EXPECT_TRUE(says(read, "Có phải ý là \"port\"?")) << faults_of(read);
}

TEST(Settings, RefuseAnUnknownVariableWithTheNearestName) {
  const auto read = read_settings({"", {{"GIAOBAN_GATEWAY_PROT", "1"}}, {}});
  EXPECT_TRUE(says(read, "Did you mean GIAOBAN_GATEWAY_PORT?")) << faults_of(read);
}

TEST(Settings, RefuseAnUnknownFlagWithTheNearestName) {
  const auto read = read_settings({"", {}, {{"gatway.port", "1"}}});
  EXPECT_TRUE(says(read, "Did you mean gateway.port?")) << faults_of(read);
}

TEST(Settings, RefuseAFileNestedTwentyThousandDeep) {
  const TemporaryFolder folder;
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "gateway { ";
  const auto read = read_settings({folder.file("giaoban.txtpb", deep), {}, {}});
  EXPECT_FALSE(read.faults.empty());
  std::string unknown;
  for (int i = 0; i < 20'000; ++i) unknown += "x { ";
  EXPECT_FALSE(read_settings({folder.file("unknown.txtpb", unknown), {}, {}}).faults.empty());
}

TEST(Settings, RefuseAFileThatIsNoUtf8OrTooLong) {
  const TemporaryFolder folder;
  const auto bad = read_settings({folder.file("bad.txtpb", "# đ\n# \xff\n"), {}, {}});
  EXPECT_TRUE(says(bad, "bad.txtpb:2:3: ")) << faults_of(bad);
  const auto big = read_settings({folder.file("big.txtpb", std::string((1 << 20) + 1, '#')), {}, {}});
  EXPECT_TRUE(says(big, "1 MiB")) << faults_of(big);
}

TEST(Settings, RefuseTheSameNameTwice) {
  const TemporaryFolder folder;
  const auto read = read_settings({folder.file("g.txtpb", "gateway {\n port: 1\n port: 2\n}"), {}, {}});
  EXPECT_TRUE(says(read, "g.txtpb:3:")) << faults_of(read);
}

TEST(Settings, RefuseTextWhereANumberIsNeeded) {
  for (const char* value : {"", "-1", "80a", "99999999999", " 1", "0x10"}) {
    const auto read = read_settings({"", {{"GIAOBAN_GATEWAY_PORT", value}}, {}});
    ASSERT_EQ(read.faults.size(), 1U) << value;
    EXPECT_EQ(read.faults[0].field(), "gateway.port");
    EXPECT_TRUE(says(read, "environment GIAOBAN_GATEWAY_PORT")) << faults_of(read);
  }
}

TEST(Settings, HaveAnUpperBoundForEveryNumber) {
  auto settings = default_settings();
  each_setting(default_settings(), [&](const FieldDescriptor* section, const auto&, const FieldDescriptor* field) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_UINT32) return;
    v1::Settings changed = settings;
    auto* values = changed.GetReflection()->MutableMessage(&changed, section);
    values->GetReflection()->SetUInt32(values, field, std::numeric_limits<uint32_t>::max());
    const auto faults = check_bounds(changed);
    ASSERT_EQ(faults.size(), 1U) << field->full_name();
    EXPECT_EQ(faults[0].first, section->name() + "." + field->name());
  });
}

TEST(Settings, RefuseValuesOutOfBoundsAndNameTheSource) {
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"bus.transport", "udp"},
      {"bus.host", "example.org"},
      {"bus.first_port", "0"},
      {"gateway.port", "65536"},
      {"gateway.host", "0.0.0.0"},
      {"gateway.hashing_at_once", "0"},
      {"limits.batch", "0"},
      {"limits.json_depth", "100"},
      {"journal.level", "loud"},
      {"journal.to", "syslog"},
      {"notifier.smtp_url", "mail:25"},
      {"notifier.mail_from", "nobody"},
      {"notifier.portal_url", ""},
      {"notifier.attempts", "0"},
      {"router.authority_max_age_ms", "0"},
      {"gateway.host", "portal"},
      {"router.hold_seconds", "3601"},
      {"router.bulk_hold_seconds", "3601"},
      {"notifier.mode", "loud"},
      {"notifier.per_second", "0"},
      {"notifier.digest_minute", "1440"},
      {"notifier.say_what", "yes"},
      {"notifier.smtp_starttls", "on"},
      {"notifier.webhook_networks", "10.0.0.1"},
      {"notifier.sms_url", "sms:1"},
      {"notifier.portal_url", "http://a b"},
      {"notifier.webhook_networks", "10.0.0.0/33"},
  };
  for (const auto& [name, value] : bad) {
    const auto read = read_settings({"", {}, {{name, value}}});
    ASSERT_EQ(read.faults.size(), 1U) << name;
    EXPECT_EQ(read.faults[0].field(), name);
    EXPECT_TRUE(says(read, "flag --" + name)) << faults_of(read);
  }
}

TEST(Settings, NeedBothTheCertificateAndTheKey) {
  const auto alone = read_settings({"", {}, {{"gateway.tls_certificate", "chain.pem"}}});
  ASSERT_EQ(alone.faults.size(), 1U) << faults_of(alone);
  EXPECT_EQ(alone.faults[0].field(), "gateway.tls_key");
  const auto key = read_settings({"", {}, {{"gateway.tls_key", "key.pem"}}});
  ASSERT_EQ(key.faults.size(), 1U) << faults_of(key);
  EXPECT_EQ(key.faults[0].field(), "gateway.tls_certificate");
}

TEST(Settings, TakeAnyAddressOnlyWithTls) {
  const std::vector<std::pair<std::string, std::string>> tls = {
      {"gateway.tls_certificate", "chain.pem"}, {"gateway.tls_key", "key.pem"}, {"gateway.host", "0.0.0.0"}};
  EXPECT_EQ(faults_of(read_settings({"", {}, tls})), "");
  const auto open = read_settings({"", {}, {{"gateway.host", "0.0.0.0"}}});
  EXPECT_TRUE(says(open, "tls_certificate")) << faults_of(open);
}

TEST(Settings, TakeWhatIsWithinBounds) {
  const std::vector<std::pair<std::string, std::string>> good = {
      {"bus.transport", "tcp"},
      {"bus.host", "::1"},
      {"gateway.port", "0"},
      {"gateway.host", "::1"},
      {"router.hold_seconds", "0"},
      {"notifier.smtp_url", "smtps://mail.example:465"},
      {"notifier.say_what", "true"},
      {"notifier.mode", "team"},
      {"notifier.webhook_networks", "10.1.0.0/16, fd00::/8"},
  };
  EXPECT_EQ(faults_of(read_settings({"", {}, good})), "");
}

// A new installation tells nobody by accident.
TEST(Settings, OfANewFolderSendNothing) {
  const TemporaryFolder folder;
  const auto read = read_settings({folder.file("a.txtpb", first_settings()), {}, {}});
  EXPECT_EQ(faults_of(read), "");
  EXPECT_EQ(read.settings.notifier().mode(), "test");
  EXPECT_NE(line_of(read, "notifier.mode").origin(), "default");
  EXPECT_EQ(default_settings().notifier().mode(), "live");
}

TEST(Settings, TemplateSaysEveryDefaultAndChangesNothing) {
  const TemporaryFolder folder;
  const std::string text = settings_template();
  const auto untouched = read_settings({folder.file("a.txtpb", text), {}, {}});
  EXPECT_EQ(faults_of(untouched), "");
  for (const auto& line : untouched.lines) EXPECT_EQ(line.origin(), "default");
  const auto all =
      read_settings({folder.file("b.txtpb", std::regex_replace(text, std::regex("\n  # "), "\n  ")), {}, {}});
  EXPECT_EQ(faults_of(all), "");
  for (const auto& line : all.lines) EXPECT_NE(line.origin(), "default") << line.name();
  EXPECT_EQ(all.settings.SerializeAsString(), default_settings().SerializeAsString());
}

}  // namespace
}  // namespace giaoban::runtime
