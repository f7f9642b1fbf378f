/// Shows a page to the user.

#pragma once

#include <string>

namespace lockstep::cli {

/// Asks the desktop to open a URL, if there is one. Whether that worked is not known: whoever
/// calls also shows the URL.
void open_in_browser(const std::string& url);

}  // namespace lockstep::cli
