/// The form in which OAuth endpoints answer: JSON that no cache keeps (RFC 6749, section 5).

#pragma once

#include <string_view>

#include "lockstep/base/http.h"

namespace lockstep::sim::google {

[[nodiscard]] Response oauth_answer(int status, std::string_view compact);

/// {"error":…,"error_description":…} (G119)
[[nodiscard]] Response oauth_error(int status, std::string_view error,
                                   std::string_view description);

/// The value of a form field, or "".
[[nodiscard]] std::string_view form_value(const Query& form, std::string_view name);

}  // namespace lockstep::sim::google
