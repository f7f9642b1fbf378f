/// The form of answers: layout, error format, callback, and the headers of the service.

#pragma once

#include <optional>
#include <string>

#include "lockstep/base/http.h"
#include "lockstep/sim/google_options.h"

#include "google/answer_text.h"
#include "google/checked.h"
#include "google/errors.h"
#include "google/partial_response.h"

namespace lockstep::sim::google {

/// What standard parameters and headers ask of an answer, whatever the answer is (G3, G5, G110).
struct AnswerForm {
  bool pretty = true;
  bool lists_errors = false;  ///< Errors carry the older `errors` as well.
  std::string callback;       ///< A function's name: the answer is a script. Empty for JSON.
};

[[nodiscard]] AnswerForm read_answer_form(const Request& request, GoogleLegacyErrors legacy_errors);

[[nodiscard]] Response respond(int status, AnswerText answer, const AnswerForm& form);
[[nodiscard]] Response respond(const ApiError& error, const AnswerForm& form);

/// `fields`, if the request has it, with what is wrong with this and the other standard parameters
/// (G3, G37). @param message  Of the answer.
[[nodiscard]] Checked<std::optional<FieldSelection>> read_standard_parameters(
    const Query& query, std::string_view message);

}  // namespace lockstep::sim::google
