/// The sources of the report page, src/page/, as text in this program.

#pragma once

#include <string_view>

namespace lockstep::report {

extern const std::string_view kPageHtml;  ///< With places "{{name}}" to fill.
extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

}  // namespace lockstep::report
