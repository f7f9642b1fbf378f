// Laws of redaction: what a sync goes by survives it, and no value does.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>
#include <vector>

#include "lockstep/base/text.h"
#include "lockstep/base/url.h"
#include "lockstep/core/phone.h"
#include "lockstep/scenario/recording_file.h"
#include "lockstep/scenario/redact.h"

#include "recording/field_kinds.h"

namespace lockstep::scenario {
namespace {

using Json = nlohmann::json;

RedactionKey key(char letter = 'k') { return RedactionKey(std::string(32, letter)); }

RecordedExchange exchange_with(const Json& body) {
  return {Instant(Duration(1'772'442'000'000)),
          sim::Service::hubspot,
          {Method::post,
           "/crm/v3/objects/contacts",
           {},
           {{"Content-Type", "application/json"}},
           body.dump(-1, ' ', false, Json::error_handler_t::replace)},
          std::nullopt};
}

/// One redactor, asked for values of properties.
class Values {
 public:
  explicit Values(char letter = 'k') : redactor_(key(letter), {}) {}

  std::string of(const std::string& property, const std::string& value) {
    const Json body = redacted({{"properties", {{property, value}}}});
    return body["properties"][property].get<std::string>();
  }
  Json redacted(const Json& body) {
    return Json::parse(redactor_.redact(exchange_with(body)).request.body);
  }

 private:
  Redactor redactor_;
};

/// Text of letters that redaction has to tell apart: cases, diacritics, scripts, blanks, signs.
std::string any_name() {
  static const std::vector<std::string> kPieces = {
      "a",  "b",  "n", "z", "A",  "N", "é", "É", "ł", "Ł",       "ß", "и",   "И",
      "田", "中", "ش", "5", "10", "'", "-", " ", ".", "e\u0301", "ğ", "🙂"};
  std::string name;
  for (const std::string& piece : *rc::gen::resize(
           12, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)))) {
    name += piece;
  }
  return name;
}

std::string swapped_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char letter) {
    return static_cast<char>(letter < 0x80 && std::isupper(letter) != 0   ? std::tolower(letter)
                             : letter < 0x80 && std::islower(letter) != 0 ? std::toupper(letter)
                                                                          : letter);
  });
  return text;
}

RC_GTEST_PROP(Redaction, NamesStayEqualOrDifferentWithAndWithoutCase, ()) {
  Values values;
  const std::string left = any_name();
  const std::string right = any_name();
  RC_ASSERT((left == right) == (values.of("firstname", left) == values.of("lastname", right)));
  RC_ASSERT(ascii_lower(values.of("city", left)) ==
            ascii_lower(values.of("city", swapped_case(left))));
  RC_ASSERT((ascii_lower(left) == ascii_lower(right)) ==
            (ascii_lower(values.of("city", left)) == ascii_lower(values.of("city", right))));
}

RC_GTEST_PROP(Redaction, NamesKeepLengthBytesAndBlanks, ()) {
  Values values;
  const std::string name = any_name();
  const std::string fake = values.of("firstname", name);
  RC_ASSERT(fake.size() == name.size());
  RC_ASSERT(code_point_count(fake) == code_point_count(name));
  for (std::size_t at = 0; at < name.size(); ++at) {
    RC_ASSERT((name[at] == ' ') == (fake[at] == ' '));
    RC_ASSERT((std::isupper(static_cast<unsigned char>(name[at])) != 0) ==
              (std::isupper(static_cast<unsigned char>(fake[at])) != 0));
  }
}

std::string any_email() {
  static const std::vector<std::string> kLocals = {"ann",     "a.nn", "an.n", "ANN",    "ann+tag",
                                                   "Ann+Tag", "bob",  "b",    "o'neil", "x_y"};
  static const std::vector<std::string> kDomains = {"gmail.com", "Gmail.com", "acme.co.uk",
                                                    "example.com", "a.b"};
  return *rc::gen::elementOf(kLocals) + "@" + *rc::gen::elementOf(kDomains);
}

RC_GTEST_PROP(Redaction, EmailsStayEqualOrDifferentWithAndWithoutCaseDotsAndTags, ()) {
  const auto plain = [](std::string email) {
    const std::size_t at = email.find('@');
    std::string local = email.substr(0, std::min(email.find('+'), at));
    std::erase(local, '.');
    return ascii_lower(local + email.substr(at));
  };
  Values values;
  const std::string left = any_email();
  const std::string right = any_email();
  const std::string fake_left = values.of("email", left);
  const std::string fake_right = values.of("email", right);
  RC_ASSERT((left == right) == (fake_left == fake_right));
  RC_ASSERT((ascii_lower(left) == ascii_lower(right)) ==
            (ascii_lower(fake_left) == ascii_lower(fake_right)));
  RC_ASSERT((plain(left) == plain(right)) == (plain(fake_left) == plain(fake_right)));
  const std::string end = ascii_lower(fake_left).substr(fake_left.size() - 12);
  RC_ASSERT(end == ".example.com" || end == ".example.net" || end == ".example.org");
}

TEST(Redaction, EmailsAreTheSameWhereverTheyStand) {
  Values values;
  const std::string email = values.of("email", "Ann.Lee+x@Acme.com");
  const Json body = values.redacted(
      {{"filterGroups",
        {{{"filters",
           {{{"propertyName", "email"}, {"operator", "EQ"}, {"value", "Ann.Lee+x@Acme.com"}},
            {{"propertyName", "email"},
             {"operator", "IN"},
             {"values", {"Ann.Lee+x@Acme.com"}}}}}}}},
       {"inputs", {{{"idProperty", "email"}, {"id", "Ann.Lee+x@Acme.com"}}}},
       {"emailAddresses", {{{"value", "Ann.Lee+x@Acme.com"}}}},
       {"biographies", {{{"value", "Ask (Ann.Lee+x@Acme.com)."}}}},
       {"message", "Contact Ann.Lee+x@Acme.com already exists"}});
  EXPECT_EQ(body["filterGroups"][0]["filters"][0]["value"], email);
  EXPECT_EQ(body["filterGroups"][0]["filters"][1]["values"][0], email);
  EXPECT_EQ(body["inputs"][0]["id"], email);
  EXPECT_EQ(body["emailAddresses"][0]["value"], email);
  EXPECT_NE(body["biographies"][0]["value"].get<std::string>().find("(" + email + ")."),
            std::string::npos);
  EXPECT_EQ(body["message"], "Contact " + email + " already exists");

  Redactor redactor(key(), {});
  RecordedExchange by_email = exchange_with({});
  by_email.request.path = "/crm/v3/objects/contacts/" + percent_encode("Ann.Lee+x@Acme.com");
  by_email.request.query = {{"idProperty", "email"}};
  EXPECT_EQ(redactor.redact(by_email).request.path,
            "/crm/v3/objects/contacts/" + percent_encode(email));
}

RC_GTEST_PROP(Redaction, PhonesStayEqualInE164AcrossTheirSpellings, ()) {
  static const PhoneNumbers kPhones("US");
  static const std::vector<std::string> kNumbers = {
      "+12125550123",    "(212) 555-0123", "212.555.0123",      "1-212-555-0123",
      "+1 212 555 0199", "+447911123456",  "+44 7911 123456",   "+44 20 7946 0123",
      "+48 512 345 678", "+48512345678",   "+33 6 12 34 56 78", "+49 30 12345678",
      "555-0100",        "12345",          "call Ann",          "+12125550123 ext. 7",
      "+61 491 570 006", "+3906123456",    "2125550123"};
  Values values;
  const std::string left = *rc::gen::elementOf(kNumbers);
  const std::string right = *rc::gen::elementOf(kNumbers);
  const std::string fake_left = values.of("phone", left);
  const std::string fake_right = values.of("mobilephone", right);
  RC_ASSERT((kPhones.canonical(left) == kPhones.canonical(right)) ==
            (kPhones.canonical(fake_left) == kPhones.canonical(fake_right)));
  RC_ASSERT((left == right) == (fake_left == fake_right));
  RC_ASSERT(fake_left != left);
  const bool is_number = kPhones.canonical(left).starts_with("+");
  RC_ASSERT(kPhones.canonical(fake_left).starts_with("+") == is_number);
  RC_ASSERT(kPhones.canonical(fake_left).size() == kPhones.canonical(left).size());
}

TEST(Redaction, PhonesKeepTheirLayoutAndLieInRangesForFiction) {
  Values values;
  const std::string american = values.of("phone", "(415) 867-5309 x12");
  EXPECT_EQ(american.size(), std::string("(415) 867-5309 x12").size());
  EXPECT_EQ(american.substr(5, 7), " 555-01") << american;
  const std::string british = values.of("phone", "+44 7911 123456");
  std::string digits = british.substr(4);
  std::erase(digits, ' ');
  EXPECT_EQ(british.size(), 15U) << british;
  EXPECT_TRUE(digits.starts_with("2079460") || digits.substr(3, 4) == "4960") << british;
}

RC_GTEST_PROP(Redaction, IdsAreTheSameInPathsQueriesBodiesAndHeaders, ()) {
  Redactor redactor(key(), {});
  const std::string id = std::to_string(*rc::gen::inRange<std::int64_t>(100'000, 99'999'999'999));
  RecordedExchange one =
      exchange_with({{"id", id}, {"after", id}, {"resourceName", "people/c" + id}});
  one.request.path = "/crm/v3/objects/contacts/" + id;
  one.request.query = {{"after", id}, {"resourceNames", "people/c" + id}};
  one.request.headers["If-Match"] = id;
  const Request fake = redactor.redact(one).request;
  const Json body = Json::parse(fake.body);
  const std::string fake_id = body["id"];
  RC_ASSERT(fake_id != id);
  RC_ASSERT(fake_id.size() == id.size());
  RC_ASSERT(fake_id.find_first_not_of("0123456789") == std::string::npos);
  RC_ASSERT(fake_id[0] != '0');
  RC_ASSERT(body["after"] == fake_id);
  RC_ASSERT(body["resourceName"] == "people/c" + fake_id);
  RC_ASSERT(fake.path == "/crm/v3/objects/contacts/" + fake_id);
  RC_ASSERT(fake.query == (Query{{"after", fake_id}, {"resourceNames", "people/c" + fake_id}}));
  RC_ASSERT(fake.headers.at("if-match") == fake_id);
}

TEST(Redaction, TheIdOfAPersonsSourceStaysThatOfThePerson) {  // G42
  Values values;
  const Json body = values.redacted(
      {{"resourceName", "people/c5170723913980391624"},
       {"metadata", {{"sources", {{{"type", "CONTACT"}, {"id", "47c21a010c6b30c8"}}}}}}});
  const std::string number = body["resourceName"].get<std::string>().substr(8);
  EXPECT_EQ(to_hex(std::stoull(number)), body["metadata"]["sources"][0]["id"]);
}

TEST(Redaction, BirthdaysMoveByTheSameDaysInBothServices) {
  Values values;
  const Json body =
      values.redacted({{"properties", {{"date_of_birth", "1990-05-17"}}},
                       {"birthdays", {{{"date", {{"year", 1990}, {"month", 5}, {"day", 17}}}}}},
                       {"events", {{{"date", {{"year", 1990}, {"month", 2}, {"day", 30}}}}}}});
  const Json date = body["birthdays"][0]["date"];
  char text[11];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date["year"].get<int>(),
                date["month"].get<int>(), date["day"].get<int>());
  EXPECT_EQ(body["properties"]["date_of_birth"], text);
  EXPECT_NE(body["properties"]["date_of_birth"], "1990-05-17");
  EXPECT_EQ(body["events"][0]["date"]["day"], 30) << "no such day, so nobody's";
}

RC_GTEST_PROP(Redaction, FollowsFromTheKeyAlone, ()) {
  Values values;
  Values same;
  Values other('o');
  const std::string name = "Wilhelmina" + any_name();
  RC_ASSERT(values.of("firstname", name) == same.of("firstname", name));
  RC_ASSERT(values.of("firstname", name) != other.of("firstname", name));
}

TEST(Redaction, OpensAFieldThatIsNamed) {
  Redactor redactor(key(), {.kept = {"access_token", "city", "favourite_colour"}});
  const Json body = Json::parse(redactor
                                    .redact(exchange_with({{"properties",
                                                            {{"city", "Springfield"},
                                                             {"favourite_colour", "Turquoise"},
                                                             {"favourite_dish", "Lasagne"}}},
                                                           {"access_token", "Springfield"}}))
                                    .request.body);
  EXPECT_EQ(body["properties"]["city"], "Springfield");
  EXPECT_EQ(body["properties"]["favourite_colour"], "Turquoise");
  EXPECT_FALSE(body["properties"].contains("favourite_dish"));
  EXPECT_EQ(body["access_token"], "<token:1>");
  EXPECT_EQ(redactor.note().kept,
            (std::vector<std::string>{"access_token", "city", "favourite_colour"}));
}

TEST(Redaction, LeavesTheServicesOwnWords) {
  Values values;
  const Json answer = {{"status", "error"},
                       {"message", "Contact already exists. Existing ID: 512"},
                       {"category", "CONFLICT"},
                       {"errors", {{{"code", "PROPERTY_DOESNT_EXIST"}, {"in", "email"}}}},
                       {"total", 17},
                       {"archived", false},
                       {"createdAt", "2026-03-02T09:00:00.123Z"}};
  EXPECT_EQ(values.redacted(answer), answer);
  EXPECT_EQ(values.of("lifecyclestage", "lead"), "lead");
  const Json constants = {{"contentType", "TEXT_PLAIN"},
                          {"groupType", "USER_CONTACT_GROUP"},
                          {"error", "invalid_client"},
                          {"type", "DOMAIN_PROFILE"},
                          {"grant_type", "refresh_token"}};
  EXPECT_EQ(values.redacted(constants), constants);
}

TEST(Redaction, LeavesSizesAndOffsetsOfPages) {
  Redactor redactor(key(), {});
  RecordedExchange page = exchange_with({{"after", "200"}, {"limit", 200}});
  page.request.query = {{"pageSize", "1000"}, {"after", "0"}};
  page.request.path += "/search";
  const Request same = redactor.redact(page).request;
  EXPECT_EQ(same.query, page.request.query);
  EXPECT_EQ(same.body, page.request.body);
  page.request.query = {{"pageSize", "4155550100"}, {"after", "185264151778"}};
  const Request other = redactor.redact(page).request;
  EXPECT_NE(other.query[0].second, page.request.query[0].second);
  EXPECT_NE(other.query[1].second, page.request.query[1].second);
  page.request.path = "/crm/v3/objects/contacts";
  page.request.query = {{"after", "512"}};
  EXPECT_NE(redactor.redact(page).request.query[0].second, "512") << "an id, not an offset";
}

/// Everything that a stranger could make of a text.
std::vector<std::string> disguises(const std::string& canary) {
  std::vector<std::string> forms = {canary, percent_encode(canary), ascii_lower(canary),
                                    Json(canary).dump().substr(1, canary.size())};
  static constexpr char kDigits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t offset = 0; offset < 3; ++offset) {
    const std::string bytes = std::string(offset, 'x') + canary;
    std::string encoded;
    for (std::size_t at = 0; at + 3 <= bytes.size(); at += 3) {
      const auto byte = [&](std::size_t index) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[at + index]));
      };
      const unsigned group = (byte(0) << 16U) | (byte(1) << 8U) | byte(2);
      for (const unsigned shift : {18U, 12U, 6U, 0U}) {
        encoded += kDigits[(group >> shift) & 63U];
      }
    }
    forms.push_back(encoded.substr(offset == 0 ? 0 : 4));
  }
  return forms;
}

RC_GTEST_PROP(Redaction, LetsNoValueThroughWhereverItStands, ()) {
  std::string canary = "Q";
  for (int at = 0; at < 14; ++at) {
    canary += *rc::gen::elementOf(std::string("abcdefghkmpqrstuvwxyzABCXYZ"));
  }
  const std::string email = canary + "@" + canary + ".com";
  const std::string number = "4155" + std::to_string(*rc::gen::inRange(100'000'000, 999'999'999));
  Json named = Json::object();
  Json everywhere = Json::object();
  // A part of the names each time.
  constexpr std::size_t kParts = 5;
  const std::vector<std::string_view> names = api_names();
  for (std::size_t at = *rc::gen::inRange<std::size_t>(0, kParts); at < names.size();
       at += kParts) {
    const std::string member(names[at]);
    named[member] = canary;
    named[canary + member] = {canary, email, number, {{member, {{"value", canary}}}}};
    everywhere["errors"].push_back({{member, "Value " + canary + " of " + email + " is invalid"}});
    everywhere["results"].push_back({{member, number}});
  }
  everywhere["person"] = named;
  everywhere["birthdays"] = {{{"date", {{"year", 1990}, {"note", canary}}}}};
  everywhere["photos"] = {{{"url", "https://lh3.example/" + canary}}};
  for (const char* const property :
       {"email", "phone", "firstname", "website", "hs_additional_emails", "date_of_birth",
        "lifecyclestage", "createdate", "hs_object_id", "unknown_property"}) {
    everywhere["inputs"].push_back({{"properties", {{property, canary}, {canary, property}}}});
    everywhere["filters"].push_back({{"propertyName", property}, {"value", email}});
    everywhere["history"].push_back(
        {{"propertiesWithHistory", {{property, {{{"value", canary}}}}}}});
  }
  RecordedExchange one = exchange_with(everywhere);
  one.request.path = "/crm/v3/objects/contacts/" + percent_encode(email) + "/" + canary;
  one.request.query = {
      {canary, canary},  {"idProperty", canary},   {"properties", "email," + canary},
      {"query", canary}, {"access_token", canary}, {"limit", canary}};
  one.request.headers.insert({{"Authorization", "Bearer " + canary},
                              {"Cookie", "a=" + canary},
                              {"If-Match", canary},
                              {"Retry-After", canary},
                              {"User-Agent", canary},
                              {"Accept", canary},
                              {canary, canary},
                              {"X-Goog-FieldMask", canary}});
  one.response = Response{
      400, {{"Location", "https://a/" + canary}, {"Content-Type", canary}}, everywhere.dump()};
  RecordedExchange form = exchange_with({});
  form.request.headers["Content-Type"] = "application/x-www-form-urlencoded";
  form.request.body = "refresh_token=" + canary + "&" + canary + "=1&client_id=" + canary +
                      "&redirect_uri=http://a/" + canary;
  form.response = Response{200, {{"Content-Type", "text/html"}}, "<p>" + canary};
  RecordedExchange broken = exchange_with({});
  broken.request.body = "{\"email\":\"" + email;
  broken.response = Response{200, {}, canary};

  Recording recording{
      .made_from = "proxy", .exchanges = {one, form, broken}, .pass_begins = {}, .left_out = {}};
  const std::string text = to_json_lines(redact(recording, key()));
  const std::string lower = ascii_lower(text);
  for (const std::string& value : {canary, email, number}) {
    for (const std::string& form_of : disguises(value)) {
      if (text.find(form_of) != std::string::npos) {
        RC_FAIL("found " + form_of + " in " +
                text.substr(std::max<std::size_t>(text.find(form_of), 200) - 200, 400));
      }
    }
    RC_ASSERT(lower.find(ascii_lower(value)) == std::string::npos);
  }
}

}  // namespace
}  // namespace lockstep::scenario
