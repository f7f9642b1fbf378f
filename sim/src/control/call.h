/// One request of the control API for one world.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lockstep/base/http.h"
#include "lockstep/base/result.h"
#include "lockstep/sim/object_reader.h"
#include "lockstep/sim/route.h"

#include "control/answers.h"
#include "control/hosted_world.h"

namespace lockstep::sim::control {

/// A handler reads the members of the body, asks refusal(), and only then acts. The world's lock is
/// held.
class Call {
 public:
  /// @param body  An object. All must outlive the call.
  Call(HostedWorld& hosted, const Request& request, const PathCaptures& captures, const Node& body)
      : hosted_(&hosted),
        request_(&request),
        captures_(&captures),
        body_(&body),
        reader_(body, mistakes_, "the body") {}
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() = default;

  [[nodiscard]] HostedWorld& hosted() const noexcept { return *hosted_; }
  [[nodiscard]] World& world() const noexcept { return *hosted_->world; }
  [[nodiscard]] ObjectReader& body() noexcept { return reader_; }
  [[nodiscard]] const std::string& capture(std::string_view name) const {
    return captures_->find(name)->second;
  }

  /// "http://127.0.0.1:8080" as the client calls us, or "".
  [[nodiscard]] std::string control_url() const { return control::control_url(*request_); }

  /// The id of the account of Google that "account" names by email, in the body or the query; the
  /// first one where it is not named.
  [[nodiscard]] std::string google_account();

  /// A member that must be an object, as JSON; null and a mistake where it is not.
  [[nodiscard]] nlohmann::json required_object(std::string_view key);
  [[nodiscard]] bool required_flag(std::string_view key);

  /// The answer to a body with mistakes: the first one, and how many more.
  [[nodiscard]] std::optional<Response> refusal();

  /// The answer to an action; one that was not refused is journalled with the body.
  [[nodiscard]] Response acted(std::string what, const Result<void>& done) const;
  /// @param id_name  Of the id that the action made.
  [[nodiscard]] Response acted(std::string what, const Result<std::string>& id,
                               const char* id_name) const;
  [[nodiscard]] Response acted(std::string what, const OAuthGrant& grant) const;

 private:
  void note(std::string what) const;

  HostedWorld* hosted_;
  const Request* request_;
  const PathCaptures* captures_;
  const Node* body_;
  Mistakes mistakes_;
  ObjectReader reader_;
};

/// What a user can do in one service. `name` stands in the path and, behind the service's, in the
/// journal.
struct Action {
  std::string_view name;
  Response (*handler)(Call&);
};

[[nodiscard]] std::span<const Action> google_actions();
[[nodiscard]] std::span<const Action> hubspot_actions();

// Inspection.
[[nodiscard]] Response google_accounts(Call& call);
[[nodiscard]] Response google_contacts(Call& call);
[[nodiscard]] Response google_contact(Call& call);
[[nodiscard]] Response hubspot_contacts(Call& call);
[[nodiscard]] Response hubspot_contact(Call& call);

}  // namespace lockstep::sim::control
