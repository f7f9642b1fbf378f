/// Two apps that ask the fakes for things, for the limit atlas: a request in, a line of text out.

#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/sim/fake_google.h"
#include "lockstep/sim/fake_hubspot.h"

namespace lockstep::atlas {

using Json = nlohmann::json;

/// What a fake answered.
struct Told {
  int status = 0;
  std::string refusal;  ///< Of an error: its names, and its message where those say too little.
  Json body;            ///< Discarded for what is no JSON.

  [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }

  /// "200", or "429 RESOURCE_EXHAUSTED MY_CONTACTS_OVERFLOW_COUNT".
  [[nodiscard]] std::string text() const;

  /// "200, 30 results" with the length of a list in the body, or text() of an error.
  [[nodiscard]] std::string counted(const std::string& pointer, std::string_view noun) const;
};

/// An app that a user of Google has let in, with every scope that a contact sync may ask for. A
/// copy is a world of its own.
class GoogleApp {
 public:
  explicit GoogleApp(sim::GoogleOptions options = {});
  GoogleApp(const GoogleApp& other);
  GoogleApp& operator=(const GoogleApp&) = delete;
  ~GoogleApp() = default;

  Told get(std::string_view target) { return send(Method::get, target, Json()); }
  Told post(std::string_view target, const Json& body) { return send(Method::post, target, body); }
  Told send(Method method, std::string_view target, const Json& body);

  /// The answer as it comes. Only the token is added to the request.
  Response exchange(Request request);

  /// A user adds contacts that are named "Ann". @return Their resource names.
  std::vector<std::string> add(std::size_t count, sim::GoogleFolder folder);

  /// A user adds this person. @return The resource name, or "" where the fake refuses: what its row
  /// then tells is wrong, and the test goes on.
  std::string add(const Json& person, sim::GoogleFolder folder = sim::GoogleFolder::contacts);

  void wait(Duration time) { clock_.sleep_for(time); }

  sim::FakeGoogle& fake() { return google_; }
  [[nodiscard]] const std::string& account() const { return account_; }

 private:
  sim::VirtualClock clock_;
  sim::FakeGoogle google_;
  std::string account_;
  sim::OAuthGrant grant_;
};

/// An app that a user of HubSpot has let in, with every scope that a contact sync may ask for. A
/// copy is a world of its own.
class HubSpotApp {
 public:
  /// By default rate limits are off, so that each row meets its own limit alone.
  explicit HubSpotApp(sim::HubSpotOptions options = {.rate_limits_enforced = false});
  HubSpotApp(const HubSpotApp& other);
  HubSpotApp& operator=(const HubSpotApp&) = delete;
  ~HubSpotApp() = default;

  Told get(std::string_view target) { return send(Method::get, target, Json()); }
  Told post(std::string_view target, const Json& body) { return send(Method::post, target, body); }
  Told send(Method method, std::string_view target, const Json& body);

  /// An answer of the webhooks API, to the developer of the app.
  Told configure(Method method, const std::string& what, const Json& body);

  /// A user adds contacts that are named "Ann". @return Their ids.
  std::vector<std::string> add(std::size_t count);

  /// A user adds a contact. @return Its id, or "" as above.
  std::string add(const std::map<std::string, std::string>& properties);

  void wait(Duration time) { clock_.sleep_for(time); }
  void wait_until(Instant time) { clock_.sleep_until(time); }

  /// The user lets the app in once more: access tokens last half an hour (F96).
  void renew();

  sim::FakeHubSpot& fake() { return portal_; }

 private:
  sim::VirtualClock clock_;
  sim::FakeHubSpot portal_;
  sim::OAuthGrant grant_;
};

}  // namespace lockstep::atlas
