// people.updateContactPhoto and people.deleteContactPhoto.

#include <gmock/gmock.h>

#include "google/base64.h"
#include "google/google_test_client.h"

namespace lockstep::sim::google {
namespace {

using testing::HasSubstr;

std::string in_base64(std::string_view bytes) {
  return base64_encode(bytes, Base64Alphabet::standard);
}
std::string jpeg(std::string_view content = "one") {
  return in_base64("\xff\xd8\xff\xe0" + std::string(content));
}
std::string png() { return in_base64("\x89PNG\r\n\x1a\n and more"); }

TestAnswer set_photo(TestClient& client, const std::string& name, const Json& body) {
  return client.send(Method::patch, "/v1/" + name + ":updateContactPhoto", body);
}

Json photo_of(TestClient& client, const std::string& name) {
  return client.read(name, "photos").body.at("photos").at(0);
}

TEST(UpdateContactPhoto, ReplacesTheDefaultPhotoG57) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const Json before = photo_of(client, ann);
  EXPECT_EQ(before.at("default"), true);
  EXPECT_THAT(before.at("url").get<std::string>(), HasSubstr("/cm/"));
  EXPECT_EQ(set_photo(client, ann, {{"photoBytes", jpeg()}}).text, "{}\n");  // G22
  const Json after = photo_of(client, ann);
  EXPECT_FALSE(after.contains("default"));
  EXPECT_THAT(after.at("url").get<std::string>(), HasSubstr("/contacts/"));
  EXPECT_EQ(after.at("metadata").at("primary"), true);
  EXPECT_EQ(client.google.contact(client.account, ann)->photo_url, after.at("url"));
  set_photo(client, ann, {{"photoBytes", png()}});
  EXPECT_NE(photo_of(client, ann).at("url"), after.at("url"));
}

TEST(UpdateContactPhoto, ShowsThePersonWhenAskedAndGivesItANewEtag) {
  TestClient client;
  const Json ann = client.create_named("Ann");
  const std::string name = ann.at("resourceName");
  const Json answer =
      set_photo(client, name, {{"photoBytes", jpeg()}, {"personFields", "names,photos"}}).body;
  EXPECT_EQ(answer["/person/names/0/givenName"_json_pointer], "Ann");
  EXPECT_TRUE(answer.contains("/person/photos"_json_pointer));
  EXPECT_EQ(client.update(name, "names", ann).error_status(), "FAILED_PRECONDITION");
}

TEST(UpdateContactPhoto, PassesToTheSurvivorOfAMergeThatHasNone) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::string bob = client.add("Bob");
  set_photo(client, bob, {{"photoBytes", jpeg()}});
  const Json photo = photo_of(client, bob).at("url");
  ASSERT_TRUE(client.google.merge(client.account, ann, bob));
  EXPECT_EQ(photo_of(client, ann).at("url"), photo);
  const std::string cem = client.add("Cem");
  set_photo(client, cem, {{"photoBytes", png()}});
  ASSERT_TRUE(client.google.merge(client.account, ann, cem));
  EXPECT_EQ(photo_of(client, ann).at("url"), photo) << "its own photo stays";
}

TEST(UpdateContactPhoto, IsAChangeForTheNextSync) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::string target = "/v1/people/me/connections?personFields=photos&requestSyncToken=true";
  const std::string token = client.get(target).body.at("nextSyncToken");
  set_photo(client, ann, {{"photoBytes", jpeg()}});
  const Json changed = client.get(target + "&syncToken=" + token).body.at("connections");
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_FALSE(changed[0].at("photos").at(0).contains("default"));
}

TEST(UpdateContactPhoto, OutlivesAnUpdateOfOtherFields) {
  TestClient client;
  const std::string ann = client.add("Ann");
  set_photo(client, ann, {{"photoBytes", jpeg()}});
  const Json photo = photo_of(client, ann);
  const Json person = {{"etag", client.read(ann).body.at("etag")},
                       {"names", {{{"givenName", "Anna"}}}},
                       {"photos", {{{"url", "https://example.com/mine"}}}}};
  ASSERT_EQ(client.update(ann, "names", person).status, 200);
  EXPECT_EQ(photo_of(client, ann), photo);
}

struct Photo {
  std::string name;
  std::string text;
  int status;
  std::string message;
};

class PhotoBytes : public testing::TestWithParam<Photo> {};

TEST_P(PhotoBytes, AreJpegOrPngInBase64G104) {
  GoogleOptions options;
  options.photo_bytes_max = 60;
  TestClient client(options);
  const std::string ann = client.add("Ann");
  const TestAnswer answer = set_photo(client, ann, {{"photoBytes", GetParam().text}});
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_THAT(answer.error_message(), HasSubstr(GetParam().message));
  EXPECT_EQ(photo_of(client, ann).contains("default"), GetParam().status != 200);
}

INSTANTIATE_TEST_SUITE_P(
    Bytes, PhotoBytes,
    testing::ValuesIn<Photo>(
        {{"Jpeg", jpeg(), 200, ""},
         {"Png", png(), 200, ""},
         {"WithoutPadding", jpeg("two").substr(0, jpeg("two").find('=')), 200, ""},
         {"UrlSafe", "_9j_4A==", 200, ""},
         {"Gif", in_base64("GIF89a"), 400, "Invalid photo format"},
         {"TooShort", in_base64("\xff\xd8"), 400, "Invalid photo format"},
         {"NoBase64", "!!!!", 400, "Invalid value at 'photo_bytes' (TYPE_BYTES), Base64 decoding"},
         {"Missing", "", 400, "Request contains an invalid argument."},
         {"TooLarge", jpeg(std::string(60, 'x')), 400, "Request contains an invalid argument."}}),
    [](const auto& row) { return row.param.name; });

TEST(PhotoSize, CountsWithoutThePaddingOfTheirText) {
  for (const std::size_t limit : {30U, 31U, 32U}) {
    TestClient client({.photo_bytes_max = limit});
    const std::string ann = client.add("Ann");
    const auto photo_of_bytes = [](std::size_t bytes) {
      const std::string start = "\xff\xd8\xff";
      return in_base64(start + std::string(bytes - start.size(), 'x'));
    };
    EXPECT_EQ(set_photo(client, ann, {{"photoBytes", photo_of_bytes(limit)}}).status, 200) << limit;
    EXPECT_EQ(set_photo(client, ann, {{"photoBytes", photo_of_bytes(limit + 1)}}).status, 400)
        << limit;
  }
}

TEST(PhotoError, CutsTheBytesBetweenLetters) {
  TestClient client;
  const std::string text = std::string(199, '!') + "\xc3\xa9";
  const TestAnswer answer = set_photo(client, client.add("Ann"), {{"photoBytes", text}});
  EXPECT_THAT(answer.error_message(), testing::EndsWith(std::string(199, '!') + "\""));
}

TEST(DeleteContactPhoto, BringsTheDefaultPhotoBackG57) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const Json before = photo_of(client, ann);
  set_photo(client, ann, {{"photoBytes", jpeg()}});
  const std::string target = "/v1/" + ann + ":deleteContactPhoto";
  EXPECT_EQ(client.send(Method::del, target).text, "{}\n");
  EXPECT_EQ(photo_of(client, ann), before);
  EXPECT_EQ(client.google.contact(client.account, ann)->photo_url, "");
  EXPECT_EQ(client.send(Method::del, target + "?personFields=photos")
                .body["/person/photos/0"_json_pointer],
            before);
}

TEST(ContactPhoto, BelongsToContactsOnlyG76) {
  TestClient client;
  const Json body = {{"photoBytes", jpeg()}};
  EXPECT_EQ(set_photo(client, "people/me", body).error_message(),
            "Resource name \"people/me\" is not a valid contact person resource.");
  EXPECT_EQ(set_photo(client, "people/c1", body).error_status(), "NOT_FOUND");
  const std::string other = client.add("Olga", {.folder = GoogleFolder::other});
  EXPECT_EQ(set_photo(client, other, body).status, 404);
  EXPECT_EQ(client.send(Method::del, "/v1/people/c1:deleteContactPhoto").status, 404);
}

TEST(ContactPhoto, OfASwallowedContactGoesToASurvivorWithoutOne) {
  TestClient client;
  const std::string ann = client.add("Ann");
  const std::string bob = client.add("Bob");
  set_photo(client, bob, {{"photoBytes", jpeg()}});
  const Json photo = photo_of(client, bob);
  ASSERT_TRUE(client.google.merge(client.account, ann, bob));
  EXPECT_EQ(photo_of(client, ann).at("url"), photo.at("url"));
}

}  // namespace
}  // namespace lockstep::sim::google
