#include "google/oauth_scopes.h"

#include <algorithm>
#include <array>

namespace lockstep::sim::google {
namespace {

// clang-format off
constexpr std::array kScopes = {
    OAuthScope{"https://www.googleapis.com/auth/contacts",                "See, change and permanently delete your contacts"},
    OAuthScope{"https://www.googleapis.com/auth/contacts.readonly",       "See your contacts"},
    OAuthScope{"https://www.googleapis.com/auth/contacts.other.readonly", "See your Other contacts, which are saved automatically"},
    OAuthScope{"https://www.googleapis.com/auth/directory.readonly",      "See the directory of your organisation"},
    OAuthScope{"https://www.googleapis.com/auth/user.addresses.read",     "See your street addresses"},
    OAuthScope{"https://www.googleapis.com/auth/user.birthday.read",      "See your date of birth"},
    OAuthScope{"https://www.googleapis.com/auth/user.emails.read",        "See all your email addresses"},
    OAuthScope{"https://www.googleapis.com/auth/user.gender.read",        "See your gender"},
    OAuthScope{"https://www.googleapis.com/auth/user.organization.read",  "See where you work and learn"},
    OAuthScope{"https://www.googleapis.com/auth/user.phonenumbers.read",  "See your own phone numbers"},
    OAuthScope{"https://www.googleapis.com/auth/userinfo.email",          "See the email address of your account"},
    OAuthScope{"https://www.googleapis.com/auth/userinfo.profile",        "See what your profile says about you"},
    OAuthScope{"https://www.google.com/m8/feeds",                         "See, change and permanently delete your contacts"},
};
// clang-format on

}  // namespace

std::span<const OAuthScope> oauth_scopes() noexcept { return kScopes; }

std::string_view full_scope_name(std::string_view name) noexcept {
  return name == "email" ? kEmailScope : name == "profile" ? kProfileScope : name;
}

const OAuthScope* find_scope(std::string_view name) noexcept {
  static constexpr OAuthScope kOpenId{kOpenIdScope, "Know who you are on Google"};
  if (name == kOpenIdScope) {
    return &kOpenId;
  }
  const auto* const found = std::ranges::find(kScopes, name, &OAuthScope::name);
  return found == kScopes.end() ? nullptr : found;
}

}  // namespace lockstep::sim::google
