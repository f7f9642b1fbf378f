/// What the models of the fakes share: apps that are let into a fake of their own and send requests
/// as a client does, JSON in and out, and a few draws.

#pragma once

#include <nlohmann/json.hpp>
#include <rapidcheck.h>
#include <rapidcheck/state.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "lockstep/base/url.h"
#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

#include "described_answer.h"

namespace lockstep::sim {

struct ClientAnswer {
  int status = 0;
  Headers headers;
  Json body;  ///< Null where there is none.

  /// A text of the body by its JSON pointer; "" where it is missing.
  [[nodiscard]] std::string text(const std::string& pointer) const {
    return body.is_object() ? body.value(Json::json_pointer(pointer), "") : "";
  }
};

/// What both apps do alike; their access tokens never expire on the way.
template <typename Fake>
class FakeClient {
 public:
  FakeClient(const FakeClient&) = delete;
  FakeClient& operator=(const FakeClient&) = delete;
  virtual ~FakeClient() = default;

  /// @param target  Path and query, encoded. @param body  Null for none.
  ClientAnswer send(Method method, std::string_view target, const Json& body = Json()) {
    Request request{method, "", {}, {}, body.is_null() ? "" : body.dump()};
    set_target(request, target);
    if (!body.is_null()) {
      request.headers["Content-Type"] = "application/json";
    }
    return send(std::move(request));
  }

  ClientAnswer send(Request request) {
    request.headers["Authorization"] = "Bearer " + access_token();
    constexpr sim::Service kService =
        std::is_same_v<Fake, sim::FakeGoogle> ? sim::Service::google : sim::Service::hubspot;
    Response response = sim::described(kService, request, fake_.handle(request));
    Json body = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
    return {response.status, std::move(response.headers),
            body.is_discarded() ? Json() : std::move(body)};
  }

  ClientAnswer get(std::string_view target) { return send(Method::get, target); }
  ClientAnswer del(std::string_view target) { return send(Method::del, target); }
  ClientAnswer post(std::string_view target, const Json& body) {
    return send(Method::post, target, body);
  }
  ClientAnswer patch(std::string_view target, const Json& body) {
    return send(Method::patch, target, body);
  }

  /// Good for a request at this moment.
  const std::string& access_token() {
    if (clock_.now() >= renews_) {
      grant_ = sign_in();
      renews_ = clock_.now() + std::chrono::minutes(20);  // Both services: 30 and more (F96, G118).
    }
    return grant_.access_token;
  }

  VirtualClock& clock() { return clock_; }

 protected:
  template <typename Options>
  FakeClient(Instant start, Options options)
      : clock_(start), fake_(clock_, Random(1), std::move(options)), renews_(start) {}

  virtual OAuthGrant sign_in() = 0;
  Fake& fake() { return fake_; }

 private:
  VirtualClock clock_;
  Fake fake_;
  OAuthGrant grant_;
  Instant renews_;
};

class GoogleCaller : public FakeClient<FakeGoogle> {
 public:
  explicit GoogleCaller(GoogleOptions options = {}, Instant start = Instant{})
      : FakeClient(start, std::move(options)) {}

  FakeGoogle& google() { return fake(); }
  [[nodiscard]] const std::string& account() const { return account_; }

 private:
  OAuthGrant sign_in() override { return fake().grant(account_); }

  std::string account_ = fake().add_account("ada@example.com");
};

class HubSpotCaller : public FakeClient<FakeHubSpot> {
 public:
  explicit HubSpotCaller(HubSpotOptions options = {}, Instant start = Instant{})
      : FakeClient(start, std::move(options)) {}

  FakeHubSpot& hubspot() { return fake(); }

 private:
  OAuthGrant sign_in() override { return fake().grant(); }
};

/// rc::state::check() with sequences of half the usual length, for commands that cost more.
template <typename Model, typename Sut, typename MakeCommand>
void check_short_sequences(const Model& initial, Sut& sut, MakeCommand make_command) {
  const auto commands =
      *rc::gen::scale(0.5, rc::state::gen::commands(initial, std::move(make_command)));
  rc::state::runAll(commands, initial, sut);
}

/// The number of one of `count` things. @pre There is one.
[[nodiscard]] inline std::size_t any_index(std::size_t count) {
  RC_PRE(count > 0U);
  return *rc::gen::inRange<std::size_t>(0, count);
}

/// One of few, so that an edit often changes nothing.
[[nodiscard]] inline std::string any_given_name() {
  return *rc::gen::element<std::string>("Ann", "Bob", "Cyd");
}

/// A person with nothing but this given name.
[[nodiscard]] inline Json person_named(const std::string& given_name) {
  return {{"names", {{{"givenName", given_name}}}}};
}

}  // namespace lockstep::sim
