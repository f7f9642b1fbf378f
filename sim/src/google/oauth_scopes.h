/// The scopes that an app can ask a Google user for (G117).

#pragma once

#include <span>
#include <string_view>

namespace lockstep::sim::google {

inline constexpr std::string_view kOpenIdScope = "openid";
inline constexpr std::string_view kEmailScope = "https://www.googleapis.com/auth/userinfo.email";
inline constexpr std::string_view kProfileScope =
    "https://www.googleapis.com/auth/userinfo.profile";

struct OAuthScope {
  std::string_view name;  ///< "https://www.googleapis.com/auth/contacts"
  std::string_view text;  ///< What the consent page says that it allows.
};

/// Those of the People API.
[[nodiscard]] std::span<const OAuthScope> oauth_scopes() noexcept;

/// The name of a scope that OpenID Connect calls "email" or "profile"; any other as it is.
[[nodiscard]] std::string_view full_scope_name(std::string_view name) noexcept;

/// nullptr for what is no scope of the People API, nor "openid".
[[nodiscard]] const OAuthScope* find_scope(std::string_view name) noexcept;

}  // namespace lockstep::sim::google
