/// Changes to a configuration file's text: what a change does not touch stays, in its order.

#pragma once

#include <string>
#include <string_view>

#include "lockstep/base/result.h"
#include "lockstep/core/config.h"

namespace lockstep {

/// The text of a new configuration, from everything in `config` but its connections.
[[nodiscard]] std::string new_config_text(const Config& config);

/// Settings as a JSON object with the members that a connection in the file has them in; what is
/// absent is null. parse_config() reads the same settings from them.
[[nodiscard]] std::string settings_json_text(const SyncSettings& settings);

/// A configuration file as it was read.
struct ConfigText {
  std::string_view text;
  std::string_view name;  ///< For messages, usually the file's path.
};

/// What both services gave to the app, and for whom.
struct ConnectionTokens {
  std::string hubspot_refresh_token;
  std::string google_refresh_token;
  std::string hubspot_account{};  ///< "" where it is not known.
  std::string google_account{};
};

// Each takes a text that parse_config() accepts and gives another one.
// @error invalid_input  The text is none.
// @error not_found      There is no connection of this id (not for put_tokens).

/// Connects: adds a connection that is not set up (S3), or gives one that is there its tokens anew
/// and leaves all else as it is, so that a sync that was paused resumes (CON-3).
[[nodiscard]] Result<std::string> put_tokens(const ConfigText& file, const std::string& id,
                                             const ConnectionTokens& tokens);

/// Sets the connection up. A connection that was not yet set up stays off (CON-1).
[[nodiscard]] Result<std::string> put_settings(const ConfigText& file, const std::string& id,
                                               const SyncSettings& settings);

/// Turns the sync of a connection on or off. Off keeps the pairs (SET-4).
[[nodiscard]] Result<std::string> put_enabled(const ConfigText& file, const std::string& id,
                                              bool enabled);

}  // namespace lockstep
