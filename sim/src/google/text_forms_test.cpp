// The small forms that everything else is made of: base64, JSON text, etags, names of members.

#include <gmock/gmock.h>

#include "google/answer_text.h"
#include "google/base64.h"
#include "google/etags.h"
#include "google/json_text.h"
#include "google/message_shape.h"

namespace lockstep::sim::google {

void PrintTo(const PersonEtag& etag, std::ostream* out) {
  *out << etag.source_etag << (etag.from_list ? " (list)" : "");
}

namespace {

TEST(Base64, IsThatOfRfc4648) {
  for (const auto& [bytes, text] : std::vector<std::pair<std::string, std::string>>{
           {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(base64_encode(bytes, Base64Alphabet::standard), text);
    EXPECT_EQ(base64_decode(text, Base64Alphabet::standard), bytes);
  }
  EXPECT_EQ(base64_encode("\xfb\xff", Base64Alphabet::url_safe), "-_8=");
  for (const std::string_view damaged : {"Zg=", "Z", "Z===", "Zg-=", "Zm9v="}) {
    EXPECT_EQ(base64_decode(damaged, Base64Alphabet::standard), std::nullopt) << damaged;
  }
}

TEST(JsonString, EscapesQuotesBackslashesAndControlLetters) {
  std::string out;
  append_json_string(out, "a\"b\\c\n\x01ż");
  EXPECT_EQ(out, R"("a\"b\\c\n\u0001ż")");
}

TEST(AnswerText, IsLaidOutAsTheServiceDoesG5) {
  EXPECT_EQ(AnswerText(R"({"a":[1,{"b":"x{:,\"]"}],"c":{},"d":[]})").pretty(),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x{:,\\\"]\"\n    }\n  ],\n"
            "  \"c\": {},\n  \"d\": []\n}\n");
  EXPECT_EQ(AnswerText("{}").pretty(), "{}\n");
}

TEST(AnswerText, HoldsValuesThatStandAsTheyAre) {
  JsonLayout layout(0, /*depth=*/2);
  layout.put(R"({"a":[1]})");
  const auto value = std::make_shared<const std::string>(std::move(layout).take());
  AnswerText answer(R"({"list":[)");
  answer.append_final(value, 2);
  answer += ',';
  answer.append_final(value, 2);
  answer += "],\"b\":{}}";
  EXPECT_EQ(answer.pretty(), AnswerText(R"({"list":[{"a":[1]},{"a":[1]}],"b":{}})").pretty());

  AnswerText compact(R"({"list":[)");
  compact.append_final(std::make_shared<const std::string>(R"({"a":[1]})"), 2);
  compact += "]}";
  EXPECT_EQ(std::move(compact).compact(), R"({"list":[{"a":[1]}]})");
}

TEST(PersonEtag, OfAllFieldsBeginsAsCapturedG66) {
  EXPECT_THAT(
      PersonEtagMaker(all_fields()).make("PFIeYqMwVSs="),
      testing::StartsWith("%EigBAgMEBQYHCAkKCwwNDg8QERITFBUWFxkfISIjJCUmJy40NTc9Pj9AGgQBAgUHIgx"));
}

TEST(PersonEtag, DiffersByMaskAndHoldsTheSourceEtagG66) {
  FieldSet names;
  names.set(index_of(PersonField::names));
  const std::string short_etag = PersonEtagMaker(names).make("PFIeYqMwVSs=");
  EXPECT_NE(short_etag, PersonEtagMaker(all_fields()).make("PFIeYqMwVSs="));
  EXPECT_EQ(read_person_etag(short_etag)->source_etag, "PFIeYqMwVSs=");
  EXPECT_FALSE(read_person_etag(short_etag)->from_list);
  EXPECT_TRUE(read_person_etag(PersonEtagMaker(names, true).make("PFIeYqMwVSs="))->from_list);
}

TEST(PersonEtag, NothingElseIsOne) {
  for (const std::string_view text : {"", "%", "#PFIeYqMwVSs=", "%EgM=", "%EigB", "%%%%", "abc"}) {
    EXPECT_EQ(read_person_etag(text), std::nullopt) << text;
  }
}

TEST(MemberNames, AreAcceptedInBothFormsG4) {
  EXPECT_EQ(to_snake_case("requestSyncToken"), "request_sync_token");
  EXPECT_EQ(to_camel_case("request_sync_token"), "requestSyncToken");
  EXPECT_EQ(to_camel_case("emailAddresses"), "emailAddresses");
}

}  // namespace

}  // namespace lockstep::sim::google
