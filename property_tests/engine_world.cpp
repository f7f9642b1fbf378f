#include "engine_world.h"

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX

#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include "lockstep/base/assert.h"

#include "described_answer.h"

namespace lockstep {
namespace {

std::filesystem::path new_folder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "lockstep-engine-XXXXXX").string();
  LOCKSTEP_ASSERT(mkdtemp(pattern.data()) != nullptr);
  return pattern;
}

ServiceConfig service(const char* name, const char* token_path, const sim::OAuthGrant& grant) {
  const std::string url = std::string("http://") + name + ".test";
  return {.base_url = url,
          .token_url = url + token_path,
          .client_id = grant.client_id,
          .client_secret = grant.client_secret};
}

}  // namespace

EngineWorld::EngineWorld(const sim::WorldOptions& options)
    : world_(sim::described(options)),
      account_(world_.google().add_account("owner@example.com")),
      folder_(new_folder()),
      hubspot_(world_.endpoint(sim::Service::hubspot)),
      google_(world_.endpoint(sim::Service::google)) {
  const sim::OAuthGrant google = world_.google().grant(account_);
  const sim::OAuthGrant hubspot = world_.hubspot().grant();
  config_.hubspot = service("hubspot", "/oauth/v1/token", hubspot);
  config_.google = service("google", "/token", google);
  config_.state_dir = folder_ / "state";
  config_.connections.push_back({.id = "main",
                                 .enabled = true,
                                 .hubspot_refresh_token = hubspot.refresh_token,
                                 .google_refresh_token = google.refresh_token,
                                 .settings = {}});
}

EngineWorld::~EngineWorld() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Services EngineWorld::services() { return {hubspot_, google_, world_.connector_clock()}; }

PassSummary EngineWorld::pass() {
  Result<PassSummary> summary = run_pass(config_, services());
  LOCKSTEP_ASSERT(summary.has_value() && !summary->error());
  return std::move(*summary);
}

Result<PassSummary> EngineWorld::pass_through(Transport& hubspot, Transport& google) {
  return run_pass(config_, {hubspot, google, world_.connector_clock()});
}

PassPlan EngineWorld::plan() {
  Result<PassPlan> plan = plan_pass(config_, services());
  LOCKSTEP_ASSERT(plan.has_value() && !plan->connections.front().error);
  return std::move(*plan);
}

void EngineWorld::settle() { world_.clock().sleep_for(std::chrono::hours(1)); }

}  // namespace lockstep
