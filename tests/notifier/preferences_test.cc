// What people may want, what is refused, and the one click of a mail.
#include "services/notifier/preferences.h"

#include <gtest/gtest.h>

#include "tests/notifier/post_office.h"

namespace giaoban::test {
namespace {

class Preferring : public ::testing::Test {
 protected:
  Preferring() : office([this] { return std::make_unique<RecordingCourier>(post); }) {
    office.stranger("p1", "p1@example.vn");
    office.stranger("p2", "p2@example.vn");
  }
  v1::GetPreferencesResponse get(const As& as, const std::string& person = "") {
    v1::GetPreferencesRequest request;
    request.set_person_id(person);
    return office.ask<v1::GetPreferencesResponse>("PreferenceService/GetPreferences", request, as);
  }
  v1::Preferences set(const v1::Preferences& preferences, const As& as) {
    v1::SetPreferencesRequest request;
    *request.mutable_preferences() = preferences;
    return office.ask<v1::SetPreferencesResponse>("PreferenceService/SetPreferences", request, as).preferences();
  }
  v1::RefusalCode refused(const v1::Preferences& preferences) {
    v1::SetPreferencesRequest request;
    *request.mutable_preferences() = preferences;
    return office.refused("PreferenceService/SetPreferences", request, As::person("p1"));
  }
  std::string token_in(const notifier::Parcel& mail) {
    const auto at = mail.message.find("/unsubscribe/") + 13;
    return mail.message.substr(at, mail.message.find('>', at) - at);
  }
  v1::RefusalCode click(const std::string& token) {
    v1::UnsubscribeRequest request;
    request.set_token(token);
    return office.refused("PreferenceService/Unsubscribe", request, As::gateway());
  }
  Post post;
  PostOffice office;
};

TEST_F(Preferring, BeginsWithTheSettings) {
  const auto told = get(As::person("p1"));
  EXPECT_TRUE(told.preferences().email());
  EXPECT_EQ(told.preferences().digest(), v1::DIGEST_UNLESS_URGENT);
  EXPECT_EQ(told.preferences().digest_minute(), 450U);
  EXPECT_EQ(told.preferences().quiet_from_minute(), 1200U);
  EXPECT_TRUE(told.email_works());
  EXPECT_FALSE(told.sms_works());
  EXPECT_EQ(core::for_people(told.next_digest_us()), "26/11/2026 07:30");
}

TEST_F(Preferring, IsEveryonesOwnAndTheOperatorsForAnybody) {
  v1::Preferences mine;
  mine.set_language(v1::LANGUAGE_EN);
  set(mine, As::person("p1"));
  EXPECT_EQ(get(As::operator_(), "p1").preferences().language(), v1::LANGUAGE_EN);
  EXPECT_EQ(get(As::person("p2")).preferences().language(), v1::LANGUAGE_BOTH);
  v1::GetPreferencesRequest others;
  others.set_person_id("p1");
  EXPECT_EQ(office.refused("PreferenceService/GetPreferences", others, As::person("p2")),
            v1::REFUSAL_CODE_NOT_AUTHORISED);
  EXPECT_EQ(office.refused("PreferenceService/GetPreferences", v1::GetPreferencesRequest(), As::operator_()),
            v1::REFUSAL_CODE_FIELD_REQUIRED);
}

TEST_F(Preferring, RefusesWhatCouldBreakALineOrReachNobody) {
  const auto phone = [](const std::string& text) {
    v1::Preferences p;
    p.set_phone(text);
    return p;
  };
  for (const char* bad : {"0912345678", "+84 912345678", "+84912345678\r\nX: y", "+0912345678", "+84",
                          "+8491234567890123", "+84９12345678"}) {
    EXPECT_EQ(refused(phone(bad)), v1::REFUSAL_CODE_INVALID_FIELD) << bad;
  }
  const auto hook = [](const std::string& text) {
    v1::Preferences p;
    p.set_webhook_url(text);
    return p;
  };
  for (const char* bad :
       {"http://a.example/", "https://", "https:///x", "https://a.example/ b", "https://u:p@a.example/",
        "https://a.example/\r\nHost: b", "ftp://a.example", "https://ví.example/"}) {
    EXPECT_EQ(refused(hook(bad)), v1::REFUSAL_CODE_INVALID_FIELD) << bad;
  }
  v1::Preferences late;
  late.set_digest_minute(1440);
  EXPECT_EQ(refused(late), v1::REFUSAL_CODE_INVALID_FIELD);
  v1::Preferences nowhere;
  nowhere.set_sms(true);
  EXPECT_EQ(refused(nowhere), v1::REFUSAL_CODE_INVALID_FIELD);
}

TEST_F(Preferring, DrawsTheWebhooksKeyAndNeverTakesOne) {
  v1::Preferences mine;
  mine.set_webhook_key(std::string(64, '0'));
  EXPECT_EQ(set(mine, As::person("p1")).webhook_key(), "");
  mine.set_webhook_url("https://a.example/");
  const auto key = set(mine, As::person("p1")).webhook_key();
  EXPECT_EQ(key.size(), 64U);
  EXPECT_NE(key, std::string(64, '0'));
  mine.set_webhook_key("another");
  mine.set_webhook_url("https://b.example/");
  EXPECT_EQ(set(mine, As::person("p1")).webhook_key(), key);
}

TEST_F(Preferring, TurnsToTheDigestByTheOneClickOfAMail) {
  office.owed("n1", "p1", v1::NOTICE_REASON_DUE_TODAY);
  ASSERT_EQ(post.started.size(), 1U);
  const std::string token = token_in(post.started[0]);
  EXPECT_EQ(token.size(), 32U);
  EXPECT_EQ(token.find("p1"), std::string::npos);
  EXPECT_EQ(click(token), v1::REFUSAL_CODE_UNSPECIFIED);
  EXPECT_EQ(click(token), v1::REFUSAL_CODE_UNSPECIFIED) << "a second click does no harm";
  EXPECT_EQ(get(As::person("p1")).preferences().digest(), v1::DIGEST_ALL);
  EXPECT_TRUE(get(As::person("p1")).preferences().email());
  office.owed("n2", "p1", v1::NOTICE_REASON_DUE_TODAY);
  EXPECT_EQ(post.started.size(), 1U);
  EXPECT_EQ(office.mail("n2").state(), v1::DELIVERY_STATE_HELD);
}

TEST_F(Preferring, KnowsNoOtherLinks) {
  EXPECT_EQ(click(""), v1::REFUSAL_CODE_NOT_FOUND);
  EXPECT_EQ(click(std::string(32, '0')), v1::REFUSAL_CODE_NOT_FOUND);
}

TEST_F(Preferring, KeepsAPersonsLinkOverRestarts) {
  office.owed("n1", "p1", v1::NOTICE_REASON_DUE_TODAY);
  office.notifier.die();
  office.notifier.start();
  office.owed("n2", "p2", v1::NOTICE_REASON_DUE_TODAY);
  office.owed("n3", "p1", v1::NOTICE_REASON_DUE_TODAY);
  ASSERT_EQ(post.started.size(), 4U);
  EXPECT_EQ(token_in(post.started[0]), token_in(post.started[3]));
  EXPECT_NE(token_in(post.started[0]), token_in(post.started[2]));
}

}  // namespace
}  // namespace giaoban::test
