/// Which texts HubSpot takes for an email address.

#pragma once

#include <string>
#include <string_view>

namespace lockstep::sim::hubspot {

/// The form in which addresses are stored and compared: trimmed and in lower case (F41).
[[nodiscard]] std::string normalise_email(std::string_view text);

/// @pre  `address` is in normal form.
/// Top-level domains that do not exist (".con", ".lcom") are refused (F71).
[[nodiscard]] bool is_valid_email(std::string_view address);

}  // namespace lockstep::sim::hubspot
