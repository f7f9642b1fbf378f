/// Access tokens that outlive a pass, for a process that runs many.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lockstep {

/// Keeps each grant's access token until the service refuses it, so that a pass need not ask for a
/// new one (G118, F97). In memory only. One thread at a time.
class AccessTokens {
 public:
  AccessTokens() = default;
  AccessTokens(const AccessTokens&) = delete;
  AccessTokens& operator=(const AccessTokens&) = delete;

 private:
  friend class TokenSource;
  struct Kept {
    std::string access_token;
    std::optional<std::vector<std::string>> scopes;
  };
  std::map<std::string, Kept> kept_;  ///< By grant.
};

}  // namespace lockstep
