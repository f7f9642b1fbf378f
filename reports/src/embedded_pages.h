/// The bundles of the pages, pages/dist/, as bytes in this program.

#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace lockstep::report {

/// File name and text: "report.js", "report.css", "report.html" with places "{{name}}" to fill …
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> embedded_pages();

}  // namespace lockstep::report
