#include "consent_page.h"

#include <gmock/gmock.h>

namespace lockstep::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

ConsentPage small_page() {
  return {.service = "Google",
          .app = "Address Sync",
          .action = "/consent",
          .accounts = {{"1", "ann@example.com"}},
          .chosen_account = "",
          .scopes = {{"contacts", "See your contacts"}, {"me", "Know who you are", true}},
          .hidden = {{"state", "a b"}}};
}

TEST(ConsentPage, IsAFormWithHiddenFieldsBoxesAndTwoButtons) {
  const Response response = consent_page(small_page());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.at("Content-Type"), "text/html; charset=UTF-8");
  EXPECT_THAT(response.body, HasSubstr(R"(<form method="post" action="/consent">)"));
  EXPECT_THAT(response.body, HasSubstr(R"(<input type="hidden" name="state" value="a b">)"));
  EXPECT_THAT(response.body, HasSubstr(R"(<input type="hidden" name="account" value="1">)"));
  EXPECT_THAT(response.body,
              HasSubstr(R"(<input type="checkbox" name="scope" checked value="contacts">)"));
  EXPECT_THAT(response.body, HasSubstr(R"(<button name="decision" value="allow">Allow</button>)"));
  EXPECT_THAT(response.body, HasSubstr(R"(<button name="decision" value="deny">Deny</button>)"));
}

TEST(ConsentPage, ARequiredScopeIsShownAndNotSent) {
  EXPECT_THAT(consent_page(small_page()).body,
              HasSubstr(R"(<input type="checkbox" checked disabled value="me">)"));
}

TEST(ConsentPage, OffersAChoiceOnlyOfSeveralAccounts) {
  ConsentPage page = small_page();
  EXPECT_THAT(consent_page(page).body, Not(HasSubstr("radio")));
  page.accounts.push_back({"2", "ben@example.com"});
  page.chosen_account = "2";
  const std::string body = consent_page(page).body;
  EXPECT_THAT(body, HasSubstr(R"(<input type="radio" name="account" required value="1">)"));
  EXPECT_THAT(body, HasSubstr(R"(<input type="radio" name="account" required checked value="2">)"));
}

TEST(ConsentPage, EscapesEveryTextThatAClientOrAUserChose) {
  const std::string hostile = R"("><script>alert('&')</script>)";
  const ConsentPage page{.service = hostile,
                         .app = hostile,
                         .action = hostile,
                         .accounts = {{hostile, hostile}, {"b" + hostile, hostile}},
                         .chosen_account = hostile,
                         .scopes = {{hostile, hostile}},
                         .hidden = {{hostile, hostile}}};
  EXPECT_THAT(consent_page(page).body, Not(HasSubstr("<script")));
  EXPECT_THAT(refusal_page(400, hostile, hostile, hostile, hostile).body,
              Not(HasSubstr("<script")));
  EXPECT_EQ(html_escape(hostile), "&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;");
  EXPECT_EQ(html_escape("a\xff"), "?");
}

TEST(ConsentDecision, IsWhatTheFormOfThePageSends) {
  const auto decision = read_decision(
      {{"state", "a b"}, {"account", "2"}, {"scope", "x"}, {"scope", "y"}, {"decision", "allow"}});
  ASSERT_TRUE(decision.has_value());
  EXPECT_TRUE(decision->allowed);
  EXPECT_EQ(decision->account, "2");
  EXPECT_THAT(decision->scopes, ElementsAre("x", "y"));
  EXPECT_FALSE(read_decision({{"decision", "deny"}})->allowed);
  EXPECT_FALSE(read_decision({{"decision", "perhaps"}}).has_value());
  EXPECT_FALSE(read_decision({}).has_value());
}

TEST(Redirect, AddsItsAnswerToTheQueryThatIsThere) {
  EXPECT_EQ(redirect_with("http://127.0.0.1:1/back", {{"code", "4/a"}}).headers.at("Location"),
            "http://127.0.0.1:1/back?code=4%2Fa");
  EXPECT_EQ(redirect_with("http://127.0.0.1:1/?a=b", {{"code", "c"}}).headers.at("Location"),
            "http://127.0.0.1:1/?a=b&code=c");
}

}  // namespace
}  // namespace lockstep::sim
