#include "lockstep/sim/operations.h"

#include <algorithm>
#include <set>

#include "lockstep/base/text.h"
#include "lockstep/sim/fault.h"

#include "google/discovery.h"
#include "google/http_batch.h"
#include "google/methods.h"
#include "google/oauth_service.h"
#include "hubspot/operations.h"

namespace lockstep::sim {
namespace {

bool is_known_alternative(std::string_view alternative) {
  return std::ranges::any_of(known_operations(), [&](const std::string& operation) {
    return matches_operation(alternative, Service::hubspot, operation) ||
           matches_operation(alternative, Service::google, operation);
  });
}

std::vector<std::string> collect_operations() {
  std::set<std::string> names = {"crm.other.read", "crm.other.write",
                                 std::string(google::kBatchOperation),
                                 std::string(google::kDiscoveryOperation)};
  for (const std::string_view operation : google::oauth_operations()) {
    names.emplace(operation);
  }
  for (const google::ApiMethod& method : google::api_methods()) {
    names.emplace(method.operation);
  }
  for (const hubspot::ApiOperation& operation : hubspot::api_operations()) {
    names.emplace(operation.name);
  }
  return {names.begin(), names.end()};
}

}  // namespace

bool is_known_operation_pattern(std::string_view pattern) {
  return std::ranges::all_of(split(pattern, '|'), is_known_alternative);
}

const std::vector<std::string>& known_operations() {
  static const std::vector<std::string> kOperations = collect_operations();
  return kOperations;
}

}  // namespace lockstep::sim
