#include "console_endpoint.h"

#include <optional>
#include <string_view>

#include "lockstep/base/url.h"
#include "lockstep/report/pages.h"

namespace lockstep::cli {
namespace {

/// Whether the client calls us by a name of this machine's loopback: a stranger's name that leads
/// here would give the page a stranger's origin.
bool is_called_loopback(const Request& request) {
  const auto host = find_value(request.headers, "Host");
  const std::optional<Url> url = host ? parse_url("http://" + std::string(*host)) : std::nullopt;
  return url && url->path.empty() && (url->host == "127.0.0.1" || url->host == "localhost");
}

Response page() {
  return {200,
          {{"Content-Type", "text/html; charset=UTF-8"},
           {"Cache-Control", "no-store"},
           // What a policy within the page cannot say.
           {"Content-Security-Policy", "frame-ancestors 'none'"},
           {"Cross-Origin-Opener-Policy", "same-origin"},
           {"Cross-Origin-Resource-Policy", "same-origin"},
           {"Referrer-Policy", "no-referrer"},
           {"X-Content-Type-Options", "nosniff"}},
          std::string(report::console_page())};
}

}  // namespace

Exchange ConsoleEndpoint::exchange(const Request& request) {
  if (request.method != Method::get || request.path != kConsolePath) {
    return control_->exchange(request);
  }
  if (!is_called_loopback(request)) {
    return Response{421,
                    {{"Content-Type", "text/plain; charset=UTF-8"}},
                    "The console answers as 127.0.0.1 and as localhost only.\n"};
  }
  return page();
}

std::string console_url(const std::string& control_url, const std::string& token) {
  return control_url + kConsolePath + "#token=" + percent_encode(token);
}

}  // namespace lockstep::cli
