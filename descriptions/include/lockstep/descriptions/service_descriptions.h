/// The services' own description files as a judge of the fakes' answers.

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lockstep/base/http.h"
#include "lockstep/base/result.h"
#include "lockstep/sim/service.h"

namespace lockstep::descriptions {

/// One thing that a description does not allow. It is the fake's fault, never its client's.
struct AnswerViolation {
  sim::Service service = sim::Service::google;
  std::string operation;  ///< "GET /v1/people/{peopleId}", as the description has it.
  int status = 0;         ///< Of the answer.
  std::string pointer;    ///< JSON pointer into the body; "" for the answer as a whole.
  std::string what;

  friend bool operator==(const AnswerViolation&, const AnswerViolation&) = default;
};

/// "google: GET /v1/people/{peopleId}, 200, /names/0: …"
[[nodiscard]] std::string to_string(const AnswerViolation& violation);

/// Google's discovery document ("people-v1.json") and HubSpot's OpenAPI 3 documents
/// ("hubspot-*.json"), read once and compiled as they are needed.
///
/// Strict: a member that the description does not have is a violation, except where captures show
/// that the wire carries more, or less (wire_differences.cpp). Checked are the status, the content
/// type and the body; errors as far as they are described. The token endpoint and the pages of
/// Google's consent are in no description.
class ServiceDescriptions {
 public:
  /// @error not_found      The folder lacks Google's description, or has none of HubSpot's.
  /// @error invalid_input  A file is no description.
  static Result<std::shared_ptr<const ServiceDescriptions>> load(
      const std::filesystem::path& folder);
  ~ServiceDescriptions();
  ServiceDescriptions(const ServiceDescriptions&) = delete;
  ServiceDescriptions& operator=(const ServiceDescriptions&) = delete;

  /// What is wrong with a service's own answer. May be called from several threads.
  [[nodiscard]] std::vector<AnswerViolation> check(sim::Service service, const Request& request,
                                                   const Response& response) const;

 private:
  class Impl;
  explicit ServiceDescriptions(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lockstep::descriptions
