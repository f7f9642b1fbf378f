#include "google/oauth_answers.h"

#include <string>

#include "google/answer_text.h"
#include "google/json_text.h"

namespace lockstep::sim::google {

Response oauth_answer(int status, std::string_view compact) {
  return {status,
          {{"Content-Type", "application/json; charset=UTF-8"}, {"Cache-Control", "no-store"}},
          AnswerText(std::string(compact)).pretty()};
}

Response oauth_error(int status, std::string_view error, std::string_view description) {
  std::string body = R"({"error":)";
  append_json_string(body, error);
  body += R"(,"error_description":)";
  append_json_string(body, description);
  return oauth_answer(status, body + "}");
}

std::string_view form_value(const Query& form, std::string_view name) {
  return find_value(form, name).value_or(std::string_view());
}

}  // namespace lockstep::sim::google
