/// What every HTML page of a report begins with.

#pragma once

#include <string>
#include <string_view>

namespace lockstep::report {

/// "sha256-…" as a content security policy names a script or style that may stand in the page.
[[nodiscard]] std::string csp_hash(std::string_view source);

/// A page without scripts or outside resources. @param title, body  HTML.
[[nodiscard]] std::string static_page(std::string_view title, std::string_view style,
                                      std::string_view body);

}  // namespace lockstep::report
