/// Somebody with a browser on a consent page of the fakes.

#pragma once

#include <string>
#include <vector>

namespace lockstep::cli {

struct ConsentChoice {
  bool allows = true;
  std::vector<std::string> without = {};  ///< Scopes whose box is unticked.
};

/// Opens the page and presses a button. @return The URL that the browser is sent back to.
[[nodiscard]] std::string answer_consent_page(const std::string& url,
                                              const ConsentChoice& choice = {});

struct Page {
  int status = 0;
  std::string body;
};
/// Opens a page on this machine.
[[nodiscard]] Page open_page(const std::string& url);

}  // namespace lockstep::cli
