/// A small People API client for the tests of the fake: one account, one grant, JSON in and out.

#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>

#include "lockstep/base/timestamp.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/fake_google.h"

#include "described_answer.h"

namespace lockstep::sim {

inline void PrintTo(GoogleFolder folder, std::ostream* out) { *out << to_string(folder); }

namespace google {

struct TestAnswer {
  int status = 0;
  Headers headers;
  std::string text;
  Json body;  ///< Discarded for what is no JSON.

  [[nodiscard]] std::string error_message() const {
    return body.is_object() ? body.value(Json::json_pointer("/error/message"), "") : "";
  }
  [[nodiscard]] std::string error_status() const {
    return body.is_object() ? body.value(Json::json_pointer("/error/status"), "") : "";
  }
  [[nodiscard]] std::string first_reason() const {
    return body.value(Json::json_pointer("/error/details/0/reason"), "");
  }
};

class TestClient {
 public:
  explicit TestClient(GoogleOptions options = {})
      : clock(*parse_timestamp("2026-03-02T09:00:00Z")),
        google(clock, Random(7), std::move(options)) {
    account = google.add_account("owner@example.com");
    grant = google.grant(account);
  }

  TestAnswer send(Method method, std::string_view target, const Json& body = Json()) {
    Request request{.method = method, .path = {}, .query = {}, .headers = {}, .body = {}};
    set_target(request, target);
    request.headers["Authorization"] = "Bearer " + grant.access_token;
    if (!body.is_null()) {
      request.body = body.dump();
    }
    return answer_of(described(Service::google, request, google.handle(request)));
  }

  static TestAnswer answer_of(Response response) {
    Json body = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
    return {response.status, std::move(response.headers), std::move(response.body),
            std::move(body)};
  }

  TestAnswer get(std::string_view target) { return send(Method::get, target); }
  TestAnswer post(std::string_view target, const Json& body) {
    return send(Method::post, target, body);
  }

  /// Creates a contact and returns the answer's Person.
  Json create(const Json& person) { return post("/v1/people:createContact", person).body; }
  Json create_named(const std::string& given_name) {
    return create({{"names", {{{"givenName", given_name}}}}});
  }
  TestAnswer update(const std::string& resource_name, const std::string& mask, const Json& person) {
    return send(Method::patch, "/v1/" + resource_name + ":updateContact?updatePersonFields=" + mask,
                person);
  }
  TestAnswer read(const std::string& resource_name,
                  const std::string& mask = "names,emailAddresses,phoneNumbers,metadata") {
    return get("/v1/" + resource_name + "?personFields=" + mask);
  }
  /// One page of connections.
  TestAnswer list(const std::string& parameters = "") {
    return get("/v1/people/me/connections?personFields=names,metadata" + parameters);
  }

  std::string add(const std::string& given_name, const GooglePlacement& placement = {}) {
    return *google.add_contact(account, {{"names", {{{"givenName", given_name}}}}}, placement);
  }

  VirtualClock clock;
  FakeGoogle google;
  std::string account;
  OAuthGrant grant;
};

/// The given names of the people of a list answer, in order; a tombstone is "-".
inline std::vector<std::string> given_names(const Json& people) {
  std::vector<std::string> names;
  for (const Json& person : people) {
    names.push_back(person.value(Json::json_pointer("/metadata/deleted"), false)
                        ? "-"
                        : person.value(Json::json_pointer("/names/0/givenName"), ""));
  }
  return names;
}

}  // namespace google
}  // namespace lockstep::sim
