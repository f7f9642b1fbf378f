#include "browser_user.h"

#include <algorithm>
#include <regex>

#include "lockstep/base/assert.h"
#include "lockstep/base/url.h"
#include "lockstep/net/http_transport.h"

namespace lockstep::cli {
namespace {

/// "http://127.0.0.1:8080" and "/path?query".
struct Place {
  std::string origin;
  std::string target;
};

Place place_of(const std::string& url) {
  const std::size_t slash = url.find('/', url.find("://") + 3);
  return {url.substr(0, slash), url.substr(slash)};
}

Response send(const std::string& url, Method method, const std::string& form = {}) {
  const Place place = place_of(url);
  const auto transport = make_http_transport({.base_url = place.origin});
  LOCKSTEP_ASSERT(transport.has_value());
  Request request;
  request.method = method;
  set_target(request, place.target);
  if (method == Method::post) {
    request.headers["Content-Type"] = "application/x-www-form-urlencoded";
    request.body = form;
  }
  Result<Response> response = (*transport)->send(request);
  LOCKSTEP_ASSERT(response.has_value());
  return std::move(*response);
}

std::string unescaped(std::string text) {
  const std::pair<const char*, const char*> escapes[] = {
      {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
  for (const auto& [escape, letter] : escapes) {
    for (std::size_t at = text.find(escape); at != std::string::npos; at = text.find(escape, at)) {
      text.replace(at, std::string(escape).size(), letter);
      at += 1;
    }
  }
  return text;
}

std::string attribute(const std::string& tag, const std::string& name) {
  std::smatch match;
  return std::regex_search(tag, match, std::regex(name + "=\"([^\"]*)\"")) ? unescaped(match[1])
                                                                           : "";
}

/// What the form sends: the fields that are filled in and ticked.
Query fields_of(const std::string& page, const ConsentChoice& choice) {
  Query fields;
  const std::regex input("<input [^>]*>");
  for (std::sregex_iterator at(page.begin(), page.end(), input), end; at != end; ++at) {
    const std::string tag = at->str();
    const std::string name = attribute(tag, "name");
    const std::string value = attribute(tag, "value");
    const bool is_choice = attribute(tag, "type") != "hidden";
    const bool is_sent = !name.empty() && (!is_choice || tag.find(" checked") != std::string::npos);
    const bool is_unticked = name == "scope" && std::ranges::count(choice.without, value) != 0;
    if (is_sent && !is_unticked) {
      fields.emplace_back(name, value);
    }
  }
  return fields;
}

}  // namespace

std::string answer_consent_page(const std::string& url, const ConsentChoice& choice) {
  const Response page = send(url, Method::get);
  LOCKSTEP_ASSERT(page.status == 200);
  std::smatch form;
  LOCKSTEP_ASSERT(std::regex_search(page.body, form, std::regex("<form [^>]*>")));
  Query fields = fields_of(page.body, choice);
  fields.emplace_back("decision", choice.allows ? "allow" : "deny");
  const Response answer = send(place_of(url).origin + attribute(form.str(), "action"), Method::post,
                               format_query(fields));
  LOCKSTEP_ASSERT(answer.status == 302);
  return std::string(find_value(answer.headers, "Location").value());
}

Page open_page(const std::string& url) {
  const Response page = send(url, Method::get);
  return {page.status, page.body};
}

}  // namespace lockstep::cli
