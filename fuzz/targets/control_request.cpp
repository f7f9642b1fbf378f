// Reads the bytes as one to four requests (request_text.h) to the control API. Afterwards every
// world must still be served lawfully.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "lockstep/base/assert.h"
#include "lockstep/base/url.h"
#include "lockstep/sim/control_api.h"
#include "lockstep/sim/in_process_transport.h"

#include "law.h"
#include "request_text.h"

namespace lockstep::fuzz {
namespace {

using sim::Service;

/// A host without sockets.
class PaperHost final : public sim::WorldHost {
 public:
  Result<std::unique_ptr<sim::ServedWorld>> serve(sim::World& world) override {
    return std::unique_ptr<sim::ServedWorld>(std::make_unique<Served>(worlds_, world));
  }

  [[nodiscard]] const std::set<sim::World*>& worlds() const noexcept { return worlds_; }

 private:
  class Served final : public sim::ServedWorld {
   public:
    Served(std::set<sim::World*>& worlds, sim::World& world) : worlds_(&worlds), world_(&world) {
      worlds_->insert(world_);
    }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;
    ~Served() override { worlds_->erase(world_); }
    [[nodiscard]] sim::WorldUrls urls() const override {
      return {"http://127.0.0.1:1", "http://127.0.0.1:2"};
    }

   private:
    std::set<sim::World*>* worlds_;
    sim::World* world_;
  };

  std::set<sim::World*> worlds_;
};

Finding broken_service_law(sim::World& world, const sim::WorldDescription& description,
                           Service service) {
  const bool of_google = service == Service::google;
  Request request;
  set_target(request, of_google
                          ? "/v1/people/me/connections?personFields=names,memberships,birthdays"
                          : "/crm/v3/objects/contacts");
  request.headers["Authorization"] =
      "Bearer " +
      (of_google ? description.credentials.google : description.credentials.hubspot).access_token;
  sim::InProcessTransport transport(world.endpoint(service));
  // Faults may be armed that lose answers, or give any status: then there is no law.
  static_cast<void>(transport.send(request));
  world.faults() = sim::FaultPlan();
  world.revive_connector();
  const Result<Response> response = transport.send(request);
  return response ? broken_law(service, request, *response)
                  : Finding("an answer was lost without a fault");
}

/// An API whose default world goes back to what it was. Numbers of worlds and snapshots, and
/// credentials after a reset, do not: then it is made anew.
class Desk {
 public:
  [[nodiscard]] sim::ControlApi& api() {
    if (!api_) {
      host_ = std::make_unique<PaperHost>();
      auto started = sim::ControlApi::start(*host_, {.seed = 5});
      LOCKSTEP_ASSERT(started.has_value());
      api_ = std::move(*started);
      pristine_ = (*host_->worlds().begin())->snapshot().value();
    }
    return *api_;
  }

  [[nodiscard]] const std::set<sim::World*>& worlds() const noexcept { return host_->worlds(); }

  void clear_after(const std::vector<Request>& requests) {
    constexpr std::array<std::string_view, 4> kLasting = {"/worlds", "/reset", "/snapshots",
                                                          "/fork"};
    const bool lasts = std::ranges::any_of(requests, [&](const Request& request) {
      return request.method != Method::get &&
             std::ranges::any_of(kLasting,
                                 [&](std::string_view end) { return request.path.ends_with(end); });
    });
    if (lasts || host_->worlds().size() != 1) {
      api_.reset();
    } else {
      (*host_->worlds().begin())->restore(*pristine_);
    }
  }

 private:
  std::unique_ptr<PaperHost> host_;
  std::unique_ptr<sim::ControlApi> api_;
  std::optional<sim::Snapshot> pristine_;
};

Finding broken_worlds(const Desk& desk, const sim::WorldDescription& description) {
  for (sim::World* const world : desk.worlds()) {
    for (const Service service : {Service::google, Service::hubspot}) {
      if (Finding finding = broken_service_law(*world, description, service)) {
        return finding;
      }
    }
    if (!nlohmann::json::accept(world->journal().to_json_lines(world->journal().size() - 1))) {
      return "the journal's last line is no JSON";
    }
  }
  return std::nullopt;
}

Finding answer(Desk& desk, const std::vector<Request>& requests, bool checks_more) {
  sim::ControlApi& api = desk.api();
  for (const Request& request : requests) {
    const Result<Response> response = sim::InProcessTransport(api).send(request);
    Finding finding =
        response ? broken_control_law(*response, checks_more) : "the control API lost an answer";
    if (finding) {
      return finding;
    }
  }
  return checks_more ? broken_worlds(desk, api.default_world()) : Finding();
}

}  // namespace

Finding control_request(std::string_view bytes) {
  static Desk desk;
  std::vector<Request> requests = read_requests(bytes, 4);
  for (Request& request : requests) {
    request.headers.emplace("Host", "127.0.0.1:9000");
  }
  Finding finding = answer(desk, requests, checks_everything() || bytes.size() % 16 == 0);
  desk.clear_after(requests);
  return finding;
}

}  // namespace lockstep::fuzz
