/// The scopes that an app can ask a Google user for (G117).

#pragma once

#include <span>
#include <string_view>

namespace lockstep::sim::google {

struct OAuthScope {
  std::string_view name;  ///< "https://www.googleapis.com/auth/contacts"
  std::string_view text;  ///< What the consent page says that it allows.
};

[[nodiscard]] std::span<const OAuthScope> oauth_scopes() noexcept;

/// nullptr for what is no scope of the People API.
[[nodiscard]] const OAuthScope* find_scope(std::string_view name) noexcept;

}  // namespace lockstep::sim::google
