#include "consent_page.h"

#include <utility>

#include "lockstep/base/assert.h"
#include "lockstep/base/text.h"
#include "lockstep/base/url.h"

namespace lockstep::sim {
namespace {

constexpr std::string_view kStyle = R"(
      :root { color-scheme: light dark; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center;
             font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
      main { box-sizing: border-box; width: min(28rem, 100%); padding: 2rem;
             border: 1px solid GrayText; border-radius: 12px; }
      h1 { margin: 0 0 1rem; font-size: 1.35rem; line-height: 1.3; overflow-wrap: anywhere; }
      fieldset { margin: 0 0 1rem; padding: .25rem 0; border: 0; }
      legend { padding: 0; font-weight: 600; }
      label { display: flex; gap: .6rem; padding: .35rem 0; align-items: baseline;
              overflow-wrap: anywhere; }
      .buttons { display: flex; gap: .75rem; justify-content: flex-end; }
      button { font: inherit; padding: .5rem 1.4rem; border-radius: 8px; cursor: pointer;
               border: 1px solid GrayText; background: transparent; color: inherit; }
      button[value=allow] { background: #1a5fb4; border-color: #1a5fb4; color: #fff; }
      .note { margin: 1.5rem 0 0; font-size: .85rem; color: GrayText; overflow-wrap: anywhere; }
)";

/// No script, nothing from elsewhere, in nobody's frame. There is no form-action: browsers would
/// apply it to the redirect that answers the form.
Headers page_headers() {
  return {{"Content-Type", "text/html; charset=UTF-8"},
          {"Cache-Control", "no-store"},
          {"Content-Security-Policy",
           "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors "
           "'none'"},
          {"Referrer-Policy", "no-referrer"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"}};
}

Response html_page(int status, const std::string& title, const std::string& content,
                   const std::string& service) {
  std::string body =
      "<!DOCTYPE html>\n<html lang=\"en\">\n  <head>\n    <meta charset=\"utf-8\">\n";
  body +=
      "    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n    <title>" +
      title + "</title>\n    <style>" + std::string(kStyle) +
      "    </style>\n  </head>\n  <body>\n    <main>\n      <h1>" + title + "</h1>\n" + content +
      "      <p class=\"note\">A simulation of " + service +
      ": no real account is involved.</p>\n    </main>\n  </body>\n</html>\n";
  return {status, page_headers(), std::move(body)};
}

std::string hidden_field(std::string_view name, std::string_view value) {
  return "        <input type=\"hidden\" name=\"" + html_escape(name) + "\" value=\"" +
         html_escape(value) + "\">\n";
}

/// A radio button or a box, with its text.
std::string choice(std::string_view attributes, std::string_view value, std::string_view text) {
  return "          <label><input " + std::string(attributes) + " value=\"" + html_escape(value) +
         "\"><span>" + html_escape(text) + "</span></label>\n";
}

std::string account_choice(const ConsentPage& page) {
  if (page.accounts.size() == 1) {
    const ConsentChoice& only = page.accounts.front();
    return hidden_field("account", only.value) + "        <p>Account: <strong>" +
           html_escape(only.text) + "</strong></p>\n";
  }
  std::string out = "        <fieldset>\n          <legend>Choose an account</legend>\n";
  const std::string& chosen =
      page.chosen_account.empty() ? page.accounts.front().value : page.chosen_account;
  for (const ConsentChoice& account : page.accounts) {
    out += choice(account.value == chosen ? R"(type="radio" name="account" required checked)"
                                          : R"(type="radio" name="account" required)",
                  account.value, account.text);
  }
  return out + "        </fieldset>\n";
}

std::string scope_choice(const ConsentPage& page) {
  std::string out = "        <fieldset>\n          <legend>What it may do</legend>\n";
  for (const ConsentScope& scope : page.scopes) {
    out += choice(scope.required ? R"(type="checkbox" checked disabled)"
                                 : R"(type="checkbox" name="scope" checked)",
                  scope.value, scope.text);
  }
  return out + "        </fieldset>\n";
}

}  // namespace

Response consent_page(const ConsentPage& page) {
  LOCKSTEP_ASSERT(!page.accounts.empty());
  const std::string service = html_escape(page.service);
  std::string form = "      <form method=\"post\" action=\"" + html_escape(page.action) + "\">\n";
  for (const auto& [name, value] : page.hidden) {
    form += hidden_field(name, value);
  }
  form += account_choice(page) + scope_choice(page);
  form +=
      "        <div class=\"buttons\">\n"
      "          <button name=\"decision\" value=\"deny\">Deny</button>\n"
      "          <button name=\"decision\" value=\"allow\">Allow</button>\n"
      "        </div>\n      </form>\n";
  return html_page(200, html_escape(page.app) + " wants access to your " + service + " account",
                   form, service);
}

Response refusal_page(int status, std::string_view service, std::string_view title,
                      std::string_view text, std::string_view detail) {
  std::string content = "      <p>" + html_escape(text) + "</p>\n";
  if (!detail.empty()) {
    content += "      <p class=\"note\">" + html_escape(detail) + "</p>\n";
  }
  return html_page(status, html_escape(title), content, html_escape(service));
}

std::optional<ConsentDecision> read_decision(const Query& form) {
  const auto decision = find_value(form, "decision");
  if (decision != "allow" && decision != "deny") {
    return std::nullopt;
  }
  ConsentDecision read{.allowed = decision == "allow",
                       .account = std::string(find_value(form, "account").value_or("")),
                       .scopes = {}};
  for (const auto& [name, value] : form) {
    if (name == "scope") {
      read.scopes.push_back(value);
    }
  }
  return read;
}

std::string html_escape(std::string_view text) {
  if (!is_valid_utf8(text)) {
    return "?";
  }
  std::string out;
  out.reserve(text.size());
  for (const char letter : text) {
    switch (letter) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\0': break;  // Not a character of HTML.
      default: out += letter;
    }
  }
  return out;
}

Response redirect_with(std::string_view redirect_uri, const Query& answer) {
  std::string location(redirect_uri);
  const bool has_query = location.find('?') != std::string::npos;
  location += (has_query ? "&" : "?") + format_query(answer);
  return {302,
          {{"Location", std::move(location)},
           {"Content-Type", "text/html; charset=UTF-8"},
           {"Cache-Control", "no-store"}},
          ""};
}

}  // namespace lockstep::sim
