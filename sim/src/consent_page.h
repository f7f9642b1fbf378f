/// The pages on which a user lets an app in: the same form for both services, in plain HTML.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lockstep/base/http.h"

namespace lockstep::sim {

/// A choice on the page: what the form sends, and what a person reads.
struct ConsentChoice {
  std::string value;
  std::string text;
};

struct ConsentScope {
  std::string value;
  std::string text;
  bool required = false;  ///< Shown, but not for the user to refuse. The form does not send it.
};

/// Plain text everywhere; the page escapes it.
struct ConsentPage {
  std::string service;  ///< "Google"
  std::string app;      ///< The name that the client registered.
  std::string action;   ///< Where the form is posted to: an absolute path.

  /// A user with several accounts chooses; the only one is named. Must not be empty.
  std::vector<ConsentChoice> accounts;
  std::string chosen_account;  ///< `value` of the account marked first; "" for the first.

  std::vector<ConsentScope> scopes;  ///< With a ticked box each.
  Query hidden;                      ///< What the form sends back untouched.
};

/// 200 with the page. Its form sends `hidden`, then "account", one "scope" for each box that is
/// still ticked, and "decision": "allow" or "deny".
[[nodiscard]] Response consent_page(const ConsentPage& page);

/// A page that says why a user cannot be asked. @param detail  Small print; may be empty.
[[nodiscard]] Response refusal_page(int status, std::string_view service, std::string_view title,
                                    std::string_view text, std::string_view detail);

struct ConsentDecision {
  bool allowed = false;
  std::string account;
  std::vector<std::string> scopes;  ///< The ticked ones, in the order of the page.
};

/// What the user decided; nullopt for what no consent page sends.
[[nodiscard]] std::optional<ConsentDecision> read_decision(const Query& form);

/// `text` as it stands in HTML text and in a quoted attribute. Bytes that are not UTF-8 make all of
/// it "?".
[[nodiscard]] std::string html_escape(std::string_view text);

/// 302 to a client's redirect URI with `answer` added to its query.
[[nodiscard]] Response redirect_with(std::string_view redirect_uri, const Query& answer);

}  // namespace lockstep::sim
