#include "control/call.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace lockstep::sim::control {

std::string Call::google_account() {
  std::string email(
      find_value(request_->query, "account").value_or(hosted_->credentials.google_account));
  email = reader_.text("account").value_or(email);
  const auto accounts = world().google().accounts();
  const auto found = accounts.find(email);
  if (found != accounts.end()) {
    return found->second;
  }
  mistakes_.add(reader_.line(),
                "no account of Google has this email; POST …/google/add_account makes one");
  return "";
}

nlohmann::json Call::required_object(std::string_view key) {
  const Node* const node = reader_.require(key);
  if (node == nullptr) {
    return nullptr;
  }
  if (!node->is_object()) {
    reader_.mistake(*node, '"' + std::string(key) + "\" must be an object, and is " +
                               std::string(kind_name(*node)));
    return nullptr;
  }
  return to_json(*node);
}

bool Call::required_flag(std::string_view key) {
  static_cast<void>(reader_.require(key));
  return reader_.flag(key).value_or(false);
}

std::optional<Response> Call::refusal() {
  reader_.finish();
  return control::refusal(mistakes_);
}

Response Call::acted(std::string what, const Result<void>& done) const {
  if (!done) {
    return error_answer(done.error());
  }
  note(std::move(what));
  return json_answer(200, Json::object());
}

Response Call::acted(std::string what, const Result<std::string>& id, const char* id_name) const {
  if (!id) {
    return error_answer(id.error());
  }
  note(std::move(what));
  return json_answer(200, {{id_name, *id}});
}

Response Call::acted(std::string what, const OAuthGrant& grant) const {
  note(std::move(what));
  return json_answer(200, {{"client_id", grant.client_id},
                           {"client_secret", grant.client_secret},
                           {"refresh_token", grant.refresh_token},
                           {"access_token", grant.access_token}});
}

void Call::note(std::string what) const {
  world().note_user_action(std::move(what), to_json(*body_));
}

}  // namespace lockstep::sim::control
