#include "lockstep/sim/webhook_signature.h"

#include <gtest/gtest.h>

namespace lockstep::sim {
namespace {

constexpr std::string_view kSecret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
constexpr std::string_view kUri = "https://www.example.com/webhook_uri";

TEST(WebhookSignature, F107VectorOfVersion1) {
  constexpr std::string_view kBody =
      R"([{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,)"
      R"("subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,)"
      R"("changeSource":"CRM","changeFlag":"NEW","appId":54321}])";
  EXPECT_EQ(sign_v1(kSecret, kBody),
            "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de");
}

TEST(WebhookSignature, F107VectorOfVersion2) {
  EXPECT_EQ(sign_v2(kSecret, Method::get, kUri, ""),
            "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e");
}

TEST(WebhookSignature, F107VectorOfVersion3) {
  EXPECT_EQ(sign_v3(kSecret, Method::post, kUri, R"([{"eventId":1}])",
                    Instant(Duration(1'500'000'000'000))),
            "ya3dOyHOZP3ltGm7hmJTPVn0uS6J/3QlpmlzUkWJTYQ=");
}

TEST(WebhookSignature, F107Version3SignsTheUriWithSomeEscapesDecoded) {
  EXPECT_EQ(decoded_for_v3("/%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B"), "/:/?@!$'()*,;");
  EXPECT_EQ(decoded_for_v3("/a%3ab"), "/a:b");
  const Instant now(Duration(1'500'000'000'000));
  EXPECT_EQ(sign_v3(kSecret, Method::get, "https://a.example/x%3Ay", "", now),
            sign_v3(kSecret, Method::get, "https://a.example/x:y", "", now));
}

TEST(WebhookSignature, F107OtherEscapesStay) {
  for (const std::string_view uri : {"/a%20b", "/a%2Bb%25", "/%", "/%3", "/%zz", "/%253A", ""}) {
    EXPECT_EQ(decoded_for_v3(uri), uri);
  }
}

}  // namespace
}  // namespace lockstep::sim
