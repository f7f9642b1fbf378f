/// The connector's configuration file: what to connect with what, where, and as whom.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/clock.h"
#include "lockstep/base/result.h"
#include "lockstep/core/settings.h"

namespace lockstep {

/// One of the two services and the application's credentials there.
struct ServiceConfig {
  std::string base_url;   ///< "http://127.0.0.1:8080"; the transport resolves it.
  std::string token_url;  ///< Of the OAuth token endpoint; its path is used on the transport.
  std::string
      authorize_url{};  ///< The page on which a user lets the app in; the engine needs none.
  std::string client_id;
  std::string client_secret;
};

// Of the real services.
inline constexpr std::string_view kHubSpotBaseUrl = "https://api.hubapi.com";
inline constexpr std::string_view kGoogleBaseUrl = "https://people.googleapis.com";

/// A service with its usual endpoints, without credentials: those of the real one for its base
/// URL, and the same paths at any other.
[[nodiscard]] ServiceConfig service_at(Side side, std::string_view base_url);

/// The harness's control API, where virtual time is asked for.
struct ControlConfig {
  std::string url;
  std::string token;
};

/// One HubSpot account joined with one Google account. Pairs belong to a connection (CON-5).
struct ConnectionConfig {
  std::string id;
  bool enabled = true;  ///< False: nothing is read or written, the pairs are kept (SET-4).
  /// False: connected, and the drop-downs are not chosen yet (S3); then it is not enabled (CON-1).
  bool is_set_up = true;
  /// Empty where the user did not let the app in (CON-4); null or missing in the file.
  std::string hubspot_refresh_token;
  std::string google_refresh_token;
  /// Whose they are, as `lockstep connect` learnt it; "" where it is not known.
  std::string hubspot_account{};
  std::string google_account{};
  SyncSettings settings;
};

/// What LOCKSTEP_CONFIG names. @invariant connection ids are unique and not empty
struct Config {
  std::optional<Instant> now;  ///< The virtual time at which the pass starts, if any.
  ServiceConfig hubspot;
  ServiceConfig google;
  std::optional<ControlConfig> control;
  std::filesystem::path state_dir;    ///< Survives between passes and crashes.
  bool reports = true;                ///< A pass leaves health.json and its like (run_pass).
  std::string default_region = "US";  ///< ISO 3166 alpha-2, for phone numbers without "+".
  std::vector<ConnectionConfig> connections;
};

/// Reads a configuration from JSON text. `name` stands in messages, usually the file's path. URLs
/// that are missing are the usual ones (service_at), base URLs those of the real services.
///
/// Settings that a rule refuses (MAP-1, MAP-2 …) are not errors here: a pass reports them in
/// refused.json and runs without them.
///
/// @error invalid_input  Not JSON, an unknown or missing key, a wrong type or value; `source` is
///     "name:line", and the message says what would be right.
[[nodiscard]] Result<Config> parse_config(std::string_view text, std::string_view name);

/// parse_config of a file's content. @error not_found  The file cannot be read.
[[nodiscard]] Result<Config> load_config(const std::filesystem::path& path);

}  // namespace lockstep
